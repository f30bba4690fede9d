package org.relata.automation;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.log.Json;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The two sides as a client sees them: questions in GraphQL, commands as NDJSON. */
final class Relata {

  private static final MediaType NDJSON = MediaType.parseMediaType("application/x-ndjson");
  private static final JsonMapper JSON = Json.mapper();

  /**
   * A command to send.
   *
   * @param id the same whenever the same is to be done
   */
  record Order(String type, String id, Object payload) {}

  /**
   * What came of a command.
   *
   * @param outcome STORED, REPEATED, UNCHANGED or REFUSED
   * @param code why it was refused
   */
  record Outcome(String outcome, @Nullable String code, @Nullable String detail) {

    boolean refused() {
      return outcome.equals("REFUSED");
    }

    boolean changed() {
      return outcome.equals("STORED") || outcome.equals("REPEATED");
    }
  }

  /** One side did not answer as agreed; to be tried again later. */
  static final class NotAnswered extends RuntimeException {
    NotAnswered(String sentence) {
      super(sentence);
    }
  }

  private final AutomationSettings settings;
  private final RestClient http;
  private final Tokens tokens;

  Relata(AutomationSettings settings, RestClient http, Tokens tokens) {
    this.settings = settings;
    this.http = http;
    this.tokens = tokens;
  }

  /**
   * The data of an answer. Fields that could not be told are null in it; a whole refusal throws.
   */
  JsonNode ask(String document, Map<String, ?> variables) {
    Map<String, Object> question = new LinkedHashMap<>();
    question.put("query", document);
    question.put("variables", variables);
    JsonNode answer =
        JSON.readTree(
            post(
                settings.queryUrl(),
                MediaType.APPLICATION_JSON,
                JSON.writeValueAsString(question)));
    JsonNode data = answer.path("data");
    if (!data.isObject()) {
      throw new NotAnswered("The question was refused: " + answer.path("errors"));
    }
    return data;
  }

  /**
   * All nodes of a connection, page after page; a page is asked for when it is come to.
   *
   * @param connection the place of it in the answer, as a JSON pointer
   * @param document one that takes the cursor as {@code $after} and asks for {@code pageInfo}
   */
  Stream<JsonNode> all(String connection, String document, Map<String, ?> variables) {
    return Stream.iterate(
            page(connection, document, variables),
            page -> !page.isMissingNode(),
            page -> {
              JsonNode last = page.path("pageInfo");
              if (!last.path("hasNextPage").asBoolean(false)) {
                return MissingNode.getInstance();
              }
              Map<String, Object> further = new HashMap<>(variables);
              further.put("after", last.path("endCursor").asString());
              return page(connection, document, further);
            })
        .flatMap(page -> page.path("nodes").valueStream());
  }

  private JsonNode page(String connection, String document, Map<String, ?> variables) {
    JsonNode page = ask(document, variables).at(connection);
    if (!page.isObject()) {
      throw new NotAnswered("What is asked for was not told: " + connection);
    }
    return page;
  }

  /** Sends commands in one stream; the outcomes are in their order. */
  List<Outcome> send(List<Order> orders) {
    StringBuilder lines = new StringBuilder();
    for (Order order : orders) {
      lines.append(JSON.writeValueAsString(order)).append('\n');
    }
    List<Outcome> outcomes = new ArrayList<>();
    post(settings.commandUrl(), NDJSON, lines.toString())
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(line -> outcomes.add(outcome(JSON.readTree(line))));
    if (outcomes.size() != orders.size()) {
      throw new NotAnswered(
          orders.size() + " commands were sent, " + outcomes.size() + " were answered");
    }
    return outcomes;
  }

  Outcome send(Order order) {
    return send(List.of(order)).getFirst();
  }

  private static Outcome outcome(JsonNode line) {
    if (line.path("status").asInt(0) >= 500) {
      throw new NotAnswered("A command met a failure: " + line.path("code"));
    }
    return new Outcome(
        line.path("outcome").asString(""),
        line.path("code").asStringOpt().orElse(null),
        line.path("detail").asStringOpt().orElse(null));
  }

  private String post(URI url, MediaType type, String body) {
    @Nullable String token = tokens.current();
    RestClient.RequestBodySpec request = http.post().uri(url).contentType(type);
    if (token != null) {
      request.headers(headers -> headers.setBearerAuth(token));
    }
    byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    byte @Nullable [] answer = request.body(bytes).retrieve().body(byte[].class);
    if (answer == null) {
      throw new NotAnswered("Nothing was answered by " + url);
    }
    return new String(answer, java.nio.charset.StandardCharsets.UTF_8);
  }
}
