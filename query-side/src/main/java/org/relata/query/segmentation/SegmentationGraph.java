package org.relata.query.segmentation;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.segmentation.Policy;
import org.relata.kernel.segmentation.PolicyFinding;
import org.relata.kernel.segmentation.PolicyText;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.valuation.Figure;
import org.relata.kernel.valuation.Lack;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.valuation.Metrics;
import org.relata.query.customer.CustomerGraph;
import org.relata.query.customer.CustomerRow;
import org.relata.query.platform.graph.Filters;
import org.relata.query.platform.graph.Graph;
import org.relata.query.platform.graph.GraphModule;
import org.relata.query.platform.graph.GraphRefusal;
import org.relata.query.platform.graph.Listing;
import org.relata.query.platform.graph.NodeType;
import org.relata.query.platform.graph.Question;
import org.relata.query.platform.graph.Relation;
import org.relata.query.platform.graph.Snapshot;
import org.relata.query.platform.graph.View;
import org.relata.query.portfolio.PortfolioGraph;
import org.relata.query.valuation.Measured;

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

  private final Backtests backtests = new Backtests();

  /** Reading a policy's conditions is dear and always gives the same. */
  private static final LoadingCache<PolicyText, Policy> POLICY =
      Caffeine.newBuilder().maximumSize(100).build(Policy::of);

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
    graph.<PolicyRow>field("Policy", "metrics", (row, _) -> spokenOf(row));
    graph.<PolicyRow>field("Policy", "findings", (row, _) -> POLICY.get(row.text()).findings());
    graph.<PolicyRow, PolicyRow, LocalDate>batch(
        "Policy", "effectiveTo", row -> row, SegmentationGraph::lastDays);
    graph.<PolicyFinding>field("PolicyFinding", "sentence", (row, _) -> row.sentence());
    graph.<PolicyFinding>field("PolicyFinding", "example", (row, _) -> told(row.example()));
    backtests(graph);
    graph.reference("Tier", "customer", "Customer", TierFold.TABLE, "customerId");
    graph.<TierRow>field("Tier", "figures", (row, _) -> used(row));
    graph.reference("TierMove", "customer", "Customer", TierMoveFold.TABLE, "customerId");
    graph.<CustomerRow, TierRow>list(
        "Customer", "tiers", TIERS, "customerId", CustomerRow::customerId);
    graph.<CustomerRow, TierMoveRow>nested(
        "Customer", "tierMoves", MOVES, "customerId", CustomerRow::customerId);
    graph.<CustomerRow, String, TierRow>batch(
        "Customer", "tier", row -> row.customerId().value(), SegmentationGraph::tiers);
  }

  private void backtests(Graph graph) {
    graph.type("BacktestMonth", BacktestReport.Month.class);
    graph.type("BacktestCount", BacktestReport.Count.class);
    graph.type("BacktestMove", BacktestReport.Move.class);
    graph.type("BacktestTier", BacktestReport.TierLoad.class);
    graph.type("BacktestManager", BacktestReport.ManagerLoad.class);
    graph.root("backtest", this::backtest);
    graph.<Backtest>field("Backtest", "scheme", (test, _) -> test.asked().scheme());
    graph.<Backtest>field("Backtest", "version", (test, _) -> test.asked().version());
    graph.<Backtest>field("Backtest", "position", (test, _) -> test.asked().position());
    graph.<Backtest>field("Backtest", "state", (test, _) -> BacktestReport.state(test));
    graph.<Backtest>field("Backtest", "total", (test, _) -> test.customers().size());
    graph.<Backtest>field("Backtest", "done", (test, _) -> test.done());
    graph.<Backtest>field("Backtest", "months", (test, _) -> BacktestReport.months(test));
    graph.<Backtest>field(
        "Backtest",
        "moves",
        (test, question) ->
            BacktestReport.moves(
                test,
                Objects.requireNonNull(question.<LocalDate>argument("on")),
                question.argument("after"),
                first(question)));
    graph.<Backtest>field(
        "Backtest",
        "tiers",
        (test, question) -> BacktestReport.tiers(test, active(test, question), question.view()));
    graph.<Backtest>field(
        "Backtest",
        "managers",
        (test, question) -> BacktestReport.managers(test, active(test, question), question.view()));
  }

  private static int first(Question question) {
    int first = Objects.requireNonNull(question.<Integer>argument("first"));
    if (first < 1 || first > BacktestReport.MAX_MOVES) {
      throw GraphRefusal.limit(
          "PAGE_LIMIT", "A page has 1 to 500 entries.", BacktestReport.MAX_MOVES, first);
    }
    return first;
  }

  private @Nullable Backtest backtest(Question question) {
    SchemeId scheme = new SchemeId(question.text("scheme"));
    int version = Objects.requireNonNull(question.<Integer>argument("version"));
    @Nullable PolicyRow policy = policy(scheme, version, question.view());
    if (policy == null) {
      return null;
    }
    YearMonth from = month(question, "from");
    YearMonth to = month(question, "to");
    long months = ChronoUnit.MONTHS.between(from, to) + 1;
    if (months < 1) {
      throw new GraphRefusal("INVALID_PERIOD", "A period does not end before it begins.");
    }
    if (months > Backtest.MAX_MONTHS) {
      throw GraphRefusal.limit(
          "PERIOD_LIMIT", "The period has too many months.", Backtest.MAX_MONTHS, months);
    }
    Backtest.Asked asked =
        new Backtest.Asked(
            question.snapshot().incarnation(),
            question.moment().position(),
            scheme,
            version,
            from,
            to);
    Policy rules = POLICY.get(policy.text());
    Supplier<Snapshot> source = question.snapshot().source();
    return backtests.of(asked, () -> new Backtest(asked, rules, source));
  }

  private static YearMonth month(Question question, String argument) {
    return YearMonth.from(Objects.requireNonNull(question.<LocalDate>argument(argument)));
  }

  private static @Nullable PolicyRow policy(SchemeId scheme, int version, View view) {
    Relation<PolicyRow> policy = view.read(PolicyFold.TABLE);
    return view.sql()
        .select(policy.columns())
        .from(policy.table())
        .where(policy.at())
        .and(policy.column("scheme").eq((Object) scheme.value()))
        .and(policy.column("version").eq((Object) version))
        .fetchOptional(record -> policy.row(record, 0))
        .orElse(null);
  }

  /** What decides at the end of the tested period, as far as it is active. */
  private static @Nullable PolicyText active(Backtest test, Question question) {
    Relation<PolicyRow> policy = question.read(PolicyFold.TABLE);
    return question
        .snapshot()
        .sql()
        .select(policy.columns())
        .from(policy.table())
        .where(policy.at())
        .and(policy.column("scheme").eq((Object) test.asked().scheme().value()))
        .and(policy.column("state").eq((Object) PolicyRow.State.ACTIVE.name()))
        .and(policy.column("effectiveFrom").le((Object) test.ends().getLast()))
        .orderBy(policy.column("effectiveFrom").desc())
        .limit(1)
        .fetchOptional(record -> policy.row(record, 0).text())
        .orElse(null);
  }

  /** The metrics that the conditions of a policy speak of. */
  private static List<Metric> spokenOf(PolicyRow policy) {
    return List.copyOf(POLICY.get(policy.text()).metrics());
  }

  /** The day before a later version begins to decide, for those that do decide. */
  private static Map<PolicyRow, LocalDate> lastDays(Set<PolicyRow> policies, Question question) {
    Relation<PolicyRow> policy = question.read(PolicyFold.TABLE);
    Map<PolicyRow, LocalDate> last = new HashMap<>();
    question
        .snapshot()
        .sql()
        .select(policy.columns())
        .from(policy.table())
        .where(policy.at())
        .and(policy.column("state").eq((Object) PolicyRow.State.ACTIVE.name()))
        .orderBy(policy.column("effectiveFrom").desc())
        .forEach(
            record -> {
              PolicyRow later = policy.row(record, 0);
              for (PolicyRow one : policies) {
                if (one.state() == PolicyRow.State.ACTIVE
                    && one.scheme().equals(later.scheme())
                    && later.effectiveFrom().isAfter(one.effectiveFrom())) {
                  last.put(one, later.effectiveFrom().minusDays(1));
                }
              }
            });
    return last;
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
        .forEach(
            record -> {
              TierRow row = tier.row(record, 0);
              tiers.put(row.customerId().value(), row);
            });
    return tiers;
  }
}
