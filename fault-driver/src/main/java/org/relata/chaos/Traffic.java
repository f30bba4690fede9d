package org.relata.chaos;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.Command;
import org.relata.driver.EveryQuestion;
import org.relata.driver.RandomCommands;
import org.relata.driver.RelataClient;
import org.relata.kernel.log.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Callers that send random commands and ask random questions while everything burns. A command
 * whose outcome is unknown is sent again with its id, to any process, until it is known. Each
 * answer is judged: by its status, by the position it names, and against what was answered for the
 * same past position before.
 */
final class Traffic implements AutoCloseable {

  private static final int SENDERS = 6;
  private static final int ASKERS = 2;
  private static final int KEPT = 200;
  private static final long PATIENCE_SECONDS = 60;

  /** What the command side may say when its store is away or something is crowded. */
  private static final Set<String> AWAY = Set.of("STORE_UNAVAILABLE", "CONTENTION");

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

  private final Site site;
  private final Books books;
  private final long seed;
  private final RandomCommands commands;
  private final List<String> documents;
  private final JsonMapper json = Json.mapper();
  private final List<Thread> threads = new ArrayList<>();
  private final Map<String, RelataClient> clients = new ConcurrentHashMap<>();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong unknown = new AtomicLong();
  private final AtomicLong asked = new AtomicLong();
  private final AtomicLong lastAcknowledgedWasSentAt = new AtomicLong(Long.MIN_VALUE);
  private volatile boolean running = true;

  Traffic(Site site, Books books, long seed) throws Exception {
    this.site = site;
    this.books = books;
    this.seed = seed;
    this.commands = RandomCommands.ofEveryType(seed);
    this.documents =
        new EveryQuestion(site.client(new Random(seed))).documents(RandomCommands.identifiers());
    for (int i = 0; i < SENDERS; i++) {
      Random random = new Random(seed + i);
      threads.add(Thread.ofVirtual().name("sender-" + i).start(() -> send(random)));
    }
    for (int i = 0; i < ASKERS; i++) {
      Random random = new Random(seed + 1_000 + i);
      threads.add(Thread.ofVirtual().name("asker-" + i).start(() -> ask(random)));
    }
  }

  /** Questions answered so far. */
  long asked() {
    return asked.get();
  }

  /** How often a command's outcome was unknown at first. */
  long unknown() {
    return unknown.get();
  }

  /**
   * Waits until a command is acknowledged that was sent after the call.
   *
   * @return the seconds it took, or null when none was within a minute
   */
  @Nullable Double secondsToAcknowledgement() throws InterruptedException {
    long start = System.nanoTime();
    while (lastAcknowledgedWasSentAt.get() - start < 0) {
      if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
        return null;
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private void send(Random random) {
    while (running) {
      Command command;
      synchronized (commands) {
        command = commands.next();
      }
      String id = "chaos-" + seed + "-" + sent.incrementAndGet();
      Map<String, Object> envelope = new LinkedHashMap<>();
      envelope.put("type", command.getClass().getSimpleName());
      envelope.put("id", id);
      envelope.put("payload", command);
      String body = json.writeValueAsString(envelope);
      boolean known = false;
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(3 * PATIENCE_SECONDS);
      while (!known) {
        known = attempt(id, command, body, random);
        if (!known) {
          unknown.incrementAndGet();
          pause(50);
        }
        if (!known && System.nanoTime() > end) {
          books.violated("I3", "the outcome of " + id + " did not become known");
          known = true;
        }
      }
      pause(10 + random.nextInt(40));
    }
  }

  /** Sends a command, now and then to both processes at once; true when its outcome is known. */
  private boolean attempt(String id, Command command, String body, Random random) {
    if (random.nextInt(20) > 0) {
      return post(id, command, body, client(random));
    }
    boolean[] other = new boolean[1];
    Thread twin =
        Thread.ofVirtual()
            .start(() -> other[0] = post(id, command, body, client(new Random(random.nextLong()))));
    boolean known = post(id, command, body, client(random));
    try {
      twin.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return known && other[0];
  }

  private boolean post(String id, Command command, String body, RelataClient client) {
    long sentAt = System.nanoTime();
    try {
      HttpResponse<String> response = client.post("/commands", body, Map.of());
      JsonNode answer = json.readTree(response.body());
      if (response.statusCode() == 200) {
        String outcome = answer.path("outcome").asString("");
        if (outcome.equals("UNCHANGED")) {
          books.withoutEvents(id);
        } else {
          books.acknowledged(id, answer.path("position").longValue());
          synchronized (commands) {
            commands.accepted(command);
          }
        }
        lastAcknowledgedWasSentAt.accumulateAndGet(
            sentAt, (one, two) -> one == Long.MIN_VALUE || two - one > 0 ? two : one);
        return true;
      }
      return refused(id, response, answer);
    } catch (IOException | JacksonException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean refused(String id, HttpResponse<String> response, JsonNode answer) {
    String code = answer.path("code").asString("");
    int status = response.statusCode();
    if (status == 503 && AWAY.contains(code)) {
      if (response.headers().firstValue("Retry-After").isEmpty()) {
        books.violated("I7", "503 without Retry-After");
      }
      return false;
    }
    if (status >= 500 || code.isEmpty()) {
      books.violated("I7", "answer " + status + " " + response.body());
      return false;
    }
    books.withoutEvents(id);
    return true;
  }

  private void ask(Random random) {
    List<Kept> kept = new ArrayList<>();
    String incarnation = "";
    long seen = 0;
    while (running) {
      String document = documents.get(random.nextInt(documents.size()));
      try {
        if (seen > 0 && random.nextInt(3) > 0) {
          askAgain(kept, document, seen, random);
        } else {
          @Nullable JsonNode answer =
              answer(
                  document,
                  Map.of(),
                  seen == 0 ? Map.of() : Map.of("Relata-Min-Position", incarnation + ":" + seen),
                  random);
          if (answer != null) {
            JsonNode stands = answer.at("/extensions/relata");
            long position = stands.path("position").longValue();
            if (position < seen) {
              books.violated("I8", "an answer of " + position + " after one of " + seen);
            }
            seen = position;
            incarnation = stands.path("incarnation").asString("");
            keep(kept, document, answer, position);
          }
        }
      } catch (IOException | JacksonException e) {
        pause(50);
      } catch (InterruptedException e) {
        return;
      }
      pause(50 + random.nextInt(100));
    }
  }

  /** What is answered now must be answered for this position for ever. */
  private static void keep(List<Kept> kept, String document, JsonNode answer, long position) {
    JsonNode search = answer.at("/extensions/relata/searchPosition");
    if (position > 0
        && kept.size() < KEPT
        && (search.isMissingNode() || search.longValue() == position)) {
      kept.add(new Kept(document, position, withoutKeys(answer.path("data")).toString()));
    }
  }

  private void askAgain(List<Kept> kept, String document, long seen, Random random)
      throws IOException, InterruptedException {
    boolean again = kept.size() == KEPT || (!kept.isEmpty() && random.nextBoolean());
    Kept old = again ? kept.get(random.nextInt(kept.size())) : null;
    long position = old == null ? 1 + (long) (random.nextDouble() * seen) : old.position();
    String question = old == null ? document : old.document();
    @Nullable JsonNode answer =
        answer(question, Map.of("asOf", Map.of("position", position)), Map.of(), random);
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
      String document, Map<String, Object> variables, Map<String, String> headers, Random random)
      throws IOException, InterruptedException {
    Map<String, Object> body = Map.of("query", document, "variables", variables);
    HttpResponse<String> response =
        client(random).post("/graphql", json.writeValueAsString(body), headers);
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
    node.forEach(Traffic::withoutKeys);
    return node;
  }

  private RelataClient client(Random random) {
    Node commands = any(site.commandSides(), random);
    Node queries = any(site.querySides(), random);
    return clients.computeIfAbsent(
        commands + " " + queries,
        _ -> {
          try {
            return site.client(commands, queries);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static Node any(List<Node> nodes, Random random) {
    List<Node> ready = nodes.stream().filter(Node::isReady).toList();
    List<Node> chosen = ready.isEmpty() ? nodes : ready;
    return chosen.get(random.nextInt(chosen.size()));
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends when the outcome of every command is known. */
  @Override
  public void close() {
    running = false;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
