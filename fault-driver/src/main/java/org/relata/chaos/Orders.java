package org.relata.chaos;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.relata.command.platform.Command;
import org.relata.driver.RandomCommands;
import org.relata.kernel.log.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands that all senders take from, and what becomes of them. */
final class Orders {

  /** How long somebody waits for a single command before the driver says that nothing goes on. */
  static final long PATIENCE_SECONDS = 60;

  /** A command with its id, as it goes over the wire: JSON in one line. */
  record Order(String id, Command command, String line) {}

  private final long seed;
  private final Books books;
  private final RandomCommands commands;
  private final JsonMapper json = Json.mapper();
  private final AtomicLong unknown = new AtomicLong();
  private final AtomicLong lastAcknowledgedWasSentAt = new AtomicLong(Long.MIN_VALUE);
  private long taken;

  Orders(long seed, Books books) {
    this.seed = seed;
    this.books = books;
    this.commands = RandomCommands.ofEveryType(seed);
  }

  synchronized Order next() {
    Command command = commands.next();
    String id = "chaos-" + seed + "-" + ++taken;
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put("type", command.getClass().getSimpleName());
    envelope.put("id", id);
    envelope.put("payload", command);
    return new Order(id, command, json.writeValueAsString(envelope));
  }

  /** Enters an answer that says that the command was accepted. */
  void accepted(Order order, JsonNode answer, long sentAt) {
    if (answer.path("outcome").asString("").equals("UNCHANGED")) {
      books.withoutEvents(order.id());
    } else {
      books.acknowledged(
          order.id(), answer.path("incarnation").asString(""), answer.path("position").longValue());
      synchronized (this) {
        commands.accepted(order.command());
      }
    }
    lastAcknowledgedWasSentAt.accumulateAndGet(
        sentAt, (one, two) -> one == Long.MIN_VALUE || two - one > 0 ? two : one);
  }

  /** An attempt to send a command did not tell what became of it. */
  void outcomeUnknown() {
    unknown.incrementAndGet();
  }

  long unknown() {
    return unknown.get();
  }

  /**
   * Waits until a command is acknowledged that was sent after the call.
   *
   * @return the seconds it took; without end when none was within a minute
   */
  double secondsToAcknowledgement() throws InterruptedException {
    long start = System.nanoTime();
    while (lastAcknowledgedWasSentAt.get() - start < 0) {
      if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
        return Double.POSITIVE_INFINITY;
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
