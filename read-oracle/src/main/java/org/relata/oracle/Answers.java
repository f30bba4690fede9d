package org.relata.oracle;

import graphql.language.ArrayValue;
import graphql.language.BooleanValue;
import graphql.language.EnumValue;
import graphql.language.IntValue;
import graphql.language.ObjectValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.relata.oracle.Known.Asked;
import org.relata.oracle.Known.Moved;

/** Answers questions from the rows of the oracle, as trees of maps, lists and scalars. */
final class Answers {

  /** Stands for a text that only the product can tell, such as a cursor. */
  static final Object SOME_TEXT =
      new Object() {
        @Override
        public String toString() {
          return "some text";
        }
      };

  private static final int DEFAULT_PAGE = 50;

  /**
   * Which part of a list a page is.
   *
   * @param place where the cursor stands: the page begins there, or ends there when backwards
   */
  record Slice(int size, boolean backwards, @Nullable Integer place) {}

  /** A page: what lies on it, and how much lies before and after. */
  record Page(List<Record> rows, int from, int to, int total) {}

  private final GraphQLSchema schema;
  private final Conditions conditions;
  private final Map<String, Known> known = Fields.known();

  Answers(GraphQLSchema schema) {
    this.schema = schema;
    this.conditions = new Conditions(schema);
  }

  /** What a field of Query says; a connection from the given place on. */
  @Nullable Object root(Selected asked, At at, @Nullable Integer place) {
    GraphQLFieldDefinition field = schema.getQueryType().getFieldDefinition(asked.field());
    return field("Query", field, null, asked, at, place);
  }

  private @Nullable Object field(
      String type,
      GraphQLFieldDefinition field,
      @Nullable Object parent,
      Selected selected,
      At at,
      @Nullable Integer place) {
    Map<String, @Nullable Object> arguments = arguments(field, selected);
    Asked asked = new Asked(parent, arguments, at);
    @Nullable Known how = known.get(type + "." + field.getName());
    return switch (how) {
      case null -> complete(field.getType(), plain(type, field, parent, at), selected, at);
      case Known.Value(Known.Answer answer) ->
          complete(field.getType(), answer.of(asked), selected, at);
      case Known.Lists lists -> {
        List<Record> rows = listed(field, lists, asked);
        yield isConnection(field.getType())
            ? connection(field, rows, slice(arguments, place), selected, at)
            : complete(field.getType(), rows, selected, at);
      }
      case Known.Groups groups ->
          complete(field.getType(), grouped(field, groups, asked, selected), selected, at);
    };
  }

  /** A value of a map, an id, or a component of a row. */
  private static @Nullable Object plain(
      String type, GraphQLFieldDefinition field, @Nullable Object parent, At at) {
    if (parent instanceof Map<?, ?> map) {
      return map.get(field.getName());
    }
    Record row = (Record) Objects.requireNonNull(parent);
    Fields.@Nullable Node node = Fields.nodes().get(type);
    if (node != null && field.getName().equals("id")) {
      return id(node, row, at);
    }
    if (node != null && field.getName().equals("key")) {
      return at.past() ? id(node, row, at) + "@" + at.position() : id(node, row, at);
    }
    @Nullable Object value = Plain.of(row, field.getName());
    return value instanceof BigDecimal decimal ? decimal.toPlainString() : value;
  }

  static String id(Fields.Node node, Record row, At at) {
    return node.prefix()
        + at.store().fold(node.fold()).table().key().stream()
            .map(key -> "/" + encoded(Plain.text(row, key.name())))
            .collect(Collectors.joining());
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private @Nullable Object complete(
      GraphQLType type, @Nullable Object value, Selected selected, At at) {
    GraphQLType plain = GraphQLTypeUtil.unwrapNonNull(type);
    return switch (value) {
      case null -> null;
      case Moved(Record row, At then) -> complete(type, row, selected, then);
      case Collection<?> many -> {
        List<@Nullable Object> list = new ArrayList<>();
        GraphQLType element = ((GraphQLList) plain).getWrappedType();
        many.forEach(one -> list.add(complete(element, one, selected, at)));
        yield list;
      }
      default ->
          switch (plain) {
            case GraphQLObjectType object -> object(object, value, selected, at);
            case GraphQLInterfaceType _ -> object(typeOf((Record) value, at), value, selected, at);
            default -> value;
          };
    };
  }

  /** The type of a node whose field says no more than that it is a node. */
  private GraphQLObjectType typeOf(Record row, At at) {
    return Fields.nodes().entrySet().stream()
        .filter(one -> at.store().fold(one.getValue().fold()).table().type().equals(row.getClass()))
        .map(one -> schema.getObjectType(one.getKey()))
        .findFirst()
        .orElseThrow();
  }

  private Map<String, @Nullable Object> object(
      GraphQLObjectType type, Object value, Selected selected, At at) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (Selected below : selected.below()) {
      GraphQLFieldDefinition field = type.getFieldDefinition(below.field());
      object.put(below.field(), field(type.getName(), field, value, below, at, null));
    }
    return object;
  }

  static boolean isConnection(GraphQLType type) {
    return GraphQLTypeUtil.simplePrint(GraphQLTypeUtil.unwrapNonNull(type)).endsWith("Connection");
  }

  /** All rows of a listing that pass the filter, in the order asked for. */
  private List<Record> listed(GraphQLFieldDefinition field, Known.Lists lists, Asked asked) {
    return passing(field, lists.rows().of(asked), asked).stream()
        .sorted(
            Order.of(
                asked.arguments().get("orderBy"), asked.at().store().fold(lists.fold()).table()))
        .toList();
  }

  private List<Record> passing(GraphQLFieldDefinition field, Collection<Record> rows, Asked asked) {
    @Nullable GraphQLArgument filter = field.getArgument("filter");
    if (filter == null) {
      return List.copyOf(rows);
    }
    GraphQLInputObjectType type =
        (GraphQLInputObjectType) GraphQLTypeUtil.unwrapAll(filter.getType());
    return rows.stream()
        .filter(row -> conditions.hold(type, asked.arguments().get("filter"), row, asked.at()))
        .toList();
  }

  /** All rows of a question whose root field is a listing, in order. */
  List<Record> rows(Selected selected, At at) {
    GraphQLFieldDefinition field = schema.getQueryType().getFieldDefinition(selected.field());
    return listed(field, lists(selected), new Asked(null, arguments(field, selected), at));
  }

  /** The position that the cursors of such a question name. */
  long pictured(Selected selected, At at) {
    return at.positionOf(lists(selected).fold());
  }

  private Known.Lists lists(Selected selected) {
    return (Known.Lists) Objects.requireNonNull(known.get("Query." + selected.field()));
  }

  private List<Map<String, @Nullable Object>> grouped(
      GraphQLFieldDefinition field, Known.Groups groups, Asked asked, Selected selected) {
    List<Record> rows = passing(field, groups.rows().of(asked), asked);
    if (field.getArgument("by") == null) {
      return byAttribute(rows, asked.text("attribute"));
    }
    List<String> shown = selected.below().stream().map(Selected::field).toList();
    return Grouped.of(
        rows,
        (GraphQLEnumType) GraphQLTypeUtil.unwrapAll(field.getArgument("by").getType()),
        (Collection<?>) Objects.requireNonNull(asked.arguments().get("by")),
        (GraphQLObjectType) GraphQLTypeUtil.unwrapAll(field.getType()),
        shown::contains,
        asked.at());
  }

  /** Accounts by one attribute and their currency. */
  private static List<Map<String, @Nullable Object>> byAttribute(
      List<Record> accounts, String attribute) {
    Map<List<@Nullable Object>, List<Record>> members = new LinkedHashMap<>();
    for (Record account : accounts) {
      List<@Nullable Object> key = new ArrayList<>();
      String value = Conditions.attribute(account, attribute);
      key.add(value.isEmpty() ? null : value);
      key.add(Plain.of(account, "currency"));
      members.computeIfAbsent(key, _ -> new ArrayList<>()).add(account);
    }
    return members.entrySet().stream()
        .sorted(Grouped.<Record>largestFirst())
        .map(
            entry -> {
              Map<String, @Nullable Object> group = new TreeMap<>();
              group.put("value", entry.getKey().getFirst());
              group.put("currency", entry.getKey().getLast());
              group.put("count", (long) entry.getValue().size());
              group.put(
                  "principal",
                  entry.getValue().stream()
                      .map(account -> Plain.of(account, "principal"))
                      .filter(Objects::nonNull)
                      .map(Plain::decimal)
                      .reduce(BigDecimal::add)
                      .orElse(null));
              return group;
            })
        .toList();
  }

  private static Slice slice(Map<String, @Nullable Object> arguments, @Nullable Integer place) {
    boolean backwards = arguments.get("last") != null || arguments.get("before") != null;
    @Nullable Object size = arguments.get(backwards ? "last" : "first");
    return new Slice(size == null ? DEFAULT_PAGE : ((Number) size).intValue(), backwards, place);
  }

  static Page page(List<Record> rows, Slice slice) {
    int from;
    int to;
    @Nullable Integer place = slice.place();
    if (slice.backwards()) {
      to = place == null ? rows.size() : place;
      from = Math.max(0, to - slice.size());
    } else {
      from = place == null ? 0 : place;
      to = Math.min(rows.size(), from + slice.size());
    }
    return new Page(rows.subList(from, to), from, to, rows.size());
  }

  private Map<String, @Nullable Object> connection(
      GraphQLFieldDefinition field, List<Record> rows, Slice slice, Selected selected, At at) {
    Page page = page(rows, slice);
    GraphQLObjectType type = (GraphQLObjectType) GraphQLTypeUtil.unwrapNonNull(field.getType());
    GraphQLType nodes = type.getFieldDefinition("nodes").getType();
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    for (Selected below : selected.below()) {
      answer.put(
          below.field(),
          switch (below.field()) {
            case "nodes" -> complete(nodes, page.rows(), below, at);
            case "totalCount" -> (long) page.total();
            case "pageInfo" -> pageInfo(page, slice, below);
            case "edges" -> edges(nodes, page, below, at);
            default -> throw new IllegalArgumentException("A connection has no " + below.field());
          });
    }
    return answer;
  }

  private static Map<String, @Nullable Object> pageInfo(Page page, Slice slice, Selected selected) {
    Map<String, @Nullable Object> info = new LinkedHashMap<>();
    for (Selected below : selected.below()) {
      info.put(
          below.field(),
          switch (below.field()) {
            // Beyond the cursor lies the cursor's own row at least.
            case "hasNextPage" ->
                slice.backwards() ? slice.place() != null : page.to() < page.total();
            case "hasPreviousPage" -> slice.backwards() ? page.from() > 0 : slice.place() != null;
            default -> page.rows().isEmpty() ? null : SOME_TEXT;
          });
    }
    return info;
  }

  private List<@Nullable Object> edges(GraphQLType nodes, Page page, Selected selected, At at) {
    GraphQLType node = ((GraphQLList) GraphQLTypeUtil.unwrapNonNull(nodes)).getWrappedType();
    List<@Nullable Object> edges = new ArrayList<>();
    for (Record row : page.rows()) {
      Map<String, @Nullable Object> edge = new LinkedHashMap<>();
      for (Selected below : selected.below()) {
        edge.put(
            below.field(),
            below.field().equals("cursor") ? SOME_TEXT : complete(node, row, below, at));
      }
      edges.add(edge);
    }
    return edges;
  }

  /** What was given, and the schema's own value where nothing was. */
  private static Map<String, @Nullable Object> arguments(
      GraphQLFieldDefinition field, Selected selected) {
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>(selected.arguments());
    for (GraphQLArgument argument : field.getArguments()) {
      if (!arguments.containsKey(argument.getName())
          && argument.hasSetDefaultValue()
          && argument.getArgumentDefaultValue().getValue() instanceof Value<?> standing) {
        arguments.put(argument.getName(), literal(standing));
      }
    }
    return arguments;
  }

  private static Object literal(Value<?> value) {
    return switch (value) {
      case ArrayValue array -> array.getValues().stream().map(Answers::literal).toList();
      case ObjectValue object -> {
        Map<String, Object> map = new LinkedHashMap<>();
        object.getObjectFields().forEach(one -> map.put(one.getName(), literal(one.getValue())));
        yield map;
      }
      case EnumValue constant -> constant.getName();
      case StringValue text -> Objects.requireNonNull(text.getValue());
      case IntValue number -> number.getValue().intValueExact();
      case BooleanValue flag -> flag.isValue();
      default -> throw new IllegalArgumentException("No literal: " + value);
    };
  }
}
