package org.relata.automation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Carries out allotments that were requested: the preview at one position, which is settled before
 * the first customer is given away, line by line. Commands have names that follow from the lines,
 * so after a crash what was done is answered as a repetition.
 */
final class Allotting {

  private static final String OPEN =
      """
      {
        log { position }
        allotments(
          filter: {state: [REQUESTED, RUNNING]}, orderBy: [{by: REQUESTED_AT}], first: 100) {
          nodes { allotmentId scheme unitIds readAt total placed left upTo }
        }
      }
      """;

  private static final String PREVIEW =
      """
      query Preview($scheme: ID!, $units: [ID!], $at: Long!, $after: ID, $size: Int!) {
        allotmentPreview(
          scheme: $scheme, unitIds: $units, first: $size, after: $after, asOf: {position: $at}) {
          customerId managerId reason
        }
      }
      """;

  private final Relata relata;
  private final int page;
  private final BooleanSupplier stopping;

  Allotting(Relata relata, int page, BooleanSupplier stopping) {
    this.relata = relata;
    this.page = page;
    this.stopping = stopping;
  }

  private record Progress(long readAt, int total, int placed, int left) {
    Progress plus(int morePlaced, int moreLeft) {
      return new Progress(readAt, total, placed + morePlaced, left + moreLeft);
    }
  }

  void look() {
    JsonNode answer = relata.ask(OPEN, Map.of());
    long position = answer.path("log").path("position").asLong();
    for (JsonNode allotment : answer.path("allotments").path("nodes")) {
      if (!stopping.getAsBoolean()) {
        carryOut(allotment, position);
      }
    }
  }

  private void carryOut(JsonNode allotment, long position) {
    String id = allotment.path("allotmentId").asString();
    boolean begun = allotment.path("readAt").isNumber();
    long readAt = begun ? allotment.path("readAt").asLong() : position;
    int total = begun ? allotment.path("total").asInt() : count(allotment, readAt);
    Progress progress =
        new Progress(
            readAt, total, allotment.path("placed").asInt(), allotment.path("left").asInt());
    if (!begun && report(id, progress, null).refused()) {
      // Somebody else settled the position a moment ago; the next look finds it.
      return;
    }
    @Nullable String after = allotment.path("upTo").asStringOpt().orElse(null);
    while (!stopping.getAsBoolean()) {
      JsonNode lines = lines(allotment, readAt, after);
      if (lines.isEmpty()) {
        relata.send(
            new Relata.Order(
                "CompleteAllotment",
                CommandIds.of("allotment-done", id),
                Map.of("allotmentId", id, "progress", progress)));
        return;
      }
      progress = give(id, lines, progress);
      after = lines.get(lines.size() - 1).path("customerId").asString();
      report(id, progress, after);
    }
  }

  private int count(JsonNode allotment, long readAt) {
    int total = 0;
    @Nullable String after = null;
    while (true) {
      JsonNode lines = lines(allotment, readAt, after);
      if (lines.isEmpty()) {
        return total;
      }
      total += lines.size();
      after = lines.get(lines.size() - 1).path("customerId").asString();
    }
  }

  /** Whom the plan cannot be followed for stays in the pool, with the reason of the refusal. */
  private Progress give(String id, JsonNode lines, Progress progress) {
    List<Relata.Order> orders = new ArrayList<>();
    for (JsonNode line : lines) {
      orders.add(
          line.path("managerId").isString()
              ? order("AllotCustomer", id, line, "managerId", line.path("managerId").asString())
              : order("LeaveInPool", id, line, "reason", line.path("reason").asString()));
    }
    List<Relata.Outcome> outcomes = relata.send(orders);
    int placed = 0;
    List<Relata.Order> left = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      JsonNode line = lines.get(i);
      boolean given = line.path("managerId").isString();
      if (given && !outcomes.get(i).refused()) {
        placed++;
      } else if (given) {
        left.add(
            order(
                "LeaveInPool",
                id,
                line,
                "reason",
                Objects.requireNonNullElse(outcomes.get(i).code(), "REFUSED")));
      }
    }
    if (!left.isEmpty()) {
      relata.send(left);
    }
    return progress.plus(placed, lines.size() - placed);
  }

  private static Relata.Order order(
      String type, String id, JsonNode line, String field, String value) {
    String customer = line.path("customerId").asString();
    return new Relata.Order(
        type,
        CommandIds.of(type, id, customer),
        Map.of("customerId", customer, "allotmentId", id, field, value));
  }

  private JsonNode lines(JsonNode allotment, long readAt, @Nullable String after) {
    Map<String, @Nullable Object> variables = new HashMap<>();
    variables.put("scheme", allotment.path("scheme").asString());
    variables.put("units", allotment.path("unitIds").isEmpty() ? null : allotment.path("unitIds"));
    variables.put("at", readAt);
    variables.put("after", after);
    variables.put("size", page);
    return relata.ask(PREVIEW, variables).path("allotmentPreview");
  }

  private Relata.Outcome report(String id, Progress progress, @Nullable String upTo) {
    Map<String, Object> payload = new HashMap<>();
    payload.put("allotmentId", id);
    payload.put("progress", progress);
    if (upTo != null) {
      payload.put("upTo", upTo);
    }
    String commandId = CommandIds.of("allotment", id, upTo == null ? "" : upTo);
    return relata.send(new Relata.Order("ReportAllotmentProgress", commandId, payload));
  }
}
