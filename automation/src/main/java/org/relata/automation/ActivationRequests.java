package org.relata.automation;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Requests an evaluation for the last closed business day once a policy that became active decides
 * for it, unless its scheme was evaluated since the activation anyway.
 */
final class ActivationRequests {

  private static final String ACTIVE =
      """
      {
        policies(filter: {state: [ACTIVE]}, first: 500) {
          nodes { scheme version effectiveFrom effectiveTo activatedAt }
        }
        businessDays(orderBy: [{by: DATE, direction: DESC}], first: 1) { nodes { date } }
      }
      """;

  private static final String SINCE =
      """
      query Since($scheme: ID!, $from: Date!) {
        evaluations(
          filter: {scheme: [$scheme], on: {from: $from}},
          orderBy: [{by: REQUESTED_AT, direction: DESC}], first: 1) {
          nodes { requestedAt }
        }
      }
      """;

  private final Relata relata;
  private final Set<String> handled = new HashSet<>();

  ActivationRequests(Relata relata) {
    this.relata = relata;
  }

  void look() {
    JsonNode answer = relata.ask(ACTIVE, Map.of());
    JsonNode days = answer.path("businessDays").path("nodes");
    if (days.isEmpty()) {
      return;
    }
    LocalDate closed = LocalDate.parse(days.get(0).path("date").asString());
    for (JsonNode policy : answer.path("policies").path("nodes")) {
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

  private void request(JsonNode policy, LocalDate closed, String name) {
    String scheme = policy.path("scheme").asString();
    JsonNode since =
        relata
            .ask(SINCE, Map.of("scheme", scheme, "from", policy.path("effectiveFrom").asString()))
            .path("evaluations")
            .path("nodes");
    if (!since.isEmpty()
        && since.get(0).path("requestedAt").asLong() > policy.path("activatedAt").asLong()) {
      return;
    }
    relata.send(
        new Relata.Order(
            "EvaluateTiers",
            CommandIds.of("activation", name, closed.toString()),
            Map.of("scheme", scheme, "on", closed.toString(), "evaluationId", name)));
  }
}
