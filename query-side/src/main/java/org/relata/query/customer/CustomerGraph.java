package org.relata.query.customer;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.IdentityDocument;
import org.relata.kernel.value.Code;
import org.relata.query.platform.graph.Filed;
import org.relata.query.platform.graph.Filter;
import org.relata.query.platform.graph.Filters;
import org.relata.query.platform.graph.Graph;
import org.relata.query.platform.graph.GraphModule;
import org.relata.query.platform.graph.GraphRefusal;
import org.relata.query.platform.graph.Listing;
import org.relata.query.platform.graph.NodeType;
import org.relata.query.platform.graph.Relation;
import org.relata.query.portfolio.PortfolioGraph;

/** What can be asked about customers; the schema is {@code schema/customer.graphqls}. */
public final class CustomerGraph implements GraphModule {

  static final Listing<CustomerRow> CUSTOMERS =
      Listing.of(CustomerFold.TABLE)
          .filterIn("customerId", "kind", "status", "region", "industry", "occupation", "gender")
          .filterIn("familyStage", "source", "sectionId", "unitId", "administrativeLevel")
          .filter("name", Filters.text("name"))
          .filter("birthDate", Filters.range("birthDate"))
          .filter("registeredOn", Filters.range("registeredOn"))
          .filter("foundedOn", Filters.range("foundedOn"))
          .filter(
              "contactPoint",
              Filters.exists(
                  ContactPointFold.TABLE, "customerId", "customerId", Filters.equal("value")))
          .filter(
              "lostContact",
              Filters.exists(
                  CustomerReachFold.TABLE,
                  "customerId",
                  "customerId",
                  (value, scope) ->
                      Boolean.TRUE.equals(value)
                          ? CustomerGroups.lost(scope)
                          : DSL.not(CustomerGroups.lost(scope))))
          .filter(
              "rating",
              Filters.exists(
                  CreditRatingFold.TABLE, "customerId", "customerId", Filters.in("rating")))
          .filter("managerId", PortfolioGraph.keptBy("customerId"))
          .filter("customField", CustomerGraph::customField)
          .orderBy("name", "kind", "region", "industry", "birthDate", "registeredOn")
          .groupBy("kind", "status", "region", "industry", "occupation", "gender", "familyStage")
          .groupBy("source", "sectionId", "unitId", "administrativeLevel")
          .groupBy("managerId", PortfolioGraph.manager("customerId"))
          .aggregate("birthDate", "registeredOn")
          .build();

  private static final Listing<CustomerReachRow> LOST =
      Listing.of(CustomerReachFold.TABLE)
          .always((_, scope) -> CustomerGroups.lost(scope))
          .filter("customer", ofCustomer("customerId"))
          .build();

  private static final Listing<CustomerSearchRow> FOUND =
      Listing.of(CustomerSearchFold.TABLE)
          .filter("text", CustomerGraph::named)
          .filter("document", CustomerGraph::documented)
          .orderBy("name")
          .build();

  private static final Listing<CustomerRow> ABSORBED = Listing.of(CustomerFold.TABLE).build();
  private static final Listing<IdentityDocumentRow> DOCUMENTS =
      Listing.of(IdentityDocumentFold.TABLE).build();
  private static final Listing<ContactPointRow> POINTS = Listing.of(ContactPointFold.TABLE).build();
  private static final Listing<ConsentRow> CONSENTS = Listing.of(ConsentFold.TABLE).build();
  private static final Listing<ContactPersonRow> PERSONS =
      Listing.of(ContactPersonFold.TABLE)
          .filterIn("decisionRole")
          .orderBy("weight", "name")
          .build();
  private static final Listing<FinancialProfileRow> PROFILES =
      Listing.of(FinancialProfileFold.TABLE).orderBy("statementDate").build();
  private static final Listing<CreditRatingRow> RATINGS =
      Listing.of(CreditRatingFold.TABLE).build();
  private static final Listing<CustomFieldValueRow> VALUES =
      Listing.of(CustomFieldValueFold.TABLE).build();
  private static final Listing<CustomFieldRow> FIELDS =
      Listing.of(CustomFieldFold.TABLE).filterIn("type").build();
  private static final Listing<CustomerLinkRow> LINKS =
      Listing.of(CustomerLinkFold.TABLE)
          .filterIn("kind")
          .filter("ended", (value, scope) -> ended(Boolean.TRUE.equals(value), scope))
          .orderBy("kind", "from")
          .build();

  @Override
  public void register(Graph graph) {
    NodeType<CustomerRow> customer = graph.node("Customer", "customer", CustomerFold.TABLE);
    NodeType<CustomFieldRow> field =
        graph.node("CustomField", "custom-field", CustomFieldFold.TABLE);
    graph.node("CustomerLink", "link", CustomerLinkFold.TABLE);
    graph.one("customer", "customerId", customer);
    graph.connection("customers", CUSTOMERS);
    graph.groups("customerGroups", CUSTOMERS);
    graph.connection("lostContacts", LOST);
    graph.connection("customerSearch", FOUND);
    graph.connection("customFields", FIELDS);
    lists(graph);
    links(graph, customer);
    graph.type("LostContact", CustomerReachRow.class);
    graph.reference("LostContact", "customer", "Customer", CustomerReachFold.TABLE, "customerId");
    graph.type("DuplicateCandidates", Duplicates.Page.class);
    graph.type("DuplicateCandidate", Duplicates.Pair.class);
    graph.root("duplicateCandidates", Duplicates::of);
    graph.<Duplicates.Pair>reference(
        "DuplicateCandidate", "customer", "Customer", Duplicates.Pair::customerId);
    graph.<Duplicates.Pair>reference(
        "DuplicateCandidate", "other", "Customer", Duplicates.Pair::otherId);
    graph.type("FoundCustomer", CustomerSearchRow.class);
    graph.reference(
        "FoundCustomer", "customer", "Customer", CustomerSearchFold.TABLE, "customerId");
    graph.reference(
        "CustomFieldValue", "field", "CustomField", CustomFieldValueFold.TABLE, "fieldId");
  }

  /** What every customer has few of. */
  private static void lists(Graph graph) {
    graph.type("IdentityDocument", IdentityDocumentRow.class);
    graph.type("ContactPoint", ContactPointRow.class);
    graph.type("Consent", ConsentRow.class);
    graph.type("ContactPerson", ContactPersonRow.class);
    graph.type("FinancialProfile", FinancialProfileRow.class);
    graph.type("CreditRating", CreditRatingRow.class);
    graph.type("CustomFieldValue", CustomFieldValueRow.class);
    graph.type("Attribute", Attribute.class);
    graph.reference("Customer", "mergedInto", "Customer", CustomerFold.TABLE, "mergedInto");
    list(graph, "absorbed", ABSORBED, "mergedInto", CustomerRow::customerId);
    list(graph, "identityDocuments", DOCUMENTS);
    list(graph, "contactPoints", POINTS);
    list(graph, "consents", CONSENTS);
    list(graph, "contactPersons", PERSONS);
    list(graph, "financialProfiles", PROFILES);
    list(graph, "creditRatings", RATINGS);
    list(graph, "customFields", VALUES, "customerId", CustomerRow::customerId);
    graph.<CustomerRow>field("Customer", "attributes", (row, _) -> Attribute.of(row.attributes()));
    graph.<CustomerRow, String, Boolean>batch(
        "Customer",
        "lostContact",
        row -> row.customerId().value(),
        (keys, question) -> CustomerGroups.lost(keys, question));
  }

  private static <R extends Record> void list(Graph graph, String field, Listing<R> listing) {
    list(graph, field, listing, "customerId", CustomerRow::filed);
  }

  private static <R extends Record> void list(
      Graph graph,
      String field,
      Listing<R> listing,
      String foreign,
      Function<CustomerRow, Object> key) {
    graph.list("Customer", field, listing, foreign, key);
  }

  private static void links(Graph graph, NodeType<CustomerRow> customer) {
    graph.<CustomerRow, CustomerLinkRow>nested(
        "Customer", "linksFrom", LINKS, "fromCustomerId", CustomerRow::filed);
    graph.<CustomerRow, CustomerLinkRow>nested(
        "Customer", "linksTo", LINKS, "toCustomerId", CustomerRow::filed);
    graph.reference(
        "CustomerLink", "fromCustomer", "Customer", CustomerLinkFold.TABLE, "fromCustomerId");
    graph.reference(
        "CustomerLink", "toCustomer", "Customer", CustomerLinkFold.TABLE, "toCustomerId");
    graph.type("GroupMember", CustomerGroups.Member.class);
    graph.<CustomerRow, Filed, List<CustomerGroups.Member>>batch(
        "Customer",
        "groupMembers",
        CustomerRow::filed,
        (keys, question) -> CustomerGroups.members(keys, question.argument("on"), question.view()));
    graph.<CustomerGroups.Member, CustomerRow>reference(
        "GroupMember", "customer", customer, CustomerGroups.Member::customerId);
  }

  /** Something else that a source system told of a customer. */
  record Attribute(String name, String value) {

    static List<Attribute> of(@Nullable Map<Code, org.relata.kernel.value.Label> attributes) {
      return attributes == null
          ? List.of()
          : attributes.entrySet().stream()
              .map(entry -> new Attribute(entry.getKey().value(), entry.getValue().value()))
              .sorted(java.util.Comparator.comparing(Attribute::name))
              .toList();
    }
  }

  private static Condition ended(boolean ended, Filter.Scope scope) {
    Field<Object> to = scope.relation().column("to");
    return ended ? to.isNotNull() : to.isNull();
  }

  /**
   * Rows of other folds are chosen by a {@code CustomerFilter} on the customer that they belong to.
   *
   * @param component the one that holds the customer's identifier
   */
  public static Filter ofCustomer(String component) {
    return (value, scope) -> {
      Relation<CustomerRow> customer = scope.other(CustomerFold.TABLE);
      Filter.Scope within = new Filter.Scope(scope.snapshot(), scope.moment(), customer);
      return DSL.exists(
          DSL.selectOne()
              .from(customer.table())
              .where(CUSTOMERS.condition(value, within))
              .and(customer.column("customerId").eq(scope.relation().column(component))));
    };
  }

  /**
   * Rows of other folds are chosen by the customers that they belong to, whatever record of them
   * they are filed under. The records are put together first, as one array, so that the rows are
   * found by the index on the component: of two conditions with an OR between them no index is used
   * when one is a statement of its own.
   *
   * @param component the one that holds the customer's identifier
   */
  public static Filter belongingTo(String component) {
    return (value, scope) -> {
      Relation<CustomerRow> customer = scope.other(CustomerFold.TABLE);
      Field<String[]> asked = Filters.texts(value);
      return DSL.condition(
          "{0} = ANY(ARRAY(SELECT unnest({1}) UNION ALL SELECT {2} FROM {3} WHERE {4}))",
          scope.relation().column(component),
          asked,
          customer.column("customerId"),
          customer.declared(),
          customer.at().and("{0} = ANY({1})", customer.column("mergedInto"), asked));
    };
  }

  /** Rows of customers who are merged into others are left out. */
  public static Condition unmerged(String component, Filter.Scope scope) {
    Relation<CustomerRow> customer = scope.other(CustomerFold.TABLE);
    return scope
        .relation()
        .column(component)
        .notIn(
            DSL.select(customer.column("customerId"))
                .from(customer.table())
                .where(customer.at())
                .and(customer.column("mergedInto").isNotNull()));
  }

  /**
   * Rows of other folds are chosen by the unit of the customer that they belong to.
   *
   * @param component the one that holds the customer's identifier
   */
  public static Filter ofUnit(String component) {
    return Filters.exists(CustomerFold.TABLE, component, "customerId", Filters.in("unitId"));
  }

  /**
   * Rows of other folds are grouped by what is known of their customer; null where it is not known.
   *
   * @param own the component that names the customer
   * @param component of the customer
   */
  public static Listing.Grouping known(String own, String component) {
    return scope -> {
      Relation<CustomerRow> customer = scope.other(CustomerFold.TABLE);
      return DSL.field(
          DSL.select(customer.column(component))
              .from(customer.table())
              .where(customer.at())
              .and(customer.column("customerId").eq(scope.relation().column(own))));
    };
  }

  private static Condition customField(Object value, Filter.Scope scope) {
    Map<?, ?> asked = (Map<?, ?>) value;
    Relation<CustomFieldValueRow> values = scope.other(CustomFieldValueFold.TABLE);
    Filter.Scope within = new Filter.Scope(scope.snapshot(), scope.moment(), values);
    Condition condition =
        Filters.equal("fieldId").condition(String.valueOf(asked.get("fieldId")), within);
    if (asked.get("value") instanceof Object text) {
      condition = condition.and(Filters.text("value").condition(text, within));
    }
    return DSL.exists(
        DSL.selectOne()
            .from(values.table())
            .where(values.at())
            .and(values.column("customerId").eq(scope.relation().column("customerId")))
            .and(condition));
  }

  /** Three characters and more by trigrams, two by bigrams, which Chinese names need. */
  private static Condition named(Object value, Filter.Scope scope) {
    String text = String.valueOf(value).strip();
    int length = text.codePointCount(0, text.length());
    if (length < 2) {
      throw new GraphRefusal("TEXT_TOO_SHORT", "A search takes two characters at least.")
          .with("limit", 2)
          .with("value", length);
    }
    Condition contains =
        scope
            .relation()
            .column("name")
            .cast(String.class)
            .likeIgnoreCase("%" + Filters.escaped(text) + "%", '\\');
    if (length > 2) {
      return contains;
    }
    Field<String[]> bigram = Relation.texts(List.of(text.toLowerCase(Locale.ROOT)));
    return contains.and(DSL.condition("{0} @> {1}", scope.relation().column("bigrams"), bigram));
  }

  private static Condition documented(Object value, Filter.Scope scope) {
    Map<?, ?> asked = (Map<?, ?>) value;
    IdentityDocument document =
        new IdentityDocument(
            new Code(String.valueOf(asked.get("type"))), String.valueOf(asked.get("number")));
    return Filters.exists(
            IdentityDocumentFold.TABLE, "customerId", "customerId", Filters.equal("fingerprint"))
        .condition(document.fingerprint(), scope);
  }
}
