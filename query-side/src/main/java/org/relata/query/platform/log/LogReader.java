package org.relata.query.platform.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.StreamId;
import org.relata.kernel.log.EventCodec;
import org.relata.kernel.log.Recorded;
import org.relata.query.platform.log.LogBatch.Blocked;

/** Reads and decodes batches of the log. What it reads never changes, so any connection will do. */
public final class LogReader {

  private static final String READ =
      """
      SELECT e.position, e.stream, e.version, e.type, e.revision, e.payload::text,
        e.metadata::text, e.recorded_at, e.effective_at, h.incarnation
      FROM log.head h, log.event e
      WHERE e.position > ? AND e.position <= ? ORDER BY e.position LIMIT ?
      """;

  /** Rows per trip, and characters after which a batch is cut: they bound the memory it takes. */
  private static final int FETCH = 1_000;

  private static final long MAX_CHARACTERS = 32_000_000;

  private final DataSource pool;
  private final EventCodec codec;

  public LogReader(DataSource pool, EventCodec codec) {
    this.pool = pool;
    this.codec = codec;
  }

  /** At most {@code limit} events with positions above {@code after}, none above {@code upTo}. */
  public LogBatch read(long after, long upTo, int limit) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement statement = connection.prepareStatement(READ)) {
        statement.setFetchSize(FETCH);
        statement.setLong(1, after);
        statement.setLong(2, upTo);
        statement.setInt(3, limit);
        try (ResultSet result = statement.executeQuery()) {
          return decode(result, after, limit);
        }
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }

  private LogBatch decode(ResultSet result, long after, int limit) throws SQLException {
    List<Recorded<DomainEvent>> events = new ArrayList<>();
    @Nullable UUID incarnation = null;
    long characters = 0;
    while (result.next()) {
      incarnation = result.getObject(10, UUID.class);
      long position = result.getLong(1);
      if (position != after + events.size() + 1) {
        long missing = after + events.size() + 1;
        return new LogBatch(
            after, incarnation, events, false, new Blocked(missing, "The log has no such event."));
      }
      String payload = result.getString(6);
      try {
        events.add(recorded(result, position, payload));
      } catch (RuntimeException e) {
        return new LogBatch(
            after, incarnation, events, false, new Blocked(position, reason(result, e)));
      }
      characters += payload.length();
      if (characters > MAX_CHARACTERS) {
        return new LogBatch(after, incarnation, events, true, null);
      }
    }
    return new LogBatch(after, incarnation, events, events.size() == limit, null);
  }

  private Recorded<DomainEvent> recorded(ResultSet row, long position, String payload)
      throws SQLException {
    return new Recorded<>(
        position,
        StreamId.parse(row.getString(2)),
        row.getLong(3),
        codec.decode(row.getString(4), row.getInt(5), payload),
        codec.decodeMetadata(row.getString(7)),
        time(row, 8),
        time(row, 9));
  }

  private static Instant time(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** The message of a failed decoding may show the payload, so only its kind is told. */
  private static String reason(ResultSet row, RuntimeException failure) throws SQLException {
    return failure instanceof EventCodec.UnknownEvent unknown
        ? String.valueOf(unknown.getMessage())
        : "The event "
            + row.getString(4)
            + " revision "
            + row.getInt(5)
            + " does not decode: "
            + failure.getClass().getSimpleName();
  }
}
