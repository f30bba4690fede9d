package org.relata.query.platform.graph;

import graphql.language.Argument;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.IntValue;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.StringValue;
import graphql.language.TypeName;
import graphql.language.Value;
import graphql.language.VariableDefinition;
import graphql.language.VariableReference;
import graphql.schema.GraphQLAppliedDirective;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures a request before it is validated. Each fragment is measured once, so the time is linear
 * in the document however often fragments are spread.
 *
 * <p>Cost: an object costs 1 and what is selected of it; a page costs its size times what is
 * selected of a row; a plain list counts as {@value #LIST} rows; a total costs {@value #TOTAL}, a
 * group-by {@value #GROUP_BY}; a field that says {@code @cost} in the schema costs that as well,
 * for each part of its period when the schema says how long those are. Fields unknown to the schema
 * cost nothing here: validation refuses them.
 */
final class RequestCost {

  static final int LIST = 10;
  static final int TOTAL = 10;
  static final int GROUP_BY = 50;

  private static final long CEILING = Integer.MAX_VALUE;

  /**
   * What a selection amounts to.
   *
   * @param depth of fields
   * @param introspection depth of fields below {@code __schema} and {@code __type}
   * @param fragments depth of fragments
   * @param selections number of fields with fragments spread out
   */
  record Measure(long depth, long introspection, long fragments, long selections, long cost) {

    static final Measure NONE = new Measure(0, 0, 0, 0, 0);

    Measure and(Measure other) {
      return new Measure(
          Math.max(depth, other.depth),
          Math.max(introspection, other.introspection),
          Math.max(fragments, other.fragments),
          Math.min(CEILING, selections + other.selections),
          Math.min(CEILING, cost + other.cost));
    }

    Measure dearer(long weight) {
      return new Measure(
          depth, introspection, fragments, selections, Math.min(CEILING, cost + weight));
    }

    Measure inFragment() {
      return new Measure(depth, introspection, fragments + 1, selections, cost);
    }
  }

  private final GraphQLSchema schema;
  private final GraphSettings settings;
  private final Map<String, Object> variables;
  private final Map<String, FragmentDefinition> fragments = new HashMap<>();
  private final Map<String, @Nullable Measure> measured = new HashMap<>();
  private final Map<String, Value<?>> defaults = new HashMap<>();

  private RequestCost(GraphQLSchema schema, GraphSettings settings, Map<String, Object> variables) {
    this.schema = schema;
    this.settings = settings;
    this.variables = variables;
  }

  /** The measure of the greatest operation of the document; refuses cycles and too large pages. */
  static Measure of(
      Document document,
      Map<String, Object> variables,
      GraphQLSchema schema,
      GraphSettings settings) {
    RequestCost cost = new RequestCost(schema, settings, variables);
    for (FragmentDefinition fragment : document.getDefinitionsOfType(FragmentDefinition.class)) {
      cost.fragments.putIfAbsent(fragment.getName(), fragment);
    }
    Measure greatest = Measure.NONE;
    for (OperationDefinition operation : document.getDefinitionsOfType(OperationDefinition.class)) {
      for (VariableDefinition variable : operation.getVariableDefinitions()) {
        if (variable.getDefaultValue() != null) {
          cost.defaults.put(variable.getName(), variable.getDefaultValue());
        }
      }
      greatest = greatest.and(cost.measure(operation.getSelectionSet(), schema.getQueryType(), 1));
    }
    // Fragments that nothing spreads are validated as well: they are measured for their cycles.
    for (FragmentDefinition fragment : cost.fragments.values()) {
      Measure unused = cost.spread(fragment, 1);
      greatest = greatest.and(new Measure(0, 0, unused.fragments(), unused.selections(), 0));
    }
    return greatest;
  }

  /** A selection of an object type; rows of the page that it stands in count {@code page} times. */
  private Measure measure(@Nullable SelectionSet set, @Nullable GraphQLType on, long page) {
    Measure sum = Measure.NONE;
    if (set == null) {
      return sum;
    }
    for (Selection<?> selection : set.getSelections()) {
      sum =
          sum.and(
              switch (selection) {
                case Field field -> measure(field, on, page);
                case InlineFragment inline ->
                    measure(inline.getSelectionSet(), type(inline.getTypeCondition(), on), page)
                        .inFragment();
                case FragmentSpread spread -> {
                  @Nullable FragmentDefinition fragment = fragments.get(spread.getName());
                  yield fragment == null ? Measure.NONE : spread(fragment, page).inFragment();
                }
                default -> Measure.NONE;
              });
    }
    return sum;
  }

  private Measure spread(FragmentDefinition fragment, long page) {
    String name = fragment.getName() + " " + page;
    if (measured.containsKey(name)) {
      @Nullable Measure known = measured.get(name);
      if (known == null) {
        throw new GraphRefusal("FRAGMENT_CYCLE", "This fragment spreads itself.")
            .with("fragment", fragment.getName());
      }
      return known;
    }
    measured.put(name, null);
    Measure measure =
        measure(fragment.getSelectionSet(), type(fragment.getTypeCondition(), null), page);
    measured.put(name, measure);
    return measure;
  }

  private Measure measure(Field field, @Nullable GraphQLType on, long page) {
    if (field.getName().equals("__schema") || field.getName().equals("__type")) {
      Measure below = measure(field.getSelectionSet(), null, 1);
      return new Measure(1, below.depth() + 1, below.fragments(), below.selections() + 1, 1);
    }
    @Nullable GraphQLFieldsContainer container =
        on instanceof GraphQLFieldsContainer known ? known : null;
    @Nullable GraphQLFieldDefinition definition =
        container == null ? null : container.getFieldDefinition(field.getName());
    if (container == null || definition == null) {
      Measure below = measure(field.getSelectionSet(), null, page);
      return deeper(below, 0);
    }
    Measure measure = measure(field, container, definition, page);
    return measure.dearer(weight(field, definition));
  }

  private long weight(Field field, GraphQLFieldDefinition definition) {
    @Nullable GraphQLAppliedDirective cost = definition.getAppliedDirective("cost");
    @Nullable Integer weight = cost == null ? null : cost.getArgument("weight").getValue();
    @Nullable Integer days = cost == null ? null : cost.getArgument("days").getValue();
    if (weight == null) {
      return 0;
    }
    return days == null ? weight : weight * parts(field, days);
  }

  /**
   * How many parts of so many days the period has, begun ones too; one when it says no first day.
   */
  private long parts(Field field, int days) {
    @Nullable LocalDate from = day(field, "from");
    @Nullable LocalDate to = day(field, "on");
    return from == null || to == null || to.isBefore(from)
        ? 1
        : ChronoUnit.DAYS.between(from, to) / days + 1;
  }

  /** The day that an argument names; what is none is refused by validation. */
  private @Nullable LocalDate day(Field field, String name) {
    for (Argument argument : field.getArguments()) {
      if (argument.getName().equals(name)) {
        try {
          return text(argument.getValue()) instanceof String day ? LocalDate.parse(day) : null;
        } catch (DateTimeParseException e) {
          return null;
        }
      }
    }
    return null;
  }

  private @Nullable Object text(@Nullable Value<?> value) {
    return switch (value) {
      case StringValue text -> text.getValue();
      case VariableReference variable when variables.containsKey(variable.getName()) ->
          variables.get(variable.getName());
      case VariableReference variable ->
          defaults.get(variable.getName()) instanceof StringValue text ? text.getValue() : null;
      case null, default -> null;
    };
  }

  private Measure measure(
      Field field, GraphQLFieldsContainer container, GraphQLFieldDefinition definition, long page) {
    GraphQLType type = GraphQLTypeUtil.unwrapAll(definition.getType());
    boolean list = GraphQLTypeUtil.unwrapNonNull(definition.getType()) instanceof GraphQLList;
    String parent = container.getName();
    String name = ((GraphQLNamedType) type).getName();
    if (parent.endsWith("Connection")) {
      return ofConnection(field, type, page);
    }
    if (name.endsWith("Connection")) {
      Measure below = measure(field.getSelectionSet(), type, pageSize(field));
      return deeper(below, below.cost() + 1);
    }
    Measure below = measure(field.getSelectionSet(), type, 1);
    if (field.getSelectionSet() == null) {
      return deeper(below, 0);
    }
    if (!list) {
      return deeper(below, below.cost() + 1);
    }
    boolean groups = definition.getArgument("by") != null;
    return deeper(below, groups ? GROUP_BY : LIST * (below.cost() + 1));
  }

  /** Rows count by the size of the page; edges are the same rows once more. */
  private Measure ofConnection(Field field, GraphQLType type, long page) {
    Measure below = measure(field.getSelectionSet(), type, 1);
    return deeper(
        below,
        switch (field.getName()) {
          case "nodes" -> page * (below.cost() + 1);
          case "edges" -> page * below.cost();
          case "totalCount" -> TOTAL;
          default -> 0;
        });
  }

  private static Measure deeper(Measure below, long cost) {
    return new Measure(
        below.depth() + 1,
        below.introspection(),
        below.fragments(),
        Math.min(CEILING, below.selections() + 1),
        Math.min(CEILING, cost));
  }

  private long pageSize(Field field) {
    long size = -1;
    for (Argument argument : field.getArguments()) {
      if (argument.getName().equals("first") || argument.getName().equals("last")) {
        size = Math.max(size, number(argument.getValue()));
      }
    }
    if (size > settings.pageSize()) {
      throw PageRequest.pageSize(settings, size).with("field", field.getName());
    }
    return size < 0 ? settings.defaultPageSize() : size;
  }

  private long number(@Nullable Value<?> value) {
    return switch (value) {
      case IntValue number -> bounded(number.getValue());
      case VariableReference variable -> {
        @Nullable Object given = variables.get(variable.getName());
        if (variables.containsKey(variable.getName())) {
          yield switch (given) {
            case Integer number -> number;
            case Long number -> Math.min(number, CEILING);
            case BigInteger number -> bounded(number);
            case null, default -> -1;
          };
        }
        @Nullable Value<?> standing = defaults.get(variable.getName());
        yield standing instanceof IntValue number ? bounded(number.getValue()) : -1;
      }
      case null, default -> -1;
    };
  }

  private static long bounded(BigInteger number) {
    return number.min(BigInteger.valueOf(CEILING)).max(BigInteger.ONE.negate()).longValue();
  }

  private @Nullable GraphQLType type(@Nullable TypeName name, @Nullable GraphQLType otherwise) {
    return name == null ? otherwise : schema.getType(name.getName());
  }
}
