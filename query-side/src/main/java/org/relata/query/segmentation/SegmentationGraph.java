package org.relata.query.segmentation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.segmentation.PolicyFinding;
import org.relata.kernel.segmentation.PolicyText;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.valuation.Figure;
import org.relata.kernel.valuation.Lack;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.valuation.Metrics;
import org.relata.query.customer.CustomerGraph;
import org.relata.query.customer.CustomerRow;
import org.relata.query.platform.graph.Filter;
import org.relata.query.platform.graph.Filters;
import org.relata.query.platform.graph.Graph;
import org.relata.query.platform.graph.GraphModule;
import org.relata.query.platform.graph.Listing;
import org.relata.query.platform.graph.NodeType;
import org.relata.query.platform.graph.Question;
import org.relata.query.platform.graph.Relation;
import org.relata.query.platform.graph.View;
import org.relata.query.portfolio.PortfolioGraph;
import org.relata.query.valuation.Measured;
import org.relata.query.valuation.Reasons;

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

  static final Listing<TierRow> TIERS =
      Listing.of(TierFold.TABLE)
          .always((_, scope) -> CustomerGraph.unmerged("customerId", scope))
          .filterIn("scheme", "tier", "customerId", "evaluationId")
          .filter("inScope", Filters.equal("inScope"))
          .filter("on", Filters.range("on"))
          .filter("managerId", PortfolioGraph.keptBy("customerId"))
          .filter("unitId", CustomerGraph.ofUnit("customerId"))
          .filter("customer", CustomerGraph.ofCustomer("customerId"))
          .orderBy("tier", "on", "customerId")
          .groupBy("scheme", "tier", "inScope", "policyVersion")
          .groupBy("managerId", PortfolioGraph.manager("customerId"))
          .groupBy("unitId", CustomerGraph.known("customerId", "unitId"))
          .groupBy("sectionId", CustomerGraph.known("customerId", "sectionId"))
          .groupBy("region", CustomerGraph.known("customerId", "region"))
          .aggregate("on")
          .build();

  private static final Listing<TierMoveRow> MOVES =
      Listing.of(TierMoveFold.TABLE)
          .filterIn("scheme", "oldTier", "newTier", "month")
          .filter("customerId", CustomerGraph.belongingTo("customerId"))
          .filter("on", Filters.range("on"))
          .filter("position", Filters.range("position"))
          .filter("managerId", PortfolioGraph.keptBy("customerId"))
          .filter("unitId", CustomerGraph.ofUnit("customerId"))
          .filter("customer", CustomerGraph.ofCustomer("customerId"))
          .orderBy("on", "position", "customerId")
          .groupBy("scheme", "oldTier", "newTier", "month")
          .groupBy("managerId", PortfolioGraph.manager("customerId"))
          .groupBy("unitId", CustomerGraph.known("customerId", "unitId"))
          .groupBy("sectionId", CustomerGraph.known("customerId", "sectionId"))
          .groupBy("region", CustomerGraph.known("customerId", "region"))
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
    graph.type("PolicyTier", PolicyText.Tier.class);
    graph.type("PolicyFinding", PolicyFinding.class);
    graph.type("TierMove", TierMoveRow.class);
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
    graph.<PolicyRow>field(
        "Policy", "metrics", (row, _) -> List.copyOf(Policies.read(row.text()).metrics()));
    graph.<PolicyRow>field("Policy", "findings", (row, _) -> Policies.read(row.text()).findings());
    graph.<PolicyRow, PolicyRow, LocalDate>batch(
        "Policy", "effectiveTo", row -> row, Policies::lastDays);
    graph.<PolicyRow, PolicyRow, Boolean>batch(
        "Policy", "superseded", row -> row, Policies::superseded);
    graph.<PolicyFinding>field("PolicyFinding", "sentence", (row, _) -> row.sentence());
    graph.<PolicyFinding>field("PolicyFinding", "example", (row, _) -> told(row.example()));
    graph.root("bindingSchemes", question -> binding(question.view()));
    graph.type("TierWhy", TierReasons.class);
    graph.type("TierReason", Reasons.Reason.class);
    graph.<TierRow>field("Tier", "why", (row, question) -> TierReasons.of(row, question.view()));
    graph.reference("Tier", "customer", "Customer", TierFold.TABLE, "customerId");
    graph.<TierRow>field("Tier", "figures", (row, _) -> used(row));
    graph.<TierRow, Policies.Given, PolicyText.Tier>batch(
        "Tier", "gets", Policies.Given::of, Policies::gets);
    graph.reference("TierMove", "customer", "Customer", TierMoveFold.TABLE, "customerId");
    graph.<CustomerRow, TierRow>list(
        "Customer", "tiers", TIERS, "customerId", CustomerRow::customerId);
    graph.<CustomerRow, TierMoveRow>nested(
        "Customer", "tierMoves", MOVES, "customerId", CustomerRow::filed);
    graph.<CustomerRow, String, TierRow>batch(
        "Customer", "tier", row -> row.customerId().value(), SegmentationGraph::tiers);
  }

  private static List<Measured> told(Map<Metric, Figure> figures) {
    return figures.entrySet().stream()
        .map(
            entry ->
                new Measured(
                    entry.getKey(),
                    entry.getKey().kind(),
                    entry.getValue().value(),
                    null,
                    null,
                    null,
                    List.of()))
        .toList();
  }

  /** What was known and what was not when a tier was decided, in the order of the metrics. */
  private static List<Measured> used(TierRow tier) {
    Metrics metrics = tier.metrics();
    List<Measured> used = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      @Nullable Figure figure = metrics.known().get(metric);
      @Nullable Lack lack = metrics.missing().get(metric);
      if (figure != null || lack != null) {
        used.add(
            new Measured(
                metric,
                metric.kind(),
                figure == null ? null : figure.value(),
                figure != null && metric.kind() == Metric.Kind.AMOUNT
                    ? metrics.currency().getCurrencyCode()
                    : null,
                lack,
                null,
                List.of()));
      }
    }
    return used;
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
        .and(
            CustomerGraph.unmerged(
                "customerId", new Filter.Scope(question.snapshot(), question.moment(), tier)))
        .forEach(
            record -> {
              TierRow row = tier.row(record, 0);
              tiers.put(row.customerId().value(), row);
            });
    return tiers;
  }

  private static List<String> binding(View view) {
    Relation<BindingRow> set = view.read(BindingFold.TABLE);
    return view
        .sql()
        .select(set.columns())
        .from(set.table())
        .where(set.at())
        .fetchOptional(record -> set.row(record, 0))
        .orElse(BindingRow.DEFAULT)
        .schemes()
        .stream()
        .map(SchemeId::value)
        .toList();
  }
}
