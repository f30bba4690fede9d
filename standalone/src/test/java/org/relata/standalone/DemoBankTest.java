package org.relata.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.relata.browser.Chromium;
import org.relata.browser.Page;
import org.relata.driver.Await;
import org.relata.driver.RelataClient;
import org.relata.driver.RelataProcess;
import org.relata.query.platform.graphiql.ExampleQuery;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** The first start as a newcomer sees it: the demo bank, and every example of GraphiQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoBankTest {

  /** As many are evaluated by the policy that was approved before they ended. */
  private static final int MONTHS = 6;

  private static final String EXAMPLES = "classpath*:graphql-examples/*.graphql";

  @TempDir static Path data;

  private ConfigurableApplicationContext relata;
  private RelataClient client;
  private String url;

  @BeforeAll
  void start() throws Exception {
    int port = RelataProcess.freePort();
    relata =
        Relata.application()
            .run(
                "--server.port=" + port, "--relata.data=" + data, "--relata.automation.poll=100ms");
    url = "http://127.0.0.1:" + port;
    client = RelataClient.ofStandalone(url);
    Await.until("half of the bank is told", () -> position() > 8_000);
    Await.until("the automation has done what follows", this::isDone);
    Await.until("the read models are level", this::isLevel);
  }

  @AfterAll
  void stop() {
    if (relata != null) {
      relata.close();
    }
  }

  private long position() throws Exception {
    return client.data("{ log { position } }").path("log").path("position").longValue();
  }

  /** The pool of an outlet is allotted, and everybody has a class of value and stability. */
  private boolean isDone() throws Exception {
    JsonNode jobs =
        client.data(
            """
            { allotments { nodes { state } }
              evaluations(filter: {scheme: ["value-stability"]}) { nodes { state } } }
            """);
    JsonNode evaluations = jobs.at("/evaluations/nodes");
    return jobs.at("/allotments/nodes/0/state").asString("").equals("COMPLETED")
        && evaluations.size() == 1
        && evaluations
            .valueStream()
            .allMatch(one -> one.path("state").asString("").equals("COMPLETED"));
  }

  private boolean isLevel() throws Exception {
    JsonNode stand = client.data("{ log { position } folds { position } }");
    long head = stand.path("log").path("position").longValue();
    return stand
        .path("folds")
        .valueStream()
        .allMatch(fold -> fold.path("position").longValue() == head);
  }

  @TestFactory
  Stream<DynamicTest> everyExampleHasAnAnswer() {
    return ExampleQuery.load(EXAMPLES).stream()
        .map(example -> DynamicTest.dynamicTest(example.title(), () -> hasAnAnswer(example)));
  }

  private void hasAnAnswer(ExampleQuery example) throws Exception {
    assertThat(example.explanation()).isNotBlank();
    if (example.query().contains("backtest(")) {
      // It is computed in the background, and says so until it is done.
      Await.until(
          "the back-test is done",
          () -> client.data(example.query()).at("/backtest/state").asString("").equals("DONE"));
    }
    JsonNode data = client.data(example.query());
    data.properties().forEach(field -> assertThat(field.getValue().isNull()).isFalse());
    Map<String, Integer> sizes = new TreeMap<>();
    measure(data, "", sizes);
    assertThat(sizes).allSatisfy((list, size) -> assertThat(size).as(list).isPositive());
  }

  /** How many members the lists at each place of an answer have together. */
  private static void measure(JsonNode node, String place, Map<String, Integer> sizes) {
    if (node.isArray()) {
      sizes.merge(place, node.size(), Integer::sum);
      node.forEach(member -> measure(member, place, sizes));
    } else {
      node.properties()
          .forEach(field -> measure(field.getValue(), place + "/" + field.getKey(), sizes));
    }
  }

  /** Pictures of it are left in {@code target/screenshots}. */
  @Test
  void aNewcomerSignsInClicksAnExampleAndReadsTheAnswer() {
    Optional<Path> program = Chromium.find();
    Assumptions.assumeTrue(program.isPresent(), Chromium.MISSING);
    try (Chromium chromium = Chromium.start(program.orElseThrow())) {
      Page page = chromium.newPage(1440, 900);
      page.open(URI.create(url + "/graphiql"));
      page.awaitText("#examples", "How far does this answer reach?");
      page.await("document.querySelector('.graphiql-query-editor .CodeMirror')");
      picture(page, "first-sight");
      page.type("#client [name=id]", "integrator");
      page.type("#client [name=secret]", "integrator-secret");
      page.click("#client button");
      page.awaitText("#who", "Signed in as integrator");
      page.click("#example-11-one-customer");
      page.click(".graphiql-execute-button");
      page.awaitText(".graphiql-response", "罗明艳");
      picture(page, "one-customer");
      page.click("#example-90-where-answers-stand");
      page.click(".graphiql-execute-button");
      page.awaitText(".graphiql-response", "incarnation");
      picture(page, "last-example");
      assertThat(page.errors()).isEmpty();
    }
  }

  private static void picture(Page page, String name) {
    page.screenshot(Path.of("target", "screenshots", "demo-" + name + ".png"));
  }

  @Test
  void theExamplesOfThePastTellSomethingElseThanThoseOfToday() throws Exception {
    JsonNode then = example("12-one-customer-before").path("customer");
    JsonNode now = example("11-one-customer").path("customer");
    assertThat(then.path("manager")).isNotEqualTo(now.path("manager"));
    assertThat(then.path("manager").path("name").asString()).isNotBlank();
    assertThat(then.path("tier").isNull()).isTrue();
    assertThat(now.path("tier").path("tier").asString()).isEqualTo("PRIVATE");
    JsonNode clocks = example("40-two-clocks");
    assertThat(clocks.path("asKnownThen")).isNotEqualTo(clocks.path("asKnownNow"));
  }

  private JsonNode example(String id) throws Exception {
    return client.data(
        ExampleQuery.load(EXAMPLES).stream()
            .filter(example -> example.id().equals(id))
            .findFirst()
            .orElseThrow()
            .query());
  }

  @Test
  void itsTiersRestOnTheFiguresThatTheQuerySideTells() throws Exception {
    String figures = "{ metric value currency missing }";
    String metrics =
        client
            .data("{ policies(filter: {scheme: [\"personal-aum\"]}) { nodes { metrics } } }")
            .at("/policies/nodes/0/metrics")
            .toString()
            .replace("\"", "");
    JsonNode months =
        client.data(
            """
            { evaluations(filter: {scheme: ["personal-aum"]}, orderBy: [{by: ON}]) {
                nodes { on readAt total state } } }
            """);
    assertThat(months.path("evaluations").path("nodes").size()).isEqualTo(MONTHS);
    for (JsonNode month : months.path("evaluations").path("nodes")) {
      assertThat(month.path("state").asString()).isEqualTo("COMPLETED");
      assertThat(month.path("total").asInt()).isEqualTo(380);
      String on = month.path("on").asString();
      Map<String, JsonNode> used = new LinkedHashMap<>();
      client
          .data(
              "{ tiers(filter: {scheme: [\"personal-aum\"], on: {from: \"%s\", to: \"%s\"}}, first: 400) { nodes { customerId figures %s } } }"
                  .formatted(on, on, figures))
          .path("tiers")
          .path("nodes")
          .forEach(tier -> used.put(tier.path("customerId").asString(), tier.path("figures")));
      assertThat(used).isNotEmpty();
      Map<String, JsonNode> told = new LinkedHashMap<>();
      List<String> ids = List.copyOf(used.keySet());
      for (int i = 0; i < ids.size(); i += 250) {
        client
            .data(
                "{ customers(filter: {customerId: %s}, first: 250, asOf: {position: %s}) { nodes { customerId figures(on: \"%s\", metrics: %s) %s } } }"
                    .formatted(
                        client
                            .json()
                            .writeValueAsString(ids.subList(i, Math.min(i + 250, ids.size()))),
                        month.path("readAt").asString(),
                        on,
                        metrics,
                        figures))
            .path("customers")
            .path("nodes")
            .forEach(
                customer ->
                    told.put(customer.path("customerId").asString(), customer.path("figures")));
      }
      assertThat(told).isEqualTo(used);
    }
  }

  /** A deposit of January had been missed when tiers were given, and was recorded later. */
  @Test
  void thePolicyInForceTestedOnHistoryDiffersOnlyWhereABalanceWasCorrected() throws Exception {
    String id = "46-back-test";
    Await.until(
        "the back-test is done",
        () -> example(id).at("/backtest/state").asString("").equals("DONE"));
    JsonNode months = example(id).at("/backtest/months");
    assertThat(months.size()).isEqualTo(MONTHS);
    for (JsonNode month : months) {
      boolean corrected = month.path("on").asString().equals("2026-01-31");
      assertThat(month.path("different").asInt()).as(month.toString()).isEqualTo(corrected ? 1 : 0);
      assertThat(month.path("evaluated").asInt()).isEqualTo(380);
    }
    JsonNode moves =
        client
            .data(
                "{ backtest(scheme: \"personal-aum\", version: 1, from: \"2026-01-01\", to:"
                    + " \"2026-06-30\") { moves(on: \"2026-01-31\") { customerId oldTier newTier"
                    + " } } }")
            .at("/backtest/moves");
    assertThat(moves.toString())
        .isEqualTo("[{\"customerId\":\"c0001\",\"oldTier\":\"MASS\",\"newTier\":\"BASIC\"}]");
  }

  @Test
  void theAutomationFindsEveryMonthEvaluated() throws Exception {
    JsonNode answer =
        client.data("{ evaluations(filter: {scheme: [\"personal-aum\"]}) { totalCount } }");
    assertThat(answer.path("evaluations").path("totalCount").asInt()).isEqualTo(MONTHS);
  }
}
