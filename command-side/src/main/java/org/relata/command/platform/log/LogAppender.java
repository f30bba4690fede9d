package org.relata.command.platform.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Writes behind the head of the log. An event gets the position behind the last one that was
 * committed, and the primary key admits one event there: so positions are contiguous and in the
 * order of commits, whoever writes.
 *
 * <p>As long as nobody else appends, this process knows the head, for it has moved it last: an
 * append is one statement. Who finds its position taken is in company: it queues for the pen, a
 * lock that is held to the end of the transaction, reads where the head is, and writes behind it.
 * What is known of the head belongs to the session that learned it; another session may be with
 * another server, which has lost some events. {@code recorded_at} never decreases, whatever the
 * clock does.
 *
 * <p>Used by one thread at a time.
 */
final class LogAppender {

  private static final String COLUMNS =
      "position, stream, version, type, revision, payload, metadata, recorded_at, effective_at,"
          + " command_id, command_index";

  private static final String ONE =
      "INSERT INTO log.event ("
          + COLUMNS
          + ") VALUES (?, ?, ?, ?, ?, ?::json, ?::json, ?, ?, ?, ?)";

  private static final String MANY =
      "INSERT INTO log.event ("
          + COLUMNS
          + ") SELECT ? + e.ordinal, e.stream, e.version, e.type, e.revision, e.payload::json,"
          + " e.metadata::json, ?, e.effective_at, e.command_id, e.command_index FROM"
          + " unnest(?::text[], ?::bigint[], ?::text[], ?::smallint[], ?::text[], ?::text[],"
          + " ?::timestamptz[], ?::text[], ?::int[]) WITH ORDINALITY AS e (stream, version, type,"
          + " revision, payload, metadata, effective_at, command_id, command_index, ordinal)";

  /** Two statements in one trip: the second one sees what was committed before the lock was got. */
  private static final String QUEUE =
      "SELECT pg_advisory_xact_lock("
          + 0x72656c617461L
          + "); SELECT position, recorded_at, incarnation FROM log.head";

  private static final String UNIQUE_VIOLATION = "23505";

  /** A process that stays out of the queue can be faster a few times; then it is in company too. */
  private static final int ATTEMPTS = 100;

  private final DataSource dataSource;
  private final Clock clock;
  private @Nullable Head head;
  private boolean alone;

  /** The last position as the session learned it. */
  private record Head(PGConnection session, long position, Instant recordedAt, UUID incarnation) {}

  /**
   * @param dataSource best of one connection, so that the session stays the same
   */
  LogAppender(DataSource dataSource, Clock clock) {
    this.dataSource = dataSource;
    this.clock = clock;
  }

  /** Appends the events, all or none, and returns when they are durable. */
  Appended append(List<NewEvent> events) throws SQLException {
    @Nullable Head last = head;
    // Whatever goes wrong, nothing is known any more.
    head = null;
    try (Connection connection = dataSource.getConnection()) {
      PGConnection session = connection.unwrap(PGConnection.class);
      if (alone && last != null && last.session() == session) {
        try {
          return behind(last, connection, events);
        } catch (SQLException e) {
          if (!isPositionTaken(e)) {
            throw e;
          }
        }
      }
      return queued(last, session, connection, events);
    }
  }

  private Appended queued(
      @Nullable Head last, PGConnection session, Connection connection, List<NewEvent> events)
      throws SQLException {
    connection.setAutoCommit(false);
    for (int attempt = 1; ; attempt++) {
      try {
        Head now = queue(session, connection);
        Appended appended = behind(now, connection, events);
        connection.commit();
        alone = last != null && last.position() == now.position();
        return appended;
      } catch (SQLException e) {
        head = null;
        rollBack(connection, e);
        if (!isPositionTaken(e) || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static void rollBack(Connection connection, SQLException because) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
  }

  private static Head queue(PGConnection session, Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(QUEUE)) {
      statement.execute();
      statement.getMoreResults();
      try (ResultSet result = statement.getResultSet()) {
        if (!result.next()) {
          throw new SQLException("log.incarnation has no row");
        }
        return new Head(
            session,
            result.getLong(1),
            result.getObject(2, OffsetDateTime.class).toInstant(),
            result.getObject(3, UUID.class));
      }
    }
  }

  private Appended behind(Head last, Connection connection, List<NewEvent> events)
      throws SQLException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Instant recordedAt = now.isBefore(last.recordedAt()) ? last.recordedAt() : now;
    int count = events.size();
    // A lone event is written without arrays, which takes a third off its time.
    try (PreparedStatement insert = connection.prepareStatement(count == 1 ? ONE : MANY)) {
      if (count == 1) {
        bind(insert, last.position() + 1, recordedAt, events.getFirst());
      } else {
        bind(insert, last.position(), recordedAt, events);
      }
      insert.executeUpdate();
    }
    head = new Head(last.session(), last.position() + count, recordedAt, last.incarnation());
    return new Appended(last.position() + 1, count, recordedAt, last.incarnation());
  }

  private static void bind(
      PreparedStatement insert, long position, Instant recordedAt, NewEvent event)
      throws SQLException {
    insert.setLong(1, position);
    insert.setString(2, event.stream());
    insert.setLong(3, event.version());
    insert.setString(4, event.type());
    insert.setInt(5, event.revision());
    insert.setString(6, event.payload());
    insert.setString(7, event.metadata());
    setTime(insert, 8, recordedAt);
    setTime(insert, 9, effectiveAt(event, recordedAt));
    insert.setString(10, event.commandId());
    insert.setInt(11, event.commandIndex());
  }

  private static void bind(
      PreparedStatement insert, long before, Instant recordedAt, List<NewEvent> events)
      throws SQLException {
    insert.setLong(1, before);
    setTime(insert, 2, recordedAt);
    setArray(insert, 3, "text", events, NewEvent::stream);
    setArray(insert, 4, "int8", events, NewEvent::version);
    setArray(insert, 5, "text", events, NewEvent::type);
    setArray(insert, 6, "int2", events, event -> (short) event.revision());
    setArray(insert, 7, "text", events, NewEvent::payload);
    setArray(insert, 8, "text", events, NewEvent::metadata);
    setArray(insert, 9, "timestamptz", events, event -> effectiveAt(event, recordedAt));
    setArray(insert, 10, "text", events, NewEvent::commandId);
    setArray(insert, 11, "int4", events, NewEvent::commandIndex);
  }

  private static void setTime(PreparedStatement insert, int index, Instant time)
      throws SQLException {
    insert.setObject(index, time.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
  }

  private static <T> void setArray(
      PreparedStatement insert,
      int index,
      String type,
      List<NewEvent> events,
      Function<NewEvent, T> value)
      throws SQLException {
    Object[] values = events.stream().map(value).toArray();
    insert.setArray(index, insert.getConnection().createArrayOf(type, values));
  }

  /** To the microsecond, which is what the database keeps: alone or in a group, it is the same. */
  private static Instant effectiveAt(NewEvent event, Instant recordedAt) {
    @Nullable Instant given = event.effectiveAt();
    return given == null ? recordedAt : given.truncatedTo(ChronoUnit.MICROS);
  }

  private static boolean isPositionTaken(SQLException e) {
    return "event_position".equals(violated(e));
  }

  /** The unique key that was violated. */
  private static @Nullable String violated(SQLException e) {
    if (UNIQUE_VIOLATION.equals(e.getSQLState()) && e instanceof PSQLException postgres) {
      @Nullable ServerErrorMessage message = postgres.getServerErrorMessage();
      return message == null ? null : message.getConstraint();
    }
    return null;
  }

  static AppendFailure failure(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    if (UNIQUE_VIOLATION.equals(state)) {
      return "event_command".equals(violated(e))
          ? new AppendFailure.CommandRepeated(e)
          : new AppendFailure.StreamConflict(e);
    }
    // 08xxx: the connection broke, 57P0x: the server went down; it may have committed before.
    boolean unknown = state.startsWith("08") || state.startsWith("57P");
    return new AppendFailure.StoreUnavailable(e, unknown);
  }
}
