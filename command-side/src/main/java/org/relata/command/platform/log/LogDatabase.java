package org.relata.command.platform.log;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.relata.command.platform.CommandSettings;

/**
 * The command side's way to the database: the log's schema is made and migrated by the login's own
 * role, its owner; afterwards every connection takes the role {@code relata_writer}, which may
 * insert and select events and nothing more.
 */
public final class LogDatabase implements AutoCloseable {

  private final HikariDataSource pool;

  public LogDatabase(CommandSettings.Source source, int connections) {
    migrate(source);
    HikariConfig config = new HikariConfig();
    config.setPoolName("relata-writer");
    config.setJdbcUrl(source.url());
    config.setUsername(source.username());
    config.setPassword(source.password());
    config.setMaximumPoolSize(connections);
    config.setConnectionTimeout(3_000);
    // A writer that waits longer than this for the head of the log gives up and says so.
    // Every statement is one probe of an index or the append. Planning each time costs more than it
    // could gain, but a plan made once must not believe that one long stream is the whole log.
    config.setConnectionInitSql(
        "SET ROLE relata_writer; SET lock_timeout = '10s';"
            + " SET plan_cache_mode = force_generic_plan;"
            + " SET enable_seqscan = off; SET enable_bitmapscan = off");
    config.addDataSourceProperty("ApplicationName", "relata-writer");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("socketTimeout", "60");
    // The append is one statement used for ever; it is worth preparing at once.
    config.addDataSourceProperty("prepareThreshold", "1");
    pool = new HikariDataSource(config);
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

  public DataSource dataSource() {
    return pool;
  }

  @Override
  public void close() {
    pool.close();
  }
}
