package org.relata.automation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/**
 * Carries out hand-overs that all have signed: each customer by a command of its own, named by
 * customer and hand-over, so that after a crash the rest passes on and nobody twice.
 */
final class HandingOver {

  private static final String SIGNED =
      "{ handOvers(filter: {state: [SIGNED]}, first: 100) { nodes { handOverId } } }";

  private static final String LEFT =
      """
      query Left($handOver: ID!, $size: Int!) {
        handOver(handOverId: $handOver) {
          items(filter: {done: false}, first: $size) { nodes { customerId } }
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
      carryOut(handOver.path("handOverId").asString());
    }
  }

  /** Goes on as long as customers pass on; whom the taker cannot take now is asked again later. */
  private void carryOut(String id) {
    boolean moving = true;
    while (moving && !stopping.getAsBoolean()) {
      List<Relata.Order> orders = left(id);
      if (orders.isEmpty()) {
        relata.send(
            new Relata.Order(
                "CompleteHandOver", CommandIds.of("hand-over-done", id), Map.of("handOverId", id)));
        return;
      }
      moving = relata.send(orders).stream().anyMatch(outcome -> !outcome.refused());
    }
  }

  private List<Relata.Order> left(String id) {
    List<Relata.Order> orders = new ArrayList<>();
    JsonNode left = relata.ask(LEFT, Map.of("handOver", id, "size", page));
    for (JsonNode item : left.path("handOver").path("items").path("nodes")) {
      String customer = item.path("customerId").asString();
      orders.add(
          new Relata.Order(
              "HandOverCustomer",
              CommandIds.of("hand-over", id, customer),
              Map.of("customerId", customer, "handOverId", id)));
    }
    return orders;
  }
}
