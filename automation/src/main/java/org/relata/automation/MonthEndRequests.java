package org.relata.automation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Requests an evaluation of every scheme at the end of each month in which a policy of it is
 * active. What was requested before is requested again after a restart and answered as a
 * repetition.
 */
final class MonthEndRequests {

  private static final String DAYS =
      """
      query Days($from: Date, $after: String) {
        businessDays(filter: {date: {from: $from}}, first: 500, after: $after) {
          nodes { date } pageInfo { hasNextPage endCursor }
        }
        policies(filter: {state: [ACTIVE]}, first: 500) { nodes { scheme effectiveFrom } }
      }
      """;

  private final Relata relata;
  private @Nullable LocalDate handled;

  MonthEndRequests(Relata relata) {
    this.relata = relata;
  }

  /** Looks at the days that were closed since the last look. */
  void look() {
    @Nullable String after = null;
    @Nullable LocalDate before = handled;
    while (true) {
      Map<String, @Nullable Object> variables = new HashMap<>();
      variables.put("from", handled == null ? null : handled.toString());
      variables.put("after", after);
      JsonNode answer = relata.ask(DAYS, variables);
      Map<String, LocalDate> schemes = schemes(answer.path("policies").path("nodes"));
      JsonNode days = answer.path("businessDays");
      for (JsonNode node : days.path("nodes")) {
        LocalDate day = LocalDate.parse(node.path("date").asString());
        if (!day.equals(before)) {
          request(MonthEnds.endedBy(day, before), schemes);
          before = day;
        }
      }
      if (!days.path("pageInfo").path("hasNextPage").asBoolean(false)) {
        handled = before;
        return;
      }
      after = days.path("pageInfo").path("endCursor").asString();
    }
  }

  private void request(List<LocalDate> ends, Map<String, LocalDate> schemes) {
    List<Relata.Order> orders = new ArrayList<>();
    for (LocalDate end : ends) {
      schemes.forEach(
          (scheme, from) -> {
            if (!from.isAfter(end)) {
              orders.add(
                  new Relata.Order(
                      "EvaluateTiers",
                      CommandIds.of("month-end", scheme, end.toString()),
                      Map.of("scheme", scheme, "on", end.toString())));
            }
          });
    }
    if (!orders.isEmpty()) {
      relata.send(orders);
    }
  }

  /** Schemes with the first day on which a policy of theirs decides. */
  private static Map<String, LocalDate> schemes(JsonNode policies) {
    Map<String, LocalDate> schemes = new LinkedHashMap<>();
    for (JsonNode policy : policies) {
      schemes.merge(
          policy.path("scheme").asString(),
          LocalDate.parse(policy.path("effectiveFrom").asString()),
          (one, other) -> one.isBefore(other) ? one : other);
    }
    return schemes;
  }
}
