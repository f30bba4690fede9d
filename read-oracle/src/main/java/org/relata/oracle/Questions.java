package org.relata.oracle;

import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Random questions, made from the schema: filters with values that rows have or once had, orders,
 * pages, groups, and nested fields. The same seed over the same log gives the same questions.
 */
final class Questions {

  private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
  private static final int DAYS = 500;

  /** Where the values of filters come from that are no components of the listing's rows. */
  private static final Map<String, String> SOURCES =
      Map.ofEntries(
          Map.entry("CustomerFilter.contactPoint", "contact_point.value"),
          Map.entry("CustomerFilter.rating", "credit_rating.rating"),
          Map.entry("CustomFieldValueFilter.fieldId", "custom_field_value.fieldId"),
          Map.entry("CustomFieldValueFilter.value", "custom_field_value.value"),
          Map.entry("CustomerFilter.managerId", "custody.managerId"),
          Map.entry("TierFilter.managerId", "custody.managerId"),
          Map.entry("TierMoveFilter.managerId", "custody.managerId"),
          Map.entry("TierFilter.unitId", "customer.unitId"),
          Map.entry("TierMoveFilter.unitId", "customer.unitId"),
          Map.entry("CollisionFilter.unitId", "customer.unitId"),
          Map.entry("CustomerSearchFilter.text", "customer_search.name"),
          Map.entry("DocumentFilter.type", "identity_document.type"),
          Map.entry("DocumentFilter.number", "identity_document.number"),
          Map.entry("AccountFilter.usedBy", "account_party.customerId"),
          Map.entry("EmployeeFilter.role", "employee.roles"),
          Map.entry("ContactFilter.employeeId", "contact.employeeIds"),
          Map.entry("Query.id", "customer.customerId"),
          Map.entry("Customer.scheme", "tier.scheme"));

  private static final Map<String, String> FOLDS =
      Map.of("CustomerFilter", "customer", "AccountFilter", "account");

  private final Random random;
  private final GraphQLSchema schema;
  private final OracleStore store;
  private final Map<String, Known> known = Fields.known();

  Questions(long seed, GraphQLSchema schema, OracleStore store) {
    this.random = new Random(seed);
    this.schema = schema;
    this.store = store;
  }

  /** A question about a field of Query. */
  Selected about(GraphQLFieldDefinition field) {
    return selected("Query", field, 3, true);
  }

  private Selected selected(String type, GraphQLFieldDefinition field, int depth, boolean root) {
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
    for (GraphQLArgument argument : field.getArguments()) {
      argument(type, field, argument, arguments, root);
    }
    if (Answers.isConnection(field.getType())) {
      boolean backwards = random.nextInt(4) == 0;
      int size = 1 + random.nextInt(root ? 8 : 3);
      arguments.put(backwards ? "last" : "first", size);
    }
    return new Selected(field.getName(), arguments, below(field, depth));
  }

  private List<Selected> below(GraphQLFieldDefinition field, int depth) {
    GraphQLType type = GraphQLTypeUtil.unwrapAll(field.getType());
    if (Answers.isConnection(field.getType())) {
      return connection((GraphQLObjectType) type, depth);
    }
    return switch (type) {
      case GraphQLObjectType object ->
          fields(object.getName(), object.getFieldDefinitions(), depth);
      case GraphQLInterfaceType node -> fields(node.getName(), node.getFieldDefinitions(), 1);
      default -> List.of();
    };
  }

  private List<Selected> connection(GraphQLObjectType type, int depth) {
    GraphQLFieldDefinition nodes = type.getFieldDefinition("nodes");
    List<Selected> below = new ArrayList<>();
    boolean edges = random.nextInt(5) == 0;
    List<Selected> node = below(nodes, depth);
    below.add(
        edges
            ? new Selected(
                "edges",
                Map.of(),
                List.of(
                    new Selected("cursor", Map.of(), List.of()),
                    new Selected("node", Map.of(), node)))
            : new Selected("nodes", Map.of(), node));
    if (random.nextBoolean()) {
      below.add(new Selected("totalCount", Map.of(), List.of()));
    }
    List<Selected> info = new ArrayList<>();
    for (String one : List.of("hasNextPage", "hasPreviousPage", "startCursor", "endCursor")) {
      info.add(new Selected(one, Map.of(), List.of()));
    }
    below.add(new Selected("pageInfo", Map.of(), info));
    return below;
  }

  /** Most scalars, and one or two of what is nested. */
  private List<Selected> fields(String type, List<GraphQLFieldDefinition> all, int depth) {
    List<GraphQLFieldDefinition> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    int nested = depth <= 1 ? 0 : 1 + random.nextInt(2);
    List<Selected> chosen = new ArrayList<>();
    for (GraphQLFieldDefinition field : shuffled) {
      if (Fields.notCovered().containsKey(type + "." + field.getName())) {
        continue;
      }
      boolean small = isSmall(field);
      if (small ? random.nextInt(4) > 0 || chosen.isEmpty() : nested-- > 0) {
        chosen.add(selected(type, field, small ? depth : depth - 1, false));
      }
    }
    if (chosen.stream().allMatch(one -> one.below().isEmpty()) && chosen.isEmpty()) {
      chosen.add(selected(type, shuffled.getFirst(), 1, false));
    }
    return chosen;
  }

  /** A scalar, or an object of a few scalars such as an amount. */
  private static boolean isSmall(GraphQLFieldDefinition field) {
    GraphQLType type = GraphQLTypeUtil.unwrapAll(field.getType());
    return !(type instanceof GraphQLObjectType object)
        || object.getFieldDefinitions().stream()
            .allMatch(
                below ->
                    GraphQLTypeUtil.isLeaf(GraphQLTypeUtil.unwrapAll(below.getType()))
                        && below.getArguments().isEmpty());
  }

  private void argument(
      String type,
      GraphQLFieldDefinition field,
      GraphQLArgument argument,
      Map<String, @Nullable Object> arguments,
      boolean root) {
    String name = argument.getName();
    @Nullable String fold = foldOf(type, field);
    switch (name) {
      case "first", "last", "after", "before", "asOf" -> {}
      case "filter" -> {
        boolean required = GraphQLTypeUtil.isNonNull(argument.getType());
        if (required || random.nextInt(3) > 0) {
          arguments.put(name, filter(input(argument.getType()), Objects.requireNonNull(fold), 2));
        }
      }
      case "orderBy" -> {
        if (random.nextInt(3) > 0) {
          arguments.put(name, orderBy(input(argument.getType())));
        }
      }
      case "by" -> arguments.put(name, by((GraphQLEnumType) unwrapped(argument.getType())));
      case "between" -> {
        if (random.nextInt(3) > 0) {
          List<String> days = days();
          arguments.put(name, Map.of("from", days.getFirst(), "to", days.getLast()));
        }
      }
      case "from" -> {
        List<String> days = days();
        arguments.put("from", days.getFirst());
        arguments.put("to", days.getLast());
      }
      case "to" -> {}
      case "date" -> arguments.put(name, days().getFirst());
      case "on" -> {
        if (random.nextBoolean()) {
          arguments.put(name, days().getFirst());
        }
      }
      case "attribute" -> arguments.put(name, "code" + random.nextInt(4));
      case "id" -> arguments.put(name, nodeId());
      default -> {
        String source = SOURCES.getOrDefault(type + "." + name, root ? one(field, name) : "");
        arguments.put(name, text(source));
      }
    }
  }

  /** Where the identifiers of a field that finds one row come from. */
  private static String one(GraphQLFieldDefinition field, String argument) {
    return field.getName().replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT)
        + "."
        + argument;
  }

  private @Nullable String foldOf(String type, GraphQLFieldDefinition field) {
    return switch (known.get(type + "." + field.getName())) {
      case Known.Lists(String fold, _) -> fold;
      case Known.Groups(String fold, _) -> fold;
      case Known.Value _ -> null;
      case null -> null;
    };
  }

  private static GraphQLType unwrapped(GraphQLType type) {
    return GraphQLTypeUtil.unwrapAll(type);
  }

  private static GraphQLInputObjectType input(GraphQLType type) {
    return (GraphQLInputObjectType) unwrapped(type);
  }

  private Map<String, Object> filter(GraphQLInputObjectType type, String fold, int depth) {
    List<GraphQLInputObjectField> fields = new ArrayList<>(type.getFieldDefinitions());
    Collections.shuffle(fields, random);
    int size = random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(2);
    Map<String, Object> filter = new LinkedHashMap<>();
    for (GraphQLInputObjectField field : fields) {
      boolean deeper = field.getName().equals("or") || field.getName().equals("not");
      if (filter.size() < size && (!deeper || depth > 0)) {
        filter.put(field.getName(), condition(type, field, fold, depth));
      }
    }
    return filter;
  }

  private Object condition(
      GraphQLInputObjectType type, GraphQLInputObjectField field, String fold, int depth) {
    if (field.getName().equals("or")) {
      List<Object> some = new ArrayList<>();
      int size = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(3);
      for (int i = 0; i < size; i++) {
        some.add(filter(type, fold, depth - 1));
      }
      return some;
    }
    if (field.getName().equals("not")) {
      return filter(type, fold, depth - 1);
    }
    GraphQLType plain = GraphQLTypeUtil.unwrapNonNull(field.getType());
    String source =
        SOURCES.getOrDefault(type.getName() + "." + field.getName(), fold + "." + field.getName());
    if (plain instanceof GraphQLList list) {
      return values(source, GraphQLTypeUtil.unwrapNonNull(list.getWrappedType()));
    }
    return switch (GraphQLTypeUtil.simplePrint(plain)) {
      case "Boolean" -> random.nextBoolean();
      case "TextFilter" -> textFilter(source);
      case "DateRange", "DateTimeRange", "DecimalRange", "LongRange" -> range(source);
      case "AccountAttributeFilter" -> attribute();
      case "String", "ID" -> part(text(source));
      case "CustomerFilter", "AccountFilter" ->
          filter(
              input(plain),
              Objects.requireNonNull(FOLDS.get(GraphQLTypeUtil.simplePrint(plain))),
              depth - 1);
      default -> all(input(plain));
    };
  }

  /** An input object of which every field is given. */
  private Map<String, Object> all(GraphQLInputObjectType type) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (GraphQLInputObjectField field : type.getFieldDefinitions()) {
      if (GraphQLTypeUtil.isNonNull(field.getType()) || random.nextBoolean()) {
        String source = Objects.requireNonNull(SOURCES.get(type.getName() + "." + field.getName()));
        boolean text = GraphQLTypeUtil.simplePrint(field.getType()).equals("TextFilter");
        object.put(field.getName(), text ? textFilter(source) : text(source));
      }
    }
    return object;
  }

  private Map<String, Object> attribute() {
    List<Object> entries = new ArrayList<>();
    for (Record account : store.rows("account", store.position()).values()) {
      if (Plain.raw(account, "attributes") instanceof Map<?, ?> map) {
        map.forEach(
            (name, value) ->
                entries.add(
                    Map.of(
                        "name", Objects.requireNonNull(Plain.of(name)),
                        "value", Objects.requireNonNull(Plain.of(value)))));
      }
    }
    if (entries.isEmpty()) {
      return Map.of("name", "none", "value", "none");
    }
    Map<String, Object> chosen = new HashMap<>();
    ((Map<?, ?>) entries.get(random.nextInt(entries.size())))
        .forEach((name, value) -> chosen.put(name.toString(), value));
    return chosen;
  }

  private List<Object> values(String source, GraphQLType type) {
    List<Object> values = new ArrayList<>();
    int size = random.nextInt(15) == 0 ? 0 : 1 + random.nextInt(3);
    for (int i = 0; i < size; i++) {
      values.add(
          type instanceof GraphQLEnumType options
              ? options.getValues().get(random.nextInt(options.getValues().size())).getName()
              : text(source));
    }
    return values;
  }

  private Map<String, Object> textFilter(String source) {
    String text = text(source);
    return switch (random.nextInt(3)) {
      case 0 -> Map.of("eq", text);
      case 1 -> Map.of("contains", part(text));
      default -> Map.of("startsWith", text.substring(0, text.offsetByCodePoints(0, 1)));
    };
  }

  /** Some characters of a text, two at least where there are so many, in some case of letters. */
  private String part(String text) {
    int[] points = text.codePoints().toArray();
    int from = points.length <= 2 ? 0 : random.nextInt(points.length - 1);
    int length = Math.min(points.length - from, 2 + random.nextInt(4));
    String part = new String(points, from, length);
    if (part.strip().codePointCount(0, part.strip().length()) < 2) {
      // A search takes two characters at least.
      part = points.length < 2 ? text + text : text;
    }
    return random.nextBoolean() ? part : part.toUpperCase(java.util.Locale.ROOT);
  }

  private Map<String, Object> range(String source) {
    Object one = end(source);
    Object other = end(source);
    boolean rising = Plain.compare(one, other) <= 0;
    Map<String, Object> range = new LinkedHashMap<>();
    if (random.nextInt(3) > 0) {
      range.put("from", told(rising ? one : other));
    }
    if (range.isEmpty() || random.nextInt(3) > 0) {
      range.put("to", told(rising ? other : one));
    }
    return range;
  }

  private static Object told(Object end) {
    return switch (end) {
      case Long number -> number;
      case Integer number -> number;
      case java.math.BigDecimal number -> number.toPlainString();
      case org.relata.kernel.value.Money money -> money.amount().toPlainString();
      default -> end.toString();
    };
  }

  private Object end(String source) {
    @Nullable Object value = value(source);
    if (value != null) {
      return value;
    }
    // No row has a value: any of the right type will do.
    Class<?> type = componentType(source);
    if (type == LocalDate.class) {
      return FIRST;
    }
    if (type == java.time.Instant.class) {
      return java.time.Instant.EPOCH;
    }
    return type == int.class || type == Integer.class || type == long.class || type == Long.class
        ? (Object) 1
        : java.math.BigDecimal.ONE;
  }

  private Class<?> componentType(String source) {
    String[] parts = source.split("\\.", -1);
    for (var component : store.fold(parts[0]).table().type().getRecordComponents()) {
      if (component.getName().equals(parts[1])) {
        return component.getType();
      }
    }
    throw new IllegalArgumentException("No component " + source);
  }

  /** A text that a row had at some time; now and then one that none has. */
  private String text(String source) {
    if (random.nextInt(12) == 0) {
      return source.startsWith("identity_document") || random.nextBoolean() ? "CODE1" : "nobody_%";
    }
    @Nullable Object value = source.isEmpty() ? null : value(source);
    return switch (value) {
      case null -> "unknown";
      case List<?> list when list.isEmpty() -> "unknown";
      case List<?> list -> String.valueOf(list.get(random.nextInt(list.size())));
      default -> value.toString();
    };
  }

  /** A value that a version of a row of the source has. */
  private @Nullable Object value(String source) {
    String[] parts = source.split("\\.", -1);
    List<? extends List<?>> histories = List.copyOf(store.history(parts[0]).versions().values());
    for (int i = 0; i < 5 && !histories.isEmpty(); i++) {
      List<?> versions = histories.get(random.nextInt(histories.size()));
      if (versions.isEmpty()) {
        continue;
      }
      History.Version<?> version =
          (History.Version<?>) versions.get(random.nextInt(versions.size()));
      @Nullable Object value = Plain.of((Record) version.row(), parts[1]);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private String nodeId() {
    List<Fields.Node> nodes = List.copyOf(Fields.nodes().values());
    Fields.Node node = nodes.get(random.nextInt(nodes.size()));
    List<Record> rows = List.copyOf(store.rows(node.fold(), store.position()).values());
    return rows.isEmpty()
        ? "customer/unknown"
        : Answers.id(
            node, rows.get(random.nextInt(rows.size())), At.of(store, store.position(), 0, false));
  }

  private List<Object> orderBy(GraphQLInputObjectType type) {
    GraphQLEnumType by = (GraphQLEnumType) unwrapped(type.getFieldDefinition("by").getType());
    List<Object> terms = new ArrayList<>();
    int size = 1 + random.nextInt(2);
    for (int i = 0; i < size; i++) {
      Map<String, Object> term = new LinkedHashMap<>();
      term.put("by", by.getValues().get(random.nextInt(by.getValues().size())).getName());
      if (random.nextBoolean()) {
        term.put("direction", random.nextBoolean() ? "ASC" : "DESC");
      }
      terms.add(term);
    }
    return terms;
  }

  private List<Object> by(GraphQLEnumType type) {
    List<Object> by = new ArrayList<>();
    int size = random.nextInt(4);
    for (int i = 0; i < size; i++) {
      String one = type.getValues().get(random.nextInt(type.getValues().size())).getName();
      if (!by.contains(one)) {
        by.add(one);
      }
    }
    return by;
  }

  private List<String> days() {
    LocalDate one = FIRST.plusDays(random.nextInt(DAYS));
    return List.of(one.toString(), one.plusDays(random.nextInt(90)).toString());
  }

  Random random() {
    return random;
  }
}
