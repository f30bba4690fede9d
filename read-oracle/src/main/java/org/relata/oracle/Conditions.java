package org.relata.oracle;

import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.IdentityDocument;
import org.relata.kernel.value.Code;

/**
 * Whether a row passes a filter. Most filters are told by the schema: a list of values means "the
 * component of this name is one of them", a range and a text likewise. The others are written here
 * by hand, by input type and name. A row without a value passes no condition on it, and therefore
 * passes {@code not} of it.
 */
final class Conditions {

  /** A filter that the schema alone does not explain. */
  @FunctionalInterface
  private interface Holds {
    boolean of(Record row, Object value, Conditions conditions, At at);
  }

  private static final Set<String> RANGES =
      Set.of("DateRange", "DateTimeRange", "DecimalRange", "LongRange");

  private static final Map<String, Holds> SPECIAL =
      Map.ofEntries(
          Map.entry(
              "CustomerFilter.contactPoint",
              (row, value, _, at) ->
                  of(row, "contact_point", "customerId", at)
                      .anyMatch(point -> value.equals(Plain.of(point, "value")))),
          Map.entry(
              "CustomerFilter.lostContact",
              (row, value, _, at) ->
                  of(row, "customer_reach", "customerId", at).findAny().isPresent()
                      && value.equals(CustomerFields.isLost(Plain.text(row, "customerId"), at))),
          Map.entry(
              "CustomerFilter.rating",
              (row, value, _, at) ->
                  of(row, "credit_rating", "customerId", at)
                      .anyMatch(rating -> among(value, Plain.of(rating, "rating")))),
          Map.entry(
              "CustomerFilter.customField",
              (row, value, conditions, at) ->
                  of(row, "custom_field_value", "customerId", at)
                      .anyMatch(one -> conditions.says(one, (Map<?, ?>) value))),
          Map.entry("CustomerFilter.managerId", Conditions::keptBy),
          Map.entry("TierFilter.managerId", Conditions::keptBy),
          Map.entry("TierMoveFilter.managerId", Conditions::keptBy),
          Map.entry("TierFilter.unitId", Conditions::ofUnit),
          Map.entry("TierMoveFilter.unitId", Conditions::ofUnit),
          Map.entry("TierFilter.customer", Conditions::ofCustomer),
          Map.entry("TierMoveFilter.customer", Conditions::ofCustomer),
          Map.entry("LostContactFilter.customer", Conditions::ofCustomer),
          Map.entry("ObservationFilter.customer", Conditions::ofCustomer),
          Map.entry("ContactFilter.customerId", belonging("customerId")),
          Map.entry("ParticipationFilter.customerId", belonging("customerId")),
          Map.entry("NextStepFilter.customerId", belonging("customerId")),
          Map.entry("AccountFilter.ownerId", belonging("ownerId")),
          Map.entry("ObservationFilter.customerId", belonging("customerId")),
          Map.entry("CollisionFilter.customerId", belonging("customerId")),
          Map.entry("TeamMemberFilter.customerId", belonging("customerId")),
          Map.entry("KeyAccountPlanFilter.customerId", belonging("customerId")),
          Map.entry("TierMoveFilter.customerId", belonging("customerId")),
          Map.entry("CollisionFilter.unitId", Conditions::ofUnit),
          Map.entry("CollisionFilter.open", (row, value, _, _) -> lacks(row, "rule", value)),
          Map.entry("CustomerSearchFilter.text", (row, value, _, _) -> named(row, value)),
          Map.entry("CustomerSearchFilter.document", Conditions::showed),
          Map.entry(
              "AccountFilter.attribute",
              (row, value, _, _) ->
                  attribute(row, text((Map<?, ?>) value, "name"))
                      .equals(text((Map<?, ?>) value, "value"))),
          Map.entry(
              "AccountFilter.usedBy",
              (row, value, _, at) ->
                  of(row, "account_party", "accountId", at)
                      .anyMatch(party -> among(value, Plain.of(party, "customerId")))),
          Map.entry("PostingFilter.account", Conditions::ofAccount),
          Map.entry("FeeFilter.account", Conditions::ofAccount),
          Map.entry("CustodyFilter.inPool", (row, value, _, _) -> lacks(row, "managerId", value)),
          Map.entry("UnitFilter.top", (row, value, _, _) -> lacks(row, "parentId", value)),
          Map.entry("CustomerLinkFilter.ended", (row, value, _, _) -> !lacks(row, "to", value)),
          Map.entry("EmployeeFilter.role", (row, value, _, _) -> overlap(row, "roles", value)),
          Map.entry(
              "ContactFilter.employeeId",
              (row, value, _, _) -> overlap(row, "employeeIds", value)));

  private final graphql.schema.GraphQLSchema schema;

  Conditions(graphql.schema.GraphQLSchema schema) {
    this.schema = schema;
  }

  /** Whether the row passes all conditions of an input object, null for none. */
  boolean hold(GraphQLInputObjectType type, @Nullable Object filter, Record row, At at) {
    if (filter == null) {
      return true;
    }
    for (Map.Entry<?, ?> one : ((Map<?, ?>) filter).entrySet()) {
      String name = String.valueOf(one.getKey());
      @Nullable Object value = one.getValue();
      if (value != null && !holds(type, name, value, row, at)) {
        return false;
      }
    }
    return true;
  }

  private boolean holds(GraphQLInputObjectType type, String name, Object value, Record row, At at) {
    if (name.equals("or")) {
      return ((List<?>) value).stream().anyMatch(one -> hold(type, one, row, at));
    }
    if (name.equals("not")) {
      return !hold(type, value, row, at);
    }
    @Nullable Holds special = SPECIAL.get(type.getName() + "." + name);
    if (special != null) {
      return special.of(row, value, this, at);
    }
    @Nullable Object component = Plain.of(row, name);
    return component != null && fits(type.getFieldDefinition(name).getType(), value, component);
  }

  private static boolean fits(GraphQLType type, Object value, Object component) {
    String kind = kind(type);
    return switch (kind) {
      case "TextFilter" -> matches((Map<?, ?>) value, (String) component);
      case "LIST" -> among(value, component);
      case "Boolean" -> value.equals(component);
      default -> within(kind, (Map<?, ?>) value, component);
    };
  }

  private static String kind(GraphQLType type) {
    GraphQLType plain = GraphQLTypeUtil.unwrapNonNull(type);
    return plain instanceof GraphQLList ? "LIST" : GraphQLTypeUtil.simplePrint(plain);
  }

  /** Whether the oracle knows a field of a filter over rows of a type. */
  static boolean knows(GraphQLInputObjectType type, GraphQLInputObjectField field, Class<?> row) {
    String kind = kind(field.getType());
    boolean told =
        Plain.has(row, field.getName())
            && (kind.equals("TextFilter")
                || kind.equals("LIST")
                || kind.equals("Boolean")
                || RANGES.contains(kind));
    return told
        || Set.of("or", "not").contains(field.getName())
        || SPECIAL.containsKey(type.getName() + "." + field.getName());
  }

  /** What is written by hand, as {@code CustomerFilter.rating}. */
  static Set<String> special() {
    return SPECIAL.keySet();
  }

  static boolean among(Object values, @Nullable Object one) {
    return one != null && ((List<?>) values).contains(one);
  }

  static boolean matches(Map<?, ?> filter, String text) {
    return filter.entrySet().stream()
        .allMatch(
            one ->
                !(one.getValue() instanceof String value)
                    || switch (String.valueOf(one.getKey())) {
                      case "eq" -> text.equals(value);
                      case "contains" -> lower(text).contains(lower(value));
                      case "startsWith" -> lower(text).startsWith(lower(value));
                      default -> throw new IllegalArgumentException("No text " + one);
                    });
  }

  /** Letter by letter, without regard to language and neighbours. */
  private static String lower(String text) {
    return text.codePoints()
        .map(Character::toLowerCase)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean within(String kind, Map<?, ?> range, Object component) {
    return range.entrySet().stream()
        .allMatch(
            end -> {
              @Nullable Object value = end.getValue();
              if (value == null) {
                return true;
              }
              int order = Plain.compare(component, bound(kind, value));
              return end.getKey().equals("from") ? order >= 0 : order <= 0;
            });
  }

  private static Object bound(String kind, Object value) {
    return switch (kind) {
      case "DateRange" -> LocalDate.parse(value.toString());
      case "DateTimeRange" -> (Instant) OffsetDateTime.parse(value.toString()).toInstant();
      default -> new BigDecimal(value.toString());
    };
  }

  private static java.util.stream.Stream<Record> of(
      Record row, String fold, String component, At at) {
    return at.rows(fold, component, Plain.text(row, component)).stream();
  }

  private boolean says(Record one, Map<?, ?> asked) {
    return Objects.equals(Plain.of(one, "fieldId"), asked.get("fieldId"))
        && (asked.get("value") == null
            || matches((Map<?, ?>) asked.get("value"), Plain.text(one, "value")));
  }

  private static boolean keptBy(Record row, Object managers, Conditions conditions, At at) {
    return of(row, "custody", "customerId", at)
        .anyMatch(custody -> among(managers, Plain.of(custody, "managerId")));
  }

  /** Of one of the customers, filed under whatever record of it. */
  private static Holds belonging(String component) {
    return (row, customers, _, at) -> {
      String filed = Plain.text(row, component);
      @Nullable Record customer = at.row("customer", filed);
      @Nullable Object survivor = customer == null ? null : Plain.of(customer, "mergedInto");
      return among(customers, filed) || among(customers, survivor);
    };
  }

  private static boolean ofUnit(Record row, Object units, Conditions conditions, At at) {
    return of(row, "customer", "customerId", at)
        .anyMatch(customer -> among(units, Plain.of(customer, "unitId")));
  }

  private static boolean ofCustomer(Record row, Object filter, Conditions conditions, At at) {
    return of(row, "customer", "customerId", at)
        .anyMatch(
            customer -> conditions.hold(conditions.input("CustomerFilter"), filter, customer, at));
  }

  private static boolean ofAccount(Record row, Object filter, Conditions conditions, At at) {
    return of(row, "account", "accountId", at)
        .anyMatch(
            account -> conditions.hold(conditions.input("AccountFilter"), filter, account, at));
  }

  private GraphQLInputObjectType input(String name) {
    return (GraphQLInputObjectType) Objects.requireNonNull(schema.getType(name));
  }

  private static boolean named(Record row, Object text) {
    return lower(Plain.text(row, "name")).contains(lower(text.toString().strip()));
  }

  private static boolean showed(Record row, Object value, Conditions conditions, At at) {
    Map<?, ?> asked = (Map<?, ?>) value;
    IdentityDocument document =
        new IdentityDocument(new Code(text(asked, "type")), text(asked, "number"));
    return of(row, "identity_document", "customerId", at)
        .anyMatch(
            one ->
                Objects.equals(Plain.of(one, "type"), document.type().value())
                    && Objects.equals(Plain.of(one, "number"), document.number()));
  }

  private static boolean lacks(Record row, String component, Object wanted) {
    return wanted.equals(Plain.of(row, component) == null);
  }

  private static boolean overlap(Record row, String component, Object values) {
    return ((List<?>) Objects.requireNonNull(Plain.of(row, component)))
        .stream().anyMatch(((List<?>) values)::contains);
  }

  /** An attribute of a contract; the empty text, which no attribute is, when it has none. */
  static String attribute(Record account, String name) {
    return ((Map<?, ?>) Objects.requireNonNull(Plain.raw(account, "attributes")))
        .entrySet().stream()
            .filter(one -> name.equals(Plain.of(one.getKey())))
            .map(one -> String.valueOf(Plain.of(one.getValue())))
            .findFirst()
            .orElse("");
  }

  private static String text(Map<?, ?> map, String name) {
    return String.valueOf(map.get(name));
  }
}
