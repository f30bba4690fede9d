package org.relata.chaos;

import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.relata.driver.Program;
import org.relata.driver.RelataClient;
import org.relata.driver.StartCache;
import org.relata.driver.TestIssuer;
import org.relata.postgres.Database;
import org.relata.postgres.EmbeddedPostgres;
import org.relata.postgres.PostgresOptions;

/**
 * What is set on fire: a PostgreSQL of its own, and two command sides and two query sides as
 * processes that know the database only over networks of ours, as a login that is not a superuser.
 */
final class Site implements AutoCloseable {

  static final String LOGIN = "relata_login";
  private static final String PASSWORD = "relata-login-secret";
  private static final int CONNECTIONS = 120;

  private final Path home;
  private final TestIssuer issuer;
  private final List<Node> commandSides = new ArrayList<>();
  private final List<Node> querySides = new ArrayList<>();

  /** How often programs will be started. */
  enum Starts {
    /** Four times, and hardly again. */
    FEW,
    /** So often that learning to start, which takes half a minute, pays. */
    MANY
  }

  private volatile EmbeddedPostgres server;
  private volatile Database database;
  private volatile Path serverHome;
  private volatile String incarnation = "";

  private Site(Path home, EmbeddedPostgres server, TestIssuer issuer, Database database) {
    this.home = home;
    this.server = server;
    this.serverHome = home.resolve("postgres");
    this.issuer = issuer;
    this.database = database;
  }

  /**
   * Starts everything and waits until it is ready.
   *
   * @param starts how often programs will be started; many only with the programs' own classes
   * @param replacing directories of classes that take the place of the programs' own
   */
  static Site start(Path home, Starts starts, List<Path> replacing) throws Exception {
    EmbeddedPostgres server = EmbeddedPostgres.start(options(home.resolve("postgres"), Map.of()));
    Database database = server.createDatabase("relata");
    execute(
        database,
        "CREATE ROLE %s LOGIN CREATEROLE PASSWORD '%s'".formatted(LOGIN, PASSWORD),
        "ALTER DATABASE relata OWNER TO " + LOGIN);
    TestIssuer issuer = new TestIssuer();
    Site site = new Site(home, server, issuer, database);
    Map<String, String> settings = new HashMap<>();
    settings.put("spring.datasource.username", LOGIN);
    settings.put("spring.datasource.password", PASSWORD);
    // Small steps, so that a rebuild of a small log has a middle.
    settings.put("relata.query.folds.build-batch", "100");
    settings.put("spring.security.oauth2.resourceserver.jwt.issuer-uri", issuer.url());
    try {
      StartCache cache =
          switch (starts) {
            case FEW -> StartCache.empty();
            case MANY -> Node.learnToStart(server.port(), settings, home);
          };
      for (int i = 0; i < 2; i++) {
        site.commandSides.add(
            Node.start(Program.COMMAND_SIDE, server.port(), settings, home, cache, replacing));
        site.querySides.add(
            Node.start(Program.QUERY_SIDE, server.port(), settings, home, cache, replacing));
      }
      for (Node node : site.nodes()) {
        node.awaitReady();
      }
      site.learnIncarnation();
    } catch (Exception e) {
      site.close();
      throw e;
    }
    return site;
  }

  /** Every program's way to the database. */
  Network network() {
    return new Network(nodes().stream().map(Node::network).toList());
  }

  /** The way of one program, or that of all. */
  Network network(Random random) {
    return random.nextBoolean()
        ? network()
        : new Network(List.of(nodes().get(random.nextInt(nodes().size())).network()));
  }

  /** Where the server's files are. */
  Path serverHome() {
    return serverHome;
  }

  /** Ends the server properly, does something to its files, and starts it again. */
  void whileStopped(FileWork work) throws Exception {
    int port = server.port();
    server.close();
    try {
      work.run();
    } finally {
      server = EmbeddedPostgres.start(options(serverHome, Map.of()).withPort(port));
    }
  }

  /** Something that is done to files. */
  @FunctionalInterface
  interface FileWork {
    void run() throws Exception;
  }

  /** Which life of the log this is. */
  String incarnation() {
    return incarnation;
  }

  private void learnIncarnation() throws SQLException {
    incarnation = text("SELECT incarnation FROM log.head");
  }

  Path home() {
    return home;
  }

  /** How a server of this site is started. */
  static PostgresOptions options(Path directory, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("wal_keep_size", "512MB");
    // Sessions are lost and made by the thousand here, and to prove a password is their dearest
    // part.
    all.put("scram_iterations", "100");
    return PostgresOptions.in(directory).withMaxConnections(CONNECTIONS).withSettings(all);
  }

  /** From now on this server is the database: every program is led to it. */
  void turnTo(EmbeddedPostgres other, Path otherHome) throws SQLException {
    server = other;
    serverHome = otherHome;
    database = other.createDatabase("relata");
    learnIncarnation();
    nodes().forEach(node -> node.network().turnTo(other.port()));
  }

  EmbeddedPostgres server() {
    return server;
  }

  /** Straight to the server, as its superuser. */
  Database database() {
    return database;
  }

  List<Node> commandSides() {
    return commandSides;
  }

  List<Node> querySides() {
    return querySides;
  }

  List<Node> nodes() {
    return Stream.concat(commandSides.stream(), querySides.stream()).toList();
  }

  /** A client of one program of each side, of those that are not known to be down. */
  RelataClient client(Random random) throws Exception {
    return client(any(commandSides, random), any(querySides, random));
  }

  RelataClient client(Node commands, Node queries) throws Exception {
    return new RelataClient(commands.url(), queries.url(), issuer.token())
        .withApprover(issuer.token("approver"));
  }

  /** A token that every program of the site takes. */
  String token() throws JOSEException {
    return issuer.token();
  }

  /** One of those that are not known to be down; of all, when none is up. */
  static Node any(List<Node> nodes, Random random) {
    List<Node> ready = nodes.stream().filter(Node::isReady).toList();
    List<Node> chosen = ready.isEmpty() ? nodes : ready;
    return chosen.get(random.nextInt(chosen.size()));
  }

  /** Waits until the server lets somebody in. */
  void awaitServer() throws InterruptedException {
    while (true) {
      try {
        execute("SELECT 1");
        return;
      } catch (SQLException e) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl(), database.username(), database.password());
  }

  long number(String query) throws SQLException {
    return Long.parseLong(text(query));
  }

  /** Looks again and again until the query gives 0; false when it does not within the patience. */
  boolean awaitNone(String query, Duration patience) throws SQLException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(query)) {
      while (true) {
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          if (row.getLong(1) == 0) {
            return true;
          }
        }
        if (System.nanoTime() > end) {
          return false;
        }
        TimeUnit.MILLISECONDS.sleep(10);
      }
    }
  }

  /** The first column of the only row. */
  String text(String query) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  void execute(String... statements) throws SQLException {
    execute(database, statements);
  }

  private static void execute(Database database, String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Node node : nodes()) {
      node.close();
    }
    issuer.close();
    server.close();
  }
}
