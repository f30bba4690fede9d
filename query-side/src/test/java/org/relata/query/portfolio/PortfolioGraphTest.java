package org.relata.query.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.relata.kernel.customer.CustomerEvent.CustomerClosed;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.organization.OrganizationEvent.EmployeeHired;
import org.relata.kernel.organization.OrganizationEvent.UnitDefined;
import org.relata.kernel.organization.Role;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.organization.UnitKind;
import org.relata.kernel.portfolio.PortfolioEvent.AttributionSet;
import org.relata.kernel.portfolio.PortfolioEvent.CustomerAssigned;
import org.relata.kernel.portfolio.PortfolioEvent.CustomerClaimed;
import org.relata.kernel.portfolio.PortfolioEvent.CustomerReassigned;
import org.relata.kernel.portfolio.PortfolioEvent.CustomerReleased;
import org.relata.kernel.portfolio.PortfolioEvent.PlaceFreed;
import org.relata.kernel.portfolio.PortfolioEvent.PlaceTaken;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioCapSet;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioClosed;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioOpened;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Note;
import org.relata.query.AskedBank;
import tools.jackson.databind.JsonNode;

/** What can be asked about who keeps whom. */
class PortfolioGraphTest {

  private static final UnitId GATE = new UnitId("O-G");
  private static final EmployeeId LI = new EmployeeId("E-1");
  private static final EmployeeId ZHAO = new EmployeeId("E-2");
  private static final EmployeeId GONE = new EmployeeId("E-3");
  private static final AskedBank BANK = new AskedBank();
  private static long beforeTheHandOver;

  @BeforeAll
  static void portfolios() {
    BANK.happened(new UnitDefined(GATE, new Label("Gate"), UnitKind.OUTLET, null));
    hired(LI, "李华");
    hired(ZHAO, "Zhao Lei");
    hired(GONE, "Sun Yi");
    IntStream.rangeClosed(1, 9).forEach(PortfolioGraphTest::registered);
    for (int i = 1; i <= 5; i++) {
      BANK.happened(new CustomerAssigned(customer(i), LI));
      BANK.happened(new PlaceTaken(LI, customer(i), i), new AttributionSet(customer(i), LI));
    }
    BANK.happened(new CustomerClaimed(customer(6), ZHAO, null));
    BANK.happened(new PlaceTaken(ZHAO, customer(6), 1), new AttributionSet(customer(6), ZHAO));
    beforeTheHandOver = BANK.position();
    BANK.happened(
        new CustomerReassigned(customer(1), LI, ZHAO, new Note("Moved to the city.")),
        "employee/E-1",
        null,
        Instant.parse("2026-02-01T00:00:00Z"));
    BANK.happened(new PlaceFreed(LI, customer(1), 4), new PlaceTaken(ZHAO, customer(1), 2));
    BANK.happened(
        new CustomerReleased(customer(2), LI, null),
        new PlaceFreed(LI, customer(2), 3),
        new PortfolioCapSet(LI, 500),
        new PortfolioClosed(GONE),
        new CustomerClosed(customer(9)));
  }

  @AfterAll
  static void closed() {
    BANK.close();
  }

  private static CustomerId customer(int number) {
    return new CustomerId("C-" + number);
  }

  private static void hired(EmployeeId id, String name) {
    BANK.happened(
        new EmployeeHired(
            id, new Label(name), GATE, null, new Code("RM"), Set.of(Role.RELATIONSHIP_MANAGER)),
        new PortfolioOpened(id, 800));
  }

  private static void registered(int number) {
    BANK.happened(
        new CustomerRegistered(
            customer(number),
            number % 2 == 0 ? CustomerKind.CORPORATE : CustomerKind.PERSONAL,
            new Label("Customer " + number),
            List.of(),
            Profile.EMPTY));
  }

  @Test
  void theManagersOfAPageAreReadWithItsOwnStatement() {
    String page = "customers { nodes { %s } }";
    long without = BANK.statements(page.formatted("name"));
    assertThat(BANK.statements(page.formatted("name manager { name unitId }"))).isEqualTo(without);
    String further = "custodies { nodes { customer { name manager { name unitId } } } }";
    assertThat(BANK.statements(further)).isEqualTo(without);
  }

  @Test
  void aStatementJoinsFourTablesAndTheFifthIsReadByAnother() {
    String four = "custodies { nodes { customer { manager { unit { name } } } %s } }";
    assertThat(BANK.statements(four.formatted(""))).isEqualTo(1);
    assertThat(BANK.statements(four.formatted("manager { name } attributedToEmployee { name }")))
        .isEqualTo(2);
  }

  @Test
  void aCustomerTellsItsManagerAndWhomItsIncomeIsCreditedTo() {
    String customer =
        "customer(customerId: \"C-1\"%s) { manager { name } custody { managerId since"
            + " attributedTo attributedToEmployee { name } closed customer { name } manager {"
            + " portfolio { customers free } } } }";
    assertThat(BANK.ask(customer.formatted("")))
        .isEqualTo(
            "{\"manager\":{\"name\":\"Zhao Lei\"},\"custody\":{\"managerId\":\"E-2\","
                + "\"since\":\"2026-02-01T00:00:00Z\",\"attributedTo\":\"E-1\","
                + "\"attributedToEmployee\":{\"name\":\"李华\"},\"closed\":false,"
                + "\"customer\":{\"name\":\"Customer 1\"},"
                + "\"manager\":{\"portfolio\":{\"customers\":2,\"free\":798}}}}");
    assertThat(BANK.ask(customer.formatted(asOf(beforeTheHandOver))))
        .startsWith("{\"manager\":{\"name\":\"李华\"},\"custody\":{\"managerId\":\"E-1\"");
    assertThat(BANK.ask("customer(customerId: \"C-7\") { manager { name } custody { managerId } }"))
        .isEqualTo("{\"manager\":null,\"custody\":{\"managerId\":null}}");
    assertThat(BANK.ask("custody(customerId: \"C-2\") { managerId attributedTo }"))
        .isEqualTo("{\"managerId\":null,\"attributedTo\":\"E-1\"}");
  }

  private static String asOf(long position) {
    return ", asOf: {position: " + position + "}";
  }

  @Test
  void aPortfolioShowsHowFullItIsAndWhoIsInIt() {
    assertThat(
            BANK.ask(
                "portfolio(managerId: \"E-1\") { customers cap free closed manager { name }"
                    + " custodies { totalCount nodes { customer { name } } } }"))
        .isEqualTo(
            "{\"customers\":3,\"cap\":500,\"free\":497,\"closed\":false,"
                + "\"manager\":{\"name\":\"李华\"},\"custodies\":{\"totalCount\":3,\"nodes\":["
                + "{\"customer\":{\"name\":\"Customer 3\"}},{\"customer\":{\"name\":\"Customer"
                + " 4\"}},{\"customer\":{\"name\":\"Customer 5\"}}]}}");
    assertThat(
            BANK.ask(
                "portfolio(managerId: \"E-1\"" + asOf(beforeTheHandOver) + ") { customers cap }"))
        .isEqualTo("{\"customers\":5,\"cap\":800}");
    assertThat(BANK.ask("employee(employeeId: \"E-2\") { customers { nodes { customerId } } }"))
        .isEqualTo(
            "{\"customers\":{\"nodes\":[{\"customerId\":\"C-1\"},{\"customerId\":\"C-6\"}]}}");
  }

  @Test
  void portfoliosAreFoundByLoadAndAddedUp() {
    assertThat(BANK.all("managerId", "portfolios(filter: {customers: {from: 2}, closed: false})"))
        .containsExactly("E-1", "E-2");
    assertThat(
            BANK.all(
                "managerId", "portfolios(orderBy: [{by: CUSTOMERS, direction: DESC}], first: 1)"))
        .containsExactly("E-1");
    assertThat(BANK.all("managerId", "portfolios(filter: {free: {to: 0}})")).containsExactly("E-3");
    assertThat(
            BANK.ask(
                "portfolioGroups(by: [CLOSED]) { closed count customers { sum avg } free { sum }"
                    + " }"))
        .isEqualTo(
            "[{\"closed\":false,\"count\":2,\"customers\":{\"sum\":\"5\",\"avg\":\"2.500000\"},"
                + "\"free\":{\"sum\":\"1295\"}},{\"closed\":true,\"count\":1,"
                + "\"customers\":{\"sum\":\"0\",\"avg\":\"0.000000\"},\"free\":{\"sum\":\"0\"}}]");
  }

  @Test
  void thePoolHoldsOpenCustomersWithoutManagerAsOfEachMoment() {
    assertThat(BANK.all("customerId", "pool")).containsExactly("C-2", "C-7", "C-8");
    assertThat(BANK.all("customerId", "pool(" + asOf(beforeTheHandOver).substring(2) + ")"))
        .containsExactly("C-7", "C-8", "C-9");
    assertThat(BANK.all("customerId", "pool(filter: {attributedTo: [\"E-1\"]})"))
        .containsExactly("C-2");
    assertThat(BANK.all("customerId", "custodies(filter: {inPool: true})"))
        .containsExactly("C-2", "C-7", "C-8", "C-9");
    assertThat(
            BANK.all(
                "customerId",
                "custodies(filter: {inPool: false, since: {from: \"2026-02-01T00:00:00Z\"}})"))
        .containsExactly("C-1");
    assertThat(BANK.ask("custodyGroups(by: [MANAGER_ID]) { managerId count }"))
        .isEqualTo(
            "[{\"managerId\":null,\"count\":4},{\"managerId\":\"E-1\",\"count\":3},"
                + "{\"managerId\":\"E-2\",\"count\":2}]");
  }

  @Test
  void customersAreFoundAndCountedByTheirManager() {
    assertThat(BANK.all("customerId", "customers(filter: {managerId: [\"E-1\"]})"))
        .containsExactly("C-3", "C-4", "C-5");
    assertThat(
            BANK.all(
                "customerId",
                "customers(filter: {managerId: [\"E-1\"], kind: [PERSONAL]}"
                    + asOf(beforeTheHandOver)
                    + ")"))
        .containsExactly("C-1", "C-3", "C-5");
    assertThat(
            BANK.all(
                "customerId",
                "customers(filter: {not: {managerId: [\"E-1\", \"E-2\"]}, status: [OPEN]})"))
        .containsExactly("C-2", "C-7", "C-8");
    assertThat(BANK.all("customerId", "customers(filter: {managerId: []})")).isEmpty();
    assertThat(
            BANK.ask(
                "customerGroups(by: [MANAGER_ID, KIND], filter: {status: [OPEN]}) { managerId kind"
                    + " count }"))
        .isEqualTo(
            "[{\"managerId\":null,\"kind\":\"CORPORATE\",\"count\":2},"
                + "{\"managerId\":\"E-1\",\"kind\":\"PERSONAL\",\"count\":2},"
                + "{\"managerId\":\"E-1\",\"kind\":\"CORPORATE\",\"count\":1},"
                + "{\"managerId\":\"E-2\",\"kind\":\"CORPORATE\",\"count\":1},"
                + "{\"managerId\":\"E-2\",\"kind\":\"PERSONAL\",\"count\":1},"
                + "{\"managerId\":null,\"kind\":\"PERSONAL\",\"count\":1}]");
  }

  @Test
  void custodiesArePagedForwardAndBackwardByAnOrderWithNulls() {
    String order = "orderBy: [{by: ATTRIBUTED_TO, direction: DESC}], ";
    List<String> whole = BANK.all("customerId", "custodies(" + order + "first: 50)");
    assertThat(whole).hasSize(9).containsSubsequence("C-6", "C-1", "C-5");
    assertThat(walked(order, true)).isEqualTo(whole);
    assertThat(walked(order, false)).isEqualTo(whole);
  }

  /** All pages of two, from the beginning on or from the end back. */
  private static List<String> walked(String order, boolean forward) {
    List<String> found = new java.util.ArrayList<>();
    String from = "";
    while (true) {
      JsonNode page =
          BANK.data(
              "custodies(%s%s: 2%s) { nodes { customerId } pageInfo { hasNextPage hasPreviousPage"
                      .formatted(order, forward ? "first" : "last", from)
                  + " startCursor endCursor } }");
      List<String> some =
          page.get("nodes").valueStream().map(node -> node.get("customerId").asString()).toList();
      found.addAll(forward ? found.size() : 0, some);
      JsonNode info = page.get("pageInfo");
      if (!info.get(forward ? "hasNextPage" : "hasPreviousPage").asBoolean()) {
        return found;
      }
      from =
          ", %s: \"%s\""
              .formatted(
                  forward ? "after" : "before",
                  info.get(forward ? "endCursor" : "startCursor").asString());
    }
  }

  @Test
  void manyCustomersTakeAsManyStatementsAsOne() {
    String question =
        "customers(filter: {customerId: %s}) { nodes { manager { name portfolio { free } }"
            + " custody { attributedToEmployee { name } manager { customers(first: 1) { totalCount"
            + " nodes { customer { name } } } } } } }";
    long one = BANK.statements(question.formatted("[\"C-1\"]"));
    assertThat(BANK.statements(question.formatted("null"))).isEqualTo(one).isLessThan(12);
  }
}
