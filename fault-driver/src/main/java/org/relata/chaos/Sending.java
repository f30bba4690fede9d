package org.relata.chaos;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.relata.driver.RelataClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One who sends commands one by one. A command whose outcome is unknown is sent again with its id,
 * to any process, until it is known.
 */
final class Sending extends Caller {

  /** What the command side may say when its store is away or something is crowded. */
  static final Set<String> AWAY = Set.of("STORE_UNAVAILABLE", "CONTENTION");

  private final Orders orders;

  Sending(Clients clients, Books books, Orders orders, Random random) {
    super(clients, books, random);
    this.orders = orders;
  }

  /** A command, until its outcome is known. */
  @Override
  void turn() {
    Orders.Order order = orders.next();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(3 * Orders.PATIENCE_SECONDS);
    while (!attempt(order)) {
      orders.outcomeUnknown();
      if (System.nanoTime() > end) {
        books.violated("I3", "the outcome of " + order.id() + " did not become known");
        break;
      }
      Traffic.pause(50);
    }
    Traffic.pause(10 + random.nextInt(40));
  }

  /** What one attempt told of a command. */
  private enum Told {
    NOTHING,
    ACCEPTED,
    REFUSED
  }

  /** Sends a command, now and then to two processes at once; true when its outcome is known. */
  private boolean attempt(Orders.Order order) {
    Told told = random.nextInt(20) > 0 ? post(order, clients.any(random)) : twice(order);
    if (told == Told.REFUSED) {
      books.withoutEvents(order.id());
    }
    return told != Told.NOTHING;
  }

  /**
   * To two processes at once. Accepted by one and refused by the other is accepted: a refusal
   * speaks of the moment, and is not kept.
   */
  private Told twice(Orders.Order order) {
    RelataClient twin = clients.any(random);
    Told[] told = {Told.NOTHING};
    Thread other = Thread.ofVirtual().start(() -> told[0] = post(order, twin));
    Told mine = post(order, clients.any(random));
    try {
      other.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (mine == Told.ACCEPTED || told[0] == Told.ACCEPTED) {
      return Told.ACCEPTED;
    }
    return mine == Told.REFUSED && told[0] == Told.REFUSED ? Told.REFUSED : Told.NOTHING;
  }

  private Told post(Orders.Order order, RelataClient any) {
    RelataClient client = RelataClient.needsOtherEyes(order.command()) ? any.approver() : any;
    long sentAt = System.nanoTime();
    try {
      HttpResponse<String> response = client.post("/commands", order.line(), Map.of());
      JsonNode answer = json.readTree(response.body());
      if (response.statusCode() == 200) {
        orders.accepted(order, answer, sentAt);
        return Told.ACCEPTED;
      }
      return refused(response, answer);
    } catch (IOException | JacksonException e) {
      return Told.NOTHING;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Told.NOTHING;
    }
  }

  private Told refused(HttpResponse<String> response, JsonNode answer) {
    String code = answer.path("code").asString("");
    int status = response.statusCode();
    if (status == 503 && AWAY.contains(code)) {
      if (response.headers().firstValue("Retry-After").isEmpty()) {
        books.violated("I7", "503 without Retry-After");
      }
      return Told.NOTHING;
    }
    if (status == 401 || status == 403) {
      books.violated("I7", "the driver is not let in: " + response.body());
      return Told.NOTHING;
    }
    if (status >= 500 || code.isEmpty()) {
      books.violated("I7", "answer " + status + " " + response.body());
      return Told.NOTHING;
    }
    return Told.REFUSED;
  }
}
