package org.relata.automation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.relata.kernel.log.Json;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which evaluations are requested when a policy becomes active; the last closed day is 29 March,
 * policies were approved at position 50, and all lists are told one node at a time.
 */
class ActivationRequestsTest {

  private static final JsonMapper JSON = Json.mapper();

  private final HttpServer server;
  private final List<Map<String, Object>> policies = new ArrayList<>();

  /** The latest first. */
  private final List<Map<String, Object>> evaluations = new ArrayList<>();

  private final List<String> requested = new ArrayList<>();
  private int pagesOfEvaluations;

  ActivationRequestsTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/graphql", exchange -> respond(exchange, answer(read(exchange))));
    server.createContext("/commands", exchange -> respond(exchange, execute(read(exchange))));
  }

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void anEvaluationOfSomeCustomersDoesNotStandForThatOfAll() {
    active("aum");
    evaluated(60, "C-1");
    look();
    assertThat(requested).containsExactly("aum.version-1 on 2024-03-29 for all");
  }

  @Test
  void anEvaluationOfAllSinceTheActivationIsEnoughWhateverCameAfterIt() {
    active("aum");
    evaluated(70, "C-1");
    evaluated(60, "C-2", "C-3");
    evaluated(55);
    look();
    assertThat(requested).isEmpty();
  }

  @Test
  void anEvaluationBeforeTheActivationWasByAnotherPolicy() {
    active("aum");
    evaluated(60, "C-1");
    evaluated(49);
    evaluated(48);
    look();
    assertThat(requested).containsExactly("aum.version-1 on 2024-03-29 for all");
    assertThat(pagesOfEvaluations).as("no older ones are asked for").isEqualTo(2);
  }

  @Test
  void everySchemeIsLookedAtOnWhateverPageItsPolicyIs() {
    active("aum");
    active("key-account");
    active("stability");
    look();
    assertThat(requested)
        .containsExactly(
            "aum.version-1 on 2024-03-29 for all",
            "key-account.version-1 on 2024-03-29 for all",
            "stability.version-1 on 2024-03-29 for all");
  }

  private void active(String scheme) {
    policies.add(
        Map.of("scheme", scheme, "version", 1, "effectiveFrom", "2024-01-01", "activatedAt", 50));
  }

  private void evaluated(long requestedAt, String... customers) {
    evaluations.add(Map.of("requestedAt", requestedAt, "customerIds", customers));
  }

  private void look() {
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    AutomationSettings settings =
        new AutomationSettings(
            true,
            base.resolve("/graphql"),
            base.resolve("/commands"),
            null,
            "integrator",
            "",
            Duration.ofMillis(10),
            10);
    RestClient http = RestClient.create();
    ActivationRequests requests =
        new ActivationRequests(
            new Relata(settings, http, new Tokens(settings, http, Clock.systemUTC())));
    requests.look();
    requests.look();
  }

  private static String read(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void respond(HttpExchange exchange, String answer) throws IOException {
    try (exchange) {
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private String answer(String body) {
    JsonNode question = JSON.readTree(body);
    String document = question.get("query").stringValue();
    int from = question.at("/variables/after").asInt(0);
    Map<String, Object> data;
    if (document.contains("businessDays")) {
      data = Map.of("businessDays", Map.of("nodes", List.of(Map.of("date", "2024-03-29"))));
    } else if (document.contains("policies")) {
      data = Map.of("policies", page(policies, from));
    } else {
      pagesOfEvaluations++;
      data = Map.of("evaluations", page(evaluations, from));
    }
    return JSON.writeValueAsString(Map.of("data", data));
  }

  private static Map<String, Object> page(List<Map<String, Object>> all, int from) {
    int to = Math.min(from + 1, all.size());
    return Map.of(
        "nodes",
        all.subList(from, to),
        "pageInfo",
        Map.of("hasNextPage", to < all.size(), "endCursor", "" + to));
  }

  private String execute(String body) {
    JsonNode payload = JSON.readTree(body).get("payload");
    requested.add(
        payload.get("evaluationId").stringValue()
            + " on "
            + payload.get("on").stringValue()
            + (payload.has("customerIds") ? " for some" : " for all"));
    return "{\"outcome\": \"STORED\"}\n";
  }
}
