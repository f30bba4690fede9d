package org.relata.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.relata.command.platform.Command;
import org.relata.command.platform.catalogue.CommandTypes;
import org.relata.kernel.segmentation.PolicyText;
import org.relata.kernel.segmentation.ShippedPolicies;
import org.relata.postgres.Database;
import org.relata.postgres.TestPostgres;
import org.relata.query.platform.fold.FoldEngine;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The promise on which everything rests: an answer for a past position never changes. Random
 * commands of every type are sent; after each one that was accepted, every root field is asked and
 * the whole answer kept; at the end each is asked again as of its position, before and after every
 * read model was rebuilt from nothing.
 */
@Tag("system")
class AsOfTest {

  private static final int ACCEPTED = 500;
  private static final long SEED = 7;

  /** What was answered at a position: root field to its JSON. */
  private record Kept(long position, Map<String, JsonNode> answers) {}

  @Test
  void everyAnswerIsTheSameWhenAskedAgainAsOfItsPosition() throws Exception {
    Database database = TestPostgres.database();
    int port = RelataProcess.freePort();
    try (ConfigurableApplicationContext context =
        Relata.application()
            .run(
                "--server.port=" + port,
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.username(),
                "--spring.datasource.password=" + database.password(),
                "--relata.demo.bank=false",
                "--relata.automation.enabled=false",
                "--relata.data=target/as-of")) {
      RelataClient client = RelataClient.ofStandalone("http://127.0.0.1:" + port);
      EveryQuestion questions = new EveryQuestion(client);
      List<Kept> kept = sendAndKeep(client, questions, commands(context));
      assertThat(kept).hasSize(ACCEPTED);

      askAgain(client, questions, kept, "as of its position");

      FoldEngine engine = context.getBean(FoldEngine.class);
      engine.rebuildAll();
      Await.until("every fold is rebuilt", () -> engine.status().builds().isEmpty());
      askAgain(client, questions, kept, "after a rebuild of every fold");
    }
  }

  private static RandomCommands commands(ConfigurableApplicationContext context) {
    CommandTypes types = context.getBean(CommandTypes.class);
    PolicyText shipped =
        Objects.requireNonNull(
            ShippedPolicies.of(ShippedPolicies.PERSONAL_AUM, Currency.getInstance("CNY")));
    return new RandomCommands(SEED, types.all().values()).with(PolicyText.class, () -> shipped);
  }

  private static List<Kept> sendAndKeep(
      RelataClient client, EveryQuestion questions, RandomCommands commands) throws Exception {
    List<Kept> kept = new ArrayList<>();
    Map<String, Integer> accepted = new TreeMap<>();
    for (int sent = 0; kept.size() < ACCEPTED && sent < 40 * ACCEPTED; sent++) {
      Command command = commands.next();
      JsonNode answer = client.send("random-" + sent, command);
      if (answer.path("outcome").asString("").equals("STORED")) {
        accepted.merge(command.getClass().getSimpleName(), 1, Integer::sum);
        String token = answer.path("incarnation").asString() + ":" + answer.path("position");
        long position = answer.path("position").longValue();
        kept.add(new Kept(position, ask(client, questions, "null", token)));
      }
    }
    assertThat(accepted).as("types of commands that were accepted").hasSizeGreaterThan(30);
    return kept;
  }

  private static void askAgain(
      RelataClient client, EveryQuestion questions, List<Kept> kept, String when) throws Exception {
    for (Kept one : kept) {
      Map<String, JsonNode> again =
          ask(client, questions, "{position: " + one.position() + "}", null);
      for (String field : one.answers().keySet()) {
        assertThat(again.get(field))
            .as("%s at position %d, %s (seed %d)", field, one.position(), when, SEED)
            .isEqualTo(one.answers().get(field));
      }
    }
  }

  private static Map<String, JsonNode> ask(
      RelataClient client, EveryQuestion questions, String asOf, @Nullable String minPosition)
      throws IOException, InterruptedException {
    Map<String, String> headers =
        minPosition == null ? Map.of() : Map.of("Relata-Min-Position", minPosition);
    Map<String, JsonNode> answers = new LinkedHashMap<>();
    Map<String, String> identifiers = identifiers();
    for (var question : questions.all(identifiers).entrySet()) {
      String query = "{ " + question.getValue().formatted(asOf) + " }";
      JsonNode answer = client.json().readTree(client.ask(query, headers));
      ObjectNode comparable = client.json().createObjectNode();
      comparable.set("data", withoutVersionOfCaches(answer.path("data")));
      comparable.set("errors", codes(client, answer.path("errors")));
      answers.put(question.getKey(), comparable);
    }
    return answers;
  }

  /** {@code key} and cursors differ between now and the past on purpose. */
  private static JsonNode withoutVersionOfCaches(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(List.of("key", "startCursor", "endCursor", "cursor"));
      object.forEach(AsOfTest::withoutVersionOfCaches);
    } else if (node.isArray()) {
      node.forEach(AsOfTest::withoutVersionOfCaches);
    }
    return node;
  }

  private static JsonNode codes(RelataClient client, JsonNode errors) {
    return client
        .json()
        .valueToTree(
            errors
                .valueStream()
                .map(error -> error.path("extensions").path("code").asString())
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static Map<String, String> identifiers() {
    Map<String, String> identifiers = new TreeMap<>();
    identifiers.put("customerId", "CustomerId-1");
    identifiers.put("accountId", "AccountId-1");
    identifiers.put("employeeId", "EmployeeId-1");
    identifiers.put("managerId", "EmployeeId-1");
    identifiers.put("unitId", "UnitId-1");
    identifiers.put("sectionId", "SectionId-1");
    identifiers.put("contactId", "ContactId-1");
    identifiers.put("nextStepId", "NextStepId-1");
    identifiers.put("scheme", "SchemeId-1");
    identifiers.put("schemeId", "SchemeId-1");
    identifiers.put("evaluationId", "EvaluationId-1");
    identifiers.put("id", "customer/CustomerId-1");
    identifiers.put("text", "王小");
    return identifiers;
  }
}
