package org.relata.query.platform.graph;

import graphql.introspection.Introspection;
import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.TypeName;
import graphql.schema.DataFetcher;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.TypeRuntimeWiring;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts the schema files and what the capabilities registered together, adds the connection types
 * that all look alike, and refuses whatever does not agree.
 */
final class SchemaAssembly {

  private static final String CONNECTION =
      """
      "A page of %1$s rows, all at one position of the log."
      type %1$sConnection {
        "The rows of the page, each with its cursor."
        edges: [%1$sEdge!]!
        "The rows of the page."
        nodes: [%1$s!]!
        "Where the page stands in the listing."
        pageInfo: PageInfo!
        "How many rows the whole listing has; counted only when it is asked for."
        totalCount: Long!
      }
      "A row of a listing of %1$s and its place in it."
      type %1$sEdge {
        "The place of the row, for the arguments after and before."
        cursor: String!
        "The row."
        node: %1$s!
      }
      """;

  private final Graph graph;
  private final List<String> problems = new ArrayList<>();

  private SchemaAssembly(Graph graph) {
    this.graph = graph;
  }

  /**
   * The schema with its fetchers.
   *
   * @param files texts of schema files
   * @throws IllegalStateException names everything that is missing or does not agree
   */
  static GraphQLSchema assemble(Collection<String> files, Graph graph) {
    SchemaAssembly assembly = new SchemaAssembly(graph);
    SchemaParser parser = new SchemaParser();
    TypeDefinitionRegistry types = new TypeDefinitionRegistry();
    files.forEach(file -> types.merge(parser.parse(file)));
    for (String row : connections(types)) {
      types.merge(parser.parse(CONNECTION.formatted(row)));
    }
    GraphQLSchema schema =
        new SchemaGenerator().makeExecutableSchema(types, assembly.wiring(types));
    assembly.problems.addAll(SchemaRules.violations(schema));
    graph.listings().forEach((field, listing) -> assembly.check(schema, field, listing));
    if (!assembly.problems.isEmpty()) {
      throw new IllegalStateException(
          "The schema does not agree with itself or with the program:\n"
              + String.join("\n", assembly.problems));
    }
    return schema;
  }

  /** The row types of connections that are used and not defined. */
  private static Set<String> connections(TypeDefinitionRegistry types) {
    return objects(types)
        .flatMap(SchemaAssembly::fields)
        .map(field -> graphql.schema.idl.TypeInfo.typeInfo(field.getType()).getTypeName())
        .map(TypeName::getName)
        .filter(name -> name.endsWith("Connection") && types.getTypeOrNull(name) == null)
        .map(name -> name.substring(0, name.length() - "Connection".length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<ObjectTypeDefinition> objects(TypeDefinitionRegistry types) {
    return Stream.concat(
        types.getTypes(ObjectTypeDefinition.class).stream(),
        types.objectTypeExtensions().values().stream().flatMap(List::stream));
  }

  private static Stream<FieldDefinition> fields(ObjectTypeDefinition type) {
    return type.getFieldDefinitions().stream();
  }

  private RuntimeWiring wiring(TypeDefinitionRegistry types) {
    RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring();
    Scalars.ALL.forEach(wiring::scalar);
    Set<String> wired = new HashSet<>();
    for (ObjectTypeDefinition type : objects(types).toList()) {
      if (Introspection.isIntrospectionTypes(type.getName())) {
        continue;
      }
      TypeRuntimeWiring.Builder fields = TypeRuntimeWiring.newTypeWiring(type.getName());
      for (FieldDefinition field : type.getFieldDefinitions()) {
        @Nullable DataFetcher<?> fetcher = fetcher(type.getName(), field.getName());
        if (fetcher == null) {
          problems.add("Nothing answers " + type.getName() + "." + field.getName());
        } else {
          fields.dataFetcher(field.getName(), fetcher);
          wired.add(type.getName() + "." + field.getName());
        }
      }
      wiring.type(fields);
    }
    graph
        .wired()
        .forEach(
            (type, fields) ->
                fields.keySet().stream()
                    .map(field -> type + "." + field)
                    .filter(name -> !wired.contains(name))
                    .forEach(name -> problems.add("The schema has no " + name)));
    wiring.type(
        TypeRuntimeWiring.newTypeWiring("Node")
            .typeResolver(
                environment -> {
                  Object node = environment.getObject();
                  return environment.getSchema().getObjectType(typeOf(node.getClass()));
                }));
    return wiring.build();
  }

  private String typeOf(Class<?> record) {
    return graph.records().entrySet().stream()
        .filter(entry -> entry.getValue() == record)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No type shows " + record.getName()));
  }

  private @Nullable DataFetcher<?> fetcher(String type, String field) {
    @Nullable DataFetcher<?> registered = graph.wired().getOrDefault(type, Map.of()).get(field);
    if (registered != null) {
      return registered;
    }
    @Nullable Class<?> record = graph.records().get(type);
    if (record == null && (type.endsWith("Connection") || type.endsWith("Edge"))) {
      return ofConnection(type.endsWith("Edge"), field);
    }
    if (record == null && (type.endsWith("Group") || type.endsWith("Aggregate"))) {
      return environment ->
          environment.getSource() instanceof Map<?, ?> map ? map.get(field) : null;
    }
    return record == null ? null : Components.of(record, field).orElse(null);
  }

  private static @Nullable DataFetcher<?> ofConnection(boolean edge, String field) {
    if (edge) {
      return Components.of(Connection.Edge.class, field).orElse(null);
    }
    return switch (field) {
      case "nodes" -> environment -> connection(environment.getSource()).nodes();
      case "totalCount" -> environment -> connection(environment.getSource()).total().get();
      default -> Components.of(Connection.class, field).orElse(null);
    };
  }

  private static Connection<?> connection(@Nullable Object source) {
    if (source instanceof Connection<?> connection) {
      return connection;
    }
    throw new IllegalStateException("No connection");
  }

  /** Filters, orders and groups of the schema and of the listing must be the same. */
  private void check(GraphQLSchema schema, String coordinates, Listing<?> listing) {
    int dot = coordinates.indexOf('.');
    @Nullable GraphQLObjectType type = schema.getObjectType(coordinates.substring(0, dot));
    @Nullable GraphQLFieldDefinition field =
        type == null ? null : type.getFieldDefinition(coordinates.substring(dot + 1));
    if (field == null) {
      return;
    }
    if (field.getArgument("filter") != null
        && GraphQLTypeUtil.unwrapAll(field.getArgument("filter").getType())
            instanceof GraphQLInputObjectType filter) {
      Set<String> names = new TreeSet<>(listing.filterNames());
      Set<String> declared = new TreeSet<>();
      filter.getFieldDefinitions().forEach(one -> declared.add(one.getName()));
      declared.removeAll(List.of("or", "not"));
      agree(coordinates + "(filter)", declared, names);
    }
    if (field.getArgument("orderBy") != null
        && GraphQLTypeUtil.unwrapAll(field.getArgument("orderBy").getType())
            instanceof GraphQLInputObjectType order
        && GraphQLTypeUtil.unwrapAll(order.getFieldDefinition("by").getType())
            instanceof GraphQLEnumType by) {
      agree(coordinates + "(orderBy)", constants(by), new TreeSet<>(listing.orderNames()));
    }
    if (field.getArgument("by") != null
        && GraphQLTypeUtil.unwrapAll(field.getArgument("by").getType())
            instanceof GraphQLEnumType by) {
      Set<String> names = new TreeSet<>();
      listing.groupNames().forEach(name -> names.add(OrderTerm.constant(name)));
      agree(coordinates + "(by)", constants(by), names);
      checkGroup(coordinates, field, listing);
    }
  }

  private void checkGroup(String coordinates, GraphQLFieldDefinition field, Listing<?> listing) {
    Set<String> names = new TreeSet<>(listing.groupNames());
    names.addAll(listing.aggregateNames());
    names.add("count");
    if (GraphQLTypeUtil.unwrapAll(field.getType()) instanceof GraphQLObjectType group) {
      Set<String> shown = new TreeSet<>();
      group.getFieldDefinitions().forEach(one -> shown.add(one.getName()));
      agree(coordinates, shown, names);
    }
  }

  private static Set<String> constants(GraphQLEnumType type) {
    Set<String> constants = new TreeSet<>();
    type.getValues().forEach(value -> constants.add(value.getName()));
    return constants;
  }

  private void agree(String where, Set<String> schema, Set<String> listing) {
    if (!schema.equals(listing)) {
      problems.add(where + " has " + schema + " in the schema and " + listing + " in the listing");
    }
  }
}
