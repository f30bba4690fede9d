package org.relata.query.platform.graph;

import graphql.introspection.Introspection;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLNamedSchemaElement;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every part of the schema must keep to; an application that breaks a rule does not start. */
final class SchemaRules {

  private final List<String> violations = new ArrayList<>();

  private SchemaRules() {}

  /** One sentence for each breach. */
  static List<String> violations(GraphQLSchema schema) {
    SchemaRules rules = new SchemaRules();
    for (GraphQLFieldDefinition field : schema.getQueryType().getFieldDefinitions()) {
      @Nullable GraphQLArgument asOf = field.getArgument("asOf");
      if (asOf == null || !GraphQLTypeUtil.simplePrint(asOf.getType()).equals("AsOf")) {
        rules.violations.add("Query." + field.getName() + " takes no asOf: AsOf");
      }
    }
    for (GraphQLNamedType type : schema.getAllTypesAsList()) {
      if (!Introspection.isIntrospectionTypes(type)) {
        rules.check(type);
      }
    }
    return rules.violations;
  }

  private void check(GraphQLNamedType type) {
    described(type.getName(), type);
    switch (type) {
      case GraphQLFieldsContainer container ->
          container.getFieldDefinitions().forEach(field -> check(type.getName(), field));
      case GraphQLInputObjectType input ->
          input
              .getFieldDefinitions()
              .forEach(field -> described(type.getName() + "." + field.getName(), field));
      case GraphQLEnumType constants ->
          constants
              .getValues()
              .forEach(value -> described(type.getName() + "." + value.getName(), value));
      default -> {}
    }
  }

  private void check(String type, GraphQLFieldDefinition field) {
    String name = type + "." + field.getName();
    described(name, field);
    for (GraphQLArgument argument : field.getArguments()) {
      described(name + "(" + argument.getName() + ")", argument);
    }
    boolean connection =
        GraphQLTypeUtil.unwrapAll(field.getType()).getName().endsWith("Connection");
    for (String argument : List.of("first", "after", "last", "before")) {
      if (connection && field.getArgument(argument) == null) {
        violations.add(name + " is a connection and takes no " + argument);
      }
    }
  }

  private void described(String name, GraphQLNamedSchemaElement element) {
    @Nullable String description = element.getDescription();
    if (description == null || description.isBlank()) {
      violations.add(name + " has no description");
    }
  }
}
