package org.relata.query.platform;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.time.Duration;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Few connections as {@code relata_folder}, the owner of the schema {@code read}. A transaction in
 * which nothing happens for a while is ended by the database, so that a frozen process loses the
 * token that it holds.
 */
public final class FolderPool implements AutoCloseable {

  /** One for each of two groups, a build, three read-aheads, the listener, and one to spare. */
  private static final int CONNECTIONS = 8;

  private final HikariDataSource pool;
  private final TransactionTemplate transactions;
  private final JdbcClient jdbc;

  public FolderPool(QuerySettings.Source source, Duration frozen) {
    HikariConfig config = config(source, "relata-folder", CONNECTIONS);
    // Rows are found by the keys of a batch: whatever the statistics say of a table that grows
    // quickly, one probe per key is right.
    config.setConnectionInitSql(
        "SET ROLE relata_folder; SET idle_in_transaction_session_timeout = "
            + frozen.toMillis()
            + "; SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off;"
            + " SET jit = off");
    this.pool = new HikariDataSource(config);
    this.transactions = new TransactionTemplate(new JdbcTransactionManager(pool));
    this.jdbc = JdbcClient.create(pool);
  }

  static HikariConfig config(QuerySettings.Source source, String name, int connections) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(source.url());
    config.setUsername(source.username());
    config.setPassword(source.password());
    config.setMaximumPoolSize(connections);
    // No connection before it is wanted, and what was opened is kept.
    config.setMinimumIdle(0);
    config.setIdleTimeout(0);
    config.setConnectionTimeout(5_000);
    // The program starts before its database if it must.
    config.setInitializationFailTimeout(-1);
    // Said, because a pool that has to find it out and loses its first connection meanwhile never
    // has a connection again.
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.addDataSourceProperty("ApplicationName", name);
    config.addDataSourceProperty("tcpKeepAlive", "true");
    return config;
  }

  public DataSource dataSource() {
    return pool;
  }

  /** Statements of their own, or of the transaction that is open on this thread. */
  public JdbcClient jdbc() {
    return jdbc;
  }

  /** Does the work in one transaction, READ COMMITTED; an exception rolls it back. */
  public <T> T inTransaction(Function<Connection, T> work) {
    return transactions.execute(status -> work.apply(DataSourceUtils.getConnection(pool)));
  }

  @Override
  public void close() {
    pool.close();
  }
}
