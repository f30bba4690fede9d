package org.relata.command.platform.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.StreamId;
import org.relata.kernel.log.EventCodec;
import org.relata.kernel.log.Recorded;

/**
 * Reads streams and positions of the log. Failures are {@link AppendFailure.StoreUnavailable} and,
 * for events that this program does not understand, {@link AppendFailure.EventUnreadable}.
 */
public final class LogReader {

  /** The last position given out, and the incarnation that it belongs to. */
  public record Head(long position, UUID incarnation) {}

  /** A stream and the first version of it that is wanted. */
  public record Tail(String stream, long fromVersion) {}

  /** What the log keeps of a command that was accepted before. */
  public record FirstAnswer(
      String contentHash, String actor, Appended appended, Map<String, Long> versions) {}

  private static final String COLUMNS =
      "position, stream, version, type, revision, payload, metadata, recorded_at, effective_at";

  private final DataSource dataSource;
  private final EventCodec codec;

  public LogReader(DataSource dataSource, EventCodec codec) {
    this.dataSource = dataSource;
    this.codec = codec;
  }

  /** The events of one stream in order, from a version on. */
  public List<Recorded<DomainEvent>> stream(String stream, long fromVersion) {
    return query(
        "SELECT " + COLUMNS + " FROM log.event WHERE stream = ? AND version >= ? ORDER BY version",
        statement -> {
          statement.setString(1, stream);
          statement.setLong(2, fromVersion);
        },
        this::events);
  }

  /** The events of many streams at once, in order within each; absent when there are none. */
  public Map<String, List<Recorded<DomainEvent>>> streams(Collection<Tail> tails) {
    List<Tail> wanted = List.copyOf(tails);
    List<Recorded<DomainEvent>> events =
        query(
            // OFFSET 0 keeps the planner to one probe of the index per stream, whatever it believes
            // of a log that grows faster than its statistics.
            "SELECT e.* FROM unnest(?::text[], ?::bigint[]) AS wanted (name, from_version)"
                + " CROSS JOIN LATERAL (SELECT "
                + COLUMNS
                + " FROM log.event WHERE stream = wanted.name AND version >= from_version"
                + " OFFSET 0) e ORDER BY e.stream, e.version",
            statement -> {
              Connection connection = statement.getConnection();
              statement.setArray(
                  1, connection.createArrayOf("text", wanted.stream().map(Tail::stream).toArray()));
              statement.setArray(
                  2,
                  connection.createArrayOf(
                      "int8", wanted.stream().map(Tail::fromVersion).toArray()));
            },
            this::events);
    Map<String, List<Recorded<DomainEvent>>> byStream = new HashMap<>();
    for (Recorded<DomainEvent> event : events) {
      byStream.computeIfAbsent(event.stream().name(), name -> new ArrayList<>()).add(event);
    }
    return byStream;
  }

  /** All events in order of position, beginning behind a position. */
  public List<Recorded<DomainEvent>> after(long position, int limit) {
    return query(
        "SELECT " + COLUMNS + " FROM log.event WHERE position > ? ORDER BY position LIMIT ?",
        statement -> {
          statement.setLong(1, position);
          statement.setInt(2, limit);
        },
        this::events);
  }

  public Head head() {
    return query(
        "SELECT position, incarnation FROM log.head",
        statement -> {},
        rows -> {
          rows.next();
          return new Head(rows.getLong(1), rows.getObject(2, UUID.class));
        });
  }

  /**
   * What was answered to the first command of this id; its events end where the next one's begin.
   */
  public Optional<FirstAnswer> command(String commandId) {
    return query(
        """
        SELECT e.position, e.stream, e.version, e.recorded_at, e.metadata, h.incarnation
        FROM log.head h
        CROSS JOIN LATERAL (
          SELECT position FROM log.event WHERE command_id = ? AND command_index = 0 OFFSET 0) first
        LEFT JOIN LATERAL (
          SELECT position FROM log.event n
          WHERE n.position > first.position AND n.command_index = 0
          ORDER BY n.position LIMIT 1) next ON true
        CROSS JOIN LATERAL (
          SELECT * FROM log.event
          WHERE position >= first.position AND position < coalesce(next.position, h.position + 1)
          OFFSET 0) e
        ORDER BY e.position
        """,
        statement -> statement.setString(1, commandId),
        this::firstAnswer);
  }

  private Optional<FirstAnswer> firstAnswer(ResultSet rows) throws SQLException {
    Optional<FirstAnswer> answer = Optional.empty();
    Map<String, Long> versions = new HashMap<>();
    while (rows.next()) {
      versions.put(rows.getString(2), rows.getLong(3));
      Appended appended =
          answer
              .map(FirstAnswer::appended)
              .map(a -> new Appended(a.first(), a.count() + 1, a.recordedAt(), a.incarnation()))
              .orElse(
                  new Appended(
                      rows.getLong(1),
                      1,
                      rows.getObject(4, OffsetDateTime.class).toInstant(),
                      rows.getObject(6, UUID.class)));
      var metadata = codec.decodeMetadata(rows.getString(5));
      answer =
          Optional.of(
              new FirstAnswer(metadata.contentHash(), metadata.actor(), appended, versions));
    }
    return answer;
  }

  private List<Recorded<DomainEvent>> events(ResultSet rows) throws SQLException {
    List<Recorded<DomainEvent>> events = new ArrayList<>();
    while (rows.next()) {
      events.add(
          new Recorded<>(
              rows.getLong(1),
              StreamId.parse(rows.getString(2)),
              rows.getLong(3),
              decoded(rows),
              codec.decodeMetadata(rows.getString(7)),
              rows.getObject(8, OffsetDateTime.class).toInstant(),
              rows.getObject(9, OffsetDateTime.class).toInstant()));
    }
    return events;
  }

  private DomainEvent decoded(ResultSet rows) throws SQLException {
    String type = rows.getString(4);
    int revision = rows.getInt(5);
    String payload = rows.getString(6);
    try {
      return codec.decode(type, revision, payload);
    } catch (RuntimeException e) {
      throw new AppendFailure.EventUnreadable(rows.getLong(1), e);
    }
  }

  private interface Binding {
    void bind(PreparedStatement statement) throws SQLException;
  }

  private interface Reading<T> {
    T read(ResultSet rows) throws SQLException;
  }

  private <T> T query(String sql, Binding binding, Reading<T> reading) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      binding.bind(statement);
      try (ResultSet rows = statement.executeQuery()) {
        return reading.read(rows);
      }
    } catch (SQLException e) {
      throw new AppendFailure.StoreUnavailable(e, false);
    }
  }
}
