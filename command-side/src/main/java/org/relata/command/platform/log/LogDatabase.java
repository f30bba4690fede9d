package org.relata.command.platform.log;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Properties;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.relata.command.platform.CommandSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The command side's way to the database: the log's schema is made and migrated by the login's own
 * role, its owner; afterwards every connection takes the role {@code relata_writer}, which may
 * insert and select events and nothing more.
 */
public final class LogDatabase implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LogDatabase.class);

  /**
   * What every session of the program begins with. Who waits longer than this for a lock gives up
   * and says so; who does nothing while holding one loses it. Every statement is one probe of an
   * index or the append. Planning each time costs more than it could gain, but a plan made once
   * must not believe that one long stream is the whole log.
   *
   * <p>At last a commit of its own. With synchronous standbys PostgreSQL shows, after a crash, what
   * was committed and no standby has confirmed; behind a commit that was confirmed there is none of
   * it. So nothing is told as stored that the next failover could take away.
   */
  static final String SESSION =
      "SET ROLE relata_writer; SET lock_timeout = '10s';"
          + " SET idle_in_transaction_session_timeout = '3s';"
          + " SET plan_cache_mode = force_generic_plan;"
          + " SET enable_seqscan = off; SET enable_bitmapscan = off;"
          + " SELECT CASE WHEN NOT pg_is_in_recovery()"
          + " THEN pg_logical_emit_message(true, 'relata', '') END";

  private final CommandSettings.Source source;
  private final Tail tail = new Tail();
  private final LogAppender appender;
  private final HikariDataSource readers;
  private final LogNotifier notifier;

  /**
   * @param connections at most; one of them is kept for appends
   */
  public LogDatabase(CommandSettings.Source source, int connections, Clock clock) {
    this.source = source;
    appender = new LogAppender(source, clock, tail);
    readers = pool(source, connections - 1);
    notifier = new LogNotifier(readers);
  }

  private static HikariDataSource pool(CommandSettings.Source source, int connections) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("relata-states");
    config.setJdbcUrl(source.url());
    config.setUsername(source.username());
    config.setPassword(source.password());
    config.setMaximumPoolSize(connections);
    // No connection before it is wanted, and what was opened is kept.
    config.setMinimumIdle(0);
    config.setIdleTimeout(0);
    config.setConnectionTimeout(3_000);
    // The program starts before its database if it must.
    config.setInitializationFailTimeout(-1);
    // Said, because a pool that has to find it out and loses its first connection meanwhile never
    // has a connection again.
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setConnectionInitSql(SESSION);
    config.setDataSourceProperties(driverProperties("relata-states"));
    return new HikariDataSource(config);
  }

  static Properties driverProperties(String applicationName) {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", applicationName);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("socketTimeout", "60");
    // Few statements, used for ever: they are worth preparing at once.
    properties.setProperty("prepareThreshold", "1");
    return properties;
  }

  /** The same as {@link #migrate(CommandSettings.Source)} for this database. */
  public void migrate() {
    migrate(source);
  }

  /** Brings the schema {@code log} to the newest version; several processes may do so at once. */
  public static void migrate(CommandSettings.Source source) {
    Flyway.configure()
        .dataSource(source.url(), source.username(), source.password())
        .locations("classpath:db/log")
        .schemas("log")
        .defaultSchema("log")
        .createSchemas(true)
        .connectRetries(30)
        .connectRetriesInterval(1)
        .load()
        .migrate();
  }

  /** Connections for reading; they may append as well. */
  public DataSource dataSource() {
    return readers;
  }

  /** What appends, and wakes the readers in other processes and in this one. */
  public LogWriter writer(MeterRegistry meters, AppendListener listener) {
    AppendListener both =
        () -> {
          notifier.appended();
          listener.appended();
        };
    FunctionCounter.builder("relata.log.tail.lost", tail, Tail::losses)
        .description("How often events that this process had appended were gone")
        .register(meters);
    return new LogWriter(appender, tail, both, meters);
  }

  @Override
  public void close() {
    notifier.close();
    try {
      appender.close();
    } catch (SQLException e) {
      LOG.debug("The session that appends was not ended in good order", e);
    }
    readers.close();
  }
}
