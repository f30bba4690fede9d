package org.relata.query.segmentation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.valuation.Metric;
import org.relata.query.holding.HoldingFacts;
import org.relata.query.platform.graph.Filter;
import org.relata.query.platform.graph.GraphRefusal;
import org.relata.query.platform.graph.Question;
import org.relata.query.platform.graph.Relation;
import org.relata.query.portfolio.PortfolioGraph;

/**
 * Reports over many customers at once, from the figures by which their tiers in one scheme were
 * decided: exact decimals, as of any position, one statement each.
 */
final class TierReports {

  static final int MAX_PARTS = 100;
  static final int MAX_CUTS = 20;
  static final int MAX_RANKED = 500;
  private static final int SHARE_DECIMALS = 4;
  private static final int SCORE_DECIMALS = 2;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /**
   * A part of the customers, the best first, and what all up to it come to together.
   *
   * @param part from 1
   * @param customers how many up to its end
   * @param amount of those together
   * @param customerShare of all customers, 0 to 1
   * @param amountShare of the whole amount; null when that is not above zero
   */
  record ConcentrationPart(
      int part,
      long customers,
      BigDecimal amount,
      BigDecimal customerShare,
      @Nullable BigDecimal amountShare) {}

  /**
   * How few customers make how much.
   *
   * @param missing customers of whom the figure is not known: they are in no part
   */
  record Concentration(
      long customers, long missing, BigDecimal amount, List<ConcentrationPart> parts) {}

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
      @Nullable String employeeId, long customers, long missing, BigDecimal amount) {}

  /**
   * A step of a score by percentile.
   *
   * @param from the least figure that scores it
   * @param score the share of customers whose figure is lower, 0 to 100, rounded down to a part
   */
  record PercentileStep(BigDecimal from, BigDecimal score) {}

  private final Question question;
  private final Relation<TierRow> tier;
  private final Filter.Scope scope;
  private final Condition chosen;

  /** As the arguments {@code scheme} and {@code filter} choose. */
  TierReports(Question question) {
    this.question = question;
    this.tier = question.read(TierFold.TABLE);
    this.scope = new Filter.Scope(question.snapshot(), question.moment(), tier);
    this.chosen =
        SegmentationGraph.TIERS
            .condition(question.argument("filter"), scope)
            .and(tier.column("scheme").eq((Object) question.text("scheme")));
  }

  Concentration concentration() {
    int parts = count("parts", MAX_PARTS);
    Field<BigDecimal> value = figure("metric").as("value");
    Table<?> figures =
        DSL.select(value, tier.column("customerId").as("customer"))
            .from(tier.table())
            .where(chosen)
            .asTable("figures");
    Field<BigDecimal> told = DSL.field(DSL.name("figures", "value"), BigDecimal.class);
    Field<String> customer = DSL.field(DSL.name("figures", "customer"), String.class);
    Field<Integer> part =
        DSL.ntile(parts).over(DSL.orderBy(told.desc(), customer.asc())).as("part");
    Table<?> placed =
        DSL.select(part, told.as("value")).from(figures).where(told.isNotNull()).asTable("placed");
    long missing =
        Objects.requireNonNull(
            question
                .snapshot()
                .sql()
                .selectCount()
                .from(figures)
                .where(told.isNull())
                .fetchOne(0, Long.class));
    List<ConcentrationPart> own = new ArrayList<>();
    Field<Integer> number = DSL.field(DSL.name("placed", "part"), Integer.class);
    question
        .snapshot()
        .sql()
        .select(
            number, DSL.count(), DSL.sum(DSL.field(DSL.name("placed", "value"), BigDecimal.class)))
        .from(placed)
        .groupBy(number)
        .orderBy(number)
        .forEach(
            row ->
                own.add(
                    new ConcentrationPart(
                        row.get(0, Integer.class),
                        row.get(1, Long.class),
                        row.get(2, BigDecimal.class),
                        BigDecimal.ZERO,
                        null)));
    return concentration(own, missing);
  }

  private static Concentration concentration(List<ConcentrationPart> own, long missing) {
    long customers = own.stream().mapToLong(ConcentrationPart::customers).sum();
    BigDecimal amount =
        own.stream().map(ConcentrationPart::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    List<ConcentrationPart> parts = new ArrayList<>();
    long customersSoFar = 0;
    BigDecimal amountSoFar = BigDecimal.ZERO;
    for (ConcentrationPart one : own) {
      customersSoFar += one.customers();
      amountSoFar = amountSoFar.add(one.amount());
      parts.add(
          new ConcentrationPart(
              one.part(),
              customersSoFar,
              amountSoFar,
              share(BigDecimal.valueOf(customersSoFar), BigDecimal.valueOf(customers)),
              amount.signum() > 0 ? share(amountSoFar, amount) : null));
    }
    return new Concentration(customers, missing, amount, parts);
  }

  List<Ranked> ranking() {
    int first = count("first", MAX_RANKED);
    boolean lowest = Boolean.TRUE.equals(question.<Boolean>argument("lowestFirst"));
    Field<BigDecimal> value = figure("metric");
    Field<Integer> place = DSL.rank().over(DSL.orderBy(lowest ? value.asc() : value.desc()));
    List<Field<?>> columns = new ArrayList<>(tier.columns());
    columns.add(place.as("place"));
    columns.add(value.as("value"));
    int base = tier.columns().size();
    return question
        .snapshot()
        .sql()
        .select(columns)
        .from(tier.table())
        .where(chosen)
        .and(value.isNotNull())
        .orderBy(DSL.field(DSL.name("place")), tier.column("customerId"))
        .limit(first)
        .fetch(
            row ->
                new Ranked(
                    row.get(base, Long.class),
                    row.get(base + 1, BigDecimal.class),
                    tier.row(row, 0)));
  }

  List<Cell> matrix() {
    Field<Integer> row = bucket("rows", "rowCuts").as("r");
    Field<Integer> column = bucket("columns", "columnCuts").as("c");
    return question
        .snapshot()
        .sql()
        .select(row, column, DSL.count())
        .from(tier.table())
        .where(chosen)
        .and(figure("rows").isNotNull())
        .and(figure("columns").isNotNull())
        .groupBy(DSL.inline(1), DSL.inline(2))
        .orderBy(DSL.inline(1), DSL.inline(2))
        .fetch(
            cell ->
                new Cell(
                    cell.get(0, Integer.class),
                    cell.get(1, Integer.class),
                    cell.get(2, Long.class)));
  }

  private Field<Integer> bucket(String metric, String cuts) {
    List<?> given = Objects.requireNonNull(question.<List<?>>argument(cuts));
    BigDecimal[] bounds = given.stream().map(BigDecimal.class::cast).toArray(BigDecimal[]::new);
    boolean rising = true;
    for (int i = 1; i < bounds.length; i++) {
      rising &= bounds[i - 1].compareTo(bounds[i]) < 0;
    }
    if (bounds.length == 0 || bounds.length > MAX_CUTS || !rising) {
      throw GraphRefusal.limit(
              "INVALID_CUTS", "1 to 20 cuts rise from each to the next.", MAX_CUTS, bounds.length)
          .with("argument", cuts);
    }
    return DSL.field(
        "width_bucket({0}, {1})",
        Integer.class, figure(metric), DSL.val(bounds, SQLDataType.NUMERIC.array()));
  }

  List<ProductHolding> products() {
    LocalDate on = Objects.requireNonNull(question.<LocalDate>argument("on"));
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
                .and(all.column("scheme").eq((Object) question.text("scheme")))
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
                  share(BigDecimal.valueOf(holders), BigDecimal.valueOf(customers)));
            });
  }

  List<AttributedAmount> attributed() {
    Field<Object> employee = PortfolioGraph.attributed("customerId").field(scope).as("employee");
    Field<BigDecimal> value = figure("metric");
    return question
        .snapshot()
        .sql()
        .select(
            employee,
            DSL.count(),
            DSL.count().minus(DSL.count(value)),
            DSL.coalesce(DSL.sum(value), BigDecimal.ZERO).as("amount"))
        .from(tier.table())
        .where(chosen)
        .groupBy(DSL.inline(1))
        .orderBy(DSL.field(DSL.name("amount")).desc(), DSL.inline(1))
        .fetch(
            row ->
                new AttributedAmount(
                    row.get(0, String.class),
                    row.get(1, Long.class),
                    row.get(2, Long.class),
                    row.get(3, BigDecimal.class)));
  }

  List<PercentileStep> percentiles() {
    int parts = count("parts", MAX_PARTS);
    Field<BigDecimal> value = figure("metric");
    Field<BigDecimal> told = DSL.field(DSL.name("told", "value"), BigDecimal.class);
    Field<Integer> part = DSL.field(DSL.name("told", "part"), Integer.class);
    Table<?> figures =
        DSL.select(
                value.as("value"),
                DSL.rank()
                    .over(DSL.orderBy(value))
                    .minus(1)
                    .mul(parts)
                    .div(DSL.count().over())
                    .as("part"))
            .from(tier.table())
            .where(chosen)
            .and(value.isNotNull())
            .asTable("told");
    return question
        .snapshot()
        .sql()
        .select(DSL.min(told), part)
        .from(figures)
        .groupBy(part)
        .orderBy(part)
        .fetch(
            row ->
                new PercentileStep(
                    row.get(0, BigDecimal.class),
                    BigDecimal.valueOf(row.get(1, Long.class))
                        .multiply(HUNDRED)
                        .divide(BigDecimal.valueOf(parts), SCORE_DECIMALS, RoundingMode.HALF_UP)));
  }

  /** A figure by which the tier was decided; null where it was not known or not asked for. */
  private Field<BigDecimal> figure(String argument) {
    Metric metric = Metric.valueOf(question.text(argument));
    if (metric.kind() == Metric.Kind.FLAG || metric.kind() == Metric.Kind.CODE) {
      throw new GraphRefusal("NOT_A_NUMBER", "This metric is no number.")
          .with("argument", argument);
    }
    return DSL.field(
        "({0} -> 'known' ->> {1})::numeric",
        BigDecimal.class, tier.column("metrics"), DSL.inline(metric.name()));
  }

  private int count(String argument, int most) {
    int count = Objects.requireNonNull(question.<Integer>argument(argument));
    if (count < 1 || count > most) {
      throw GraphRefusal.limit("OUT_OF_RANGE", "There are 1 to " + most + ".", most, count)
          .with("argument", argument);
    }
    return count;
  }

  private static BigDecimal share(BigDecimal part, BigDecimal whole) {
    return part.divide(whole, SHARE_DECIMALS, RoundingMode.HALF_UP);
  }
}
