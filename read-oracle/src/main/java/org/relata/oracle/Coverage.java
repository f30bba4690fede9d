package org.relata.oracle;

import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLEnumValueDefinition;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.portfolio.KeyAccountPlan;
import org.relata.kernel.segmentation.PolicyText;
import org.relata.kernel.value.Money;

/** What a schema has that the oracle does not know, so that nothing new goes unchecked. */
public final class Coverage {

  /** Types whose values the oracle makes as maps: their fields are those that it puts in. */
  private static final Set<String> MAPS =
      Set.of(
          "Query",
          "PageInfo",
          "Log",
          "BaseCurrency",
          "Keeping",
          "Attribute",
          "AccountAttribute",
          "ContactAttribute",
          "GroupMember",
          "AccountAttributeGroup");

  private static final Map<String, Class<?>> RECORDS =
      Map.of(
          "Money", Money.class,
          "PolicyRule", PolicyText.Rule.class,
          "PolicyTier", PolicyText.Tier.class,
          "PlanNeed", KeyAccountPlan.Need.class,
          "PlanAction", KeyAccountPlan.Action.class);

  /** Reached through fields alone that are not covered. */
  private static final Set<String> NOT_COVERED_TYPES =
      Set.of(
          "FoldStatus",
          "FoldRebuild",
          "TimelineChange",
          "Figure",
          "FigureInput",
          "Why",
          "Reason",
          "TierWhy",
          "TierReason",
          "Concentration",
          "ConcentrationPart",
          "PercentileStep",
          "RankedCustomer",
          "FigureCell",
          "ProductHolding",
          "AttributedAmount",
          "PolicyFinding",
          "AllotmentLine",
          "DuplicateCandidates",
          "DuplicateCandidate",
          "Backtest",
          "BacktestMonth",
          "BacktestCount",
          "BacktestMove",
          "BacktestTier",
          "BacktestManager",
          "ValuationPrice",
          "ContactCost",
          "ValuationHorizon",
          "UsualInStage",
          "UsualInIndustry",
          "PriceRise",
          "ScoreRule",
          "ScoreWeight",
          "ScoreStep");

  private final GraphQLSchema schema;
  private final OracleStore store;
  private final Map<String, Known> known = Fields.known();
  private final Set<String> unknown = new TreeSet<>();

  private Coverage(GraphQLSchema schema, OracleStore store) {
    this.schema = schema;
    this.store = store;
  }

  /** Fields, filters, orders and groups that are not known, and knowledge that fits nothing. */
  public static Set<String> unknown(GraphQLSchema schema, OracleStore store) {
    Coverage coverage = new Coverage(schema, store);
    coverage.run();
    return coverage.unknown;
  }

  /** Fields that are knowingly not checked, by {@code Type.field}, with the reason. */
  public static Map<String, String> notCovered() {
    return Fields.notCovered();
  }

  private void run() {
    Map<String, Class<?>> rows = new HashMap<>(RECORDS);
    Fields.nodes().forEach((type, node) -> rows.put(type, row(node.fold())));
    known.forEach(
        (name, how) -> {
          @Nullable GraphQLFieldDefinition field = field(name);
          if (field == null) {
            unknown.add("no longer there: " + name);
          } else if (how instanceof Known.Lists(String fold, _)) {
            rows.put(nodeType(field), row(fold));
          }
        });
    Set<String> used = new LinkedHashSet<>();
    for (GraphQLObjectType type : types()) {
      for (GraphQLFieldDefinition field : type.getFieldDefinitions()) {
        field(type, field, rows);
        arguments(type, field, used);
      }
    }
    Set<String> idle = new TreeSet<>(Conditions.special());
    idle.addAll(Grouped.special());
    idle.removeAll(used);
    idle.forEach(one -> unknown.add("no longer there: " + one));
  }

  private List<GraphQLObjectType> types() {
    return schema.getAllTypesAsList().stream()
        .filter(GraphQLObjectType.class::isInstance)
        .map(GraphQLObjectType.class::cast)
        .filter(type -> !type.getName().startsWith("__"))
        .filter(type -> !type.getName().endsWith("Connection"))
        .filter(type -> !type.getName().endsWith("Edge"))
        .filter(type -> !type.getName().endsWith("Aggregate"))
        .filter(type -> !NOT_COVERED_TYPES.contains(type.getName()))
        .toList();
  }

  private void field(
      GraphQLObjectType type, GraphQLFieldDefinition field, Map<String, Class<?>> rows) {
    String name = type.getName() + "." + field.getName();
    boolean told =
        known.containsKey(name)
            || Fields.notCovered().containsKey(name)
            || (MAPS.contains(type.getName()) && !type.getName().equals("Query"))
            || isGroup(type);
    boolean id =
        Fields.nodes().containsKey(type.getName()) && Set.of("id", "key").contains(field.getName());
    @Nullable Class<?> row = rows.get(type.getName());
    if (!told && !id && (row == null || !Plain.has(row, field.getName()))) {
      unknown.add("field " + name);
    }
  }

  /** A group's fields are what it is grouped by, which is looked at there, and its figures. */
  private boolean isGroup(GraphQLObjectType type) {
    return schema.getQueryType().getFieldDefinitions().stream()
        .anyMatch(
            field ->
                field.getArgument("by") != null
                    && GraphQLTypeUtil.unwrapAll(field.getType()).equals(type));
  }

  private void arguments(GraphQLObjectType type, GraphQLFieldDefinition field, Set<String> used) {
    String name = type.getName() + "." + field.getName();
    @Nullable Class<?> row =
        switch (known.get(name)) {
          case Known.Lists(String fold, _) -> row(fold);
          case Known.Groups(String fold, _) -> row(fold);
          case Known.Value _ -> null;
          case null -> null;
        };
    if (row == null) {
      return;
    }
    for (GraphQLArgument argument : field.getArguments()) {
      switch (GraphQLTypeUtil.unwrapAll(argument.getType())) {
        case GraphQLInputObjectType input when argument.getName().equals("filter") ->
            filter(input, row, used);
        case GraphQLInputObjectType input when argument.getName().equals("orderBy") ->
            order((GraphQLEnumType) GraphQLTypeUtil.unwrapAll(input.getField("by").getType()), row);
        case GraphQLEnumType by when argument.getName().equals("by") -> groups(by, row, used);
        default -> {
          if (!Set.of("first", "last", "after", "before", "asOf", "between", "attribute")
              .contains(argument.getName())) {
            unknown.add("argument " + name + "." + argument.getName());
          }
        }
      }
    }
  }

  private void filter(GraphQLInputObjectType input, Class<?> row, Set<String> used) {
    for (GraphQLInputObjectField one : input.getFieldDefinitions()) {
      used.add(input.getName() + "." + one.getName());
      if (!Conditions.knows(input, one, row)) {
        unknown.add("filter " + input.getName() + "." + one.getName());
      }
    }
  }

  private void order(GraphQLEnumType by, Class<?> row) {
    for (GraphQLEnumValueDefinition one : by.getValues()) {
      if (!Plain.has(row, Order.component(one.getName()))) {
        unknown.add("order " + by.getName() + "." + one.getName());
      }
    }
  }

  private void groups(GraphQLEnumType by, Class<?> row, Set<String> used) {
    for (GraphQLEnumValueDefinition one : by.getValues()) {
      used.add(by.getName() + "." + one.getName());
      if (!Grouped.knows(by, one.getName(), row)) {
        unknown.add("group " + by.getName() + "." + one.getName());
      }
    }
  }

  private Class<?> row(String fold) {
    return store.fold(fold).table().type();
  }

  private @Nullable GraphQLFieldDefinition field(String name) {
    int dot = name.indexOf('.');
    @Nullable GraphQLObjectType type = schema.getObjectType(name.substring(0, dot));
    return type == null ? null : type.getFieldDefinition(name.substring(dot + 1));
  }

  private static String nodeType(GraphQLFieldDefinition field) {
    GraphQLObjectType type = (GraphQLObjectType) GraphQLTypeUtil.unwrapAll(field.getType());
    return Answers.isConnection(field.getType())
        ? GraphQLTypeUtil.simplePrint(
            GraphQLTypeUtil.unwrapAll(type.getFieldDefinition("nodes").getType()))
        : type.getName();
  }
}
