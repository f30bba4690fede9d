package org.relata.oracle;

import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLEnumValueDefinition;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLTypeUtil;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.value.Money;

/**
 * Groups of rows with their figures, the largest first and then by what they have in common. Money
 * is never added up over currencies: where a figure of an amount is shown, there is a group for
 * each currency.
 */
final class Grouped {

  private static final int MEAN_SCALE = 6;

  /** What rows have in common that is no component of theirs. */
  @FunctionalInterface
  private interface Common {
    @Nullable Object of(Record row, At at);
  }

  private static final Map<String, Common> SPECIAL =
      Map.ofEntries(
          Map.entry("CustomerGroupBy.MANAGER_ID", Grouped::manager),
          Map.entry("TierGroupBy.MANAGER_ID", Grouped::manager),
          Map.entry("TierMoveGroupBy.MANAGER_ID", Grouped::manager),
          Map.entry("TierGroupBy.UNIT_ID", of("unitId")),
          Map.entry("TierMoveGroupBy.UNIT_ID", of("unitId")),
          Map.entry("TierGroupBy.SECTION_ID", of("sectionId")),
          Map.entry("TierMoveGroupBy.SECTION_ID", of("sectionId")),
          Map.entry("TierGroupBy.REGION", of("region")),
          Map.entry("TierMoveGroupBy.REGION", of("region")),
          Map.entry("PostingGroupBy.CURRENCY", Grouped::currency),
          Map.entry("FeeGroupBy.CURRENCY", Grouped::currency));

  private Grouped() {}

  static boolean knows(GraphQLEnumType by, String constant, Class<?> row) {
    return SPECIAL.containsKey(by.getName() + "." + constant)
        || Plain.has(row, Order.component(constant));
  }

  /** What is written by hand, as {@code TierGroupBy.UNIT_ID}. */
  static Set<String> special() {
    return SPECIAL.keySet();
  }

  /**
   * The groups, each a map by the names of the fields of the group's type.
   *
   * @param by all values of the group-by enum, in whose order groups of one size come
   * @param selected whether a field is shown
   */
  static List<Map<String, @Nullable Object>> of(
      List<Record> rows,
      GraphQLEnumType by,
      Collection<?> asked,
      GraphQLObjectType type,
      Predicate<String> selected,
      At at) {
    List<String> names =
        by.getValues().stream()
            .map(GraphQLEnumValueDefinition::getName)
            .filter(asked::contains)
            .toList();
    List<String> figures = figures(type, selected);
    List<String> amounts =
        figures.stream()
            .filter(name -> isMoney(type, name))
            .collect(java.util.stream.Collectors.toCollection(TreeSet::new))
            .stream()
            .toList();
    Map<List<@Nullable Object>, List<Record>> members = new LinkedHashMap<>();
    if (names.isEmpty() && amounts.isEmpty()) {
      members.put(new ArrayList<>(), new ArrayList<>());
    }
    for (Record row : rows) {
      List<@Nullable Object> key = new ArrayList<>();
      names.forEach(name -> key.add(common(by, name, row, at)));
      amounts.forEach(name -> key.add(currencyOf(Plain.raw(row, name))));
      members.computeIfAbsent(key, _ -> new ArrayList<>()).add(row);
    }
    return members.entrySet().stream()
        .sorted(Grouped.<Record>largestFirst())
        .map(
            entry -> {
              Map<String, @Nullable Object> group = new LinkedHashMap<>();
              for (int i = 0; i < names.size(); i++) {
                group.put(Order.component(names.get(i)), entry.getKey().get(i));
              }
              group.put("count", (long) entry.getValue().size());
              figures.forEach(name -> group.put(name, figure(entry.getValue(), name)));
              for (int i = 0; i < amounts.size(); i++) {
                @SuppressWarnings("unchecked")
                Map<String, @Nullable Object> figure =
                    (Map<String, @Nullable Object>)
                        Objects.requireNonNull(group.get(amounts.get(i)));
                figure.put("currency", entry.getKey().get(names.size() + i));
              }
              return group;
            })
        .toList();
  }

  /** By size, then by each value in common, those without a value last. */
  static <T> Comparator<Map.Entry<List<@Nullable Object>, List<T>>> largestFirst() {
    return (one, other) -> {
      int order = Integer.compare(other.getValue().size(), one.getValue().size());
      for (int i = 0; order == 0 && i < one.getKey().size(); i++) {
        order = Order.compare(one.getKey().get(i), other.getKey().get(i));
      }
      return order;
    };
  }

  private static List<String> figures(GraphQLObjectType type, Predicate<String> selected) {
    return type.getFieldDefinitions().stream()
        .filter(field -> typeName(field).endsWith("Aggregate"))
        .map(GraphQLFieldDefinition::getName)
        .filter(selected)
        .toList();
  }

  private static boolean isMoney(GraphQLObjectType type, String field) {
    return typeName(type.getFieldDefinition(field)).equals("MoneyAggregate");
  }

  private static String typeName(GraphQLFieldDefinition field) {
    return GraphQLTypeUtil.simplePrint(GraphQLTypeUtil.unwrapAll(field.getType()));
  }

  private static @Nullable Object common(GraphQLEnumType by, String name, Record row, At at) {
    @Nullable Common special = SPECIAL.get(by.getName() + "." + name);
    return special == null ? Plain.of(row, Order.component(name)) : special.of(row, at);
  }

  private static Map<String, @Nullable Object> figure(List<Record> rows, String component) {
    List<Object> values = new ArrayList<>();
    for (Record row : rows) {
      if (Plain.of(row, component) instanceof Object value) {
        boolean number = value instanceof Number || value instanceof Money;
        values.add(number ? (Object) Plain.decimal(value) : value);
      }
    }
    Map<String, @Nullable Object> figure = new LinkedHashMap<>();
    figure.put("min", values.stream().min(Plain::compare).orElse(null));
    figure.put("max", values.stream().max(Plain::compare).orElse(null));
    if (values.isEmpty()) {
      figure.put("sum", null);
      figure.put("avg", null);
    } else if (values.getFirst() instanceof Number) {
      BigDecimal sum = values.stream().map(Plain::decimal).reduce(BigDecimal.ZERO, BigDecimal::add);
      figure.put("sum", sum);
      figure.put(
          "avg", sum.divide(BigDecimal.valueOf(values.size()), MEAN_SCALE, RoundingMode.HALF_UP));
    }
    return figure;
  }

  private static @Nullable Object manager(Record row, At at) {
    @Nullable Record custody = at.row("custody", Plain.text(row, "customerId"));
    return custody == null ? null : Plain.of(custody, "managerId");
  }

  /** What is known of the customer that a row names. */
  private static Common of(String component) {
    return (row, at) -> {
      @Nullable Record customer = at.row("customer", Plain.text(row, "customerId"));
      return customer == null ? null : Plain.of(customer, component);
    };
  }

  private static @Nullable Object currency(Record row, At at) {
    return currencyOf(Plain.raw(row, "amount"));
  }

  private static @Nullable Object currencyOf(@Nullable Object amount) {
    return amount instanceof Money money ? money.currency().getCurrencyCode() : null;
  }
}
