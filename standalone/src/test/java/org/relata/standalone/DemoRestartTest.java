package org.relata.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relata.driver.Await;
import org.relata.driver.Program;
import org.relata.driver.RelataClient;
import org.relata.driver.RelataProcess;
import tools.jackson.databind.JsonNode;

/** The first start, killed while the demo bank is being made. */
class DemoRestartTest {

  private static final String WHOLE =
      """
      { customers { totalCount } contacts { totalCount } accounts { totalCount }
        custodies(filter: {inPool: true}) { totalCount } employees { totalCount }
        nextSteps { totalCount } tiers(filter: {scheme: ["personal-aum"]}) { totalCount }
        tierMoves(filter: {scheme: ["personal-aum"]}) { totalCount }
        tierGroups(filter: {scheme: ["personal-aum"]}, by: [TIER, IN_SCOPE]) { tier inScope count }
        evaluations(filter: {scheme: ["personal-aum"]}) { nodes { on state changed } } businessDays { totalCount }
        customer(customerId: "c0001") { aum(on: "2026-01-31") { amount } } }\
      """;

  @TempDir Path data;

  @Test
  void itAnswersWhileItLoadsAndTheNextStartCompletesWhatAKillCutOff() throws Exception {
    Map<String, String> killed = Map.of("relata.data", data.resolve("killed").toString());
    int port = RelataProcess.freePort();
    try (RelataProcess first = RelataProcess.start(Program.STANDALONE, port, killed).awaitReady()) {
      RelataClient client = RelataClient.ofStandalone(first.url());
      Await.until("a part of the bank is told", () -> position(client) > 3_000);
      JsonNode mine = client.json().readTree(client.post("/commands", COMMAND, Map.of()).body());
      assertThat(mine.path("outcome").asString()).isEqualTo("STORED");
      assertThat(isThere(client)).as("the load goes on").isFalse();
      first.kill();
    }
    try (RelataProcess second =
        RelataProcess.start(Program.STANDALONE, port, killed).awaitReady()) {
      RelataClient client = RelataClient.ofStandalone(second.url());
      Await.until("a part of the rest is told", () -> position(client) > 9_000);
      Await.until("the rest is told", () -> isThere(client));
      JsonNode resumed = client.data(WHOLE);
      assertThat(resumed).isEqualTo(inOneGo());
      assertThat(client.data("{ unit(unitId: \"mine\") { name } }").path("unit").isNull())
          .isFalse();
    }
  }

  private static final String COMMAND =
      """
      {"type": "DefineUnit", "id": "mine",
        "payload": {"unitId": "mine", "name": "Mine", "kind": "OUTLET"}}\
      """;

  private JsonNode inOneGo() throws Exception {
    Map<String, String> settings = Map.of("relata.data", data.resolve("whole").toString());
    int port = RelataProcess.freePort();
    try (RelataProcess whole =
        RelataProcess.start(Program.STANDALONE, port, settings).awaitReady()) {
      RelataClient client = RelataClient.ofStandalone(whole.url());
      Await.until("half of the bank is told", () -> position(client) > 8_000);
      Await.until("the bank is told", () -> isThere(client));
      return client.data(WHOLE);
    }
  }

  private static long position(RelataClient client) throws Exception {
    return client.data("{ log { position } }").path("log").path("position").longValue();
  }

  /** The allotment comes last, and the automation carries it out. */
  private static boolean isThere(RelataClient client) throws Exception {
    return client
        .data("{ allotments { nodes { state } } }")
        .at("/allotments/nodes/0/state")
        .asString("")
        .equals("COMPLETED");
  }
}
