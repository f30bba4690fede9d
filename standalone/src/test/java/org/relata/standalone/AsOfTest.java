package org.relata.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.relata.command.platform.Command;
import org.relata.driver.Await;
import org.relata.driver.EveryQuestion;
import org.relata.driver.RandomCommands;
import org.relata.driver.RelataClient;
import org.relata.driver.RelataProcess;
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
class AsOfTest {

  private static final int ACCEPTED = 500;
  private static final int ASKERS = 4;
  private static final long SEED = 7;

  /** Steps of processes, which nobody takes by chance at the right moment. */
  private static final Set<String> STEPS =
      Set.of(
          "AllotCustomer",
          "BeginHandOver",
          "CompleteAllotment",
          "CompleteEvaluation",
          "CompleteHandOver",
          "HandOverCustomer",
          "LeaveInPool",
          "SignHandOver");

  /** What was answered at a position: one whole answer for each document. */
  private record Kept(long position, List<JsonNode> answers) {}

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
      Await.until("it is healthy", client::isHealthy);
      EveryQuestion questions = new EveryQuestion(client);
      List<String> documents = questions.documents(RandomCommands.identifiers());
      prepare(client);
      List<Kept> kept = sendAndKeep(client, documents, RandomCommands.ofEveryType(SEED));
      assertThat(kept.size()).isEqualTo(ACCEPTED);
      assertThat(fieldsWithContent(kept)).containsAll(questions.fields());

      askAgain(client, documents, kept, "as of its position");

      FoldEngine engine = context.getBean(FoldEngine.class);
      engine.rebuildAll();
      Await.until("every fold is rebuilt", () -> engine.status().builds().isEmpty());
      askAgain(client, documents, kept, "after a rebuild of every fold");
    }
  }

  /** No manifest is complete by chance, and no identifier the one that is asked for. */
  private static void prepare(RelataClient client) throws Exception {
    Clerk clerk = new Clerk(client, "prepare").defineUnit("UnitId-1");
    for (String employee : List.of("EmployeeId-1", "EmployeeId-2", "EmployeeId-3")) {
      clerk.hire(employee, "UnitId-1", "RELATIONSHIP_MANAGER");
    }
    clerk.register("CustomerId-1", "UnitId-1").stored();
    clerk
        .write("AssignCustomer", Map.of("customerId", "CustomerId-1", "managerId", "EmployeeId-1"))
        .stored();
    Map<String, Object> manifest =
        Map.of(
            "giverId", "EmployeeId-1",
            "headId", "EmployeeId-3",
            "items", List.of(Map.of("customerId", "CustomerId-1", "takerId", "EmployeeId-2")));
    clerk
        .write("BeginHandOver", Map.of("handOverId", "HandOverId-1", "manifest", manifest))
        .write("DraftValuation", Map.of("version", 1, "effectiveFrom", "2026-01-01"))
        .stored();
    Map<String, Object> policy = Map.of("scheme", "personal-aum", "version", 1);
    clerk
        .write(
            "DraftPolicy",
            Map.of("scheme", "personal-aum", "version", 1, "effectiveFrom", "2026-01-01"))
        .write("ProposePolicy", policy)
        .stored();
    new Clerk(client.approver(), "approve").write("ApprovePolicy", policy).stored();
    clerk
        .write(
            "EvaluateTiers",
            Map.of("evaluationId", "EvaluationId-1", "scheme", "personal-aum", "on", "2026-01-31"))
        .stored();
  }

  private static List<Kept> sendAndKeep(
      RelataClient client, List<String> documents, RandomCommands commands) throws Exception {
    List<Kept> kept = new ArrayList<>();
    for (int sent = 0; kept.size() < ACCEPTED && sent < 100 * ACCEPTED; sent++) {
      Command command = commands.next();
      JsonNode answer = client.send("random-" + sent, command);
      if (answer.path("outcome").asString("").equals("STORED")) {
        commands.accepted(command);
        String token = answer.path("incarnation").asString() + ":" + answer.path("position");
        long position = answer.path("position").longValue();
        kept.add(
            new Kept(
                position, ask(client, documents, Map.of(), Map.of("Relata-Min-Position", token))));
      }
    }
    assertThat(commands.neverAccepted().stream().filter(type -> !STEPS.contains(type)).toList())
        .as("types of which no command was accepted: chance leaves some out, not one in seven")
        .hasSizeLessThan(commands.types().size() / 7);
    return kept;
  }

  /** The root fields that had something to tell at some time. */
  private static Set<String> fieldsWithContent(List<Kept> kept) {
    Set<String> fields = new TreeSet<>();
    for (Kept one : kept) {
      for (JsonNode answer : one.answers()) {
        answer.properties().stream()
            .filter(field -> !field.getValue().isNull())
            .forEach(field -> fields.add(field.getKey()));
      }
    }
    return fields;
  }

  private static void askAgain(
      RelataClient client, List<String> documents, List<Kept> kept, String when) throws Exception {
    List<Callable<Void>> questions = new ArrayList<>();
    for (Kept one : kept) {
      questions.add(
          () -> {
            Map<String, Object> asOf = Map.of("asOf", Map.of("position", one.position()));
            List<JsonNode> again = ask(client, documents, asOf, Map.of());
            for (int i = 0; i < documents.size(); i++) {
              for (String field : again.get(i).propertyNames()) {
                assertThat(again.get(i).get(field))
                    .as("%s at position %d, %s (seed %d)", field, one.position(), when, SEED)
                    .isEqualTo(one.answers().get(i).get(field));
              }
            }
            return null;
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(ASKERS)) {
      for (Future<Void> answer : threads.invokeAll(questions)) {
        answer.get();
      }
    }
  }

  private static List<JsonNode> ask(
      RelataClient client,
      List<String> documents,
      Map<String, Object> variables,
      Map<String, String> headers)
      throws Exception {
    List<JsonNode> answers = new ArrayList<>();
    for (String document : documents) {
      Await.until(
          "the search, which may lag, has come to the position of the answer",
          () -> {
            JsonNode answer = client.json().readTree(client.ask(document, variables, headers));
            assertThat(answer.path("errors").valueStream())
                .as(document)
                .allMatch(error -> isOfTheBank(error.at("/extensions/code").asString()));
            JsonNode stands = answer.at("/extensions/relata");
            boolean level =
                stands.path("searchPosition").isMissingNode()
                    || stands.path("searchPosition").equals(stands.path("position"));
            return level && answers.add(withoutVersionOfCaches(answer.path("data")));
          });
    }
    return answers;
  }

  /** By chance amounts are in a currency without a rate: that is an answer, and stays the same. */
  private static boolean isOfTheBank(String code) {
    return code.equals("EXCHANGE_RATE_MISSING");
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
}
