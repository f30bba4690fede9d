package org.relata.importer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks the contract of {@code POST /commands}: stores by id, answers line by line. */
final class StandInServer implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  static {
    // Else every window waits for a delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer http;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  final Map<String, JsonNode> stored = Collections.synchronizedMap(new LinkedHashMap<>());
  final List<String> received = Collections.synchronizedList(new ArrayList<>());
  volatile String incarnation = "11111111-1111-1111-1111-111111111111";
  volatile String token = "token-1";
  volatile int tokensGiven;
  volatile int requests;
  volatile int away;
  volatile int dropAfter = Integer.MAX_VALUE;
  volatile int refuseTokenAfter = Integer.MAX_VALUE;
  volatile long nanosPerCommand;
  volatile Function<JsonNode, Optional<String>> refusal = command -> Optional.empty();

  StandInServer() throws IOException {
    http = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    http.setExecutor(executor);
    http.createContext("/oauth2/token", this::giveToken);
    http.createContext("/commands", this::take);
    http.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  /** The payload of a stored command; empty if there is none. */
  JsonNode payload(String id) {
    return stored.getOrDefault(id, JSON.createObjectNode()).path("payload");
  }

  private void giveToken(HttpExchange exchange) throws IOException {
    try (exchange) {
      String basic = exchange.getRequestHeaders().getFirst("Authorization");
      // integrator:integrator-secret
      boolean known = "Basic aW50ZWdyYXRvcjppbnRlZ3JhdG9yLXNlY3JldA==".equals(basic);
      tokensGiven += known ? 1 : 0;
      String body =
          known
              ? "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":300}"
                  .formatted(token)
              : "{\"error\":\"invalid_client\"}";
      answer(exchange, known ? 200 : 401, body);
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    exchange.getRequestBody().readAllBytes();
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests++;
      if (received.size() >= refuseTokenAfter) {
        refuseTokenAfter = Integer.MAX_VALUE;
        token = "token-2";
      }
      if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        answer(exchange, 401, "{\"code\":\"UNAUTHENTICATED\"}");
        return;
      }
      if (away > 0) {
        away--;
        exchange.getResponseHeaders().add("Retry-After", "0");
        answer(exchange, 503, "{\"code\":\"STORE_AWAY\"}");
        return;
      }
      exchange.getResponseHeaders().add("Content-Type", "application/x-ndjson");
      exchange.sendResponseHeaders(200, 0);
      answerLines(exchange);
    }
  }

  private void answerLines(HttpExchange exchange) throws IOException {
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(exchange.getRequestBody(), StandardCharsets.UTF_8));
    OutputStream out = exchange.getResponseBody();
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String answer = answer(JSON.readTree(line), ++number);
      if (received.size() >= dropAfter) {
        // The command has been stored, but nobody hears of it.
        dropAfter = Integer.MAX_VALUE;
        return;
      }
      out.write((answer + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
    out.close();
  }

  private String answer(JsonNode command, int line) {
    String id = command.get("id").stringValue();
    received.add(id);
    long until = System.nanoTime() + nanosPerCommand;
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    Optional<String> refused = refusal.apply(command);
    if (refused.isPresent()) {
      return "{\"line\":%d,\"id\":\"%s\",\"outcome\":\"REFUSED\",\"status\":422,%s}"
          .formatted(line, id, refused.get());
    }
    String outcome = stored.putIfAbsent(id, command) == null ? "STORED" : "REPEATED";
    return "{\"line\":%d,\"id\":\"%s\",\"outcome\":\"%s\",\"position\":%d,\"incarnation\":\"%s\"}"
        .formatted(line, id, outcome, received.size(), incarnation);
  }

  @Override
  public void close() {
    http.stop(0);
    executor.shutdownNow();
  }
}
