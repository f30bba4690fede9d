package org.relata.automation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/**
 * Carries out hand-overs that all have signed: each customer and each open next step of the giver
 * by a command of its own, named by it and the hand-over, so that after a crash the rest passes on
 * and nothing twice. A step passes to whoever gets its customer, and to the head where nobody does.
 * The hand-over is complete when the giver has neither customers nor open steps.
 */
final class HandingOver {

  private static final String SIGNED =
      """
      {
        handOvers(filter: {state: [SIGNED]}, first: 100) {
          nodes { handOverId giverId headId }
        }
      }
      """;

  private static final String LEFT =
      """
      query Left($handOver: ID!, $giver: ID!, $size: Int!) {
        handOver(handOverId: $handOver) {
          items(filter: {done: false}, first: $size) { nodes { customerId } }
        }
        nextSteps(filter: {employeeId: [$giver], status: [OPEN]}, first: $size) {
          nodes { nextStepId customerId }
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

  void look() {
    for (JsonNode handOver : relata.ask(SIGNED, Map.of()).path("handOvers").path("nodes")) {
      carryOut(handOver);
    }
  }

  /** Goes on as long as something passes on; what cannot pass now is asked again later. */
  private void carryOut(JsonNode handOver) {
    String id = handOver.path("handOverId").asString();
    boolean moving = true;
    while (moving && !stopping.getAsBoolean()) {
      List<Relata.Order> orders = left(handOver);
      if (orders.isEmpty()) {
        relata.send(
            new Relata.Order(
                "CompleteHandOver", CommandIds.of("hand-over-done", id), Map.of("handOverId", id)));
        return;
      }
      moving = relata.send(orders).stream().anyMatch(outcome -> !outcome.refused());
    }
  }

  private List<Relata.Order> left(JsonNode handOver) {
    String id = handOver.path("handOverId").asString();
    JsonNode left =
        relata.ask(
            LEFT,
            Map.of("handOver", id, "giver", handOver.path("giverId").asString(), "size", page));
    List<Relata.Order> orders = new ArrayList<>();
    for (JsonNode item : left.path("handOver").path("items").path("nodes")) {
      String customer = item.path("customerId").asString();
      orders.add(
          new Relata.Order(
              "HandOverCustomer",
              CommandIds.of("hand-over", id, customer),
              Map.of("customerId", customer, "handOverId", id)));
    }
    if (!left.path("nextSteps").isObject()) {
      throw new Relata.NotAnswered("What the giver of " + id + " has still to do was not told");
    }
    JsonNode steps = left.path("nextSteps").path("nodes");
    if (!steps.isEmpty()) {
      orders.addAll(passedOn(handOver, steps));
    }
    return orders;
  }

  private List<Relata.Order> passedOn(JsonNode handOver, JsonNode steps) {
    String id = handOver.path("handOverId").asString();
    TreeSet<String> customers = new TreeSet<>();
    steps.forEach(step -> customers.add(step.path("customerId").asString()));
    JsonNode lines =
        relata
            .ask(TAKERS, Map.of("handOver", id, "customers", customers, "size", customers.size()))
            .path("handOver")
            .path("items")
            .path("nodes");
    Map<String, String> takers = new HashMap<>();
    for (JsonNode line : lines) {
      takers.put(line.path("customerId").asString(), line.path("takerId").asString());
    }
    List<Relata.Order> orders = new ArrayList<>();
    for (JsonNode step : steps) {
      String head = handOver.path("headId").asString();
      String taker = takers.getOrDefault(step.path("customerId").asString(), head);
      String nextStep = step.path("nextStepId").asString();
      orders.add(
          new Relata.Order(
              "ReassignNextStep",
              CommandIds.of("hand-over-step", id, nextStep),
              Map.of("nextStepId", nextStep, "employeeId", taker, "reason", "Hand-over " + id)));
    }
    return orders;
  }
}
