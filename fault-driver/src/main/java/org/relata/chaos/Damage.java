package org.relata.chaos;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * One bit of a page on the disk is another: of the log, of a fold, of the folds' token. The
 * checksums of PostgreSQL find it; the programs must say that their store does not answer, and
 * never something wrong. Then the bit is as it was. A fold that has met it stands still and is
 * rebuilt, which is what an operator does.
 */
final class Damage {

  private static final int PAGE = 8_192;
  private static final int REBUILT_WITHIN_STEPS = 600;
  private static final String DATA_CORRUPTED = "XX001";

  private Damage() {}

  static boolean inEvents(Site site, Random random) throws Exception {
    return in("log.event", site, random);
  }

  static boolean inToken(Site site, Random random) throws Exception {
    return in("read.fold_group", site, random);
  }

  static boolean inFold(Site site, Random random) throws Exception {
    String table =
        site.text(
            "SELECT 'read.' || quote_ident(physical) FROM read.fold WHERE"
                + " pg_relation_size(('read.' || quote_ident(physical))::regclass) > 0"
                + " ORDER BY random() LIMIT 1");
    boolean done = in(table, site, random);
    if (done && hasStopped(site)) {
      Site.any(site.querySides(), random).rebuild();
      for (int i = 0; hasStopped(site); i++) {
        if (i == REBUILT_WITHIN_STEPS) {
          throw new Broken("I4", "a fold that met a damaged page did not come back by a rebuild");
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
    return done;
  }

  private static boolean hasStopped(Site site) throws SQLException {
    return !site.text("SELECT count(*)::text FROM read.fold WHERE state = 'STOPPED'").equals("0");
  }

  private static boolean in(String table, Site site, Random random) throws Exception {
    site.execute("CHECKPOINT");
    Path file =
        site.serverHome()
            .resolve("cluster")
            .resolve(site.text("SELECT pg_relation_filepath('" + table + "')"));
    if (Files.size(file) < PAGE) {
      return false;
    }
    // Behind the page's head, so that it is not taken for an empty one.
    long at = 100 + random.nextInt(PAGE - 100);
    int bit = 1 << random.nextInt(8);
    site.whileStopped(() -> flip(file, at, bit));
    boolean found = isFound(table, site);
    TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(1_000));
    site.whileStopped(() -> flip(file, at, bit));
    if (!found) {
      throw new Broken("I4", "a bit of " + table + " was flipped and PostgreSQL did not see it");
    }
    return true;
  }

  private static void flip(Path file, long at, int bit) throws Exception {
    try (RandomAccessFile page = new RandomAccessFile(file.toFile(), "rw")) {
      page.seek(at);
      int old = page.read();
      page.seek(at);
      page.write(old ^ bit);
    }
  }

  /** Whole rows are counted: the number of rows alone may be read from an index. */
  private static boolean isFound(String table, Site site) throws SQLException {
    try {
      site.text("SELECT count(rows)::text FROM " + table + " AS rows");
      return false;
    } catch (SQLException e) {
      return DATA_CORRUPTED.equals(e.getSQLState());
    }
  }
}
