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
    // A question is short and has others beside it: it takes one processor, and is not compiled.
    config.setConnectionInitSql(
        "SET ROLE relata_reader; SET max_parallel_workers_per_gather = 0; SET jit = off");
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
