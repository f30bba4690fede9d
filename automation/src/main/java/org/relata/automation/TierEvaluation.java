package org.relata.automation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Carries out evaluations that were requested: reads the metrics of all customers at one position,
 * which is settled before the first tier is given, and has each tier decided by the command side.
 * After every page it tells how far it is, and a restart goes on from there. An evaluation that
 * names no customers is about all persons whose relationship lives.
 */
final class TierEvaluation {

  private static final String OPEN =
      """
      {
        log { position }
        evaluations(
          filter: {state: [REQUESTED, RUNNING]}, orderBy: [{by: REQUESTED_AT}], first: 100) {
          nodes { evaluationId scheme on customerIds state readAt evaluated changed failed upTo }
        }
      }
      """;

  private static final String PAGE =
      """
      query Page($filter: CustomerFilter!, $at: Long!, $on: Date!, $after: String, $size: Int!,
          $skipping: Boolean!) {
        customers(filter: $filter, first: $size, after: $after, asOf: {position: $at}) {
          totalCount
          nodes {
            customerId
            metrics(on: $on) @skip(if: $skipping) {
              currency aum deposits loans cardSpendingYear custodyBalance goldOrPlatinumCard age
            }
          }
          pageInfo { hasNextPage endCursor }
        }
      }
      """;

  private final Relata relata;
  private final int page;
  private final BooleanSupplier stopping;

  TierEvaluation(Relata relata, int page, BooleanSupplier stopping) {
    this.relata = relata;
    this.page = page;
    this.stopping = stopping;
  }

  /** Counts, as they are told with every page. */
  private record Progress(long readAt, long total, long evaluated, long changed, long failed) {

    Progress plus(int more, int moreChanged, int moreFailed) {
      return new Progress(
          readAt, total, evaluated + more, changed + moreChanged, failed + moreFailed);
    }
  }

  /** Carries out whatever is open now. */
  void look() {
    JsonNode answer = relata.ask(OPEN, Map.of());
    long position = answer.path("log").path("position").asLong();
    for (JsonNode evaluation : answer.path("evaluations").path("nodes")) {
      if (stopping.getAsBoolean()) {
        return;
      }
      carryOut(evaluation, position);
    }
  }

  private void carryOut(JsonNode evaluation, long position) {
    String id = evaluation.path("evaluationId").asString();
    boolean begun = evaluation.path("readAt").isNumber();
    long readAt = begun ? evaluation.path("readAt").asLong() : position;
    JsonNode customers = page(evaluation, readAt, null, 1, true);
    Progress progress =
        new Progress(
            readAt,
            customers.path("totalCount").asLong(),
            evaluation.path("evaluated").asLong(),
            evaluation.path("changed").asLong(),
            evaluation.path("failed").asLong());
    if (!begun && report(id, progress, null).refused()) {
      // Somebody else settled the position a moment ago; the next look finds it.
      return;
    }
    @Nullable String upTo = evaluation.path("upTo").asStringOpt().orElse(null);
    @Nullable String after = null;
    while (!stopping.getAsBoolean()) {
      boolean skipping = upTo != null && passed(evaluation, readAt, after, upTo);
      JsonNode some = page(evaluation, readAt, after, page, skipping);
      if (!skipping) {
        List<JsonNode> left = new ArrayList<>();
        for (JsonNode customer : some.path("nodes")) {
          if (upTo == null || customer.path("customerId").asString().compareTo(upTo) > 0) {
            left.add(customer);
          }
        }
        if (!left.isEmpty()) {
          progress = assign(evaluation, left, progress);
          upTo = left.getLast().path("customerId").asString();
          report(id, progress, upTo);
        }
      }
      if (!some.path("pageInfo").path("hasNextPage").asBoolean(false)) {
        relata.send(
            new Relata.Order(
                "CompleteEvaluation",
                CommandIds.of("evaluation-done", id),
                Map.of("evaluationId", id, "progress", progress)));
        return;
      }
      after = some.path("pageInfo").path("endCursor").asString();
    }
  }

  /** Whether all customers of the page were done before a restart. */
  private boolean passed(JsonNode evaluation, long readAt, @Nullable String after, String upTo) {
    JsonNode nodes = page(evaluation, readAt, after, page, true).path("nodes");
    return !nodes.isEmpty()
        && nodes.get(nodes.size() - 1).path("customerId").asString().compareTo(upTo) <= 0;
  }

  private Progress assign(JsonNode evaluation, List<JsonNode> customers, Progress progress) {
    String id = evaluation.path("evaluationId").asString();
    List<Relata.Order> orders = new ArrayList<>();
    int failed = 0;
    for (JsonNode customer : customers) {
      JsonNode metrics = customer.path("metrics");
      if (!metrics.isObject()) {
        failed++;
        continue;
      }
      String customerId = customer.path("customerId").asString();
      Map<String, Object> payload = new LinkedHashMap<>();
      payload.put("customerId", customerId);
      payload.put("scheme", evaluation.path("scheme").asString());
      payload.put("evaluationId", id);
      payload.put("on", evaluation.path("on").asString());
      payload.put("metrics", metrics);
      payload.put("readAt", progress.readAt());
      orders.add(new Relata.Order("AssignTier", CommandIds.of("tier", id, customerId), payload));
    }
    int changed = 0;
    if (!orders.isEmpty()) {
      for (Relata.Outcome outcome : relata.send(orders)) {
        changed += outcome.changed() ? 1 : 0;
        failed += outcome.refused() ? 1 : 0;
      }
    }
    return progress.plus(customers.size(), changed, failed);
  }

  private Relata.Outcome report(String id, Progress progress, @Nullable String upTo) {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("evaluationId", id);
    payload.put("progress", progress);
    if (upTo != null) {
      payload.put("upTo", upTo);
    }
    String commandId = CommandIds.of("evaluation", id, upTo == null ? "" : upTo);
    return relata.send(new Relata.Order("ReportEvaluationProgress", commandId, payload));
  }

  private JsonNode page(
      JsonNode evaluation, long readAt, @Nullable String after, int size, boolean skipping) {
    Map<String, Object> filter = new HashMap<>();
    JsonNode named = evaluation.path("customerIds");
    if (named.isEmpty()) {
      filter.put("kind", List.of("PERSONAL"));
      filter.put("status", List.of("OPEN"));
    } else {
      filter.put("customerId", named);
    }
    Map<String, @Nullable Object> variables = new HashMap<>();
    variables.put("filter", filter);
    variables.put("at", readAt);
    variables.put("on", evaluation.path("on").asString());
    variables.put("after", after);
    variables.put("size", size);
    variables.put("skipping", skipping);
    return relata.ask(PAGE, variables).path("customers");
  }
}
