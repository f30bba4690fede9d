package org.relata.hostile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.relata.driver.Await;
import org.relata.driver.EveryQuestion;
import org.relata.driver.Ledger;
import org.relata.driver.Program;
import org.relata.driver.RelataClient;
import org.relata.driver.RelataProcess;
import org.relata.postgres.Database;
import tools.jackson.databind.JsonNode;

/**
 * The standalone program as a process of its own with the demo bank, so that questions have
 * something to cost; its heap is small, and the first lack of memory ends it.
 */
final class AttackedBank implements AutoCloseable {

  /** The heap that the program gets, in MB. */
  static final int HEAP = 512;

  private final RelataProcess process;
  private final int port;
  private final Database database;
  private final RelataClient client;

  private AttackedBank(RelataProcess process, int port, Database database, RelataClient client) {
    this.process = process;
    this.port = port;
    this.database = database;
    this.client = client;
  }

  static AttackedBank open(Database database) throws Exception {
    int port = RelataProcess.freePort();
    Map<String, String> settings =
        Map.of(
            "spring.datasource.url", database.jdbcUrl(),
            "spring.datasource.username", database.username(),
            "spring.datasource.password", database.password(),
            "relata.data", Path.of("target", "attacked-" + port).toString(),
            "relata.automation.enabled", "false");
    List<String> options =
        List.of("-Xmx" + HEAP + "m", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError");
    RelataProcess process =
        RelataProcess.start(Program.STANDALONE, port, settings, options).awaitReady();
    AttackedBank bank =
        new AttackedBank(process, port, database, RelataClient.ofStandalone(process.url()));
    Await.until("the demo bank is told", bank::isWhole);
    Await.until("the folds are level", () -> bank.client.hasFolded(bank.head()));
    return bank;
  }

  /** The correction of a balance comes last. */
  private boolean isWhole() throws IOException, InterruptedException {
    return client
            .data("{ timeline(filter: {type: [\"holding.BalanceCorrected\"]}) { totalCount } }")
            .at("/timeline/totalCount")
            .asInt(0)
        > 0;
  }

  int port() {
    return port;
  }

  Database database() {
    return database;
  }

  RelataClient client() {
    return client;
  }

  long head() throws java.sql.SQLException {
    return Ledger.head(database);
  }

  /** A new token: one does not live as long as a long attack. */
  String token() throws IOException {
    String basic =
        Base64.getEncoder()
            .encodeToString("integrator:integrator-secret".getBytes(StandardCharsets.UTF_8));
    byte[] body = "grant_type=client_credentials".getBytes(StandardCharsets.UTF_8);
    HostileRequest request =
        HostileRequest.post("token", "/oauth2/token", "application/x-www-form-urlencoded", body)
            .with("Authorization: Basic " + basic);
    try (Wire wire = new Wire(port, Duration.ofSeconds(20))) {
      String answer = wire.exchange(request.bytes(""), false, false).text();
      return client.json().readTree(answer).path("access_token").asString();
    }
  }

  HostileRequests requests(long seed) throws Exception {
    KnownThings known = knownThings();
    return new HostileRequests(
        seed,
        new HostileCommands(catalogue()),
        new HostileQuestions(new HostileDocuments(EveryQuestion.schema(client), known), known));
  }

  private JsonNode catalogue() throws IOException {
    HostileRequest request =
        HostileRequest.post("catalogue", "/commands", "application/json", new byte[0])
            .startingWith("GET /commands HTTP/1.1");
    try (Wire wire = new Wire(port, Duration.ofSeconds(20))) {
      return client.json().readTree(wire.exchange(request.bytes(token()), false, false).text());
    }
  }

  private KnownThings knownThings() throws IOException, InterruptedException {
    JsonNode seen =
        client.data(
            """
            { log { incarnation position }
              customers(first: 20) { nodes { id customerId } pageInfo { endCursor } }
              accounts(first: 20) { nodes { accountId } pageInfo { endCursor } }
              employees(first: 20) { nodes { employeeId } pageInfo { endCursor } }
              units(first: 5) { nodes { unitId } pageInfo { endCursor } }
              timeline(first: 5) { pageInfo { endCursor } } }
            """);
    List<String> cursors = new ArrayList<>();
    for (String list : List.of("customers", "accounts", "employees", "units", "timeline")) {
      cursors.add(seen.at("/" + list + "/pageInfo/endCursor").asString());
    }
    Map<String, List<String>> identifiers = new HashMap<>();
    identifiers.put("id", texts(seen, "customers", "id"));
    identifiers.put("customerId", texts(seen, "customers", "customerId"));
    identifiers.put("accountId", texts(seen, "accounts", "accountId"));
    identifiers.put("employeeId", texts(seen, "employees", "employeeId"));
    identifiers.put("managerId", texts(seen, "employees", "employeeId"));
    identifiers.put("unitId", texts(seen, "units", "unitId"));
    identifiers.put("scheme", List.of("personal-aum"));
    return new KnownThings(
        seen.at("/log/incarnation").asString(),
        seen.at("/log/position").asLong(),
        cursors,
        identifiers);
  }

  private static List<String> texts(JsonNode seen, String list, String field) {
    return seen.at("/" + list + "/nodes")
        .valueStream()
        .map(node -> node.path(field).asString())
        .toList();
  }

  boolean isAlive() {
    return ProcessHandle.of(process.pid()).map(ProcessHandle::isAlive).orElse(false);
  }

  /** Resident memory of the process in MB; the greatest so far with {@code VmHWM}. */
  long megabytes(String name) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
              .filter(line -> line.startsWith(name + ":"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElseThrow()
          / 1_024;
    }
  }

  /** Files and sockets that the process has open. */
  long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
      return open.count();
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
