package org.relata.automation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Requests an evaluation of every scheme at the end of each month that ended while a policy of it
 * was active and decided for that day. A month that had ended before the policy was approved is not
 * evaluated for it, whenever the automation looks; the last closed day is, see {@link
 * ActivationRequests}. What was requested before is requested again after a restart and answered as
 * a repetition.
 */
final class MonthEndRequests {

  private static final String DAYS =
      """
      query Days($from: Date, $after: String) {
        businessDays(filter: {date: {from: $from}}, first: 500, after: $after) {
          nodes { date position } pageInfo { hasNextPage endCursor }
        }
      }
      """;

  private static final String ACTIVE =
      """
      query Active($after: String) {
        policies(filter: {state: [ACTIVE]}, first: 500, after: $after) {
          nodes { scheme effectiveFrom activatedAt } pageInfo { hasNextPage endCursor }
        }
      }
      """;

  /**
   * A month that ended.
   *
   * @param on its last calendar day
   * @param closedAt the position in the log at which it ended
   */
  private record Ended(LocalDate on, long closedAt) {

    boolean isDecidedBy(JsonNode policy) {
      return policy.path("activatedAt").asLong() < closedAt
          && !LocalDate.parse(policy.path("effectiveFrom").asString()).isAfter(on);
    }
  }

  private final Relata relata;
  private @Nullable LocalDate handled;

  MonthEndRequests(Relata relata) {
    this.relata = relata;
  }

  /** Looks at the days that were closed since the last look. */
  void look() {
    @Nullable LocalDate before = handled;
    List<Ended> ended = new ArrayList<>();
    Map<String, ?> since = before == null ? Map.of() : Map.of("from", before.toString());
    for (JsonNode node : relata.all("/businessDays", DAYS, since).toList()) {
      LocalDate day = LocalDate.parse(node.path("date").asString());
      if (!day.equals(before)) {
        long closedAt = node.path("position").asLong();
        MonthEnds.endedBy(day, before).forEach(on -> ended.add(new Ended(on, closedAt)));
        before = day;
      }
    }
    if (!ended.isEmpty()) {
      List<JsonNode> policies = relata.all("/policies", ACTIVE, Map.of()).toList();
      ended.forEach(month -> request(month, policies));
    }
    handled = before;
  }

  private void request(Ended month, List<JsonNode> policies) {
    List<Relata.Order> orders =
        policies.stream()
            .filter(month::isDecidedBy)
            .map(policy -> policy.path("scheme").asString())
            .distinct()
            .map(scheme -> evaluation(scheme, month.on().toString()))
            .toList();
    if (!orders.isEmpty()) {
      relata.send(orders);
    }
  }

  private static Relata.Order evaluation(String scheme, String on) {
    return new Relata.Order(
        "EvaluateTiers",
        CommandIds.of("month-end", scheme, on),
        Map.of("scheme", scheme, "on", on));
  }
}
