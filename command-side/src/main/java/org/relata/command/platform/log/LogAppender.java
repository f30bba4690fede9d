package org.relata.command.platform.log;

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
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.relata.command.platform.CommandSettings;
import org.relata.command.platform.log.LogSession.Head;

/**
 * Writes behind the head of the log. An event gets the position behind the last one that was
 * committed, and the primary key admits one event there: so positions are contiguous and in the
 * order of commits, whoever writes.
 *
 * <p>As long as nobody else appends, this process knows the head, for it has moved it last: an
 * append is one statement. Who finds its position taken is in company: it queues for the pen, a
 * lock that is held to the end of the transaction, reads where the head is, and writes behind it.
 * {@code recorded_at} never decreases, whatever the clock does.
 *
 * <p>Used by one thread at a time.
 */
final class LogAppender implements AutoCloseable {

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
          + "); SELECT position, recorded_at FROM log.head";

  private static final String UNIQUE_VIOLATION = "23505";
  private static final String PREREQUISITE_IS_MISSING = "55000";
  private static final String CONNECTION_DOES_NOT_EXIST = "08003";

  /** A process that stays out of the queue can be faster a few times; then it is in company too. */
  private static final int ATTEMPTS = 100;

  private final CommandSettings.Source source;
  private final Clock clock;
  private final Tail tail;
  private volatile @Nullable LogSession open;
  private volatile boolean closed;

  LogAppender(CommandSettings.Source source, Clock clock, Tail tail) {
    this.source = source;
    this.clock = clock;
    this.tail = tail;
  }

  /**
   * Appends the events, all or none, and returns when they are durable.
   *
   * @param incarnation of the log in which they were decided; no other is written to
   */
  Appended append(UUID incarnation, List<NewEvent> events) throws SQLException {
    LogSession session = session();
    if (!session.incarnation().equals(incarnation)) {
      // Either the decision is of the past, or the session is and does not know it yet.
      open = null;
      session.close();
      throw new SQLException("The log is another one than before", PREREQUISITE_IS_MISSING);
    }
    try {
      Appended appended = append(session, events);
      tail.appended(appended, events.getLast().commandId());
      return appended;
    } catch (SQLException e) {
      if (!UNIQUE_VIOLATION.equals(e.getSQLState()) || session.connection().isClosed()) {
        // Whatever it was, a new session knows better: it may be with another server.
        open = null;
        session.close();
      }
      throw e;
    }
  }

  private LogSession session() throws SQLException {
    @Nullable LogSession session = open;
    if (session != null && !session.isAlive()) {
      session.close();
      session = null;
    }
    if (session == null) {
      if (closed) {
        throw new SQLException("The log was closed", CONNECTION_DOES_NOT_EXIST);
      }
      session = LogSession.open(source);
      try {
        tail.check(session);
      } catch (SQLException e) {
        // Unchecked it must not be used: a loss would never be told.
        session.close();
        throw e;
      }
      open = session;
    }
    return session;
  }

  private Appended append(LogSession session, List<NewEvent> events) throws SQLException {
    @Nullable Head last = session.head();
    // Whatever goes wrong, nothing is known any more.
    session.learn(null);
    if (session.isAlone() && last != null) {
      try {
        session.connection().setAutoCommit(true);
        return behind(last, session, events);
      } catch (SQLException e) {
        if (!isPositionTaken(e)) {
          throw e;
        }
      }
    }
    return queued(last, session, events);
  }

  private Appended queued(@Nullable Head last, LogSession session, List<NewEvent> events)
      throws SQLException {
    session.connection().setAutoCommit(false);
    for (int attempt = 1; ; attempt++) {
      try {
        Head now = queue(session);
        Appended appended = behind(now, session, events);
        session.connection().commit();
        session.alone(last != null && last.position() == now.position());
        return appended;
      } catch (SQLException e) {
        session.learn(null);
        rollBack(session, e);
        if (!isPositionTaken(e) || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static void rollBack(LogSession session, SQLException because) {
    try {
      session.connection().rollback();
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
  }

  private static Head queue(LogSession session) throws SQLException {
    PreparedStatement statement = session.statement(QUEUE);
    statement.execute();
    statement.getMoreResults();
    try (ResultSet result = statement.getResultSet()) {
      if (!result.next()) {
        throw new SQLException("log.incarnation has no row");
      }
      return new Head(result.getLong(1), result.getObject(2, OffsetDateTime.class).toInstant());
    }
  }

  private Appended behind(Head last, LogSession session, List<NewEvent> events)
      throws SQLException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Instant recordedAt = now.isBefore(last.recordedAt()) ? last.recordedAt() : now;
    int count = events.size();
    // A lone event is written without arrays, which takes a third off its time.
    PreparedStatement insert = session.statement(count == 1 ? ONE : MANY);
    if (count == 1) {
      bind(insert, last.position() + 1, recordedAt, events.getFirst());
    } else {
      bind(insert, last.position(), recordedAt, events);
    }
    insert.executeUpdate();
    session.learn(new Head(last.position() + count, recordedAt));
    return new Appended(last.position() + 1, count, recordedAt, session.incarnation());
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

  @Override
  public void close() throws SQLException {
    closed = true;
    @Nullable LogSession session = open;
    if (session != null) {
      session.close();
    }
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
