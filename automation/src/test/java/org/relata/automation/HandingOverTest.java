package org.relata.automation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.relata.kernel.log.Json;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One signed hand-over of seven customers, whose takers may have no room. */
class HandingOverTest {

  private static final JsonMapper JSON = Json.mapper();
  private static final int PAGE = 2;

  private final HttpServer server;
  private final Set<String> left = new TreeSet<>();
  private final Set<String> withoutRoom = new TreeSet<>();
  private final List<String> told = new ArrayList<>();
  private boolean stepsAreTold = true;

  HandingOverTest() throws IOException {
    IntStream.rangeClosed(1, 7).forEach(i -> left.add("C-" + i));
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
  void everyCustomerPassesOnAndThenItIsOver() {
    look();
    assertThat(told).containsExactly("C-1", "C-2", "C-3", "C-4", "C-5", "C-6", "C-7", "over");
  }

  @Test
  void whoCannotPassOnHoldsUpNobodyElse() {
    withoutRoom.addAll(List.of("C-1", "C-2", "C-3"));
    look();
    assertThat(told).containsExactly("C-4", "C-5", "C-6", "C-7");
    withoutRoom.clear();
    look();
    assertThat(told).containsExactly("C-4", "C-5", "C-6", "C-7", "C-1", "C-2", "C-3", "over");
  }

  @Test
  void itIsNotOverAsLongAsTheGiversStepsAreNotTold() {
    left.clear();
    stepsAreTold = false;
    assertThatThrownBy(this::look).isInstanceOf(Relata.NotAnswered.class);
    assertThat(told).isEmpty();
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
            PAGE);
    RestClient http = RestClient.create();
    new HandingOver(
            new Relata(settings, http, new Tokens(settings, http, Clock.systemUTC())),
            PAGE,
            () -> false)
        .look();
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
    if (document.contains("handOvers")) {
      return told(
          "handOvers", page(List.of(Map.of("handOverId", "H", "giverId", "G", "headId", "E")), ""));
    }
    if (document.contains("nextSteps")) {
      return stepsAreTold
          ? told("nextSteps", page(List.of(), ""))
          : "{\"data\":{\"nextSteps\":null}}";
    }
    String after = question.at("/variables/after").asString("");
    List<Map<String, String>> items =
        left.stream()
            .filter(customer -> customer.compareTo(after) > 0)
            .map(customer -> Map.of("customerId", customer))
            .toList();
    return told("handOver", Map.of("items", page(items, "customerId")));
  }

  private static String told(String field, Object value) {
    return JSON.writeValueAsString(Map.of("data", Map.of(field, value)));
  }

  private static Map<String, Object> page(List<Map<String, String>> rest, String cursor) {
    List<Map<String, String>> nodes = rest.subList(0, Math.min(PAGE, rest.size()));
    return Map.of(
        "nodes",
        nodes,
        "pageInfo",
        Map.of(
            "hasNextPage",
            rest.size() > nodes.size(),
            "endCursor",
            nodes.isEmpty() ? "" : nodes.getLast().getOrDefault(cursor, "")));
  }

  private String execute(String body) {
    StringBuilder outcomes = new StringBuilder();
    for (String line : body.lines().toList()) {
      JsonNode command = JSON.readTree(line);
      String customer = command.at("/payload/customerId").asString("over");
      boolean refused = withoutRoom.contains(customer);
      if (!refused) {
        told.add(customer);
        left.remove(customer);
      }
      outcomes
          .append(
              refused
                  ? "{\"outcome\": \"REFUSED\", \"code\": \"CAP_REACHED\"}"
                  : "{\"outcome\": \"STORED\"}")
          .append('\n');
    }
    return outcomes.toString();
  }
}
