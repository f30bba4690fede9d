package org.relata.query.platform.graph;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.relata.query.platform.fold.RowField;

/**
 * Groups the rows of a listing and counts them; sum, least, greatest and mean are computed for
 * those fields only that are selected. An amount of money is never added up over currencies:
 * selecting it makes groups by its currency.
 */
record Groups<R extends java.lang.Record>(
    Snapshot snapshot,
    Moment moment,
    Listing<R> listing,
    Relation<R> relation,
    GraphSettings settings) {

  private static final int MEAN_SCALE = 6;

  /**
   * The groups, the largest first.
   *
   * @param by names of the group-by enum
   * @param selected whether the answer shows a field
   */
  List<Map<String, @Nullable Object>> of(
      @Nullable Object filter, List<String> by, Predicate<String> selected) {
    Filter.Scope scope = new Filter.Scope(snapshot, moment, relation);
    Map<String, Field<Object>> keys = new LinkedHashMap<>();
    listing.groupNames().stream()
        .filter(name -> by.contains(OrderTerm.constant(name)))
        .forEach(name -> keys.put(name, listing.group(name, scope)));
    List<Field<?>> columns = new ArrayList<>(keys.values());
    List<Aggregate> aggregates = new ArrayList<>();
    for (String name : new TreeSet<>(listing.aggregateNames())) {
      if (selected.test(name)) {
        Aggregate aggregate = Aggregate.of(name, listing.aggregateField(name), relation);
        aggregates.add(aggregate);
        columns.addAll(aggregate.currency());
      }
    }
    List<SelectFieldOrAsterisk> selection = new ArrayList<>(columns);
    Field<Integer> count = DSL.count();
    selection.add(count);
    aggregates.forEach(aggregate -> selection.addAll(aggregate.values().values()));
    List<Map<String, @Nullable Object>> groups =
        snapshot
            .sql()
            .select(selection)
            .from(relation.table())
            .where(listing.condition(filter, scope))
            .groupBy(places(columns))
            .orderBy(ordered(count, columns))
            .limit(settings.groups() + 1)
            .fetch(record -> group(record, keys, aggregates, count));
    if (groups.size() > settings.groups()) {
      throw GraphRefusal.limit(
          "GROUPS_LIMIT", "There are too many groups.", settings.groups(), groups.size());
    }
    return groups;
  }

  /** By place: an expression with parameters would not be taken for the same when told again. */
  private static List<Field<Integer>> places(List<Field<?>> columns) {
    return IntStream.rangeClosed(1, columns.size())
        .<Field<Integer>>mapToObj(place -> DSL.inline(place))
        .toList();
  }

  private static List<org.jooq.OrderField<?>> ordered(
      Field<Integer> count, List<Field<?>> columns) {
    List<org.jooq.OrderField<?>> order = new ArrayList<>();
    order.add(count.desc());
    places(columns).forEach(place -> order.add(place.asc()));
    return order;
  }

  private static Map<String, @Nullable Object> group(
      Record record,
      Map<String, Field<Object>> keys,
      List<Aggregate> aggregates,
      Field<Integer> count) {
    Map<String, @Nullable Object> group = new LinkedHashMap<>();
    keys.forEach((name, column) -> group.put(name, record.get(column)));
    group.put("count", record.get(count).longValue());
    for (Aggregate aggregate : aggregates) {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      aggregate.values().forEach((name, field) -> values.put(name, record.get(field)));
      aggregate.currency().forEach(field -> values.put("currency", record.get(field)));
      group.put(aggregate.name(), values);
    }
    return group;
  }

  /** What is computed of one component: which figures its type has. */
  private record Aggregate(
      String name, Map<String, Field<?>> values, List<Field<Object>> currency) {

    static Aggregate of(String name, RowField field, Relation<?> relation) {
      Field<Object> column = relation.column(field.column());
      Map<String, Field<?>> values = new LinkedHashMap<>();
      switch (field.column().type()) {
        case NUMERIC, INTEGER, BIGINT -> {
          Field<BigDecimal> number = column.cast(SQLDataType.NUMERIC);
          values.put("min", DSL.min(number).as(name + "_min"));
          values.put("max", DSL.max(number).as(name + "_max"));
          values.put("sum", DSL.sum(number).as(name + "_sum"));
          values.put("avg", DSL.round(DSL.avg(number), MEAN_SCALE).as(name + "_avg"));
        }
        default -> {
          values.put("min", DSL.min(column).as(name + "_min"));
          values.put("max", DSL.max(column).as(name + "_max"));
        }
      }
      List<Field<Object>> currency =
          field.columns().size() == 2
              ? List.of(relation.column(field.columns().get(1)))
              : List.of();
      return new Aggregate(name, values, currency);
    }
  }
}
