package org.relata.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.relata.driver.Await;
import org.relata.driver.RelataClient;
import org.relata.driver.RelataProcess;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/**
 * The two clocks of a tier, with the automation at work: a balance of January becomes known after
 * February was evaluated, and January is evaluated again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TierCorrectionTest {

  private static final String RULES =
      """
      "rules": [{"tier": "RICH", "when": "aum >= money('1000.00')"}, {"tier": "REST", "when": "true"}]
      """;

  private static final String TOLD =
      """
      {
        customers(filter: {customerId: ["late", "riser", "faller"]}, asOf: $at) {
          nodes {
            customerId
            tier(scheme: "band") { tier on }
            tierMoves(orderBy: [{by: ON}]) { nodes { oldTier newTier on } }
          }
        }
      }
      """;

  @TempDir static Path data;

  private ConfigurableApplicationContext relata;
  private Journey bank;

  @BeforeAll
  void start() throws Exception {
    int port = RelataProcess.freePort();
    relata =
        Relata.application()
            .run(
                "--server.port=" + port,
                "--relata.data=" + data,
                "--relata.demo.bank=false",
                "--relata.automation.poll=100ms");
    bank = new Journey(RelataClient.ofStandalone("http://127.0.0.1:" + port), "correction");
  }

  @AfterAll
  void stop() {
    if (relata != null) {
      relata.close();
    }
  }

  @Test
  void januaryIsCorrectedAfterFebruaryAndThePresentTiersStay() throws Exception {
    person("late", "500.00", "500.00");
    person("riser", "500.00", "2000.00");
    person("faller", "2000.00", "500.00");
    policy(1, "2026-01-01", RULES);
    bank.tell("CloseBusinessDay", "{\"date\": \"2026-01-31\"}");
    complete("band.2026-01-31", 3);
    bank.tell("CloseBusinessDay", "{\"date\": \"2026-02-28\"}");
    complete("band.2026-02-28", 2);
    String before =
        told(
            customer("faller", "REST", "2026-02-28", "null RICH 01-31", "RICH REST 02-28"),
            customer("late", "REST", "2026-01-31", "null REST 01-31"),
            customer("riser", "RICH", "2026-02-28", "null REST 01-31", "REST RICH 02-28"));
    bank.asks(TOLD, before);

    correct("late", "3000.00");
    correct("riser", "3000.00");
    long known = correct("faller", "400.00");
    bank.asks(TOLD, before);
    evaluate("january-again", "2026-01-31", "");
    complete("january-again", 3);
    String after =
        told(
            customer("faller", "REST", "2026-02-28", "null REST 01-31"),
            customer("late", "REST", "2026-01-31", "null RICH 01-31", "RICH REST 02-28"),
            customer("riser", "RICH", "2026-02-28", "null RICH 01-31"));
    bank.asks(TOLD, after);
    bank.asksAsOf(known, TOLD, before);

    JsonNode step =
        bank.data(
                """
                { timeline(filter: {subject: ["customer/late"], type: ["segmentation.TierCorrected"]},
                    asOf: $at) { nodes { sentence } } }
                """,
                null)
            .at("/timeline/nodes");
    assertThat(step).hasSize(1);
    assertThat(step.get(0).path("sentence").asString())
        .startsWith("The tier in band for 2026-01-31 was corrected to RICH by what was known at")
        .endsWith("it was told as REST; from 2026-02-28 on it stays REST");

    evaluate("february-again", "2026-02-28", "");
    complete("february-again", 0);
    evaluate("january-for-the-third-time", "2026-01-31", ", \"customerIds\": [\"late\"]");
    complete("january-for-the-third-time", 0);
    bank.asks(TOLD, after);

    evaluationOfSomeAndOnActivation();
  }

  /** Whoever is not named keeps its tier; a version that becomes active has all evaluated. */
  private void evaluationOfSomeAndOnActivation() throws Exception {
    JsonNode corrected =
        bank.data(
            "{ evaluation(evaluationId: \"january-for-the-third-time\", asOf: $at) { total } }",
            null);
    assertThat(corrected.at("/evaluation/total").asLong()).isEqualTo(1);
    policy(2, "2026-02-15", RULES.replace("1000.00", "100.00"));
    complete("band.version-2", 2);
    bank.asks(
        TOLD,
        told(
            customer("faller", "RICH", "2026-02-28", "null REST 01-31", "REST RICH 02-28"),
            customer("late", "RICH", "2026-02-28", "null RICH 01-31"),
            customer("riser", "RICH", "2026-02-28", "null RICH 01-31")));
  }

  private void policy(int version, String from, String rules) throws Exception {
    bank.tell(
        "DraftPolicy",
        "{\"scheme\": \"band\", \"version\": %d, \"effectiveFrom\": \"%s\", %s}"
            .formatted(version, from, rules));
    String named = "{\"scheme\": \"band\", \"version\": %d}".formatted(version);
    bank.tell("ProposePolicy", named);
    bank.approves("ApprovePolicy", named);
  }

  private void person(String id, String january, String february) throws Exception {
    bank.tell(
        "RegisterCustomer",
        "{\"customerId\": \"%1$s\", \"kind\": \"PERSONAL\", \"name\": \"%1$s\"}".formatted(id));
    bank.tell(
        "OpenAccount",
        """
        {"accountId": "%1$s", "kind": "DEPOSIT", "currency": "CNY", "ownerId": "%1$s",
          "openedOn": "2025-12-01"}\
        """
            .formatted(id));
    bank.tell(
        "RecordBalances",
        """
        {"accountId": "%1$s", "sourceRef": "%1$s", "balances": [
          {"on": "2026-01-31", "amount": "%2$s"}, {"on": "2026-02-28", "amount": "%3$s"}]}\
        """
            .formatted(id, january, february));
  }

  private long correct(String id, String january) throws Exception {
    return bank.tell(
        "CorrectBalance",
        """
        {"accountId": "%1$s", "sourceRef": "%1$s-late", "on": "2026-01-31", "amount": "%2$s"}\
        """
            .formatted(id, january));
  }

  private void evaluate(String id, String on, String customers) throws Exception {
    bank.tell(
        "EvaluateTiers",
        "{\"scheme\": \"band\", \"on\": \"%s\", \"evaluationId\": \"%s\"%s}"
            .formatted(on, id, customers));
  }

  /** Waits for the automation. */
  private void complete(String evaluationId, long changed) throws Exception {
    String question =
        "{ evaluation(evaluationId: \"%s\", asOf: $at) { state changed failed } }"
            .formatted(evaluationId);
    Await.until(
        evaluationId + " is complete",
        () -> bank.data(question, null).at("/evaluation/state").asString("").equals("COMPLETED"));
    JsonNode evaluation = bank.data(question, null).path("evaluation");
    assertThat(evaluation.path("changed").asLong()).as(evaluationId).isEqualTo(changed);
    assertThat(evaluation.path("failed").asLong()).as(evaluationId).isZero();
  }

  private static String told(String... customers) {
    return "{\"customers\": {\"nodes\": [" + String.join(", ", customers) + "]}}";
  }

  /** With its moves, as {@code REST RICH 02-28}. */
  private static String customer(String id, String tier, String on, String... moves) {
    StringBuilder steps = new StringBuilder();
    for (String move : moves) {
      String[] parts = move.split(" ", -1);
      @Nullable String old = parts[0].equals("null") ? null : '"' + parts[0] + '"';
      steps
          .append(steps.isEmpty() ? "" : ", ")
          .append(
              "{\"oldTier\": %s, \"newTier\": \"%s\", \"on\": \"2026-%s\"}"
                  .formatted(old, parts[1], parts[2]));
    }
    return """
    {"customerId": "%s", "tier": {"tier": "%s", "on": "%s"}, "tierMoves": {"nodes": [%s]}}\
    """
        .formatted(id, tier, on, steps);
  }
}
