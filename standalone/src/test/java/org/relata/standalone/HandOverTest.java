package org.relata.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.relata.driver.Await;
import org.relata.driver.Ledger;
import org.relata.driver.Program;
import org.relata.driver.RelataClient;
import org.relata.driver.RelataProcess;
import org.relata.driver.TestIssuer;
import org.relata.postgres.Database;
import org.relata.postgres.TestPostgres;
import tools.jackson.databind.JsonNode;

/**
 * A leaver's customers and what is to be done for them pass on while the program is killed again
 * and again. At every position of the log each customer has one manager, and no cap is exceeded.
 */
class HandOverTest {

  private static final int CUSTOMERS = 220;
  private static final int KILLS = 10;

  /** For every third customer of the leaver, and for one whom the head keeps. */
  private static final int STEPS = (CUSTOMERS + 2) / 3 + 1;

  private static final String OF_THE_HEAD = "C-head";

  private static final int EVENTS_PER_CUSTOMER = 4;

  /** So many events at most until the next kill. */
  private static final int STRIDE = 40;

  private static final long SEED = 20_261_123;

  @Test
  void nobodyIsWithoutAManagerOrWithTwoWheneverTheProgramIsKilled() throws Exception {
    Database database = TestPostgres.database();
    try (TestIssuer issuer = new TestIssuer()) {
      int port = RelataProcess.freePort();
      Map<String, String> settings = new HashMap<>(issuer.settings(database));
      settings.putAll(issuer.automationSettings(port));
      settings.put("relata.demo.bank", "false");
      settings.put("relata.automation.poll", "50ms");
      settings.put("relata.automation.page", "4");
      RelataProcess program = RelataProcess.start(Program.STANDALONE, port, settings).awaitReady();
      try {
        RelataClient client = new RelataClient(program.url(), program.url(), issuer.token());
        prepare(client);
        String hash = begin(client);
        nothingElseMovesMeanwhile(client);
        nobodyWhoIsNeededGoesMeanwhile(client);
        signaturesOfOthersAreRefused(client, issuer, hash);
        sign(client, issuer, hash);

        long end = Ledger.head(database) + (long) EVENTS_PER_CUSTOMER * CUSTOMERS;
        Random random = new Random(SEED);
        for (int kill = 1; kill <= KILLS; kill++) {
          long target = Ledger.head(database) + 1 + random.nextInt(STRIDE);
          Await.until("some more have passed on", () -> Ledger.head(database) >= target);
          program.kill();
          assertThat(Ledger.head(database))
              .as("the log at kill %d (seed %d), in the middle of the hand-over", kill, SEED)
              .isLessThan(end);
          program = RelataProcess.start(Program.STANDALONE, port, settings).awaitReady();
        }
        Await.until("the hand-over is over", () -> state(client).equals("COMPLETED"));
        everyPositionIsSound(client, Ledger.head(database));
        whatIsToBeDoneHasPassedOnOnce(client, database);
        theLeaverMayGo(client);
        new Ledger().check(database);
      } finally {
        program.close();
      }
    }
  }

  private static void prepare(RelataClient client) throws Exception {
    Clerk clerk = new Clerk(client, "prepare").defineUnit("unit");
    for (String employee : List.of("leaver", "taker-0", "taker-1", "head")) {
      clerk.hire(employee, "unit", "RELATIONSHIP_MANAGER");
    }
    // Exactly as many places as there are customers.
    for (int i = 0; i < 2; i++) {
      clerk.write("SetPortfolioCap", Map.of("managerId", "taker-" + i, "cap", CUSTOMERS / 2));
    }
    clerk.stored();
    clerk.register(OF_THE_HEAD, "unit");
    for (int i = 0; i < CUSTOMERS; i++) {
      clerk.register(customer(i), "unit");
    }
    clerk.stored();
    clerk.write("AssignCustomer", Map.of("customerId", OF_THE_HEAD, "managerId", "head"));
    for (int i = 0; i < CUSTOMERS; i++) {
      clerk.write("AssignCustomer", Map.of("customerId", customer(i), "managerId", "leaver"));
    }
    plan(clerk, OF_THE_HEAD);
    for (int i = 0; i < CUSTOMERS; i += 3) {
      plan(clerk, customer(i));
    }
    clerk
        .write(
            "JoinTeam", Map.of("customerId", customer(1), "employeeId", "leaver", "role", "LEAD"))
        .stored();
  }

  private static void plan(Clerk clerk, String customer) {
    clerk.write(
        "PlanNextStep",
        Map.of(
            "nextStepId",
            "step-" + customer,
            "customerId",
            customer,
            "what",
            "ask again",
            "due",
            "2030-01-31",
            "employeeId",
            "leaver"));
  }

  private static String customer(int number) {
    return "C-%03d".formatted(number);
  }

  private static String begin(RelataClient client) throws Exception {
    List<Map<String, Object>> items = new ArrayList<>();
    for (int i = 0; i < CUSTOMERS; i++) {
      items.add(Map.of("customerId", customer(i), "takerId", "taker-" + i % 2));
    }
    Map<String, Object> manifest =
        Map.of("giverId", "leaver", "headId", "head", "items", items.subList(1, CUSTOMERS));
    Clerk clerk = new Clerk(client, "begin");
    assertThat(
            clerk
                .write("BeginHandOver", Map.of("handOverId", "H", "manifest", manifest))
                .outcomes()
                .getFirst()
                .path("code")
                .asString(""))
        .isEqualTo("MANIFEST_INCOMPLETE");
    Map<String, Object> whole = Map.of("giverId", "leaver", "headId", "head", "items", items);
    long position =
        clerk.write("BeginHandOver", Map.of("handOverId", "H", "manifest", whole)).stored();
    Await.until("the hand-over is seen", () -> client.hasFolded(position));
    return handOver(client).path("hash").asString();
  }

  private static void nothingElseMovesMeanwhile(RelataClient client) throws Exception {
    for (JsonNode outcome :
        new Clerk(client, "meanwhile")
            .write("ReleaseCustomer", Map.of("customerId", customer(0)))
            .write(
                "ReassignCustomer",
                Map.of("customerId", customer(1), "managerId", "taker-0", "reason", "now"))
            .write(
                "FollowCustomerChoice", Map.of("customerId", customer(2), "managerId", "taker-1"))
            .write(
                "PlanNextStep",
                Map.of(
                    "nextStepId", "late",
                    "customerId", customer(1),
                    "what", "too late",
                    "due", "2030-01-31",
                    "employeeId", "leaver"))
            .outcomes()) {
      assertThat(outcome.path("code").asString("")).isEqualTo("PORTFOLIO_FROZEN");
    }
  }

  private static void nobodyWhoIsNeededGoesMeanwhile(RelataClient client) throws Exception {
    for (JsonNode outcome :
        new Clerk(client, "dismissed")
            .write("DismissEmployee", Map.of("employeeId", "taker-0"))
            .write("DismissEmployee", Map.of("employeeId", "taker-1"))
            .outcomes()) {
      assertThat(outcome.path("code").asString("")).isEqualTo("HAND_OVER_OPEN");
    }
  }

  private static void signaturesOfOthersAreRefused(
      RelataClient client, TestIssuer issuer, String hash) throws Exception {
    assertThat(signed(client, "by-program", "head", hash)).isEqualTo("NOT_YOURS");
    RelataClient taker = as(client, issuer, "taker-0");
    assertThat(signed(taker, "for-the-head", "head", hash)).isEqualTo("NOT_YOURS");
    assertThat(signed(taker, "other-manifest", "taker-0", "0".repeat(64)))
        .isEqualTo("OTHER_MANIFEST");
    String early =
        new Clerk(client, "early")
            .write("HandOverCustomer", Map.of("handOverId", "H", "customerId", customer(0)))
            .outcomes()
            .getFirst()
            .path("code")
            .asString("");
    assertThat(early).isEqualTo("NOT_SIGNED");
  }

  private static RelataClient as(RelataClient client, TestIssuer issuer, String employee)
      throws Exception {
    return client.as(issuer.employeeToken(employee));
  }

  private static String signed(RelataClient client, String name, String employee, String hash)
      throws Exception {
    JsonNode outcome =
        new Clerk(client, name)
            .write("SignHandOver", Map.of("handOverId", "H", "employeeId", employee, "hash", hash))
            .outcomes()
            .getFirst();
    return outcome.path("code").asString(outcome.path("outcome").asString(""));
  }

  private static void sign(RelataClient client, TestIssuer issuer, String hash) throws Exception {
    for (String employee : List.of("leaver", "taker-0", "taker-1", "head")) {
      RelataClient own = as(client, issuer, employee);
      assertThat(signed(own, "sign-" + employee, employee, hash)).isEqualTo("STORED");
    }
  }

  private static JsonNode handOver(RelataClient client) throws Exception {
    return client.data("{ handOver(handOverId: \"H\") { state done hash } }").path("handOver");
  }

  private static String state(RelataClient client) throws Exception {
    return handOver(client).path("state").asString("");
  }

  private static void everyPositionIsSound(RelataClient client, long head) throws Exception {
    Custody custody = new Custody(client);
    int passedOn = 0;
    boolean begun = false;
    for (long position = 1; position <= head; position++) {
      Map<String, Integer> kept = custody.at(position);
      int leavers = kept.getOrDefault("leaver", 0);
      begun |= leavers == CUSTOMERS;
      if (begun) {
        assertThat(kept.values().stream().mapToInt(Integer::intValue).sum())
            .as("customers at %d", position)
            .isEqualTo(CUSTOMERS + 1);
        assertThat(kept).as("nobody in the pool at %d", position).doesNotContainKey("");
        assertThat(CUSTOMERS - leavers)
            .as("passed on at %d", position)
            .isIn(passedOn, passedOn + 1);
        passedOn = CUSTOMERS - leavers;
      }
    }
    assertThat(passedOn).isEqualTo(CUSTOMERS);
  }

  private static void whatIsToBeDoneHasPassedOnOnce(RelataClient client, Database database)
      throws Exception {
    Map<String, String> owed = new TreeMap<>();
    for (JsonNode step :
        client
            .data(
                "{ nextSteps(filter: {status: [OPEN]}, first: 500) {"
                    + " nodes { customerId employeeId } } }")
            .at("/nextSteps/nodes")) {
      owed.put(step.path("customerId").asString(), step.path("employeeId").asString(""));
    }
    Map<String, String> expected = new TreeMap<>(Map.of(OF_THE_HEAD, "head"));
    for (int i = 0; i < CUSTOMERS; i += 3) {
      expected.put(customer(i), "taker-" + i % 2);
    }
    assertThat(owed).isEqualTo(expected).hasSize(STEPS);
    assertThat(events(database, "engagement.NextStepReassigned")).isEqualTo(STEPS);
    assertThat(
            client
                .data(
                    "{ customer(customerId: \""
                        + customer(1)
                        + "\") {"
                        + " team { employeeId role } } }")
                .at("/customer/team")
                .toString())
        .isEqualTo("[{\"employeeId\":\"taker-1\",\"role\":\"LEAD\"}]");
  }

  /** How many events of a type the log holds. */
  static int events(Database database, String type) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
        PreparedStatement statement =
            connection.prepareStatement("SELECT count(*) FROM log.event WHERE type = ?")) {
      statement.setString(1, type);
      try (ResultSet count = statement.executeQuery()) {
        count.next();
        return count.getInt(1);
      }
    }
  }

  private static void theLeaverMayGo(RelataClient client) throws Exception {
    new Clerk(client, "goes").write("DismissEmployee", Map.of("employeeId", "leaver")).stored();
  }
}
