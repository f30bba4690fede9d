package org.relata.query.platform.fold;

import java.time.Duration;
import java.util.List;
import org.relata.query.platform.FolderPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Drops replaced tables when no question that began before can still be reading them. */
final class Retirement {

  private static final Logger LOGGER = LoggerFactory.getLogger(Retirement.class);

  private final FolderPool pool;
  private final Duration age;

  Retirement(FolderPool pool, Duration age) {
    this.pool = pool;
    this.age = age;
  }

  void drop() {
    List<String> due =
        pool.jdbc()
            .sql(
                "SELECT physical FROM read.retired WHERE retired_at < now() - make_interval(secs =>"
                    + " ?)")
            .param(age.toMillis() / 1_000.0)
            .query(String.class)
            .list();
    for (String physical : due) {
      try {
        pool.inTransaction(connection -> drop(physical));
      } catch (DataAccessException e) {
        // A reader is in it; the next round tries again.
        LOGGER.debug("The table {} is still in use", physical);
      }
    }
  }

  private boolean drop(String physical) {
    pool.jdbc().sql("SET LOCAL lock_timeout = '100ms'").update();
    pool.jdbc().sql("DELETE FROM read.retired WHERE physical = ?").param(physical).update();
    pool.jdbc().sql("DROP TABLE IF EXISTS " + TableSql.qualified(physical)).update();
    return true;
  }
}
