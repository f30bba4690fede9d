package org.relata.query.platform;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;

/**
 * Connections as {@code relata_reader}, which may look and nothing else: read-only, REPEATABLE
 * READ, not in autocommit, so that all statements of a request see one picture.
 */
public final class ReaderPool implements AutoCloseable {

  private final HikariDataSource pool;

  public ReaderPool(QuerySettings.Source source, int connections) {
    HikariConfig config = FolderPool.config(source, "relata-reader", connections);
    config.setConnectionInitSql("SET ROLE relata_reader");
    // Commits it: the first question's rollback would take the role away again.
    config.setIsolateInternalQueries(true);
    config.setReadOnly(true);
    config.setAutoCommit(false);
    config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
    this.pool = new HikariDataSource(config);
  }

  public DataSource dataSource() {
    return pool;
  }

  @Override
  public void close() {
    pool.close();
  }
}
