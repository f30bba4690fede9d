package org.relata.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.relata.driver.Await;
import org.relata.driver.Ledger;
import org.relata.driver.RelataClient;
import org.relata.driver.RelataProcess;
import org.relata.kernel.valuation.ShippedValuation;
import org.relata.postgres.Database;
import org.relata.postgres.TestPostgres;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a bank may get wrong in its policies and portfolios, sent as an integrator sends it: each is
 * refused with status, code and the place of what is wrong, and leaves nothing behind.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedInputsTest {

  private final Database database = TestPostgres.database();
  private ConfigurableApplicationContext relata;
  private RelataClient client;
  private int number;

  @BeforeAll
  void start() throws Exception {
    int port = RelataProcess.freePort();
    relata =
        Relata.application()
            .run(
                "--server.port=" + port,
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.username(),
                "--spring.datasource.password=" + database.password(),
                "--relata.demo.bank=false",
                "--relata.automation.enabled=false",
                "--relata.data=target/refused-inputs");
    client = RelataClient.ofStandalone("http://127.0.0.1:" + port);
    Await.until("it is healthy", client::isHealthy);
    AllotmentTest.prepare(client);
    new Clerk(client, "keep")
        .write("AssignCustomer", Map.of("customerId", "C-000", "managerId", "wealth-0"))
        .stored();
  }

  @AfterAll
  void stop() {
    if (relata != null) {
      relata.close();
    }
  }

  private void refused(String type, Object payload, String code, String pointer, String fieldCode)
      throws Exception {
    refused(client, type, payload, code, pointer, fieldCode);
  }

  private void refused(
      RelataClient by, String type, Object payload, String code, String pointer, String fieldCode)
      throws Exception {
    long head = Ledger.head(database);
    Map<String, Object> envelope =
        Map.of("type", type, "id", "refused-" + ++number, "payload", payload);
    HttpResponse<String> response =
        by.post("/commands", client.json().writeValueAsString(envelope), Map.of());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(422);
    JsonNode problem = client.json().readTree(response.body());
    assertThat(problem.path("code").asString()).as(response.body()).isEqualTo(code);
    JsonNode first = problem.path("errors").path(0);
    assertThat(first.path("pointer").asString("")).as(response.body()).isEqualTo(pointer);
    assertThat(first.path("code").asString("")).as(response.body()).isEqualTo(fieldCode);
    assertThat(Ledger.head(database)).as("nothing is stored").isEqualTo(head);
  }

  private void refused(String type, Object payload, String code, String pointer) throws Exception {
    refused(type, payload, code, pointer, code);
  }

  private static Map<String, Object> draft(String scheme, int version, String when) {
    return Map.of(
        "scheme",
        scheme,
        "version",
        version,
        "effectiveFrom",
        "2025-01-01",
        "rules",
        List.of(Map.of("tier", "UPPER", "when", when)));
  }

  @Test
  void aNegativeWeight() throws Exception {
    JsonNode valuation =
        client.json().valueToTree(ShippedValuation.of(Currency.getInstance("CNY")));
    ((ObjectNode) valuation.at("/scores/0/weights/0")).put("weight", -5);
    refused(
        "DraftValuation",
        Map.of("version", 1, "effectiveFrom", "2025-01-01", "valuation", valuation),
        "OUT_OF_RANGE",
        "/payload/valuation/scores/0/weights/0/weight");
  }

  @Test
  void anExpressionThatDoesNotTypeCheck() throws Exception {
    refused(
        "DraftPolicy", draft("untyped", 1, "aum + true"), "INVALID_EXPRESSION", "/rules/0/when");
  }

  @Test
  void rulesWithAGap() throws Exception {
    new Clerk(client, "gap")
        .write("DraftPolicy", draft("gap", 1, "aum >= money('100000.00')"))
        .stored();
    refused(
        "ProposePolicy",
        Map.of("scheme", "gap", "version", 1),
        "POLICY_NOT_SOUND",
        "/rules",
        "GAP");
  }

  @Test
  void aVersionThatBeginsOnTheDayOfAnotherOne() throws Exception {
    Map<String, Object> version = Map.of("scheme", AllotmentTest.SCHEME, "version", 2);
    new Clerk(client, "overlap")
        .write("DraftPolicy", draft(AllotmentTest.SCHEME, 2, "true"))
        .write("ProposePolicy", version)
        .stored();
    refused(
        client.approver(),
        "ApprovePolicy",
        version,
        "OVERLAPPING",
        "/effectiveFrom",
        "OVERLAPPING");
  }

  @Test
  void aSchemeThatNobodyDrafted() throws Exception {
    refused(
        "AllotStock",
        Map.of("allotmentId", "A-1", "scheme", "nobody"),
        "UNKNOWN_SCHEME",
        "/scheme");
    refused(
        "SetBindingSchemes",
        Map.of("schemes", List.of(AllotmentTest.SCHEME, "nobody")),
        "UNKNOWN_SCHEME",
        "/schemes/1");
  }

  @Test
  void aCapBelowTheLoad() throws Exception {
    refused("SetPortfolioCap", Map.of("managerId", "wealth-0", "cap", 0), "CAP_BELOW_LOAD", "/cap");
  }

  private static Map<String, Object> handOver(String head, String taker) {
    Map<String, Object> manifest =
        Map.of(
            "giverId",
            "wealth-0",
            "headId",
            head,
            "items",
            List.of(Map.of("customerId", "C-000", "takerId", taker)));
    return Map.of("handOverId", "H-1", "manifest", manifest);
  }

  @Test
  void aHandOverToSomebodyWhoMayNotKeepTheTier() throws Exception {
    refused(
        "BeginHandOver", handOver("head-0", "outlet-0"), "MAY_NOT_KEEP_TIER", "/manifest/items/0");
  }

  @Test
  void aHandOverWhoseHeadGivesOrTakes() throws Exception {
    for (String party : List.of("wealth-0", "wealth-1")) {
      refused(
          "BeginHandOver",
          handOver(party, "wealth-1"),
          "HEAD_IS_PARTY",
          "/payload/manifest/headId");
    }
  }
}
