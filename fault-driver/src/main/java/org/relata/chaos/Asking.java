package org.relata.chaos;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.log.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One who asks random questions, now and as of past positions. Each answer is judged: by the
 * position that it names, and against what was answered for the same position before.
 */
final class Asking {

  private static final int KEPT = 200;

  /** What the query side may say while it has no database, or its folds are not there yet. */
  private static final Set<String> NOT_NOW =
      Set.of(
          "STORE_UNAVAILABLE",
          "MIN_POSITION_NOT_REACHED",
          "TIME_LIMIT",
          "FOLD_BEHIND",
          "AS_OF_BEYOND_HEAD",
          "ISSUER_AWAY");

  /** An answer for a past position, which must stay what it is. */
  private record Kept(String document, long position, String answer) {}

  private final Clients clients;
  private final Books books;
  private final List<String> documents;
  private final Random random;
  private final AtomicLong asked;
  private final JsonMapper json = Json.mapper();
  private final List<Kept> kept = new ArrayList<>();
  private volatile boolean stopped;

  Asking(Clients clients, Books books, List<String> documents, Random random, AtomicLong asked) {
    this.clients = clients;
    this.books = books;
    this.documents = documents;
    this.random = random;
    this.asked = asked;
  }

  /** Asks until it is stopped. */
  void run() {
    String incarnation = "";
    long seen = 0;
    while (!stopped) {
      String document = documents.get(random.nextInt(documents.size()));
      try {
        if (seen > 0 && random.nextInt(3) > 0) {
          askAgain(document, seen);
        } else {
          @Nullable JsonNode answer =
              answer(
                  document,
                  Map.of(),
                  seen == 0 ? Map.of() : Map.of("Relata-Min-Position", incarnation + ":" + seen));
          if (answer != null) {
            JsonNode stands = answer.at("/extensions/relata");
            long position = stands.path("position").longValue();
            if (position < seen) {
              books.violated("I8", "an answer of " + position + " after one of " + seen);
            }
            seen = position;
            incarnation = stands.path("incarnation").asString("");
            keep(document, answer, position);
          }
        }
      } catch (IOException | JacksonException e) {
        Traffic.pause(50);
      } catch (InterruptedException e) {
        return;
      }
      Traffic.pause(50 + random.nextInt(100));
    }
  }

  /** What is answered now must be answered for this position for ever. */
  private void keep(String document, JsonNode answer, long position) {
    JsonNode search = answer.at("/extensions/relata/searchPosition");
    if (position > 0
        && kept.size() < KEPT
        && (search.isMissingNode() || search.longValue() == position)) {
      kept.add(new Kept(document, position, withoutKeys(answer.path("data")).toString()));
    }
  }

  private void askAgain(String document, long seen) throws IOException, InterruptedException {
    boolean again = kept.size() == KEPT || (!kept.isEmpty() && random.nextBoolean());
    Kept old = again ? kept.get(random.nextInt(kept.size())) : null;
    long position = old == null ? 1 + (long) (random.nextDouble() * seen) : old.position();
    String question = old == null ? document : old.document();
    @Nullable JsonNode answer =
        answer(question, Map.of("asOf", Map.of("position", position)), Map.of());
    if (answer == null) {
      return;
    }
    JsonNode stands = answer.at("/extensions/relata");
    for (JsonNode answeredAt : stands.path("answers")) {
      if (answeredAt.longValue() != position) {
        books.violated("I5", "asked as of " + position + ", answered at " + stands);
      }
    }
    JsonNode search = stands.path("searchPosition");
    boolean searchIsLevel = search.isMissingNode() || search.longValue() >= position;
    if (!searchIsLevel) {
      return;
    }
    String data = withoutKeys(answer.path("data")).toString();
    if (old == null) {
      kept.add(new Kept(question, position, data));
    } else if (!old.answer().equals(data)) {
      books.violated(
          "I5", "the answer as of " + position + " changed from " + old.answer() + " to " + data);
    }
  }

  /** The answer, or null when the process says properly that it cannot answer now. */
  private @Nullable JsonNode answer(
      String document, Map<String, Object> variables, Map<String, String> headers)
      throws IOException, InterruptedException {
    Map<String, Object> body = Map.of("query", document, "variables", variables);
    HttpResponse<String> response =
        clients.any(random).post("/graphql", json.writeValueAsString(body), headers);
    JsonNode answer = json.readTree(response.body());
    if (response.statusCode() >= 500 && response.statusCode() != 503) {
      books.violated("I7", "answer " + response.statusCode() + " " + response.body());
      return null;
    }
    for (JsonNode error : answer.path("errors")) {
      String code = error.at("/extensions/code").asString("");
      if (!NOT_NOW.contains(code)) {
        books.violated("I7", "a question was refused: " + error);
      }
    }
    if (answer.has("errors") || response.statusCode() != 200) {
      return null;
    }
    asked.incrementAndGet();
    return answer;
  }

  /** Keys for caches and cursors say of which moment they are, so they differ on purpose. */
  private static JsonNode withoutKeys(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(List.of("key", "startCursor", "endCursor", "cursor"));
    }
    node.forEach(Asking::withoutKeys);
    return node;
  }

  void stop() {
    stopped = true;
  }
}
