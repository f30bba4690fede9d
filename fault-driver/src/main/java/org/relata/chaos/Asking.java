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
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One who asks random questions, now and as of past positions. Each answer is judged: by the
 * position that it names, and against what was answered for the same position before.
 */
final class Asking extends Caller {

  private static final int KEPT = 200;

  /** What the query side may say while it has no database, or its folds are not there yet. */
  private static final Set<String> NOT_NOW =
      Set.of(
          "FOREIGN_INCARNATION",
          "FOLDS_OF_ANOTHER_INCARNATION",
          "STORE_UNAVAILABLE",
          "MIN_POSITION_NOT_REACHED",
          "TIME_LIMIT",
          "FOLD_BEHIND",
          // Of a damaged page; that it is rebuilt is awaited there.
          "FOLD_STOPPED",
          "AS_OF_BEYOND_HEAD",
          "ISSUER_AWAY",
          // Some sums cannot be told in one currency: the random bank lacks many rates.
          "EXCHANGE_RATE_MISSING");

  /** An answer for a past position, which must stay what it is. */
  private record Kept(String document, long position, JsonNode answer) {}

  private final List<String> documents;
  private final AtomicLong asked;
  private final List<Kept> kept = new ArrayList<>();
  private String incarnation = "";
  private long seen;

  Asking(Clients clients, Books books, List<String> documents, Random random, AtomicLong asked) {
    super(clients, books, random);
    this.documents = documents;
    this.asked = asked;
  }

  @Override
  void turn() {
    String document = documents.get(random.nextInt(documents.size()));
    try {
      if (seen > 0 && random.nextInt(3) > 0) {
        askAgain(document);
      } else {
        askNow(document);
      }
    } catch (IOException | JacksonException e) {
      Traffic.pause(50);
    } catch (InterruptedException e) {
      stop();
    }
    // An answer to one of these questions, which ask for everything, costs as much as fifty
    // commands.
    Traffic.pause(100 + random.nextInt(400));
  }

  private void askNow(String document) throws IOException, InterruptedException {
    long least = least();
    boolean named = least > 0;
    @Nullable JsonNode answer =
        answer(
            document,
            Map.of(),
            named ? Map.of("Relata-Min-Position", incarnation + ":" + least) : Map.of());
    if (answer == null) {
      return;
    }
    String answered = answer.at("/extensions/relata/incarnation").asString("");
    if (named && !answered.equals(incarnation)) {
      books.violated("I8", incarnation + " was asked for, " + answered + " answered");
    }
    long position = answer.at("/extensions/relata/position").longValue();
    if (position < least) {
      books.violated("I8", "an answer of " + position + " where " + least + " was the least");
    }
    seen = position;
    keep(document, answer, position);
  }

  /**
   * What an answer must show: all that was seen before, and now and then what was acknowledged a
   * moment ago, which the folds may not have reached yet.
   */
  private long least() {
    Books.Place last = books.lastAcknowledged();
    boolean own = last.incarnation().equals(incarnation) && random.nextBoolean();
    return own ? Math.max(seen, last.position()) : seen;
  }

  /** In another life of the log positions mean other events: nothing that was seen counts. */
  private void live(String found) {
    if (!found.isEmpty() && !found.equals(incarnation)) {
      incarnation = found;
      seen = 0;
      kept.clear();
    }
  }

  /** What is answered now must be answered for this position for ever. */
  private void keep(String document, JsonNode answer, long position) {
    JsonNode search = answer.at("/extensions/relata/searchPosition");
    if (position > 0
        && kept.size() < KEPT
        && (search.isMissingNode() || search.longValue() == position)) {
      kept.add(new Kept(document, position, ofTheBank(answer.path("data"))));
    }
  }

  private void askAgain(String document) throws IOException, InterruptedException {
    boolean again = kept.size() == KEPT || (!kept.isEmpty() && random.nextBoolean());
    Kept old = again ? kept.get(random.nextInt(kept.size())) : null;
    long position = old == null ? 1 + (long) (random.nextDouble() * seen) : old.position();
    String question = old == null ? document : old.document();
    Map<String, Object> asOf = Map.of("position", position, "incarnation", incarnation);
    @Nullable JsonNode answer = answer(question, Map.of("asOf", asOf), Map.of());
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
    JsonNode data = ofTheBank(answer.path("data"));
    if (old == null) {
      kept.add(new Kept(question, position, data));
    } else if (!old.answer().equals(data)) {
      books.violated(
          "I5", "the answer as of " + position + " changed: " + difference("", old.answer(), data));
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
      live(error.at("/extensions/incarnation").asString(""));
      String code = error.at("/extensions/code").asString("");
      if (!NOT_NOW.contains(code)) {
        books.violated("I7", "a question was refused: " + error);
      }
    }
    if (answer.has("errors") || response.statusCode() != 200) {
      return null;
    }
    asked.incrementAndGet();
    if (seen == 0) {
      live(answer.at("/extensions/relata/incarnation").asString(""));
    }
    return answer;
  }

  /**
   * What an answer says of the bank. Keys for caches and cursors say of which moment they are, and
   * how far the folds have come is said of the programs: these differ on purpose.
   */
  private static JsonNode ofTheBank(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(List.of("key", "startCursor", "endCursor", "cursor", "folds"));
    }
    node.forEach(Asking::ofTheBank);
    return node;
  }

  /** Where two answers differ first, for they are too long to be read. */
  private static String difference(String path, JsonNode one, JsonNode other) {
    if (one.isObject() && other.isObject()) {
      for (String name : one.propertyNames()) {
        if (!one.path(name).equals(other.path(name))) {
          return difference(path + "/" + name, one.path(name), other.path(name));
        }
      }
    }
    if (one.isArray() && other.isArray() && one.size() == other.size()) {
      for (int i = 0; i < one.size(); i++) {
        if (!one.path(i).equals(other.path(i))) {
          return difference(path + "/" + i, one.path(i), other.path(i));
        }
      }
    }
    return path + " was " + one + " and is " + other;
  }
}
