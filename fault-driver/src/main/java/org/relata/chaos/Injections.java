package org.relata.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.relata.faults.Fault;
import org.relata.faults.FaultProxy;

/** All faults that can be injected into a site without special rights on the machine. */
final class Injections {

  private static final String SESSIONS_OF_PROGRAMS =
      "FROM pg_stat_activity WHERE usename = '" + Site.LOGIN + "'";

  private final Restarts restarts = new Restarts();
  private int poisons;

  List<Injection> all() {
    return List.of(
        new Injection(1, "a command side is killed", 2, this::killCommandSide),
        new Injection(2, "PostgreSQL is killed", 4, Injections::killPostgres),
        new Injection(2, "one of PostgreSQL's backends is killed", 4, Injections::killBackend),
        new Injection(2, "a session is terminated", 10, Injections::terminateSession),
        new Injection(4, "the database is read-only", 8, Injections::readOnly),
        new Injection(7, "the confirmation of a commit is lost", 20, Injections::loseConfirmation),
        new Injection(7, "all connections are reset", 10, Injections::reset),
        new Injection(7, "the network is slow or in pieces", 8, Injections::slowNetwork),
        new Injection(7, "the network is silent", 4, Injections::silence),
        new Injection(7, "the network refuses connections", 6, Injections::refusal),
        new Injection(8, "a clock is set wrong", 10, Injections::wrongClock),
        new Injection(9, "consumers do not read", 6, Injections::slowConsumers),
        new Injection(10, "an event is poisoned", 4, this::poison),
        new Injection(12, "a query side is killed in a rebuild", 2, this::killInRebuild),
        new Injection(12, "a rebuild loses its sessions", 6, Injections::cutRebuild),
        new Injection(13, "notifications are lost, doubled, early", 8, Injections::notifications),
        new Injection(14, "a process is frozen and revived", 5, Injections::freeze),
        new Injection(15, "no connections are left", 6, Injections::noConnections),
        new Injection(16, "another session keeps a snapshot", 4, this::longSnapshot));
  }

  /** Waits until what was killed runs again, and what was held is let go. */
  void end() throws InterruptedException {
    restarts.await();
  }

  /** Seconds from each kill of a process until it was ready again. */
  List<Double> restartSeconds() {
    return restarts.seconds();
  }

  private boolean killCommandSide(Site site, Random random) throws Exception {
    return restarts.kill(site.commandSides(), random);
  }

  private static boolean killPostgres(Site site, Random random) throws Exception {
    long pid = site.server().pid();
    kill(pid);
    awaitServer(site);
    return true;
  }

  private static boolean killBackend(Site site, Random random) throws Exception {
    List<Integer> backends = backends(site, "");
    if (backends.isEmpty()) {
      return false;
    }
    kill(backends.get(random.nextInt(backends.size())));
    // The server takes all others down with it and recovers.
    TimeUnit.MILLISECONDS.sleep(50);
    awaitServer(site);
    return true;
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  private static void awaitServer(Site site) throws InterruptedException {
    while (true) {
      try {
        site.execute("SELECT 1");
        return;
      } catch (SQLException e) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
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

  private static boolean terminateSession(Site site, Random random) throws Exception {
    List<Integer> backends = backends(site, "");
    if (backends.isEmpty()) {
      return false;
    }
    site.execute(
        "SELECT pg_terminate_backend(" + backends.get(random.nextInt(backends.size())) + ")");
    return true;
  }

  private static boolean readOnly(Site site, Random random) throws Exception {
    site.execute("ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()");
    pause(300 + random.nextInt(500));
    site.execute(
        "SET default_transaction_read_only = off",
        "ALTER SYSTEM RESET default_transaction_read_only",
        "SELECT pg_reload_conf()");
    return true;
  }

  private static boolean loseConfirmation(Site site, Random random) throws Exception {
    FaultProxy network = site.network();
    int before = network.confirmationsLost();
    int times = 1 + random.nextInt(3);
    network.set(new Fault.LostConfirmation(times));
    for (int i = 0; i < 100 && network.confirmationsLost() < before + times; i++) {
      pause(10);
    }
    network.heal();
    return network.confirmationsLost() > before;
  }

  private static boolean reset(Site site, Random random) {
    site.network().reset();
    return true;
  }

  private static boolean slowNetwork(Site site, Random random) throws Exception {
    site.network()
        .set(
            switch (random.nextInt(3)) {
              case 0 -> new Fault.Latency(Duration.ofMillis(10 + random.nextInt(90)));
              case 1 -> new Fault.Slices(1 + random.nextInt(20));
              default -> new Fault.Bandwidth(20_000 + random.nextInt(50_000));
            });
    pause(400 + random.nextInt(400));
    site.network().heal();
    return true;
  }

  /** Longer than most time limits of a request would be noticed, shorter than a test may last. */
  private static boolean silence(Site site, Random random) throws Exception {
    site.network().set(new Fault.Silence());
    pause(300 + random.nextInt(700));
    // What was swallowed never comes: such connections are dead, and a router says so in the end.
    site.network().reset();
    site.network().heal();
    return true;
  }

  private static boolean refusal(Site site, Random random) throws Exception {
    site.network().set(new Fault.Refusal());
    site.network().reset();
    pause(200 + random.nextInt(600));
    site.network().heal();
    return true;
  }

  private static boolean wrongClock(Site site, Random random) throws Exception {
    List<Duration> errors =
        List.of(
            Duration.ofHours(-1),
            Duration.ofDays(365),
            Duration.ofSeconds(random.nextInt(7_200) - 3_600),
            Duration.ZERO);
    Node node = site.nodes().get(random.nextInt(site.nodes().size()));
    node.setClockAhead(errors.get(random.nextInt(errors.size())));
    return true;
  }

  private static boolean slowConsumers(Site site, Random random) throws Exception {
    List<Socket> consumers = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        Node node = i % 2 == 0 ? any(site.commandSides(), random) : any(site.querySides(), random);
        consumers.add(stopped(site, node, i % 2 == 0));
      }
      pause(500);
    } finally {
      for (Socket consumer : consumers) {
        consumer.close();
      }
    }
    return true;
  }

  /** Asks or sends a lot and never reads the answer. */
  private static Socket stopped(Site site, Node node, boolean commands) throws Exception {
    String line = "{\"type\":\"RegisterCustomer\",\"id\":\"\",\"payload\":{}}\n";
    String body =
        commands
            ? line.repeat(2_000)
            : "{\"query\":\"{ customers(first: 100) { nodes { customerId name timeline { nodes {"
                + " sentence } } } } }\"}";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    URI uri = URI.create(node.url());
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    try {
      socket.connect(
          new java.net.InetSocketAddress(InetAddress.ofLiteral(uri.getHost()), uri.getPort()),
          1_000);
      OutputStream out = socket.getOutputStream();
      String head =
          "POST %s HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer %s\r\n"
                  .formatted(commands ? "/commands" : "/graphql", site.token())
              + "Content-Type: %s\r\nContent-Length: %d\r\n\r\n"
                  .formatted(commands ? "application/x-ndjson" : "application/json", bytes.length);
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.write(bytes, 0, Math.min(bytes.length, 50_000));
      out.flush();
    } catch (IOException e) {
      // The process does not take it: it may be frozen, or starting.
    }
    return socket;
  }

  /**
   * An event that no program can read is put into the log. The folds must stop before it and say
   * so, commands go on; then it is mended in place, as a newer program would understand it, and the
   * folds go on by themselves.
   */
  private boolean poison(Site site, Random random) throws Exception {
    String id = "poison-" + ++poisons;
    boolean unknown = random.nextBoolean();
    String type = unknown ? "chaos.NeverHeardOf" : "customer.CustomerRegistered";
    String payload = unknown ? customer(id) : "{\"nonsense\": true}";
    try (Connection connection = site.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE log.event IN SHARE ROW EXCLUSIVE MODE");
      statement.execute(
          "INSERT INTO log.event SELECT position + 1, 'customer/%s', 0, '%s', 1, '%s',"
                  .formatted(id, type, payload)
              + " '{\"actor\":\"chaos\",\"commandId\":\"%s\",\"commandType\":\"RegisterCustomer\","
                  .formatted(id)
              + "\"contentHash\":\"x\",\"correlationId\":\"%s\"}',".formatted(id)
              + " recorded_at, recorded_at, '%s', 0 FROM log.head".formatted(id));
      connection.commit();
    }
    long position = number(site, "SELECT position FROM log.event WHERE command_id = '" + id + "'");
    String tokens = "SELECT max(position) FROM read.fold_group";
    String told = "SELECT count(*) FROM read.fold_group WHERE failed_event = " + position;
    for (int i = 0; i < 500 && number(site, told) == 0; i++) {
      pause(20);
    }
    boolean stopped = number(site, told) > 0 && number(site, tokens) < position;
    site.execute(
        "UPDATE log.event SET type = 'customer.CustomerRegistered', payload = '%s' WHERE position = %d"
            .formatted(customer(id), position));
    if (!stopped) {
      throw new Broken("I4", "the poisoned event " + position + " was not stopped at");
    }
    for (int i = 0; number(site, "SELECT min(position) FROM read.fold_group") < position; i++) {
      if (i == 1_000) {
        throw new Broken("I7", "the folds did not go on after the event " + position);
      }
      pause(20);
    }
    return true;
  }

  /** A promise that an injection itself found broken. */
  static final class Broken extends RuntimeException {
    private final String promise;

    Broken(String promise, String what) {
      super(what);
      this.promise = promise;
    }

    String promise() {
      return promise;
    }
  }

  private static String customer(String id) {
    return "{\"customerId\":\"%s\",\"kind\":\"PERSONAL\",\"name\":\"Poison\",\"identityDocuments\":[],\"profile\":{}}"
        .formatted(id);
  }

  private static long number(Site site, String query) throws SQLException {
    try (Connection connection = site.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private boolean killInRebuild(Site site, Random random) throws Exception {
    Node node = any(site.querySides(), random);
    if (!node.isReady()) {
      return false;
    }
    node.rebuild();
    pause(random.nextInt(1_500));
    return restarts.kill(site.querySides(), random);
  }

  private static boolean cutRebuild(Site site, Random random) throws Exception {
    any(site.querySides(), random).rebuild();
    for (int i = 0; i < 3; i++) {
      pause(random.nextInt(300));
      site.execute(
          "SELECT pg_terminate_backend(pid) "
              + SESSIONS_OF_PROGRAMS
              + " AND application_name NOT IN ('relata-writer', 'relata-states')");
    }
    return true;
  }

  private static boolean notifications(Site site, Random random) throws Exception {
    site.execute(
        "SELECT pg_terminate_backend(pid) " + SESSIONS_OF_PROGRAMS + " AND query LIKE 'LISTEN%'");
    for (int i = 0; i < 20; i++) {
      site.execute("NOTIFY relata_log", "NOTIFY relata_log, 'twice'", "NOTIFY relata_folds");
      pause(random.nextInt(10));
    }
    return true;
  }

  private static boolean freeze(Site site, Random random) throws Exception {
    Node node = any(site.nodes(), random);
    node.freeze();
    try {
      pause(300 + random.nextInt(4_500));
    } finally {
      node.thaw();
    }
    return true;
  }

  private static boolean noConnections(Site site, Random random) throws Exception {
    site.execute(
        "ALTER ROLE " + Site.LOGIN + " CONNECTION LIMIT 0",
        "SELECT pg_terminate_backend(pid) " + SESSIONS_OF_PROGRAMS);
    pause(300 + random.nextInt(500));
    site.execute("ALTER ROLE " + Site.LOGIN + " CONNECTION LIMIT -1");
    return true;
  }

  /** Kept by a thread of its own while other faults come and go. */
  private boolean longSnapshot(Site site, Random random) throws Exception {
    Connection connection = site.connect();
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT count(*) FROM log.event");
    }
    restarts.later(
        () -> {
          pause(10_000);
          try (connection) {
            connection.rollback();
          } catch (SQLException _) {
            // Its server was killed meanwhile, which ends a snapshot too.
          }
        });
    return true;
  }

  private static Node any(List<Node> nodes, Random random) {
    List<Node> ready = nodes.stream().filter(Node::isReady).toList();
    List<Node> chosen = ready.isEmpty() ? nodes : ready;
    return chosen.get(random.nextInt(chosen.size()));
  }

  private static void pause(int millis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(millis);
  }
}
