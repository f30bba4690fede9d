package org.relata.automation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.relata.kernel.log.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Both sides as far as the automation sees them: answers over real HTTP, remembers commands. */
final class StandInBank implements AutoCloseable {

  static final JsonMapper JSON = Json.mapper();

  private final HttpServer server;
  private final int customers;
  final Map<String, JsonNode> commands = new LinkedHashMap<>();
  private final List<Map<String, Object>> days = new ArrayList<>();
  final Map<String, Map<String, Object>> evaluations = new TreeMap<>();
  final List<Long> positionsRead = new ArrayList<>();

  /** The active version of the policy and the position at which it was approved. */
  int version = 1;

  long activatedAt = 1;
  int repeated;
  long position = 1_000;

  StandInBank(int customers) {
    this.customers = customers;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/graphql", exchange -> respond(exchange, this::answer));
    server.createContext("/commands", exchange -> respond(exchange, this::execute));
    server.start();
  }

  /** Closes days, each by an event of its own. */
  void close(String... dates) {
    for (String date : dates) {
      days.add(Map.of("date", date, "position", ++position));
    }
  }

  private interface Answers {
    String to(String body);
  }

  private static void respond(HttpExchange exchange, Answers answers) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      byte[] answer = answers.to(body).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private synchronized String answer(String body) {
    JsonNode question = JSON.readTree(body);
    String document = question.get("query").stringValue();
    Map<String, Object> data = new LinkedHashMap<>();
    if (document.contains("baseCurrency")) {
      data.put("baseCurrency", Map.of("currency", "CNY"));
      data.put(
          "policies",
          Map.of(
              "nodes",
              List.of(
                  Map.of(
                      "metrics",
                      List.of("AUM"),
                      "audience",
                      List.of("PERSONAL"),
                      "effectiveFrom",
                      "2024-01-01"))));
    } else if (document.contains("businessDays") || document.contains("policies")) {
      List<Map<String, Object>> nodes =
          document.contains("DESC") && !days.isEmpty() ? List.of(days.getLast()) : days;
      data.put("businessDays", Map.of("nodes", nodes, "pageInfo", Map.of("hasNextPage", false)));
      data.put(
          "policies",
          Map.of(
              "nodes",
              List.of(
                  Map.of(
                      "scheme",
                      "personal-aum",
                      "version",
                      version,
                      "effectiveFrom",
                      "2024-01-01",
                      "activatedAt",
                      activatedAt))));
    } else if (document.contains("requestedAt")) {
      data.put(
          "evaluations",
          Map.of(
              "nodes",
              evaluations.values().stream()
                  .sorted(Comparator.comparing(StandInBank::requestedAt).reversed())
                  .limit(1)
                  .toList()));
    } else if (document.contains("evaluations")) {
      data.put("log", Map.of("position", position));
      data.put(
          "evaluations",
          Map.of(
              "nodes",
              evaluations.values().stream()
                  .filter(one -> !"COMPLETED".equals(one.get("state")))
                  .toList()));
    } else {
      data.put("customers", page(question.get("variables")));
    }
    return JSON.writeValueAsString(Map.of("data", data));
  }

  private static long requestedAt(Map<String, Object> evaluation) {
    return ((Number) Objects.requireNonNull(evaluation.get("requestedAt"))).longValue();
  }

  private Map<String, Object> page(JsonNode variables) {
    positionsRead.add(variables.get("at").asLong());
    int from =
        variables.path("after").isString()
            ? Integer.parseInt(variables.get("after").stringValue())
            : 0;
    List<Integer> asked = asked(variables.get("filter"));
    int to = Math.min(asked.size(), from + variables.get("size").asInt());
    boolean skipping = variables.get("skipping").booleanValue();
    List<Map<String, Object>> nodes = new ArrayList<>();
    for (int i : asked.subList(from, to)) {
      Map<String, Object> node = new LinkedHashMap<>();
      node.put("customerId", id(i));
      if (!skipping && i % 10 != 9) {
        node.put("figures", List.of(Map.of("metric", "AUM", "value", i + ".00")));
      }
      nodes.add(node);
    }
    return Map.of(
        "totalCount",
        asked.size(),
        "nodes",
        nodes,
        "pageInfo",
        Map.of("hasNextPage", to < asked.size(), "endCursor", "" + to));
  }

  /** Those who are named; everybody when nobody is, and then nobody whose relationship ended. */
  private List<Integer> asked(JsonNode filter) {
    Set<String> named = new TreeSet<>();
    filter.path("customerId").forEach(id -> named.add(id.stringValue()));
    assertThat(filter.has("status")).isEqualTo(named.isEmpty());
    return IntStream.range(0, customers)
        .filter(i -> named.isEmpty() || named.contains(id(i)))
        .boxed()
        .toList();
  }

  private static String id(int customer) {
    return "C-%04d".formatted(customer);
  }

  private synchronized String execute(String body) {
    StringBuilder answers = new StringBuilder();
    body.lines()
        .forEach(
            line -> answers.append(JSON.writeValueAsString(one(JSON.readTree(line)))).append('\n'));
    return answers.toString();
  }

  private Map<String, String> one(JsonNode command) {
    JsonNode known = commands.putIfAbsent(command.get("id").stringValue(), command);
    if (known != null) {
      repeated++;
      return known.equals(command)
          ? Map.of("outcome", "REPEATED")
          : Map.of("outcome", "REFUSED", "code", "COMMAND_ID_REUSED");
    }
    JsonNode payload = command.get("payload");
    position++;
    switch (command.get("type").stringValue()) {
      case "EvaluateTiers" -> request(payload);
      case "ReportEvaluationProgress" -> progress(payload, "RUNNING");
      case "CompleteEvaluation" -> progress(payload, "COMPLETED");
      default -> {}
    }
    return Map.of("outcome", "STORED");
  }

  private void request(JsonNode payload) {
    String scheme = payload.get("scheme").stringValue();
    String on = payload.get("on").stringValue();
    Map<String, Object> evaluation = new LinkedHashMap<>();
    String id =
        payload.has("evaluationId") ? payload.get("evaluationId").stringValue() : scheme + "." + on;
    List<String> named = new ArrayList<>();
    payload.path("customerIds").forEach(one -> named.add(one.stringValue()));
    evaluation.put("evaluationId", id);
    evaluation.put("requestedAt", position);
    evaluation.put("scheme", scheme);
    evaluation.put("on", on);
    evaluation.put("customerIds", named);
    evaluation.put("state", "REQUESTED");
    evaluation.put("evaluated", 0);
    evaluation.put("changed", 0);
    evaluation.put("failed", 0);
    evaluations.put(id, evaluation);
  }

  private void progress(JsonNode payload, String state) {
    Map<String, Object> evaluation =
        Objects.requireNonNull(evaluations.get(payload.get("evaluationId").stringValue()));
    JsonNode progress = payload.get("progress");
    for (String count : List.of("readAt", "evaluated", "changed", "failed")) {
      evaluation.put(count, progress.get(count).asLong());
    }
    if (payload.has("upTo")) {
      evaluation.put("upTo", payload.get("upTo").stringValue());
    }
    evaluation.put("state", state);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
