package org.relata.query.platform.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.relata.query.platform.fold.RowField;
import org.relata.query.platform.fold.RowTable;

/**
 * What can be asked of a list of rows, declared once: the filters, the orders, the columns to group
 * by and to aggregate. From it come connections, nested connections and group-by fields; nobody
 * writes a resolver. Names are those of the schema; an application whose schema and listings differ
 * does not start.
 *
 * @param <R> the row record
 */
public final class Listing<R extends Record> {

  private final RowTable<R> table;
  private final Map<String, Filter> filters;
  private final Map<String, String> orders;
  private final Map<String, Grouping> groups;
  private final Map<String, String> aggregates;
  private final @Nullable Filter always;

  /** What the rows of one group have in common, as a column or an expression of the scope. */
  @FunctionalInterface
  public interface Grouping {
    Field<Object> field(Filter.Scope scope);
  }

  private Listing(Builder<R> builder) {
    this.table = builder.table;
    this.filters = Map.copyOf(builder.filters);
    this.orders = Map.copyOf(builder.orders);
    this.groups = new LinkedHashMap<>(builder.groups);
    this.aggregates = Map.copyOf(builder.aggregates);
    this.always = builder.always;
  }

  /** Begins a listing of all rows of a fold. */
  public static <R extends Record> Builder<R> of(RowTable<R> table) {
    return new Builder<>(table);
  }

  RowTable<R> table() {
    return table;
  }

  Set<String> filterNames() {
    return filters.keySet();
  }

  Set<String> orderNames() {
    return orders.keySet();
  }

  Set<String> groupNames() {
    return groups.keySet();
  }

  Set<String> aggregateNames() {
    return aggregates.keySet();
  }

  /** What stands behind a value of the group-by enum. */
  Field<Object> group(String name, Filter.Scope scope) {
    return known(groups, name).field(scope);
  }

  RowField aggregateField(String name) {
    return table.field(known(aggregates, name));
  }

  /** The rows of the moment that pass the filter, an input object of the schema or null. */
  public Condition condition(@Nullable Object filter, Filter.Scope scope) {
    Condition condition = scope.relation().at();
    if (always != null) {
      condition = condition.and(always.condition(Boolean.TRUE, scope));
    }
    return filter == null
        ? condition
        : condition.and(filtered((Map<?, ?>) filter, scope, DSL.noCondition()));
  }

  private Condition filtered(Map<?, ?> filter, Filter.Scope scope, Condition all) {
    Condition condition = all;
    for (Map.Entry<?, ?> entry : filter.entrySet()) {
      @Nullable Object value = entry.getValue();
      if (value == null) {
        continue;
      }
      condition =
          condition.and(
              switch (String.valueOf(entry.getKey())) {
                case "or" -> any((List<?>) value, scope);
                // A condition on what a row does not have is neither true nor false to SQL; here it
                // does not hold, and its opposite does.
                case "not" -> DSL.condition("({0}) IS NOT TRUE", whole(value, scope));
                default -> known(filters, String.valueOf(entry.getKey())).condition(value, scope);
              });
    }
    return condition;
  }

  private Condition any(List<?> filters, Filter.Scope scope) {
    Condition any = DSL.falseCondition();
    for (Object one : filters) {
      any = any.or(whole(one, scope));
    }
    return any;
  }

  /** A filter that says nothing holds of every row. */
  private Condition whole(Object filter, Filter.Scope scope) {
    return filtered((Map<?, ?>) filter, scope, DSL.trueCondition());
  }

  /** The order asked for, made total by the key. */
  List<OrderTerm> order(@Nullable Object orderBy) {
    Map<String, OrderTerm> terms = new LinkedHashMap<>();
    if (orderBy instanceof List<?> asked) {
      for (Object one : asked) {
        Map<?, ?> term = (Map<?, ?>) one;
        String component = known(orders, String.valueOf(term.get("by")));
        boolean ascending = !"DESC".equals(String.valueOf(term.get("direction")));
        terms.putIfAbsent(component, new OrderTerm(table.field(component), ascending));
      }
    }
    for (RowField key : table.key()) {
      terms.putIfAbsent(key.name(), new OrderTerm(key, true));
    }
    return List.copyOf(terms.values());
  }

  private static <V> V known(Map<String, V> map, String name) {
    @Nullable V value = map.get(name);
    if (value == null) {
      throw new IllegalArgumentException("Not declared: " + name);
    }
    return value;
  }

  /** Declares a listing; every name is the one in the schema. */
  public static final class Builder<R extends Record> {

    private final RowTable<R> table;
    private final Map<String, Filter> filters = new LinkedHashMap<>();
    private final Map<String, String> orders = new LinkedHashMap<>();
    private final Map<String, Grouping> groups = new LinkedHashMap<>();
    private final Map<String, String> aggregates = new LinkedHashMap<>();
    private @Nullable Filter always;

    private Builder(RowTable<R> table) {
      this.table = table;
    }

    /** A field of the filter input. */
    public Builder<R> filter(String field, Filter filter) {
      filters.put(field, filter);
      return this;
    }

    /** Fields of the filter input that are lists of values of the component of the same name. */
    public Builder<R> filterIn(String... components) {
      for (String component : components) {
        filters.put(component, Filters.in(component));
      }
      return this;
    }

    /** Values of the order enum; {@code REGISTERED_ON} orders by {@code registeredOn}. */
    public Builder<R> orderBy(String... components) {
      for (String component : components) {
        RowField field = table.field(component);
        orders.put(OrderTerm.constant(field.name()), component);
      }
      return this;
    }

    /** Values of the group-by enum, and the fields of the group type that hold them. */
    public Builder<R> groupBy(String... components) {
      for (String component : components) {
        groupBy(table.field(component).name(), scope -> scope.relation().column(component));
      }
      return this;
    }

    /** A value of the group-by enum, and the field of the group type, that is no column. */
    public Builder<R> groupBy(String name, Grouping grouping) {
      groups.put(name, grouping);
      return this;
    }

    /** Groups by the currency of an amount, under the given name. */
    public Builder<R> groupByCurrency(String name, String component) {
      return groupBy(name, scope -> scope.relation().column(component + ".currency"));
    }

    /** Fields of the group type that hold sum, least, greatest and mean of a component. */
    public Builder<R> aggregate(String... components) {
      for (String component : components) {
        aggregates.put(table.field(component).name(), component);
      }
      return this;
    }

    /** Restricts the listing whatever is asked. */
    public Builder<R> always(Filter filter) {
      this.always = filter;
      return this;
    }

    public Listing<R> build() {
      List<String> clash = new ArrayList<>(filters.keySet());
      clash.retainAll(List.of("or", "not"));
      if (!clash.isEmpty()) {
        throw new IllegalArgumentException("These filters are the engine's own: " + clash);
      }
      return new Listing<>(this);
    }
  }
}
