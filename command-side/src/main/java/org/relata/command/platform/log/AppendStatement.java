package org.relata.command.platform.log;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * The statement that writes to the log, in a form for one event and one for many. It takes the next
 * positions by the row lock of {@code log.head}, which orders writers in every process, inserts the
 * events and notifies readers: one round trip, one fsync. {@code recorded_at} never decreases,
 * whatever the clock does.
 */
public final class AppendStatement {

  private static final String MANY =
      """
      WITH head AS (
        UPDATE log.head
        SET position = position + ?, recorded_at = greatest(recorded_at, ?)
        RETURNING position - ? AS base, position, recorded_at, incarnation
      ), stored AS (
        INSERT INTO log.event (position, stream, version, type, revision, payload, metadata,
          recorded_at, effective_at, command_id, command_index)
        SELECT head.base + e.ordinal, e.stream, e.version, e.type, e.revision,
          e.payload::json, e.metadata::json, head.recorded_at,
          coalesce(to_timestamp(e.effective_at / 1000.0), head.recorded_at),
          e.command_id, e.command_index
        FROM head, unnest(?::text[], ?::bigint[], ?::text[], ?::smallint[], ?::text[], ?::text[],
          ?::bigint[], ?::text[], ?::int[]) WITH ORDINALITY
          AS e (stream, version, type, revision, payload, metadata, effective_at, command_id,
            command_index, ordinal)
      )
      SELECT base + 1, recorded_at, incarnation, pg_notify('relata_log', position::text) FROM head
      """;

  /**
   * What most callers append when they are alone: without arrays it takes two thirds of the time.
   */
  private static final String ONE =
      """
      WITH head AS (
        UPDATE log.head
        SET position = position + 1, recorded_at = greatest(recorded_at, ?)
        RETURNING position, recorded_at, incarnation
      ), stored AS (
        INSERT INTO log.event (position, stream, version, type, revision, payload, metadata,
          recorded_at, effective_at, command_id, command_index)
        SELECT head.position, ?, ?, ?, ?, ?::json, ?::json, head.recorded_at,
          coalesce(to_timestamp(?::bigint / 1000.0), head.recorded_at), ?, ?
        FROM head
      )
      SELECT position, recorded_at, incarnation, pg_notify('relata_log', position::text) FROM head
      """;

  private static final String UNIQUE_VIOLATION = "23505";

  private final DataSource dataSource;
  private final Clock clock;

  public AppendStatement(DataSource dataSource, Clock clock) {
    this.dataSource = dataSource;
    this.clock = clock;
  }

  Appended execute(List<NewEvent> events) throws SQLException {
    int count = events.size();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert = connection.prepareStatement(count == 1 ? ONE : MANY)) {
      OffsetDateTime now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
      if (count == 1) {
        bind(insert, now, events.getFirst());
      } else {
        bind(insert, now, events);
      }
      try (ResultSet result = insert.executeQuery()) {
        if (!result.next()) {
          throw new SQLException("log.head has no row");
        }
        Instant recordedAt = result.getObject(2, OffsetDateTime.class).toInstant();
        return new Appended(result.getLong(1), count, recordedAt, result.getObject(3, UUID.class));
      }
    }
  }

  private static void bind(PreparedStatement insert, OffsetDateTime now, NewEvent event)
      throws SQLException {
    insert.setObject(1, now);
    insert.setString(2, event.stream());
    insert.setLong(3, event.version());
    insert.setString(4, event.type());
    insert.setInt(5, event.revision());
    insert.setString(6, event.payload());
    insert.setString(7, event.metadata());
    insert.setObject(8, millis(event.effectiveAt()), Types.BIGINT);
    insert.setString(9, event.commandId());
    insert.setInt(10, event.commandIndex());
  }

  private static void bind(PreparedStatement insert, OffsetDateTime now, List<NewEvent> events)
      throws SQLException {
    insert.setLong(1, events.size());
    insert.setObject(2, now);
    insert.setLong(3, events.size());
    setArray(insert, 4, "text", events, NewEvent::stream);
    setArray(insert, 5, "int8", events, NewEvent::version);
    setArray(insert, 6, "text", events, NewEvent::type);
    setArray(insert, 7, "int2", events, event -> (short) event.revision());
    setArray(insert, 8, "text", events, NewEvent::payload);
    setArray(insert, 9, "text", events, NewEvent::metadata);
    setArray(insert, 10, "int8", events, event -> millis(event.effectiveAt()));
    setArray(insert, 11, "text", events, NewEvent::commandId);
    setArray(insert, 12, "int4", events, NewEvent::commandIndex);
  }

  private static <T> void setArray(
      PreparedStatement insert,
      int index,
      String type,
      List<NewEvent> events,
      Function<NewEvent, @Nullable T> value)
      throws SQLException {
    @Nullable Object[] values = new @Nullable Object[events.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value.apply(events.get(i));
    }
    Array array = insert.getConnection().createArrayOf(type, values);
    insert.setArray(index, array);
  }

  private static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }

  static AppendFailure failure(SQLException e) {
    if (UNIQUE_VIOLATION.equals(e.getSQLState()) && e instanceof PSQLException postgres) {
      ServerErrorMessage message = postgres.getServerErrorMessage();
      boolean repeated = message != null && "event_command".equals(message.getConstraint());
      return repeated ? new AppendFailure.CommandRepeated(e) : new AppendFailure.StreamConflict(e);
    }
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    // 08xxx: the connection broke, 57P0x: the server went down; it may have committed before.
    boolean unknown = state.startsWith("08") || state.startsWith("57P");
    return new AppendFailure.StoreUnavailable(e, unknown);
  }
}
