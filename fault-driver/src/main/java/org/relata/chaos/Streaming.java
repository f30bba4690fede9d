package org.relata.chaos;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One who sends streams of commands. A stream that breaks is taken up again, to any process, with
 * the commands whose outcome is not known; its answers must come line by line, and what is stored
 * anew at positions that only rise.
 */
final class Streaming extends Caller {

  private static final int LENGTH = 40;

  private final Orders orders;

  Streaming(Clients clients, Books books, Orders orders, Random random) {
    super(clients, books, random);
    this.orders = orders;
  }

  /** A stream, until the outcome of each of its commands is known. */
  @Override
  void turn() {
    List<Orders.Order> open = new ArrayList<>();
    for (int i = 1 + random.nextInt(LENGTH); i > 0; i--) {
      open.add(orders.next());
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(3 * Orders.PATIENCE_SECONDS);
    while (!open.isEmpty()) {
      open = attempt(open);
      if (!open.isEmpty()) {
        orders.outcomeUnknown();
        Traffic.pause(50);
      }
      if (System.nanoTime() > end) {
        books.violated("I3", "the outcome of a stream did not become known");
        break;
      }
    }
    Traffic.pause(500 + random.nextInt(1_000));
  }

  /** Sends what is open; gives what is still open then. */
  private List<Orders.Order> attempt(List<Orders.Order> open) {
    long sentAt = System.nanoTime();
    StringBuilder lines = new StringBuilder();
    open.forEach(order -> lines.append(order.line()).append('\n'));
    try {
      HttpResponse<String> response = clients.stream(lines.toString(), random);
      return response.statusCode() == 200
          ? unknown(open, response.body().lines().toList(), sentAt)
          : open;
    } catch (IOException | JacksonException e) {
      return open;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return open;
    }
  }

  /** Enters the answers; gives the commands of which they do not tell the outcome. */
  private List<Orders.Order> unknown(List<Orders.Order> sent, List<String> answers, long sentAt) {
    if (answers.size() > sent.size()) {
      books.violated("I6", sent.size() + " commands had " + answers.size() + " answers");
      return List.of();
    }
    List<Orders.Order> unknown = new ArrayList<>();
    Map<String, Long> last = new HashMap<>();
    for (int i = 0; i < answers.size(); i++) {
      Orders.Order order = sent.get(i);
      JsonNode answer = json.readTree(answers.get(i));
      boolean inTurn =
          answer.path("line").longValue() == i + 1
              && answer.path("id").asString("").equals(order.id());
      if (!inTurn) {
        books.violated("I6", "answer %d to %s is %s".formatted(i + 1, order.id(), answer));
      }
      switch (answer.path("outcome").asString("")) {
        case "STORED" -> {
          long position = answer.path("position").longValue();
          // Positions are comparable within one life of the log.
          @Nullable Long before = last.put(answer.path("incarnation").asString(""), position);
          if (before != null && position <= before) {
            books.violated("I6", "%s is at %d behind %d".formatted(order.id(), position, before));
          }
          orders.accepted(order, answer, sentAt);
        }
        case "REPEATED", "UNCHANGED" -> orders.accepted(order, answer, sentAt);
        case "REFUSED" -> books.withoutEvents(order.id());
        default -> {
          if (!Sending.AWAY.contains(answer.path("code").asString(""))) {
            books.violated("I7", "answer in a stream: " + answer);
          }
          unknown.add(order);
        }
      }
    }
    unknown.addAll(sent.subList(answers.size(), sent.size()));
    return unknown;
  }
}
