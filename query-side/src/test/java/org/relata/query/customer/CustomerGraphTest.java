package org.relata.query.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.relata.kernel.customer.ContactPoint;
import org.relata.kernel.customer.ContactPointId;
import org.relata.kernel.customer.CustomField;
import org.relata.kernel.customer.CustomFieldId;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.CustomerLink;
import org.relata.kernel.customer.FinancialProfile;
import org.relata.kernel.customer.IdentityDocument;
import org.relata.kernel.customer.LinkId;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Money;
import org.relata.query.platform.graph.GraphServer;
import org.relata.query.platform.graph.TestStore;
import tools.jackson.databind.JsonNode;

/** What can be asked about customers, over rows as the folds write them. */
class CustomerGraphTest {

  private static final TestStore STORE =
      new TestStore(
          CustomerFold.TABLE,
          IdentityDocumentFold.TABLE,
          ContactPointFold.TABLE,
          CustomerReachFold.TABLE,
          ConsentFold.TABLE,
          ContactPersonFold.TABLE,
          CustomerLinkFold.TABLE,
          FinancialProfileFold.TABLE,
          CreditRatingFold.TABLE,
          CustomFieldFold.TABLE,
          CustomFieldValueFold.TABLE);

  private static GraphServer server;

  @BeforeAll
  static void customers() {
    STORE.create(CustomerSearchFold.TABLE, "SEARCH");
    customer("C-1", CustomerKind.CORPORATE, "大江集团", "north");
    customer("C-2", CustomerKind.CORPORATE, "大江地产", "north");
    customer("C-3", CustomerKind.CORPORATE, "River Paper", null);
    customer("C-4", CustomerKind.CORPORATE, "100% River", "south");
    customer("C-5", CustomerKind.PERSONAL, "王小明", "south");
    link("L-1", "C-1", "C-2", "60.00");
    link("L-2", "C-2", "C-3", "51.00");
    link("L-3", "C-3", "C-1", "5.00");
    link("L-4", "C-1", "C-3", "9.00");
    for (int i = 10; i < 40; i++) {
      customer("C-" + i, CustomerKind.PERSONAL, "Person " + i, "north");
    }
    IdentityDocument document = new IdentityDocument(new Code("ID_CARD"), "11010119900101001x");
    STORE.put(IdentityDocumentFold.TABLE, IdentityDocumentRow.of(new CustomerId("C-5"), document));
    ContactPoint point =
        new ContactPoint(
            new ContactPointId("P-1"), ContactPoint.Kind.PHONE, new Label("139 0000"), true);
    STORE.put(
        ContactPointFold.TABLE, ContactPointRow.of(new CustomerId("C-5"), point).withDead(true));
    STORE.put(
        CustomerReachFold.TABLE,
        CustomerReachRow.of(
            new CustomerId("C-5"), true, List.of(), List.of(new ContactPointId("P-1"))));
    CustomFieldId colour = new CustomFieldId("colour");
    STORE.put(
        CustomFieldFold.TABLE,
        new CustomFieldRow(
            colour,
            List.of(CustomerKind.PERSONAL),
            new Label("Colour"),
            CustomField.Type.CHOICE,
            false,
            List.of(new Label("dark red"), new Label("a \"b\", c")),
            false));
    STORE.put(
        CustomFieldValueFold.TABLE,
        new CustomFieldValueRow(new CustomerId("C-5"), colour, new Label("dark red")));
    STORE.put(
        FinancialProfileFold.TABLE,
        new FinancialProfileRow(
            new CustomerId("C-1"),
            LocalDate.of(2025, 12, 31),
            FinancialProfile.StatementKind.ANNUAL,
            Money.of("600000000.00", "CNY"),
            null,
            null,
            true,
            null));
    server =
        new GraphServer(
            STORE.database(),
            CustomerGraph.class,
            "relata.query.graphql.time=60s",
            "relata.query.graphql.schema-files=classpath:schema/platform.graphqls,"
                + "classpath:schema/customer.graphqls");
  }

  @AfterAll
  static void closed() {
    server.close();
  }

  private static void customer(String id, CustomerKind kind, String name, @Nullable String region) {
    CustomerRow row =
        new CustomerRow(
            new CustomerId(id),
            kind,
            new Label(name),
            CustomerRow.Status.OPEN,
            region == null ? null : new Code(region),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            LocalDate.of(2020, 1, 1),
            null,
            null,
            Map.of(new Code("old number"), new Label("7")),
            null,
            null);
    STORE.put(CustomerFold.TABLE, row);
    STORE.put(CustomerSearchFold.TABLE, CustomerSearchRow.of(row.customerId(), row.name()));
  }

  private static void link(String id, String from, String to, String share) {
    STORE.put(
        CustomerLinkFold.TABLE,
        new CustomerLinkRow(
            new LinkId(id),
            new CustomerId(from),
            new CustomerId(to),
            CustomerLink.Kind.GROUP_MEMBER,
            new BigDecimal(share),
            null,
            null));
  }

  @Test
  void oneCustomerShowsWhatBelongsToIt() {
    JsonNode customer =
        server
            .data(
                "{ customer(customerId: \"C-5\") { id key name kind region lostContact"
                    + " attributes { name value } identityDocuments { type number }"
                    + " contactPoints { contactPointId kind value preferred dead }"
                    + " customFields { value field { label choices appliesTo type } }"
                    + " consents { purpose } contactPersons { name } creditRatings { rating } } }")
            .get("customer");
    assertThat(customer.toString())
        .isEqualTo(
            "{\"id\":\"customer/C-5\",\"key\":\"customer/C-5\",\"name\":\"王小明\","
                + "\"kind\":\"PERSONAL\",\"region\":\"south\",\"lostContact\":true,\"attributes\":[{\"name\":\"old"
                + " number\",\"value\":\"7\"}],"
                + "\"identityDocuments\":[{\"type\":\"ID_CARD\",\"number\":\"11010119900101001X\"}],"
                + "\"contactPoints\":[{\"contactPointId\":\"P-1\",\"kind\":\"PHONE\",\"value\":\"139"
                + " 0000\",\"preferred\":true,\"dead\":true}],\"customFields\":[{\"value\":\"dark"
                + " red\",\"field\":{\"label\":\"Colour\",\"choices\":[\"dark red\",\"a \\\"b\\\","
                + " c\"],\"appliesTo\":[\"PERSONAL\"],\"type\":\"CHOICE\"}}],"
                + "\"consents\":[],\"contactPersons\":[],\"creditRatings\":[]}");
    assertThat(
            server
                .data(
                    "{ customer(customerId: \"C-1\") { financialProfiles { totalAssets { amount"
                        + " currency } borrower paidIn } } }")
                .toString())
        .contains("{\"amount\":\"600000000.00\",\"currency\":\"CNY\"},\"borrower\":true")
        .contains("\"paidIn\":null");
    assertThat(server.data("{ customer(customerId: \"none\") { name } }").get("customer").isNull())
        .isTrue();
  }

  @Test
  void aGroupHoldsAllMembersOfMembersOnceThoughLinksRunInACircle() {
    JsonNode customer =
        server
            .data(
                "{ customer(customerId: \"C-1\") { groupMembers { level share customer { name } }"
                    + " linksFrom { totalCount nodes { share toCustomer { customerId } } }"
                    + " linksTo { nodes { fromCustomerId } } } }")
            .get("customer");
    assertThat(customer.get("groupMembers").toString())
        .isEqualTo(
            "[{\"level\":1,\"share\":\"60.00\",\"customer\":{\"name\":\"大江地产\"}},"
                + "{\"level\":1,\"share\":\"9.00\",\"customer\":{\"name\":\"River Paper\"}}]");
    assertThat(customer.get("linksFrom").get("totalCount").intValue()).isEqualTo(2);
    assertThat(customer.get("linksTo").get("nodes").toString())
        .isEqualTo("[{\"fromCustomerId\":\"C-3\"}]");
    assertThat(
            server
                .data("{ customer(customerId: \"C-2\") { groupMembers { customerId level } } }")
                .get("customer")
                .get("groupMembers")
                .toString())
        .isEqualTo("[{\"customerId\":\"C-1\",\"level\":2},{\"customerId\":\"C-3\",\"level\":1}]");
  }

  @Test
  void namesAreFoundByAnyTwoCharactersChineseOrLatin() {
    assertThat(found("text: \"大江\"")).containsExactly("C-1", "C-2");
    assertThat(found("text: \"江集\"")).containsExactly("C-1");
    assertThat(found("text: \"RIVER\"")).containsExactly("C-3", "C-4");
    assertThat(found("text: \"ri\"")).containsExactly("C-3", "C-4");
    assertThat(found("text: \"0%\"")).containsExactly("C-4");
    assertThat(found("text: \"___\"")).isEmpty();
    assertThat(server.code("{ customerSearch(filter: {text: \"江\"}) { totalCount } }"))
        .isEqualTo("TEXT_TOO_SHORT");
  }

  @Test
  void aCustomerIsFoundByADocumentHoweverItIsWritten() {
    String document = "document: {type: \"ID_CARD\", number: \"%s\"}";
    assertThat(found(document.formatted("110101 19900101 001x"))).containsExactly("C-5");
    assertThat(found(document.formatted("110101199001010011"))).isEmpty();
    assertThat(
            server.code(
                "{ customerSearch(filter: {%s}) { totalCount } }"
                    .formatted(document.formatted("?"))))
        .isEqualTo("INVALID_DOCUMENT_NUMBER");
  }

  @Test
  void aSearchThatLagsTellsItsOwnPosition() {
    long behind = STORE.position() - 1;
    STORE.run("UPDATE read.fold_group SET position = %d WHERE name = 'SEARCH'".formatted(behind));
    try {
      JsonNode answer = server.ask("{ customerSearch(filter: {text: \"river\"}) { totalCount } }");
      JsonNode relata = answer.get("extensions").get("relata");
      assertThat(relata.get("searchPosition").longValue()).isEqualTo(behind);
      assertThat(relata.get("position").longValue()).isEqualTo(behind + 1);
      assertThat(
              server.code(
                  "{ customerSearch(filter: {text: \"river\"}, asOf: {position: %d}) { totalCount } }"
                      .formatted(behind + 1)))
          .isEqualTo("FOLD_BEHIND");
    } finally {
      STORE.reach(STORE.position());
    }
  }

  @Test
  void filtersReachWhatBelongsToACustomer() {
    assertThat(ids("lostContact: true")).containsExactly("C-5");
    assertThat(ids("contactPoint: \"139 0000\"")).containsExactly("C-5");
    assertThat(ids("customField: {fieldId: \"colour\", value: {contains: \"RED\"}}"))
        .containsExactly("C-5");
    assertThat(ids("customField: {fieldId: \"colour\", value: {eq: \"blue\"}}")).isEmpty();
    assertThat(ids("kind: [CORPORATE], region: [\"north\"]")).containsExactly("C-1", "C-2");
    assertThat(ids("not: {kind: [PERSONAL]}, name: {startsWith: \"river\"}"))
        .containsExactly("C-3");
    assertThat(
            server
                .data(
                    "{ lostContacts(filter: {customer: {kind: [PERSONAL]}}) { totalCount nodes {"
                        + " dead customer { name } } } }")
                .get("lostContacts")
                .toString())
        .isEqualTo(
            "{\"totalCount\":1,\"nodes\":[{\"dead\":[\"P-1\"],"
                + "\"customer\":{\"name\":\"王小明\"}}]}");
  }

  @Test
  void groupsCountByKindAndRegion() {
    assertThat(
            server
                .data("{ customerGroups(by: [KIND, REGION]) { kind region count industry } }")
                .get("customerGroups")
                .toString())
        .startsWith(
            "[{\"kind\":\"PERSONAL\",\"region\":\"north\",\"count\":30,\"industry\":null},"
                + "{\"kind\":\"CORPORATE\",\"region\":\"north\",\"count\":2,\"industry\":null},");
  }

  @Test
  void everyRootFieldAnswersAsOfTheFirstPosition() {
    JsonNode answer =
        server.ask(
            "query($at: AsOf) { log(asOf: $at) { position } folds(asOf: $at) { name answers }"
                + " node(id: \"customer/C-1\", asOf: $at) { key }"
                + " customer(customerId: \"C-2\", asOf: $at) { name }"
                + " customers(asOf: $at) { totalCount nodes { key } }"
                + " customerGroups(by: [], asOf: $at) { count }"
                + " lostContacts(asOf: $at) { totalCount }"
                + " customerSearch(filter: {}, asOf: $at) { totalCount }"
                + " customFields(asOf: $at) { totalCount } }",
            Map.of("at", Map.of("position", 1)));
    assertThat(answer.has("errors")).as(answer.toString()).isFalse();
    JsonNode data = answer.get("data");
    assertThat(data.get("customer").isNull()).isTrue();
    assertThat(data.get("customers").toString())
        .isEqualTo("{\"totalCount\":1,\"nodes\":[{\"key\":\"customer/C-1@1\"}]}");
    assertThat(data.get("customFields").get("totalCount").intValue()).isZero();
    assertThat(answer.get("extensions").get("relata").get("answers").size()).isEqualTo(9);
  }

  @Test
  void nestedListsOfManyCustomersTakeAConstantNumberOfStatements() {
    long few = statements("[\"C-1\", \"C-5\"]");
    long many = statements("null");
    assertThat(many).isEqualTo(few).isLessThanOrEqualTo(14);
  }

  private static long statements(String customers) {
    long before = server.statements();
    server.data(
        "{ customers(filter: {customerId: "
            + customers
            + "}) { nodes { lostContact"
            + " identityDocuments { number }"
            + " contactPoints { value } customFields { field { label } } consents { purpose }"
            + " linksFrom(first: 2) { totalCount nodes { toCustomer { name } } }"
            + " groupMembers { customer { name } } } } }");
    return server.statements() - before;
  }

  private static List<String> found(String filter) {
    return ids(
        server
            .data("{ customerSearch(filter: {%s}) { nodes { customerId } } }".formatted(filter))
            .get("customerSearch"));
  }

  private static List<String> ids(String filter) {
    return ids(
        server
            .data("{ customers(filter: {%s}) { nodes { customerId } } }".formatted(filter))
            .get("customers"));
  }

  private static List<String> ids(JsonNode connection) {
    return new ArrayList<>(
        StreamSupport.stream(connection.get("nodes").spliterator(), false)
            .map(node -> node.get("customerId").stringValue())
            .toList());
  }
}
