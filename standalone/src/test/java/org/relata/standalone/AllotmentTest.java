package org.relata.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
 * The stock is allotted by two processes at once: what the preview says is what comes out, and the
 * cap holds against another allotment and against staff that claims customers meanwhile.
 */
class AllotmentTest {

  static final String SCHEME = "stock";
  static final int CUSTOMERS = 150;

  /**
   * Customer 0, 5, 10 ... are of the upper tier, 1, 6, 11 ... of none, the rest are of the mass.
   */
  private static final int KINDS = 5;

  private static final Map<String, Integer> CAPS =
      Map.of("wealth-0", 9, "wealth-1", 12, "head-0", 40, "outlet-0", 25, "outlet-1", 30);

  @Test
  void thePreviewIsWhatComesOutAndTheCapHoldsAcrossProcesses() throws Exception {
    Database database = TestPostgres.database();
    try (TestIssuer issuer = new TestIssuer()) {
      List<RelataProcess> programs = new ArrayList<>();
      try {
        for (int i = 0; i < 2; i++) {
          programs.add(start(issuer, database, 10));
        }
        List<RelataClient> clients = new ArrayList<>();
        for (RelataProcess program : programs) {
          String url = program.awaitReady().url();
          clients.add(
              new RelataClient(url, url, issuer.token()).withApprover(issuer.token("approver")));
        }
        long position = prepare(clients.getFirst());
        for (RelataClient client : clients) {
          Await.until("the pool is seen", () -> client.hasFolded(position));
        }
        Map<String, String> preview = preview(clients.get(0), position);
        assertThat(preview).isEqualTo(preview(clients.get(1), position)).isEqualTo(byHand());

        allotAndClaim(clients);
        long head = Ledger.head(database);
        everyCustomerHasOneResult(clients.get(1), preview);
        Custody custody = new Custody(clients.getFirst());
        for (long one = 1; one <= head; one++) {
          custody.at(one);
        }
        Map<String, Integer> kept = custody.at(head);
        assertThat(kept).containsEntry("wealth-0", 9).containsEntry("wealth-1", 12);
        assertThat(kept).containsEntry("outlet-0", 25).containsEntry("outlet-1", 30);
        new Ledger().check(database);
      } finally {
        programs.forEach(RelataProcess::close);
      }
    }
  }

  static RelataProcess start(TestIssuer issuer, Database database, int page) throws Exception {
    int port = RelataProcess.freePort();
    Map<String, String> settings = new HashMap<>(issuer.settings(database));
    settings.putAll(issuer.automationSettings(port));
    settings.put("relata.demo.bank", "false");
    settings.put("relata.automation.poll", "20ms");
    settings.put("relata.automation.page", "" + page);
    return RelataProcess.start(Program.STANDALONE, port, settings);
  }

  static String customer(int number) {
    return "C-%03d".formatted(number);
  }

  static long prepare(RelataClient client) throws Exception {
    Clerk clerk = new Clerk(client, "prepare").defineUnit("unit").defineUnit("elsewhere");
    CAPS.keySet().forEach(manager -> clerk.hire(manager, "unit", position(manager)));
    clerk.hire("stranger", "elsewhere", "OUTLET_STAFF");
    CAPS.forEach(
        (manager, cap) -> clerk.write("SetPortfolioCap", Map.of("managerId", manager, "cap", cap)));
    clerk.stored();
    policy(client, clerk);
    for (int i = 0; i < CUSTOMERS; i++) {
      clerk.register(customer(i), "unit");
    }
    clerk.stored();
    for (int i = 0; i < CUSTOMERS; i++) {
      if (i % KINDS != 1) {
        clerk.write(
            "AssignTier",
            Map.of(
                "customerId",
                customer(i),
                "scheme",
                SCHEME,
                "on",
                "2025-01-31",
                "readAt",
                1,
                "metrics",
                Map.of(
                    "currency", "CNY",
                    "known", Map.of("AUM", i % KINDS == 0 ? "300000.00" : "10.00"),
                    "missing", Map.of())));
      }
    }
    return clerk.stored();
  }

  private static String position(String manager) {
    return switch (manager.substring(0, manager.indexOf('-'))) {
      case "wealth" -> "WEALTH_MANAGER";
      case "head" -> "OUTLET_HEAD";
      default -> "OUTLET_STAFF";
    };
  }

  private static void policy(RelataClient client, Clerk clerk) throws Exception {
    Map<String, Object> upper = tier("UPPER", List.of("WEALTH_MANAGER", "OUTLET_HEAD"));
    Map<String, Object> mass = tier("MASS", List.of("OUTLET_STAFF"));
    Map<String, Object> version = Map.of("scheme", SCHEME, "version", 1);
    clerk
        .write(
            "DraftPolicy",
            Map.of(
                "scheme",
                SCHEME,
                "version",
                1,
                "effectiveFrom",
                "2025-01-01",
                "rules",
                List.of(
                    Map.of("tier", "UPPER", "when", "aum >= money('100000.00')"),
                    Map.of("tier", "MASS", "when", "true")),
                "tiers",
                List.of(upper, mass)))
        .write("ProposePolicy", version)
        .stored();
    new Clerk(client.approver(), "approve").write("ApprovePolicy", version).stored();
    clerk.write("SetBindingSchemes", Map.of("schemes", List.of(SCHEME))).stored();
  }

  private static Map<String, Object> tier(String tier, List<String> keepers) {
    return Map.of(
        "tier",
        tier,
        "keepers",
        keepers,
        "visits",
        0,
        "daily",
        List.of(),
        "special",
        List.of(),
        "attentions",
        List.of());
  }

  /** By customer the manager or, in small letters, why none. */
  static Map<String, String> preview(RelataClient client, long position) throws Exception {
    Map<String, String> lines = new TreeMap<>();
    String after = "";
    while (true) {
      JsonNode page =
          client
              .data(
                  "{ allotmentPreview(scheme: \""
                      + SCHEME
                      + "\", first: 40, asOf: {position: "
                      + position
                      + "}"
                      + (after.isEmpty() ? "" : ", after: \"" + after + "\"")
                      + ") { customerId managerId reason } }")
              .path("allotmentPreview");
      if (page.isEmpty()) {
        return lines;
      }
      for (JsonNode line : page) {
        after = line.path("customerId").asString();
        lines.put(after, line.path("managerId").asString(line.path("reason").asString("")));
      }
    }
  }

  /**
   * The same as the rules say it: upper tier first, each to whoever has most room, and to the head,
   * who has more, when the wealth managers are full.
   */
  private static Map<String, String> byHand() {
    Map<String, String> lines = new TreeMap<>();
    Map<String, Integer> room = new TreeMap<>(CAPS);
    for (boolean upper : new boolean[] {true, false}) {
      for (int i = 0; i < CUSTOMERS; i++) {
        if (i % KINDS == 1) {
          lines.put(customer(i), "NO_TIER");
        } else if ((i % KINDS == 0) == upper) {
          String manager = widest(room, upper ? "wealth" : "outlet");
          boolean toTheHead = upper && manager.equals("NO_ROOM");
          lines.put(customer(i), toTheHead ? widest(room, "head") : manager);
        }
      }
    }
    return lines;
  }

  private static String widest(Map<String, Integer> room, String kind) {
    String widest = "NO_ROOM";
    int most = 0;
    for (Map.Entry<String, Integer> one : room.entrySet()) {
      if (one.getKey().startsWith(kind) && one.getValue() > most) {
        widest = one.getKey();
        most = one.getValue();
      }
    }
    room.computeIfPresent(widest, (_, left) -> left - 1);
    return widest;
  }

  /** Two allotments and claims, all at once on both processes. */
  private static void allotAndClaim(List<RelataClient> clients) throws Exception {
    List<Callable<List<JsonNode>>> calls = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      RelataClient client = clients.get(i);
      String id = "stock-" + i;
      calls.add(
          () ->
              new Clerk(client, id)
                  .write("AllotStock", Map.of("allotmentId", id, "scheme", SCHEME))
                  .outcomes());
      int half = i;
      calls.add(
          () -> {
            Clerk claims = new Clerk(client, "assign-" + half);
            for (int c = half; c < CUSTOMERS; c += 14) {
              String manager = c % KINDS == 0 ? "wealth-0" : "outlet-0";
              claims.write(
                  "AssignCustomer", Map.of("customerId", customer(c), "managerId", manager));
            }
            return claims.outcomes();
          });
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<List<JsonNode>> answer : threads.invokeAll(calls)) {
        for (JsonNode outcome : answer.get()) {
          assertThat(outcome.path("outcome").asString(""))
              .as("%s", outcome)
              .isIn("STORED", "REFUSED");
        }
      }
    }
    Await.until(
        "both allotments are complete",
        () ->
            clients
                    .getFirst()
                    .data("{ allotments { nodes { state } } }")
                    .at("/allotments/nodes")
                    .valueStream()
                    .filter(one -> one.path("state").asString().equals("COMPLETED"))
                    .count()
                == 2);
  }

  /**
   * Whom nobody claimed meanwhile is where one of the two plans put it, or stayed with a reason.
   */
  private static void everyCustomerHasOneResult(RelataClient client, Map<String, String> preview)
      throws Exception {
    JsonNode answer =
        client.data(
            "{ allotments { nodes { allotmentId total placed left } } allotmentResults(first: 500)"
                + " { nodes { allotmentId customerId managerId result reason } }"
                + " custodies(first: 500) { nodes { customerId managerId } } }");
    Map<String, String> managers = new HashMap<>();
    for (JsonNode custody : answer.at("/custodies/nodes")) {
      managers.put(custody.path("customerId").asString(), custody.path("managerId").asString(""));
    }
    assertThat(managers).hasSize(CUSTOMERS);
    Map<String, String> allotted = new HashMap<>();
    for (JsonNode result : answer.at("/allotmentResults/nodes")) {
      String customer = result.path("customerId").asString();
      if (result.path("result").asString().equals("ALLOTTED")) {
        assertThat(allotted.put(customer, result.path("managerId").asString()))
            .as("%s is allotted once", customer)
            .isNull();
        assertThat(managers).containsEntry(customer, result.path("managerId").asString());
      } else {
        assertThat(result.path("reason").asString("")).isNotEmpty();
      }
    }
    assertThat(allotted).isNotEmpty();
    managers.forEach(
        (customer, manager) -> {
          if (preview.get(customer) != null && preview.get(customer).equals("NO_TIER")) {
            assertThat(allotted).doesNotContainKey(customer);
          }
          if (manager.startsWith("wealth")) {
            assertThat(Integer.parseInt(customer.substring(2)) % KINDS)
                .as("the tier of %s", customer)
                .isIn(0, 1);
          }
        });
    for (JsonNode allotment : answer.at("/allotments/nodes")) {
      assertThat(allotment.path("placed").intValue() + allotment.path("left").intValue())
          .isEqualTo(allotment.path("total").intValue());
    }
  }
}
