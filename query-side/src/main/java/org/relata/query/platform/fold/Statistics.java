package org.relata.query.platform.fold;

import java.time.Duration;
import java.util.List;
import org.relata.query.platform.FolderPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the planner's statistics up with tables that grow from nothing. PostgreSQL itself looks
 * once a minute; until then it takes one row in two hundred for current, so that any index of
 * current rows seems as good as the one of the key, and rows are looked for among all those of an
 * employee or a scheme. The more there are, the longer that takes.
 */
final class Statistics {

  private static final Logger LOGGER = LoggerFactory.getLogger(Statistics.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Below that many changed rows every index is a good one. */
  private static final long FEW = 1_000;

  private final FolderPool pool;
  private long looked = System.nanoTime();

  Statistics(FolderPool pool) {
    this.pool = pool;
  }

  /** Renews the statistics of each table of which half has changed since they were made. */
  void renew() {
    long now = System.nanoTime();
    if (now - looked < PAUSE.toNanos()) {
      return;
    }
    looked = now;
    List<String> outgrown =
        pool.jdbc()
            .sql(
                """
                SELECT s.relname FROM read.fold f
                JOIN pg_stat_user_tables s ON s.schemaname = 'read' AND s.relname = f.physical
                WHERE s.n_mod_since_analyze > greatest(?, s.n_live_tup / 2)
                """)
            .param(FEW)
            .query(String.class)
            .list();
    for (String physical : outgrown) {
      pool.jdbc().sql("ANALYZE " + TableSql.qualified(physical)).update();
      LOGGER.debug("The statistics of {} are renewed", physical);
    }
  }
}
