package org.relata.query.segmentation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.valuation.Metric;
import org.relata.query.holding.HoldingFacts;
import org.relata.query.platform.graph.Filter;
import org.relata.query.platform.graph.GraphRefusal;
import org.relata.query.platform.graph.Question;
import org.relata.query.platform.graph.Relation;
import org.relata.query.portfolio.PortfolioGraph;

/**
 * Reports over the customers who have a tier in a scheme, from their figures of one day: exact
 * decimals, as of any position. Who they are is one statement, and the figures are of a survey.
 */
final class TierReports {

  static final int MAX_PARTS = 100;
  static final int MAX_CUTS = 20;
  static final int MAX_RANKED = 500;

  /** No employee is called so. */
  private static final String NOBODY = "";

  /** A customer in its place, from 1; equal figures have one place. */
  record Ranked(long place, BigDecimal value, TierRow tier) {}

  /**
   * Customers whose two figures lie between cuts.
   *
   * @param row from 0, for figures below the first cut
   * @param column likewise
   */
  record Cell(int row, int column, long customers) {}

  /**
   * How many customers of a tier hold a kind of account.
   *
   * @param customers of the tier
   * @param share of them that hold it, 0 to 1
   */
  record ProductHolding(String tier, String kind, long holders, long customers, BigDecimal share) {}

  /**
   * What the customers credited to one employee come to.
   *
   * @param employeeId null for income that is credited to nobody
   * @param missing customers of whom the figure is not known: they are not in the amount
   */
  record AttributedAmount(
      @Nullable String employeeId, long customers, long missing, BigDecimal amount) {

    AttributedAmount and(AttributedAmount other) {
      return new AttributedAmount(
          employeeId,
          customers + other.customers,
          missing + other.missing,
          amount.add(other.amount));
    }
  }

  private final Question question;
  private final Surveys surveys;
  private final SchemeId scheme;
  private final LocalDate on;
  private final Relation<TierRow> tier;
  private final Filter.Scope scope;
  private final Condition chosen;

  /** As the arguments {@code scheme}, {@code on} and {@code filter} choose. */
  TierReports(Question question, Surveys surveys) {
    this.question = question;
    this.surveys = surveys;
    this.scheme = Policies.scheme(question);
    this.on = Objects.requireNonNull(question.<LocalDate>argument("on"));
    this.tier = question.read(TierFold.TABLE);
    this.scope = new Filter.Scope(question.snapshot(), question.moment(), tier);
    this.chosen =
        SegmentationGraph.TIERS
            .condition(question.argument("filter"), scope)
            .and(tier.column("scheme").eq((Object) scheme.value()));
  }

  ToldFigures.Concentration concentration() {
    int parts = count("parts", MAX_PARTS);
    return told(metric("metric")).concentration(parts);
  }

  List<ToldFigures.PercentileStep> percentiles() {
    int parts = count("parts", MAX_PARTS);
    return told(metric("metric")).percentiles(parts);
  }

  List<Ranked> ranking() {
    int first = count("first", MAX_RANKED);
    boolean lowest = Boolean.TRUE.equals(question.<Boolean>argument("lowestFirst"));
    List<ToldFigures.Place> places =
        told(metric("metric")).places(lowest, question.argument("after"), first);
    Map<String, TierRow> tiers = tiers(places.stream().map(ToldFigures.Place::customerId).toList());
    return places.stream()
        .map(
            one ->
                new Ranked(
                    one.place(), one.value(), Objects.requireNonNull(tiers.get(one.customerId()))))
        .toList();
  }

  private Map<String, TierRow> tiers(List<String> customers) {
    Map<String, TierRow> tiers = new HashMap<>();
    question
        .snapshot()
        .sql()
        .select(tier.columns())
        .from(tier.table())
        .where(chosen)
        .and(tier.column("customerId").in(customers))
        .forEach(
            record -> {
              TierRow row = tier.row(record, 0);
              tiers.put(row.customerId().value(), row);
            });
    return tiers;
  }

  List<Cell> matrix() {
    Metric rows = metric("rows");
    Metric columns = metric("columns");
    List<BigDecimal> rowCuts = cuts("rowCuts");
    List<BigDecimal> columnCuts = cuts("columnCuts");
    Survey survey = surveys.of(question, scheme, on, EnumSet.of(rows, columns));
    Map<Integer, Long> cells = new TreeMap<>();
    for (String customer : customers(survey)) {
      @Nullable BigDecimal row = survey.figure(rows, customer);
      @Nullable BigDecimal column = survey.figure(columns, customer);
      if (row != null && column != null) {
        int cell = band(row, rowCuts) * (MAX_CUTS + 1) + band(column, columnCuts);
        cells.merge(cell, 1L, Long::sum);
      }
    }
    return cells.entrySet().stream()
        .map(
            one ->
                new Cell(
                    one.getKey() / (MAX_CUTS + 1), one.getKey() % (MAX_CUTS + 1), one.getValue()))
        .toList();
  }

  /** How many cuts a value has come to. */
  private static int band(BigDecimal value, List<BigDecimal> cuts) {
    return (int) cuts.stream().filter(cut -> cut.compareTo(value) <= 0).count();
  }

  private List<BigDecimal> cuts(String argument) {
    List<?> given = Objects.requireNonNull(question.<List<?>>argument(argument));
    List<BigDecimal> cuts = given.stream().map(BigDecimal.class::cast).toList();
    boolean rising = true;
    for (int i = 1; i < cuts.size(); i++) {
      rising &= cuts.get(i - 1).compareTo(cuts.get(i)) < 0;
    }
    if (cuts.isEmpty() || cuts.size() > MAX_CUTS || !rising) {
      throw GraphRefusal.limit(
              "INVALID_CUTS", "1 to 20 cuts rise from each to the next.", MAX_CUTS, cuts.size())
          .with("argument", argument);
    }
    return cuts;
  }

  List<ProductHolding> products() {
    Table<?> kinds = HoldingFacts.kinds(on, question.view());
    Field<String> kind = DSL.field(DSL.name("kinds", "kind"), String.class);
    Field<Object> holder = DSL.field(DSL.name("kinds", "customer_id"), Object.class);
    Field<Object> name = tier.column("tier");
    Relation<TierRow> all = question.read(TierFold.TABLE);
    Field<Integer> size =
        DSL.field(
            DSL.select(DSL.count())
                .from(all.table())
                .where(
                    SegmentationGraph.TIERS.condition(
                        question.argument("filter"),
                        new Filter.Scope(question.snapshot(), question.moment(), all)))
                .and(all.column("scheme").eq((Object) scheme.value()))
                .and(all.column("tier").eq(name)));
    return question
        .snapshot()
        .sql()
        .select(name, kind, DSL.count(), size)
        .from(tier.table())
        .join(kinds)
        .on(holder.eq(tier.column("customerId")))
        .where(chosen)
        .groupBy(name, kind)
        .orderBy(name, DSL.count().desc(), kind)
        .fetch(
            row -> {
              long holders = row.get(2, Long.class);
              long customers = row.get(3, Long.class);
              return new ProductHolding(
                  row.get(0, String.class),
                  row.get(1, String.class),
                  holders,
                  customers,
                  ToldFigures.share(BigDecimal.valueOf(holders), BigDecimal.valueOf(customers)));
            });
  }

  /** The greatest amounts first; what is credited to nobody after those that are equal to it. */
  List<AttributedAmount> attributed() {
    Metric metric = metric("metric");
    Survey survey = survey(metric);
    Field<Object> employee = PortfolioGraph.attributed("customerId").field(scope).as("employee");
    Map<String, AttributedAmount> amounts = new TreeMap<>();
    question
        .snapshot()
        .sql()
        .select(tier.column("customerId"), employee)
        .from(tier.table())
        .where(chosen)
        .forEach(
            row -> {
              @Nullable BigDecimal value = survey.figure(metric, row.get(0, String.class));
              @Nullable String credited = row.get(1, String.class);
              AttributedAmount own =
                  new AttributedAmount(
                      credited, 1, value == null ? 1 : 0, value == null ? BigDecimal.ZERO : value);
              amounts.merge(credited == null ? NOBODY : credited, own, AttributedAmount::and);
            });
    @Nullable AttributedAmount uncredited = amounts.remove(NOBODY);
    List<AttributedAmount> all = new ArrayList<>(amounts.values());
    if (uncredited != null) {
      all.add(uncredited);
    }
    all.sort(Comparator.comparing(AttributedAmount::amount).reversed());
    return all;
  }

  private Survey survey(Metric metric) {
    return surveys.of(question, scheme, on, Set.of(metric));
  }

  private ToldFigures told(Metric metric) {
    Survey survey = survey(metric);
    return ToldFigures.of(customers(survey), customer -> survey.figure(metric, customer));
  }

  /** All whom the survey is about, unless a filter chooses some of them. */
  private List<String> customers(Survey survey) {
    if (question.argument("filter") == null) {
      return survey.customers();
    }
    return question
        .snapshot()
        .sql()
        .select(tier.column("customerId"))
        .from(tier.table())
        .where(chosen)
        .fetch(row -> row.get(0, String.class));
  }

  private Metric metric(String argument) {
    Metric metric = Metric.valueOf(question.text(argument));
    if (metric.kind() == Metric.Kind.FLAG || metric.kind() == Metric.Kind.CODE) {
      throw new GraphRefusal("NOT_A_NUMBER", "This metric is no number.")
          .with("argument", argument);
    }
    return metric;
  }

  private int count(String argument, int most) {
    int count = Objects.requireNonNull(question.<Integer>argument(argument));
    if (count < 1 || count > most) {
      throw GraphRefusal.limit("OUT_OF_RANGE", "There are 1 to " + most + ".", most, count)
          .with("argument", argument);
    }
    return count;
  }
}
