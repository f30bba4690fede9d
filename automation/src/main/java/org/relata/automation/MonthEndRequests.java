package org.relata.automation;

import java.time.LocalDate;
import java.util.ArrayList;
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
      }
      """;

  private static final String ACTIVE =
      """
      query Active($after: String) {
        policies(filter: {state: [ACTIVE]}, first: 500, after: $after) {
          nodes { scheme effectiveFrom } pageInfo { hasNextPage endCursor }
        }
      }
      """;

  private final Relata relata;
  private @Nullable LocalDate handled;

  MonthEndRequests(Relata relata) {
    this.relata = relata;
  }

  /** Looks at the days that were closed since the last look. */
  void look() {
    @Nullable LocalDate before = handled;
    List<LocalDate> ends = new ArrayList<>();
    Map<String, ?> since = before == null ? Map.of() : Map.of("from", before.toString());
    for (JsonNode node : relata.all("businessDays", DAYS, since).toList()) {
      LocalDate day = LocalDate.parse(node.path("date").asString());
      if (!day.equals(before)) {
        ends.addAll(MonthEnds.endedBy(day, before));
        before = day;
      }
    }
    if (!ends.isEmpty()) {
      Map<String, LocalDate> schemes = schemes();
      ends.forEach(end -> request(end, schemes));
    }
    handled = before;
  }

  private void request(LocalDate end, Map<String, LocalDate> schemes) {
    List<Relata.Order> orders = new ArrayList<>();
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
    if (!orders.isEmpty()) {
      relata.send(orders);
    }
  }

  /** Schemes with the first day on which a policy of theirs decides. */
  private Map<String, LocalDate> schemes() {
    Map<String, LocalDate> schemes = new LinkedHashMap<>();
    relata
        .all("policies", ACTIVE, Map.of())
        .forEach(
            policy ->
                schemes.merge(
                    policy.path("scheme").asString(),
                    LocalDate.parse(policy.path("effectiveFrom").asString()),
                    (one, other) -> one.isBefore(other) ? one : other));
    return schemes;
  }
}
