package org.relata.hostile;

import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Random GraphQL documents made from the schema: a new field joins by itself. A document is valid
 * as long as it is not wild; a wild one has here and there what its type does not allow.
 */
final class HostileDocuments {

  private static final List<String> SIZES =
      List.of("0", "1", "3", "10", "50", "100", "500", "501", "-1", "2147483647", "2147483648");

  private final GraphQLSchema schema;
  private final KnownThings known;

  HostileDocuments(GraphQLSchema schema, KnownThings known) {
    this.schema = schema;
    this.known = known;
  }

  List<GraphQLFieldDefinition> roots() {
    return schema.getQueryType().getFieldDefinitions();
  }

  /** One root field with arguments and selections. */
  String root(RandomGenerator random, boolean wild) {
    return field(NastyValues.oneOf(roots(), random), 1 + random.nextInt(5), random, wild);
  }

  /** Fields that lead from object to object, as deep as asked for. */
  String chain(RandomGenerator random, int depth) {
    StringBuilder open = new StringBuilder();
    GraphQLFieldsContainer at = schema.getQueryType();
    int opened = 0;
    for (; opened < depth; opened++) {
      List<GraphQLFieldDefinition> ways =
          at.getFieldDefinitions().stream()
              .filter(
                  way -> GraphQLTypeUtil.unwrapAll(way.getType()) instanceof GraphQLFieldsContainer)
              .toList();
      if (ways.isEmpty()) {
        break;
      }
      GraphQLFieldDefinition way = NastyValues.oneOf(ways, random);
      open.append(way.getName()).append(arguments(way, random, false)).append(" { ");
      at = (GraphQLFieldsContainer) GraphQLTypeUtil.unwrapAll(way.getType());
    }
    return open + "__typename" + " }".repeat(opened);
  }

  private String field(
      GraphQLFieldDefinition field, int depth, RandomGenerator random, boolean wild) {
    String name = wild && random.nextInt(30) == 0 ? field.getName() + "s" : field.getName();
    String directive =
        random.nextInt(25) > 0
            ? ""
            : random.nextBoolean() ? " @skip(if: false)" : " @include(if: true)";
    return name
        + arguments(field, random, wild)
        + directive
        + selection(GraphQLTypeUtil.unwrapAll(field.getType()), depth, random, wild);
  }

  private String selection(GraphQLType type, int depth, RandomGenerator random, boolean wild) {
    if (!(type instanceof GraphQLFieldsContainer object)) {
      return wild && random.nextInt(40) == 0 ? " { x }" : "";
    }
    if (wild && random.nextInt(40) == 0) {
      return "";
    }
    List<String> chosen = new ArrayList<>();
    List<GraphQLFieldDefinition> fields = object.getFieldDefinitions();
    int wanted = 1 + random.nextInt(5);
    for (int i = 0; i < wanted; i++) {
      GraphQLFieldDefinition field = NastyValues.oneOf(fields, random);
      boolean leaf =
          !(GraphQLTypeUtil.unwrapAll(field.getType()) instanceof GraphQLFieldsContainer);
      boolean there = chosen.stream().anyMatch(one -> one.startsWith(field.getName()));
      if ((leaf || depth > 1) && (!there || wild)) {
        chosen.add(field(field, depth - 1, random, wild));
      }
    }
    if (chosen.isEmpty()) {
      chosen.add("__typename");
    }
    return " { " + String.join(" ", chosen) + " }";
  }

  private String arguments(GraphQLFieldDefinition field, RandomGenerator random, boolean wild) {
    List<String> chosen = new ArrayList<>();
    boolean backwards = random.nextInt(5) == 0;
    for (GraphQLArgument argument : field.getArguments()) {
      String name = argument.getName();
      boolean required = GraphQLTypeUtil.isNonNull(argument.getType());
      boolean otherWay =
          backwards
              ? name.equals("first") || name.equals("after")
              : name.equals("last") || name.equals("before");
      boolean wanted = required || (random.nextInt(4) == 0 && !otherWay);
      if (wild ? random.nextInt(20) > 0 == wanted : wanted) {
        chosen.add(name + ": " + literal(name, argument.getType(), 3, random, wild));
      }
    }
    return chosen.isEmpty() ? "" : "(" + String.join(", ", chosen) + ")";
  }

  private String literal(
      String name, GraphQLInputType type, int depth, RandomGenerator random, boolean wild) {
    if (wild && random.nextInt(15) == 0) {
      return odd(random);
    }
    GraphQLType plain = type instanceof GraphQLNonNull some ? some.getWrappedType() : type;
    return switch (plain) {
      case GraphQLList list -> {
        GraphQLInputType element = (GraphQLInputType) list.getWrappedType();
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
          elements.add(literal(name, element, depth - 1, random, wild));
        }
        yield "[" + String.join(", ", elements) + "]";
      }
      case GraphQLEnumType options -> NastyValues.oneOf(options.getValues(), random).getName();
      case GraphQLInputObjectType input ->
          input.getFieldDefinitions().stream()
              .filter(
                  part ->
                      GraphQLTypeUtil.isNonNull(part.getType())
                          || (depth > 0 && random.nextInt(4) == 0))
              .map(
                  part ->
                      part.getName()
                          + ": "
                          + literal(part.getName(), part.getType(), depth - 1, random, wild))
              .collect(Collectors.joining(", ", "{", "}"));
      default -> scalar(name, GraphQLTypeUtil.simplePrint(plain), random);
    };
  }

  private String scalar(String name, String type, RandomGenerator random) {
    return switch (type) {
      case "Int" ->
          name.equals("first") || name.equals("last")
              ? NastyValues.oneOf(SIZES, random)
              : "" + random.nextInt(100);
      case "Long" -> name.equals("position") ? known.position(random) : "" + random.nextInt(100);
      case "Boolean" -> "" + random.nextBoolean();
      case "Date" ->
          random.nextInt(8) == 0
              ? HostileJson.quoted(NastyValues.date(random))
              : "\"2025-" + (10 + random.nextInt(3)) + "-1" + random.nextInt(10) + "\"";
      case "DateTime" ->
          random.nextInt(8) == 0
              ? HostileJson.quoted(NastyValues.date(random))
              : "\"2026-01-1" + random.nextInt(10) + "T00:00:00Z\"";
      case "Decimal" -> random.nextInt(8) == 0 ? "\"1e9\"" : "\"" + random.nextInt(99_999) + ".5\"";
      default -> HostileJson.quoted(text(name, random));
    };
  }

  private String text(String name, RandomGenerator random) {
    return switch (name) {
      case "after", "before" -> known.cursor(random);
      case "incarnation" -> known.incarnation(random);
      default -> random.nextInt(6) == 0 ? NastyValues.text(random) : known.identifier(name, random);
    };
  }

  /** A value that fits hardly any type. */
  private static String odd(RandomGenerator random) {
    return switch (random.nextInt(7)) {
      case 0 -> "null";
      case 1 -> NastyValues.number(random);
      case 2 -> HostileJson.quoted(NastyValues.text(random));
      case 3 -> "{a: {b: [1, null, $x]}}";
      case 4 -> "[[[]]]";
      case 5 -> "NO_SUCH_VALUE";
      default -> "\"\"\"block " + random.nextInt() + "\"\"\"";
    };
  }
}
