package org.relata.automation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Carries out evaluations that were requested: reads the metrics of all customers at one position,
 * which is settled before the first tier is given, and has each tier decided by the command side.
 * After every page it tells how far it is, and a restart goes on from there. An evaluation that
 * names no customers is about all whose relationship lives and whom the policy is for.
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
      query Page($filter: CustomerFilter!, $at: Long!, $on: Date!, $metrics: [Metric!]!,
          $after: String, $size: Int!, $skipping: Boolean!) {
        customers(filter: $filter, first: $size, after: $after, asOf: {position: $at}) {
          totalCount
          nodes {
            customerId
            figures(on: $on, metrics: $metrics) @skip(if: $skipping) { metric value missing }
          }
          pageInfo { hasNextPage endCursor }
        }
      }
      """;

  private static final String NEEDED =
      """
      query Needed($scheme: ID!, $at: Long!) {
        baseCurrency(asOf: {position: $at}) { currency }
        policies(
          filter: {scheme: [$scheme], state: [ACTIVE]}, first: 500, asOf: {position: $at}) {
          nodes { metrics audience effectiveFrom }
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

  /**
   * What is to be done.
   *
   * @param currency the base currency
   * @param metrics that any active version of the scheme's policy speaks of
   * @param audience kinds of customers that the policy of the day is for; all when empty
   */
  private record Task(
      JsonNode evaluation,
      long readAt,
      String currency,
      List<String> metrics,
      List<String> audience) {

    String id() {
      return evaluation.path("evaluationId").asString();
    }

    String text(String field) {
      return evaluation.path(field).asString();
    }
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
    Task task = task(evaluation, readAt);
    JsonNode customers = page(task, null, 1, true);
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
      boolean skipping = upTo != null && passed(task, after, upTo);
      JsonNode some = page(task, after, page, skipping);
      if (!skipping) {
        List<JsonNode> left = new ArrayList<>();
        for (JsonNode customer : some.path("nodes")) {
          if (upTo == null || customer.path("customerId").asString().compareTo(upTo) > 0) {
            left.add(customer);
          }
        }
        if (!left.isEmpty()) {
          progress = assign(task, left, progress);
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
  private boolean passed(Task task, @Nullable String after, String upTo) {
    JsonNode nodes = page(task, after, page, true).path("nodes");
    return !nodes.isEmpty()
        && nodes.get(nodes.size() - 1).path("customerId").asString().compareTo(upTo) <= 0;
  }

  private Task task(JsonNode evaluation, long readAt) {
    JsonNode needed =
        relata.ask(NEEDED, Map.of("scheme", evaluation.path("scheme").asString(), "at", readAt));
    Set<String> metrics = new TreeSet<>();
    List<String> audience = new ArrayList<>();
    String on = evaluation.path("on").asString();
    String latest = "";
    for (JsonNode policy : needed.path("policies").path("nodes")) {
      policy.path("metrics").forEach(metric -> metrics.add(metric.asString()));
      String from = policy.path("effectiveFrom").asString();
      if (from.compareTo(on) <= 0 && from.compareTo(latest) > 0) {
        latest = from;
        audience.clear();
        policy.path("audience").forEach(kind -> audience.add(kind.asString()));
      }
    }
    String currency = needed.path("baseCurrency").path("currency").asString();
    return new Task(evaluation, readAt, currency, List.copyOf(metrics), List.copyOf(audience));
  }

  private Progress assign(Task task, List<JsonNode> customers, Progress progress) {
    List<Relata.Order> orders = new ArrayList<>();
    int failed = 0;
    for (JsonNode customer : customers) {
      if (!customer.path("figures").isArray()) {
        failed++;
        continue;
      }
      String customerId = customer.path("customerId").asString();
      Map<String, Object> payload = new LinkedHashMap<>();
      payload.put("customerId", customerId);
      payload.put("scheme", task.text("scheme"));
      payload.put("evaluationId", task.id());
      payload.put("on", task.text("on"));
      payload.put("metrics", metrics(task, customer.path("figures")));
      payload.put("readAt", progress.readAt());
      orders.add(
          new Relata.Order("AssignTier", CommandIds.of("tier", task.id(), customerId), payload));
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

  private static Map<String, Object> metrics(Task task, JsonNode figures) {
    Map<String, String> known = new TreeMap<>();
    Map<String, String> missing = new TreeMap<>();
    for (JsonNode figure : figures) {
      String metric = figure.path("metric").asString();
      if (figure.path("value").isString()) {
        known.put(metric, figure.path("value").asString());
      } else {
        missing.put(metric, figure.path("missing").asString());
      }
    }
    return Map.of("currency", task.currency(), "known", known, "missing", missing);
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

  private JsonNode page(Task task, @Nullable String after, int size, boolean skipping) {
    Map<String, Object> filter = new HashMap<>();
    JsonNode named = task.evaluation().path("customerIds");
    if (named.isEmpty()) {
      if (!task.audience().isEmpty()) {
        filter.put("kind", task.audience());
      }
      filter.put("status", List.of("OPEN"));
    } else {
      filter.put("customerId", named);
    }
    Map<String, @Nullable Object> variables = new HashMap<>();
    variables.put("filter", filter);
    variables.put("at", task.readAt());
    variables.put("on", task.text("on"));
    variables.put("metrics", task.metrics());
    variables.put("after", after);
    variables.put("size", size);
    variables.put("skipping", skipping);
    return relata.ask(PAGE, variables).path("customers");
  }
}
