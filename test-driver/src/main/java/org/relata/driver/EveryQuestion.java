package org.relata.driver;

import graphql.introspection.IntrospectionQuery;
import graphql.introspection.IntrospectionResultToSchema;
import graphql.language.Document;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One question for each root field of the schema, made from the schema itself: a new field joins by
 * itself. Each selects every scalar within a few steps; what is nested, in the first questions that
 * reach it.
 */
public final class EveryQuestion {

  /**
   * Tests of their own ask for these: reasons are computed a hundred times over, and a back-test is
   * done by one process in the background.
   */
  private static final Set<String> LEFT_OUT = Set.of("Why", "TierWhy", "Backtest");

  private static final int DEPTH = 4;
  private static final String PAGE = "3";
  private static final int LENGTH = 5_000;
  private static final int FIELDS = 6;

  private final GraphQLSchema schema;
  private final Set<String> nested = new HashSet<>();

  /** Reads the schema as a front end does, by introspection. */
  public EveryQuestion(RelataClient client) throws IOException, InterruptedException {
    schema = schema(client);
  }

  /** The schema as a front end reads it, by introspection. */
  public static GraphQLSchema schema(RelataClient client) throws IOException, InterruptedException {
    Map<?, ?> introspection =
        client.json().convertValue(client.data(IntrospectionQuery.INTROSPECTION_QUERY), Map.class);
    @SuppressWarnings("unchecked")
    Document document =
        new IntrospectionResultToSchema()
            .createSchemaDefinition((Map<String, Object>) introspection);
    return UnExecutableSchemaGenerator.makeUnExecutableSchema(
        new SchemaParser().buildRegistry(document));
  }

  /**
   * Documents that together select every root field, each with the variable {@code asOf}; as many
   * fields in one as its length and its cost allow, so that the server keeps the document from one
   * request to the next.
   */
  public List<String> documents(Map<String, String> identifiers) {
    List<String> documents = new ArrayList<>();
    StringBuilder document = new StringBuilder();
    int fields = 0;
    nested.clear();
    // Lists first: what is nested is asked for where there are rows.
    for (GraphQLFieldDefinition field :
        roots()
            .sorted(Comparator.comparing(field -> field.getArgument("first") == null))
            .toList()) {
      String selection = root(field, identifiers);
      if (fields == FIELDS || (fields > 0 && document.length() + selection.length() > LENGTH)) {
        documents.add("query($asOf: AsOf) {" + document + " }");
        document.setLength(0);
        fields = 0;
      }
      document.append(' ').append(selection);
      fields++;
    }
    documents.add("query($asOf: AsOf) {" + document + " }");
    return documents;
  }

  /** The names of the root fields. */
  public List<String> fields() {
    return roots().map(GraphQLFieldDefinition::getName).toList();
  }

  private Stream<GraphQLFieldDefinition> roots() {
    return schema.getQueryType().getFieldDefinitions().stream()
        .filter(
            field ->
                !LEFT_OUT.contains(
                    GraphQLTypeUtil.simplePrint(GraphQLTypeUtil.unwrapAll(field.getType()))));
  }

  private String root(GraphQLFieldDefinition field, Map<String, String> identifiers) {
    List<String> arguments = new ArrayList<>(arguments(field, identifiers, true));
    arguments.add("asOf: $asOf");
    return field.getName()
        + "("
        + String.join(", ", arguments)
        + ")"
        + selection(field.getType(), DEPTH, List.of(), identifiers);
  }

  private List<String> arguments(
      GraphQLFieldDefinition field, Map<String, String> identifiers, boolean root) {
    List<String> arguments = new ArrayList<>();
    for (GraphQLArgument argument : field.getArguments()) {
      boolean page = argument.getName().equals("first");
      boolean required =
          GraphQLTypeUtil.isNonNull(argument.getType()) && !argument.hasSetDefaultValue();
      if (page) {
        arguments.add("first: " + (root ? "5" : PAGE));
      } else if (required) {
        arguments.add(
            argument.getName()
                + ": "
                + literal(argument.getName(), argument.getType(), identifiers));
      }
    }
    return arguments;
  }

  private String literal(String name, GraphQLType type, Map<String, String> identifiers) {
    GraphQLType plain = type instanceof GraphQLNonNull some ? some.getWrappedType() : type;
    return switch (plain) {
      case GraphQLList list -> "[" + literal(name, list.getWrappedType(), identifiers) + "]";
      case GraphQLEnumType options -> options.getValues().getFirst().getName();
      case GraphQLInputObjectType input ->
          input.getFieldDefinitions().stream()
              .filter(part -> GraphQLTypeUtil.isNonNull(part.getType()))
              .map(
                  part ->
                      part.getName() + ": " + literal(part.getName(), part.getType(), identifiers))
              .collect(Collectors.joining(", ", "{", "}"));
      default ->
          switch (GraphQLTypeUtil.simplePrint(plain)) {
            case "Int", "Long" -> "1";
            case "Boolean" -> "true";
            case "Date" -> name.startsWith("from") ? "\"2025-02-01\"" : "\"2026-01-31\"";
            case "DateTime" -> "\"2026-01-31T00:00:00Z\"";
            case "Decimal" -> "\"1.00\"";
            default -> '"' + identifiers.getOrDefault(name, "unknown") + '"';
          };
    };
  }

  private String selection(
      GraphQLType type, int depth, List<String> above, Map<String, String> identifiers) {
    GraphQLType plain = GraphQLTypeUtil.unwrapAll(type);
    List<GraphQLFieldDefinition> fields =
        switch (plain) {
          case GraphQLObjectType object -> object.getFieldDefinitions();
          case GraphQLInterfaceType object -> object.getFieldDefinitions();
          default -> List.of();
        };
    if (fields.isEmpty()) {
      return "";
    }
    String name = GraphQLTypeUtil.simplePrint(plain);
    List<String> path = new ArrayList<>(above);
    path.add(name);
    List<String> chosen = new ArrayList<>();
    for (GraphQLFieldDefinition field : fields) {
      @Nullable String one = field(field, depth, path, identifiers);
      if (one != null) {
        chosen.add(one);
      }
    }
    return chosen.isEmpty() ? " { __typename }" : " { " + String.join(" ", chosen) + " }";
  }

  private @Nullable String field(
      GraphQLFieldDefinition field, int depth, List<String> path, Map<String, String> identifiers) {
    List<String> arguments = arguments(field, identifiers, false);
    String call =
        field.getName() + (arguments.isEmpty() ? "" : "(" + String.join(", ", arguments) + ")");
    GraphQLType plain = GraphQLTypeUtil.unwrapAll(field.getType());
    boolean leaf =
        !(plain instanceof GraphQLObjectType) && !(plain instanceof GraphQLInterfaceType);
    if (leaf) {
      return call;
    }
    boolean edges = field.getName().equals("edges");
    boolean seen = path.contains(GraphQLTypeUtil.simplePrint(plain));
    if (depth <= 1 || seen || edges || LEFT_OUT.contains(GraphQLTypeUtil.simplePrint(plain))) {
      return null;
    }
    String owner = path.getLast() + "." + field.getName();
    boolean list = field.getName().equals("nodes") || field.getName().equals("pageInfo");
    if (!list && !nested.add(owner)) {
      return null;
    }
    return call + selection(plain, depth - 1, path, identifiers);
  }
}
