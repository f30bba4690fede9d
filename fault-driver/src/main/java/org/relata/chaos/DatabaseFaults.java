package org.relata.chaos;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.relata.faults.Fault;
import org.relata.faults.Moment;

/** Harm done to PostgreSQL itself, or through it. */
final class DatabaseFaults {

  static final String SESSIONS_OF_PROGRAMS =
      "FROM pg_stat_activity WHERE usename = '" + Site.LOGIN + "'";

  private DatabaseFaults() {}

  static boolean killPostgres(Site site, Random random) throws Exception {
    long pid = site.server().pid();
    kill(pid);
    site.awaitServer();
    return true;
  }

  static boolean killBackend(Site site, Random random) throws Exception {
    List<Integer> backends = backends(site, "");
    if (backends.isEmpty()) {
      return false;
    }
    kill(backends.get(random.nextInt(backends.size())));
    // The server takes all others down with it and recovers.
    TimeUnit.MILLISECONDS.sleep(50);
    site.awaitServer();
    return true;
  }

  /**
   * All its processes at once, in the moment when a program hears that its commit is done: what is
   * not on the disk by then is lost. Whoever else would bring it there, the process that writes in
   * the background and the folds with commits of their own, stands still meanwhile.
   */
  static boolean dieAtCommit(Site site, Random random) throws Exception {
    ProcessHandle server = ProcessHandle.of(site.server().pid()).orElseThrow();
    List<ProcessHandle> children = server.descendants().toList();
    long walWriter =
        site.number("SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'");
    CountDownLatch dead = new CountDownLatch(1);
    Runnable blow =
        () -> {
          children.forEach(ProcessHandle::destroyForcibly);
          server.destroyForcibly();
          dead.countDown();
        };
    boolean done;
    Node.signal("STOP", walWriter);
    try {
      for (Node node : site.querySides()) {
        node.freeze();
      }
      site.network().set(new Fault.Strike("INSERT INTO log.event", Moment.TOLD, blow));
      done = dead.await(3, TimeUnit.SECONDS);
    } finally {
      site.network().heal();
      for (Node node : site.querySides()) {
        node.thaw();
      }
      Node.signal("CONT", walWriter);
    }
    site.awaitServer();
    return done || dead.getCount() == 0;
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  private static List<Integer> backends(Site site, String condition) throws SQLException {
    List<Integer> backends = new ArrayList<>();
    try (Connection connection = site.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT pid " + SESSIONS_OF_PROGRAMS + condition)) {
      while (rows.next()) {
        backends.add(rows.getInt(1));
      }
    }
    return backends;
  }

  static boolean terminateSession(Site site, Random random) throws Exception {
    List<Integer> backends = backends(site, "");
    if (backends.isEmpty()) {
      return false;
    }
    site.execute(
        "SELECT pg_terminate_backend(" + backends.get(random.nextInt(backends.size())) + ")");
    return true;
  }

  static boolean readOnly(Site site, Random random) throws Exception {
    site.execute("ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()");
    TimeUnit.MILLISECONDS.sleep(300 + random.nextInt(500));
    site.execute(
        "SET default_transaction_read_only = off",
        "ALTER SYSTEM RESET default_transaction_read_only",
        "SELECT pg_reload_conf()");
    return true;
  }

  static boolean notifications(Site site, Random random) throws Exception {
    site.execute(
        "SELECT pg_terminate_backend(pid) " + SESSIONS_OF_PROGRAMS + " AND query LIKE 'LISTEN%'");
    for (int i = 0; i < 20; i++) {
      site.execute("NOTIFY relata_log", "NOTIFY relata_log, 'twice'", "NOTIFY relata_folds");
      TimeUnit.MILLISECONDS.sleep(random.nextInt(10));
    }
    return true;
  }

  static boolean noConnections(Site site, Random random) throws Exception {
    site.execute(
        "ALTER ROLE " + Site.LOGIN + " CONNECTION LIMIT 0",
        "SELECT pg_terminate_backend(pid) " + SESSIONS_OF_PROGRAMS);
    TimeUnit.MILLISECONDS.sleep(300 + random.nextInt(500));
    site.execute("ALTER ROLE " + Site.LOGIN + " CONNECTION LIMIT -1");
    return true;
  }
}
