package org.relata.query.segmentation;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.segmentation.Metrics;
import org.relata.kernel.segmentation.PolicyText;
import org.relata.query.customer.CustomerGraph;
import org.relata.query.customer.CustomerRow;
import org.relata.query.platform.graph.Filters;
import org.relata.query.platform.graph.Graph;
import org.relata.query.platform.graph.GraphModule;
import org.relata.query.platform.graph.Listing;
import org.relata.query.platform.graph.NodeType;
import org.relata.query.platform.graph.Question;
import org.relata.query.platform.graph.Relation;
import org.relata.query.portfolio.PortfolioGraph;

/** What can be asked about tiers; the schema is {@code schema/segmentation.graphqls}. */
public final class SegmentationGraph implements GraphModule {

  private static final Listing<SchemeRow> SCHEMES =
      Listing.of(SchemeFold.TABLE).filterIn("scheme").build();

  private static final Listing<PolicyRow> POLICIES =
      Listing.of(PolicyFold.TABLE)
          .filterIn("scheme", "state")
          .filter("effectiveFrom", Filters.range("effectiveFrom"))
          .orderBy("scheme", "version", "effectiveFrom")
          .build();

  private static final Listing<TierRow> TIERS =
      Listing.of(TierFold.TABLE)
          .filterIn("scheme", "tier", "customerId", "evaluationId")
          .filter("inScope", Filters.equal("inScope"))
          .filter("on", Filters.range("on"))
          .filter("managerId", PortfolioGraph.keptBy("customerId"))
          .filter("unitId", CustomerGraph.ofUnit("customerId"))
          .filter("customer", CustomerGraph.ofCustomer("customerId"))
          .orderBy("tier", "on", "customerId")
          .groupBy("scheme", "tier", "inScope", "policyVersion")
          .groupBy("managerId", PortfolioGraph.manager("customerId"))
          .groupBy("unitId", CustomerGraph.unit("customerId"))
          .aggregate("on")
          .build();

  private static final Listing<TierMoveRow> MOVES =
      Listing.of(TierMoveFold.TABLE)
          .filterIn("scheme", "oldTier", "newTier", "customerId", "month")
          .filter("on", Filters.range("on"))
          .filter("position", Filters.range("position"))
          .filter("managerId", PortfolioGraph.keptBy("customerId"))
          .filter("unitId", CustomerGraph.ofUnit("customerId"))
          .filter("customer", CustomerGraph.ofCustomer("customerId"))
          .orderBy("on", "position", "customerId")
          .groupBy("scheme", "oldTier", "newTier", "month")
          .groupBy("managerId", PortfolioGraph.manager("customerId"))
          .groupBy("unitId", CustomerGraph.unit("customerId"))
          .aggregate("on")
          .build();

  private static final Listing<EvaluationRow> EVALUATIONS =
      Listing.of(EvaluationFold.TABLE)
          .filterIn("evaluationId", "scheme", "state")
          .filter("on", Filters.range("on"))
          .orderBy("on", "requestedAt")
          .build();

  private static final Listing<BusinessDayRow> DAYS =
      Listing.of(BusinessDayFold.TABLE)
          .filter("date", Filters.range("date"))
          .orderBy("date")
          .build();

  @Override
  public void register(Graph graph) {
    NodeType<SchemeRow> scheme = graph.node("Scheme", "scheme", SchemeFold.TABLE);
    graph.node("Policy", "policy", PolicyFold.TABLE);
    graph.node("Tier", "tier", TierFold.TABLE);
    NodeType<EvaluationRow> evaluation =
        graph.node("Evaluation", "evaluation", EvaluationFold.TABLE);
    graph.type("PolicyRule", PolicyText.Rule.class);
    graph.type("TierMove", TierMoveRow.class);
    graph.type("TierMetrics", TierMetrics.class);
    graph.type("BusinessDay", BusinessDayRow.class);
    graph.one("scheme", "scheme", scheme);
    graph.connection("schemes", SCHEMES);
    graph.connection("policies", POLICIES);
    graph.connection("tiers", TIERS);
    graph.groups("tierGroups", TIERS);
    graph.connection("tierMoves", MOVES);
    graph.groups("tierMoveGroups", MOVES, TierMoves::rows);
    graph.one("evaluation", "evaluationId", evaluation);
    graph.connection("evaluations", EVALUATIONS);
    graph.connection("businessDays", DAYS);
    graph.<SchemeRow, PolicyRow>list("Scheme", "policies", POLICIES, "scheme", SchemeRow::scheme);
    graph.reference("Tier", "customer", "Customer", TierFold.TABLE, "customerId");
    graph.<TierRow>field("Tier", "metrics", (row, _) -> TierMetrics.of(row.metrics()));
    graph.reference("TierMove", "customer", "Customer", TierMoveFold.TABLE, "customerId");
    graph.<CustomerRow, TierRow>list(
        "Customer", "tiers", TIERS, "customerId", CustomerRow::customerId);
    graph.<CustomerRow, TierMoveRow>nested(
        "Customer", "tierMoves", MOVES, "customerId", CustomerRow::customerId);
    graph.<CustomerRow, String, TierRow>batch(
        "Customer", "tier", row -> row.customerId().value(), SegmentationGraph::tiers);
  }

  /** What a tier was decided by; amounts are in the currency. */
  record TierMetrics(
      String currency,
      BigDecimal aum,
      BigDecimal deposits,
      BigDecimal loans,
      BigDecimal cardSpendingYear,
      BigDecimal custodyBalance,
      boolean goldOrPlatinumCard,
      @Nullable Integer age) {

    static TierMetrics of(Metrics metrics) {
      return new TierMetrics(
          metrics.currency().getCurrencyCode(),
          metrics.aum(),
          metrics.deposits(),
          metrics.loans(),
          metrics.cardSpendingYear(),
          metrics.custodyBalance(),
          metrics.goldOrPlatinumCard(),
          metrics.age());
    }
  }

  private static Map<String, TierRow> tiers(Set<String> customers, Question question) {
    Relation<TierRow> tier = question.read(TierFold.TABLE);
    Map<String, TierRow> tiers = new HashMap<>();
    question
        .snapshot()
        .sql()
        .select(tier.columns())
        .from(tier.table())
        .where(tier.at())
        .and(tier.column("scheme").eq((Object) question.text("scheme")))
        .and(tier.column("customerId").in(List.copyOf(customers)))
        .forEach(
            record -> {
              TierRow row = tier.row(record, 0);
              tiers.put(row.customerId().value(), row);
            });
    return tiers;
  }
}
