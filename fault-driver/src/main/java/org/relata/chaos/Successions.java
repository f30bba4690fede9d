package org.relata.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.relata.faults.Fault;
import org.relata.faults.FaultProxy;
import org.relata.postgres.Database;
import org.relata.postgres.EmbeddedPostgres;

/**
 * Another server takes the place of the first: a standby that had everything, a standby that had
 * not, an older state that was restored. What was acknowledged and is gone must be told by the
 * programs, and every position of before must be refused by name.
 */
final class Successions {

  private static final int PATIENCE_MILLIS = 30_000;
  private static final String TOLD = "Acknowledged events are lost";

  private final Books books;
  private int successors;

  Successions(Books books) {
    this.books = books;
  }

  /** The standby confirms every commit before its caller is told: nothing may be lost. */
  boolean failOver(Site site, Random random) throws Exception {
    Path home = copy(site, "standby.signal");
    EmbeddedPostgres standby = standby(home, site, site.server().port());
    site.execute("ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()");
    await(
        site.database(), "SELECT count(*) > 0 FROM pg_stat_replication WHERE sync_state = 'sync'");
    TimeUnit.MILLISECONDS.sleep(random.nextInt(500));
    int lost = succeed(site, standby, home);
    if (lost > 0) {
      books.violated("I1", lost + " acknowledged commands were lost by a synchronous failover");
    }
    return true;
  }

  /** The standby is cut off, and after some more commands it takes over. */
  boolean failOverWithLoss(Site site, Random random) throws Exception {
    Path home = copy(site, "standby.signal");
    try (FaultProxy cable = FaultProxy.before(site.server().port())) {
      EmbeddedPostgres standby = standby(home, site, cable.port());
      await(
          site.database(),
          "SELECT count(*) > 0 FROM pg_stat_replication WHERE state = 'streaming'");
      cable.set(new Fault.Silence());
      TimeUnit.MILLISECONDS.sleep(300 + random.nextInt(700));
      long told = told(site);
      if (succeed(site, standby, home) > 0) {
        awaitTold(site, told);
      }
    }
    return true;
  }

  /** Back to a moment before the last commands. */
  boolean restore(Site site, Random random) throws Exception {
    long told = told(site);
    int lost =
        restore(
            site,
            () -> TimeUnit.MILLISECONDS.sleep(300 + random.nextInt(500)),
            () -> TimeUnit.MILLISECONDS.sleep(200 + random.nextInt(500)));
    if (lost > 0) {
      awaitTold(site, told);
    }
    return true;
  }

  /** What goes on meanwhile. */
  @FunctionalInterface
  interface Meanwhile {
    void happens() throws Exception;
  }

  /**
   * Makes a backup, and later brings the database back to a point between: from the backup and the
   * log behind it.
   *
   * @param kept happens between the backup and the point
   * @param undone happens behind the point
   * @return how many acknowledged commands are lost
   */
  int restore(Site site, Meanwhile kept, Meanwhile undone) throws Exception {
    Path old = site.serverHome().toAbsolutePath();
    Path home = copy(site, "recovery.signal");
    kept.happens();
    site.execute("SELECT pg_create_restore_point('here')");
    undone.happens();
    end(site);
    EmbeddedPostgres restored =
        EmbeddedPostgres.start(
            Site.options(
                home,
                Map.of(
                    "restore_command",
                    "cp \"" + old.resolve("cluster").resolve("pg_wal") + "/%f\" \"%p\"",
                    "recovery_target_name",
                    "here",
                    "recovery_target_action",
                    "promote")));
    await(database(restored), "SELECT NOT pg_is_in_recovery()");
    return goOn(site, restored, home);
  }

  private Path copy(Site site, String signal) throws SQLException, IOException {
    Path copy = site.home().resolve("postgres-" + ++successors).toAbsolutePath();
    try (Connection connection = site.connect()) {
      BaseBackup.of(connection, site.serverHome(), copy);
    }
    Files.createFile(copy.resolve("cluster").resolve(signal));
    return copy;
  }

  private static EmbeddedPostgres standby(Path home, Site site, int primary) {
    String reach =
        "host=127.0.0.1 port=%d user=%s password=%s"
            .formatted(primary, site.database().username(), site.database().password());
    return EmbeddedPostgres.start(Site.options(home, Map.of("primary_conninfo", reach)));
  }

  private int succeed(Site site, EmbeddedPostgres standby, Path home) throws Exception {
    end(site);
    try (Connection connection = connect(database(standby));
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER SYSTEM RESET synchronous_standby_names");
      statement.execute("SELECT pg_promote(true, 30)");
    }
    await(database(standby), "SELECT NOT pg_is_in_recovery()");
    return goOn(site, standby, home);
  }

  /**
   * The server is dead. Often its keeper has it up again for a moment, with what it had committed
   * and told no standby; then it is gone for good.
   */
  private static void end(Site site) {
    ProcessHandle.of(site.server().pid())
        .ifPresent(
            server -> {
              server.destroyForcibly();
              server.onExit().join();
            });
    site.server().close();
  }

  /** Lets the books know before anybody can write, then leads everybody there. */
  private int goOn(Site site, EmbeddedPostgres successor, Path home) throws SQLException {
    String life = site.incarnation();
    try (Connection connection = connect(database(successor));
        Statement statement = connection.createStatement();
        ResultSet head = statement.executeQuery("SELECT position FROM log.head")) {
      head.next();
      int lost = books.goesOn(life, head.getLong(1));
      site.turnTo(successor, home);
      return lost;
    }
  }

  private static long told(Site site) throws IOException {
    long times = 0;
    for (Node node : site.commandSides()) {
      times += node.said(TOLD);
    }
    return times;
  }

  private void awaitTold(Site site, long before) throws Exception {
    for (int waited = 0; told(site) == before; waited += 50) {
      if (waited > PATIENCE_MILLIS) {
        books.violated("I1", "acknowledged commands are lost, and nobody says so");
        return;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static Database database(EmbeddedPostgres server) {
    return new Database(server.jdbcUrl("relata"), server.superuser(), server.superuserPassword());
  }

  private static Connection connect(Database database) throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl(), database.username(), database.password());
  }

  private static void await(Database database, String condition) throws Exception {
    for (int waited = 0; waited < PATIENCE_MILLIS; waited += 20) {
      try (Connection connection = connect(database);
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(condition)) {
        row.next();
        if (row.getBoolean(1)) {
          return;
        }
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    throw new IllegalStateException("Not in time: " + condition);
  }
}
