package org.relata.driver;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.Command;
import org.relata.kernel.log.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an integrator's program does: gets a token, sends commands, asks questions. */
public final class RelataClient {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final JsonMapper json = Json.mapper();
  private final String commands;
  private final String queries;
  private final String token;
  private final @Nullable RelataClient approver;

  public RelataClient(String commands, String queries, String token) {
    this(commands, queries, token, null);
  }

  private RelataClient(
      String commands, String queries, String token, @Nullable RelataClient approver) {
    this.commands = commands;
    this.queries = queries;
    this.token = token;
    this.approver = approver;
  }

  /** The same with somebody who may approve what this one proposes. */
  public RelataClient withApprover(String approverToken) {
    return new RelataClient(
        commands, queries, token, new RelataClient(commands, queries, approverToken));
  }

  /** Somebody else at the same doors. */
  public RelataClient as(String otherToken) {
    return new RelataClient(commands, queries, otherToken);
  }

  /** Whoever may approve what this one proposes: itself when there is nobody else. */
  public RelataClient approver() {
    return approver == null ? this : approver;
  }

  /** A client of a standalone program with its embedded issuer. */
  public static RelataClient ofStandalone(String url) throws IOException, InterruptedException {
    return new RelataClient(url, url, signedIn(url, "integrator"))
        .withApprover(signedIn(url, "approver"));
  }

  private static String signedIn(String url, String client)
      throws IOException, InterruptedException {
    String basic =
        Base64.getEncoder()
            .encodeToString((client + ":" + client + "-secret").getBytes(StandardCharsets.UTF_8));
    HttpResponse<String> response =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(url + "/oauth2/token"))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                .build(),
            BodyHandlers.ofString());
    return Json.mapper().readTree(response.body()).path("access_token").asString();
  }

  /**
   * The answer to one command; its body whatever the status. What decides about proposals is sent
   * by the approver.
   */
  public JsonNode send(String id, Command command) throws IOException, InterruptedException {
    if (approver != null && needsOtherEyes(command)) {
      return approver.send(id, command);
    }
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put("type", command.getClass().getSimpleName());
    envelope.put("id", id);
    envelope.put("payload", command);
    HttpResponse<String> response = post("/commands", json.writeValueAsString(envelope), Map.of());
    return json.readTree(response.body());
  }

  /** Whether a command decides about what somebody else proposed. */
  public static boolean needsOtherEyes(Command command) {
    String type = command.getClass().getSimpleName();
    return type.startsWith("Approve") || type.startsWith("Refuse");
  }

  /** The answers to a stream of commands, one in a line, in the order of the commands. */
  public HttpResponse<String> stream(String lines) throws IOException, InterruptedException {
    return stream(BodyPublishers.ofString(lines));
  }

  /** The same with lines that need not be there yet. */
  public HttpResponse<String> stream(Supplier<InputStream> lines)
      throws IOException, InterruptedException {
    return stream(BodyPublishers.ofInputStream(lines));
  }

  private HttpResponse<String> stream(BodyPublisher lines)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(commands + "/commands"))
            .timeout(Duration.ofSeconds(120))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/x-ndjson")
            .POST(lines)
            .build(),
        BodyHandlers.ofString());
  }

  public HttpResponse<String> post(String path, String body, Map<String, String> headers)
      throws IOException, InterruptedException {
    String base = path.startsWith("/graphql") ? queries : commands;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  /** The answer to a question, as the body's text, so that answers can be compared to the byte. */
  public String ask(String query, Map<String, String> headers)
      throws IOException, InterruptedException {
    return ask(query, Map.of(), headers);
  }

  public String ask(String query, Map<String, Object> variables, Map<String, String> headers)
      throws IOException, InterruptedException {
    Map<String, Object> body = Map.of("query", query, "variables", variables);
    return post("/graphql", json.writeValueAsString(body), headers).body();
  }

  /** What a question is answered; asked again for a while when the store is busy. */
  public JsonNode data(String query) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      JsonNode answer = json.readTree(ask(query, Map.of()));
      if (!answer.has("errors")) {
        return answer.path("data");
      }
      String errors = answer.path("errors").toString();
      if (!errors.contains("STORE_UNAVAILABLE") || System.nanoTime() > end) {
        throw new IllegalStateException(errors);
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  /** Whether the program says that it can be used. */
  public boolean isHealthy() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(queries + "/actuator/health"))
            .timeout(Duration.ofSeconds(5))
            .build();
    return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
  }

  /** Whether every fold has come to the position. */
  public boolean hasFolded(long position) throws IOException, InterruptedException {
    return data("{ folds { position } }")
        .path("folds")
        .valueStream()
        .allMatch(fold -> fold.path("position").longValue() >= position);
  }

  /** What it shows at the door; for those who open connections of their own. */
  public String token() {
    return token;
  }

  public JsonMapper json() {
    return json;
  }
}
