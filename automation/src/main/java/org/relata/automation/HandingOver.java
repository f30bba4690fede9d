package org.relata.automation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Carries out hand-overs that all have signed: each customer and each open next step of the giver
 * by a command of its own, named by it and the hand-over, so that after a crash the rest passes on
 * and nothing twice. A step passes to whoever gets its customer, and to the head where nobody does.
 * What cannot pass now, as a taker has no room, is tried again later and holds up nothing else. The
 * hand-over is complete when the giver has neither customers nor open steps.
 */
final class HandingOver {

  private static final String SIGNED =
      """
      query Signed($after: String) {
        handOvers(filter: {state: [SIGNED]}, first: 100, after: $after) {
          nodes { handOverId giverId headId } pageInfo { hasNextPage endCursor }
        }
      }
      """;

  private static final String CUSTOMERS =
      """
      query Customers($handOver: ID!, $size: Int!, $after: String) {
        handOver(handOverId: $handOver) {
          items(filter: {done: false}, first: $size, after: $after) {
            nodes { customerId } pageInfo { hasNextPage endCursor }
          }
        }
      }
      """;

  private static final String STEPS =
      """
      query Steps($giver: ID!, $size: Int!, $after: String) {
        nextSteps(
          filter: {employeeId: [$giver], status: [OPEN]}, first: $size, after: $after) {
          nodes { nextStepId customerId } pageInfo { hasNextPage endCursor }
        }
      }
      """;

  private static final String TAKERS =
      """
      query Takers($handOver: ID!, $customers: [ID!]!, $size: Int!) {
        handOver(handOverId: $handOver) {
          items(filter: {customerId: $customers}, first: $size) { nodes { customerId takerId } }
        }
      }
      """;

  private final Relata relata;
  private final int page;
  private final BooleanSupplier stopping;

  HandingOver(Relata relata, int page, BooleanSupplier stopping) {
    this.relata = relata;
    this.page = page;
    this.stopping = stopping;
  }

  /** A hand-over that all have signed. */
  private record Signed(String id, String giver, String head) {
    static Signed of(JsonNode handOver) {
      return new Signed(
          handOver.path("handOverId").asString(),
          handOver.path("giverId").asString(),
          handOver.path("headId").asString());
    }
  }

  void look() {
    relata.all("/handOvers", SIGNED, Map.of()).map(Signed::of).toList().forEach(this::carryOut);
  }

  /** Goes on as long as something passes on. */
  private void carryOut(Signed handOver) {
    boolean moving = true;
    while (moving && !stopping.getAsBoolean()) {
      Iterator<List<Relata.Order>> left = left(handOver).iterator();
      if (!left.hasNext()) {
        relata.send(
            new Relata.Order(
                "CompleteHandOver",
                CommandIds.of("hand-over-done", handOver.id()),
                Map.of("handOverId", handOver.id())));
        return;
      }
      moving = false;
      while (left.hasNext() && !stopping.getAsBoolean()) {
        moving |= relata.send(left.next()).stream().anyMatch(outcome -> !outcome.refused());
      }
    }
  }

  /** What is to pass on, a page at a time. */
  private Stream<List<Relata.Order>> left(Signed handOver) {
    Stream<List<Relata.Order>> customers =
        relata
            .all("/handOver/items", CUSTOMERS, Map.of("handOver", handOver.id(), "size", page))
            .map(item -> passedOn(handOver, item.path("customerId").asString()))
            .gather(Gatherers.windowFixed(page));
    Stream<List<Relata.Order>> steps =
        relata
            .all("/nextSteps", STEPS, Map.of("giver", handOver.giver(), "size", page))
            .gather(Gatherers.windowFixed(page))
            .map(some -> passedOn(handOver, some));
    return Stream.concat(customers, steps);
  }

  private static Relata.Order passedOn(Signed handOver, String customer) {
    return new Relata.Order(
        "HandOverCustomer",
        CommandIds.of("hand-over", handOver.id(), customer),
        Map.of("customerId", customer, "handOverId", handOver.id()));
  }

  private List<Relata.Order> passedOn(Signed handOver, List<JsonNode> steps) {
    Map<String, String> takers = takers(handOver, steps);
    List<Relata.Order> orders = new ArrayList<>();
    for (JsonNode step : steps) {
      String nextStep = step.path("nextStepId").asString();
      orders.add(
          new Relata.Order(
              "ReassignNextStep",
              CommandIds.of("hand-over-step", handOver.id(), nextStep),
              Map.of(
                  "nextStepId",
                  nextStep,
                  "employeeId",
                  takers.getOrDefault(step.path("customerId").asString(), handOver.head()),
                  "reason",
                  "Hand-over " + handOver.id())));
    }
    return orders;
  }

  /** Who gets the customers of some steps. */
  private Map<String, String> takers(Signed handOver, List<JsonNode> steps) {
    TreeSet<String> customers = new TreeSet<>();
    steps.forEach(step -> customers.add(step.path("customerId").asString()));
    JsonNode lines =
        relata
            .ask(
                TAKERS,
                Map.of("handOver", handOver.id(), "customers", customers, "size", customers.size()))
            .at("/handOver/items/nodes");
    Map<String, String> takers = new HashMap<>();
    for (JsonNode line : lines) {
      takers.put(line.path("customerId").asString(), line.path("takerId").asString());
    }
    return takers;
  }
}
