package org.relata.command.platform.log;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.CommandSettings;

/**
 * The one database session that appends, its prepared statements, and what it has learned of the
 * head. Nothing learned outlives the session: the next one may be with another server, which has
 * lost some events.
 */
final class LogSession implements AutoCloseable {

  /** How long an append waits for a server that is away before it is given up. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);

  /** A session that was not used for this long is asked whether it is still there. */
  private static final long TRUSTED_NANOS = Duration.ofMillis(500).toNanos();

  private final Connection connection;
  private final UUID incarnation;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private @Nullable Head head;
  private boolean alone;
  private long lastUsed = System.nanoTime();

  /** The last position given out. */
  record Head(long position, Instant recordedAt) {}

  private LogSession(Connection connection) throws SQLException {
    this.connection = connection;
    try (Statement statement = connection.createStatement();
        ResultSet log = statement.executeQuery("SELECT incarnation FROM log.head")) {
      if (!log.next()) {
        throw new SQLException("log.incarnation has no row");
      }
      incarnation = log.getObject(1, UUID.class);
    }
  }

  /**
   * Opens a session, trying again for a while when there is no server.
   *
   * @throws SQLException when none came, or it does not let us in
   */
  static LogSession open(CommandSettings.Source source) throws SQLException {
    long start = System.nanoTime();
    while (true) {
      try {
        return connect(source);
      } catch (SQLException e) {
        if (!isAway(e) || System.nanoTime() - start > PATIENCE.toNanos()) {
          throw e;
        }
      }
      LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
    }
  }

  /** No connection at all, none left (53300), or a server that starts or stops (57P0x). */
  private static boolean isAway(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    return state.startsWith("08") || state.equals("53300") || state.startsWith("57P0");
  }

  private static LogSession connect(CommandSettings.Source source) throws SQLException {
    Properties properties = LogDatabase.driverProperties("relata-writer");
    properties.setProperty("user", source.username());
    properties.setProperty("password", source.password());
    properties.setProperty("connectTimeout", Long.toString(PATIENCE.toSeconds()));
    Connection connection = DriverManager.getConnection(source.url(), properties);
    try (Statement statement = connection.createStatement()) {
      statement.execute(LogDatabase.SESSION);
      return new LogSession(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Whether the server still answers; asked over the wire only after a pause. */
  boolean isAlive() throws SQLException {
    long now = System.nanoTime();
    boolean trusted = now - lastUsed < TRUSTED_NANOS;
    lastUsed = now;
    return trusted || connection.isValid((int) PATIENCE.toSeconds());
  }

  PreparedStatement statement(String sql) throws SQLException {
    @Nullable PreparedStatement known = statements.get(sql);
    if (known == null) {
      known = connection.prepareStatement(sql);
      statements.put(sql, known);
    }
    return known;
  }

  Connection connection() {
    return connection;
  }

  /** Which life of the log the session works on; it stays the same as long as the session does. */
  UUID incarnation() {
    return incarnation;
  }

  /** Whether the log still has the command that ended at this position. */
  boolean has(String commandId, long position) throws SQLException {
    try (PreparedStatement look =
        connection.prepareStatement(
            "SELECT FROM log.event WHERE position = ? AND command_id = ?")) {
      look.setLong(1, position);
      look.setString(2, commandId);
      try (ResultSet found = look.executeQuery()) {
        return found.next();
      }
    }
  }

  /** Where the head is if nobody else has appended meanwhile, as far as it is known. */
  @Nullable Head head() {
    return head;
  }

  void learn(@Nullable Head head) {
    this.head = head;
  }

  /** Whether nobody else seems to append, so that an append need not queue. */
  boolean isAlone() {
    return alone;
  }

  void alone(boolean alone) {
    this.alone = alone;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
