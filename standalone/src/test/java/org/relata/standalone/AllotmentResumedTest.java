package org.relata.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.relata.standalone.AllotmentTest.CUSTOMERS;
import static org.relata.standalone.AllotmentTest.SCHEME;
import static org.relata.standalone.AllotmentTest.customer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.relata.driver.Await;
import org.relata.driver.Ledger;
import org.relata.driver.RelataClient;
import org.relata.driver.RelataProcess;
import org.relata.driver.TestIssuer;
import org.relata.postgres.Database;
import org.relata.postgres.TestPostgres;
import tools.jackson.databind.JsonNode;

/**
 * An allotment whose program is killed in the middle goes on where it was: what comes out is what
 * the preview said, nobody is given away twice, and whoever had a manager keeps it.
 */
class AllotmentResumedTest {

  private static final int KILLS = 3;

  /** So many events at most until the next kill. */
  private static final int STRIDE = 60;

  private static final long SEED = 20_261_124;

  @Test
  void aKilledAllotmentGoesOnAndGivesNobodyAwayTwice() throws Exception {
    Database database = TestPostgres.database();
    try (TestIssuer issuer = new TestIssuer()) {
      RelataProcess program = AllotmentTest.start(issuer, database, 2).awaitReady();
      try {
        AllotmentTest.prepare(client(program, issuer));
        Map<String, String> kept = new TreeMap<>();
        long position = keepers(client(program, issuer), kept);
        RelataClient before = client(program, issuer);
        Await.until("the keepers are seen", () -> before.hasFolded(position));
        Map<String, String> preview = AllotmentTest.preview(before, position);
        assertThat(preview).hasSize(CUSTOMERS - kept.size()).doesNotContainKeys(keys(kept));

        new Clerk(before, "stock")
            .write("AllotStock", Map.of("allotmentId", "stock", "scheme", SCHEME))
            .stored();
        Random random = new Random(SEED);
        for (int kill = 1; kill <= KILLS; kill++) {
          long target = Ledger.head(database) + 1 + random.nextInt(STRIDE);
          Await.until("some more are placed", () -> Ledger.head(database) >= target);
          program.kill();
          assertThat(HandOverTest.events(database, "portfolio.AllotmentCompleted"))
              .as("kill %d (seed %d) is in the middle", kill, SEED)
              .isZero();
          program = AllotmentTest.start(issuer, database, 2).awaitReady();
        }
        RelataClient after = client(program, issuer);
        Await.until("the allotment is complete", () -> state(after).equals("COMPLETED"));
        assertThat(managers(after)).isEqualTo(placed(preview, kept));
        assertThat(HandOverTest.events(database, "portfolio.CustomerAllotted"))
            .isEqualTo(placed(preview, Map.of()).size());
        new Ledger().check(database);
      } finally {
        program.close();
      }
    }
  }

  private static RelataClient client(RelataProcess program, TestIssuer issuer) throws Exception {
    return new RelataClient(program.url(), program.url(), issuer.token())
        .withApprover(issuer.token("approver"));
  }

  private static String[] keys(Map<String, String> some) {
    return some.keySet().toArray(String[]::new);
  }

  /** Some have a manager before the allotment: assigned ones, and ones whom staff has claimed. */
  private static long keepers(RelataClient client, Map<String, String> kept) throws Exception {
    Clerk clerk = new Clerk(client, "keepers");
    for (int i = 0; i < CUSTOMERS; i += 30) {
      kept.put(customer(i), "wealth-0");
      kept.put(customer(i + 2), "outlet-0");
    }
    int written = 0;
    for (Map.Entry<String, String> one : kept.entrySet()) {
      boolean claimed = written++ % 3 == 0;
      clerk.write(
          claimed ? "ClaimCustomer" : "AssignCustomer",
          Map.of("customerId", one.getKey(), "managerId", one.getValue()));
    }
    return clerk.stored();
  }

  /** Who has a manager when the preview has come true. */
  private static Map<String, String> placed(Map<String, String> preview, Map<String, String> kept) {
    Map<String, String> managers = new TreeMap<>(kept);
    preview.forEach(
        (customer, line) -> {
          if (!List.of("NO_TIER", "NO_ROOM", "NO_KEEPER", "NO_UNIT").contains(line)) {
            managers.put(customer, line);
          }
        });
    return managers;
  }

  private static Map<String, String> managers(RelataClient client) throws Exception {
    Map<String, String> managers = new HashMap<>();
    for (JsonNode custody :
        client
            .data(
                "{ custodies(filter: {inPool: false}, first: 500) {"
                    + " nodes { customerId managerId } } }")
            .at("/custodies/nodes")) {
      managers.put(custody.path("customerId").asString(), custody.path("managerId").asString());
    }
    return managers;
  }

  private static String state(RelataClient client) throws Exception {
    return client
        .data("{ allotment(allotmentId: \"stock\") { state } }")
        .at("/allotment/state")
        .asString("");
  }
}
