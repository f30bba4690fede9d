package org.relata.query.platform.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.relata.query.platform.fold.RowTable;

/** The filters that listings are made of. Each names the component of the row that it is about. */
public final class Filters {

  /** Longest list of values in one filter. */
  public static final int MAX_VALUES = 500;

  private Filters() {}

  /**
   * The column is one of a list of values: {@code kind: [PERSONAL]}; an empty list matches none.
   */
  public static Filter in(String component) {
    return (value, scope) -> {
      List<Object> plain = new ArrayList<>();
      for (Object one : values(value)) {
        plain.add(scope.relation().plain(component, one));
      }
      return scope.relation().column(component).in(plain);
    };
  }

  /** The column, a list of texts, holds one of a list of values; an empty list matches none. */
  public static Filter holdsAny(String component) {
    return (value, scope) ->
        DSL.condition("{0} && {1}", scope.relation().column(component), texts(value));
  }

  /** A list of texts as one parameter; refused when there are too many. */
  public static Field<String[]> texts(Object value) {
    return Relation.texts(values(value).stream().map(String::valueOf).toList());
  }

  private static Collection<?> values(Object value) {
    Collection<?> values = value instanceof Collection<?> many ? many : List.of(value);
    if (values.size() > MAX_VALUES) {
      throw GraphRefusal.limit(
          "VALUES_LIMIT", "A filter holds too many values.", MAX_VALUES, values.size());
    }
    return values;
  }

  /** The column equals one value. */
  public static Filter equal(String component) {
    return (value, scope) ->
        scope.relation().column(component).eq(scope.relation().plain(component, value));
  }

  /** Input {@code TextFilter}: eq, in any case; contains and startsWith disregard case. */
  public static Filter text(String component) {
    return (value, scope) -> {
      Field<String> column = scope.relation().column(component).cast(String.class);
      Condition condition = DSL.noCondition();
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
        if (entry.getValue() instanceof String text) {
          condition =
              condition.and(
                  switch (String.valueOf(entry.getKey())) {
                    case "eq" -> scope.relation().column(component).eq((Object) text);
                    case "contains" -> column.likeIgnoreCase("%" + escaped(text) + "%", '\\');
                    case "startsWith" -> column.likeIgnoreCase(escaped(text) + "%", '\\');
                    default -> throw unknown(entry.getKey());
                  });
        }
      }
      return condition;
    };
  }

  /**
   * Inputs {@code DateRange}, {@code DateTimeRange}, {@code DecimalRange}, {@code LongRange}: both
   * ends belong to the range.
   */
  public static Filter range(String component) {
    return (value, scope) -> {
      Field<Object> column = scope.relation().column(component);
      Condition condition = DSL.noCondition();
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
        if (entry.getValue() != null) {
          Object end = scope.relation().plain(component, fitting(column, entry.getValue()));
          condition =
              condition.and(
                  switch (String.valueOf(entry.getKey())) {
                    case "from" -> column.ge(end);
                    case "to" -> column.le(end);
                    default -> throw unknown(entry.getKey());
                  });
        }
      }
      return condition;
    };
  }

  /** True: the column has a value; false: it has none. */
  public static Filter present(String component) {
    return (value, scope) ->
        Boolean.TRUE.equals(value)
            ? scope.relation().column(component).isNotNull()
            : scope.relation().column(component).isNull();
  }

  /**
   * A row of another fold belongs to this row and passes the inner filter.
   *
   * @param own the component of the listing's row
   * @param foreign the component of the other row that equals it
   */
  public static <S extends Record> Filter exists(
      RowTable<S> other, String own, String foreign, Filter inner) {
    return (value, scope) -> {
      Relation<S> relation = scope.other(other);
      Filter.Scope within = new Filter.Scope(scope.snapshot(), scope.moment(), relation);
      return DSL.exists(
          DSL.selectOne()
              .from(relation.table())
              .where(relation.at())
              .and(relation.column(foreign).eq(scope.relation().column(own)))
              .and(inner.condition(value, within)));
    };
  }

  /** True: a row of another fold belongs to this row; false: none does. */
  public static <S extends Record> Filter has(RowTable<S> other, String own, String foreign) {
    Filter exists = exists(other, own, foreign, (_, _) -> DSL.noCondition());
    return (value, scope) ->
        Boolean.TRUE.equals(value)
            ? exists.condition(value, scope)
            : DSL.not(exists.condition(value, scope));
  }

  /** The text as it stands in a pattern of LIKE. */
  public static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }

  /** Int columns are filtered with LongRange as well. */
  private static Object fitting(Field<Object> column, Object value) {
    return value instanceof Long number && column.getDataType().getType().equals(Integer.class)
        ? (Object) Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE)
        : value;
  }

  private static IllegalArgumentException unknown(@Nullable Object name) {
    return new IllegalArgumentException(
        "No such filter: " + String.valueOf(name).toLowerCase(Locale.ROOT));
  }
}
