package org.relata.query.segmentation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.relata.query.platform.graph.GraphRefusal;
import org.relata.query.platform.graph.Question;
import org.relata.query.platform.graph.Relation;

/** Moves between tiers: every step, or what the steps between two days come to. */
final class TierMoves {

  private static final String NET = "net";

  private TierMoves() {}

  /** All steps; with the argument {@code between} one net move per customer and scheme. */
  static Relation<TierMoveRow> rows(Question question) {
    Relation<TierMoveRow> steps = question.read(TierMoveFold.TABLE);
    @Nullable Map<String, LocalDate> between = question.argument("between");
    if (between == null) {
      return steps;
    }
    LocalDate from = between.get("from");
    LocalDate to = between.get("to");
    if (from == null || to == null || from.isAfter(to)) {
      throw new GraphRefusal("INVALID_SPAN", "The first day is not after the last one.");
    }
    Table<?> net = lastSteps(from, to, question).asTable(NET);
    String before = steps.column("oldTier").getName();
    String after = steps.column("newTier").getName();
    return steps.over(
        DSL.select(net.fields())
            .from(net)
            .where(
                DSL.field(DSL.name(NET, before)).isDistinctFrom(DSL.field(DSL.name(NET, after)))));
  }

  /** The last step of each customer between the days, told as one from the tier before them. */
  private static Select<?> lastSteps(LocalDate from, LocalDate to, Question question) {
    Relation<TierMoveRow> last = question.read(TierMoveFold.TABLE);
    Relation<TierMoveRow> first = question.read(TierMoveFold.TABLE);
    Field<Object> scheme = last.column("scheme");
    Field<Object> customer = last.column("customerId");
    Field<?> before =
        DSL.field(
            DSL.select(first.column("newTier"))
                .from(first.table())
                .where(first.at())
                .and(first.column("scheme").eq(scheme))
                .and(first.column("customerId").eq(customer))
                .and(first.column("on").le((Object) from))
                .orderBy(first.column("on").desc(), first.column("position").desc())
                .limit(1));
    String replaced = last.column("oldTier").getName();
    List<Field<?>> columns = new ArrayList<>();
    last.columns()
        .forEach(
            column ->
                columns.add(column.getName().equals(replaced) ? before.as(replaced) : column));
    columns.add(last.validFrom());
    columns.add(last.validTo());
    return DSL.select(columns)
        .distinctOn(scheme, customer)
        .from(last.table())
        .where(last.at())
        .and(last.column("on").gt((Object) from))
        .and(last.column("on").le((Object) to))
        .orderBy(scheme, customer, last.column("on").desc(), last.column("position").desc());
  }
}
