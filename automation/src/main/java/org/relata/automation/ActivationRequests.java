package org.relata.automation;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Requests an evaluation for the last closed business day once a policy that became active decides
 * for it, unless its scheme was evaluated since the activation anyway: for everybody, not only for
 * customers that somebody named.
 */
final class ActivationRequests {

  private static final String CLOSED =
      "{ businessDays(orderBy: [{by: DATE, direction: DESC}], first: 1) { nodes { date } } }";

  private static final String ACTIVE =
      """
      query Active($after: String) {
        policies(filter: {state: [ACTIVE]}, first: 500, after: $after) {
          nodes { scheme version effectiveFrom effectiveTo activatedAt }
          pageInfo { hasNextPage endCursor }
        }
      }
      """;

  private static final String EVALUATED =
      """
      query Evaluated($scheme: ID!, $from: Date!, $after: String) {
        evaluations(
          filter: {scheme: [$scheme], on: {from: $from}},
          orderBy: [{by: REQUESTED_AT, direction: DESC}], first: 100, after: $after) {
          nodes { requestedAt customerIds } pageInfo { hasNextPage endCursor }
        }
      }
      """;

  private final Relata relata;
  private final Set<String> handled = new HashSet<>();

  ActivationRequests(Relata relata) {
    this.relata = relata;
  }

  void look() {
    JsonNode days = relata.ask(CLOSED, Map.of()).path("businessDays").path("nodes");
    if (days.isEmpty()) {
      return;
    }
    LocalDate closed = LocalDate.parse(days.get(0).path("date").asString());
    for (JsonNode policy : relata.all("/policies", ACTIVE, Map.of()).toList()) {
      String name = policy.path("scheme").asString() + ".version-" + policy.path("version").asInt();
      if (!handled.contains(name) && decides(policy, closed)) {
        request(policy, closed, name);
        handled.add(name);
      }
    }
  }

  private static boolean decides(JsonNode policy, LocalDate day) {
    LocalDate from = LocalDate.parse(policy.path("effectiveFrom").asString());
    @Nullable String to = policy.path("effectiveTo").asStringOpt().orElse(null);
    return !from.isAfter(day) && (to == null || !LocalDate.parse(to).isBefore(day));
  }

  private boolean isEvaluatedSince(JsonNode policy, String scheme) {
    long activatedAt = policy.path("activatedAt").asLong();
    String from = policy.path("effectiveFrom").asString();
    return relata
        .all("/evaluations", EVALUATED, Map.of("scheme", scheme, "from", from))
        .takeWhile(evaluation -> evaluation.path("requestedAt").asLong() > activatedAt)
        .anyMatch(evaluation -> evaluation.path("customerIds").isEmpty());
  }

  private void request(JsonNode policy, LocalDate closed, String name) {
    String scheme = policy.path("scheme").asString();
    if (isEvaluatedSince(policy, scheme)) {
      return;
    }
    relata.send(
        new Relata.Order(
            "EvaluateTiers",
            CommandIds.of("activation", name, closed.toString()),
            Map.of("scheme", scheme, "on", closed.toString(), "evaluationId", name)));
  }
}
