package org.relata.query.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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
import org.relata.kernel.portfolio.HandOverId;
import org.relata.kernel.portfolio.KeyAccountPlan;
import org.relata.kernel.portfolio.Manifest;
import org.relata.kernel.portfolio.PortfolioEvent.HandOverAdvanced;
import org.relata.kernel.portfolio.PortfolioEvent.HandOverBegun;
import org.relata.kernel.portfolio.PortfolioEvent.HandOverSigned;
import org.relata.kernel.portfolio.PortfolioEvent.PlanClosed;
import org.relata.kernel.portfolio.PortfolioEvent.PlanDrawnUp;
import org.relata.kernel.portfolio.PortfolioEvent.PlanRevised;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioOpened;
import org.relata.kernel.portfolio.PortfolioEvent.TeamMemberJoined;
import org.relata.kernel.portfolio.PortfolioEvent.TeamMemberLeft;
import org.relata.kernel.portfolio.TeamRole;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Note;
import org.relata.query.AskedBank;

/** What can be asked about manifests, teams and plans. */
class KeyAccountGraphTest {

  private static final UnitId GATE = new UnitId("O-G");
  private static final EmployeeId GIVER = new EmployeeId("E-1");
  private static final EmployeeId TAKER = new EmployeeId("E-2");
  private static final EmployeeId HEAD = new EmployeeId("E-3");
  private static final CustomerId MILL = new CustomerId("C-1");
  private static final CustomerId SHOP = new CustomerId("C-2");
  private static final HandOverId HAND_OVER = new HandOverId("H-1");
  private static final Manifest MANIFEST =
      new Manifest(
          GIVER, HEAD, List.of(new Manifest.Item(SHOP, TAKER), new Manifest.Item(MILL, TAKER)));
  private static final AskedBank BANK = new AskedBank();
  private static long beforeTheLastSigned;
  private static long beforeThePlanWasRevised;

  @BeforeAll
  static void keyAccounts() {
    BANK.happened(new UnitDefined(GATE, new Label("Gate"), UnitKind.OUTLET, null));
    for (EmployeeId one : List.of(GIVER, TAKER, HEAD)) {
      BANK.happened(
          new EmployeeHired(
              one,
              new Label("Name of " + one),
              GATE,
              null,
              new Code("RM"),
              Set.of(Role.RELATIONSHIP_MANAGER)),
          new PortfolioOpened(one, 800));
    }
    for (CustomerId one : List.of(MILL, SHOP)) {
      BANK.happened(
          new CustomerRegistered(
              one, CustomerKind.CORPORATE, new Label("Firm " + one), List.of(), Profile.EMPTY));
    }
    BANK.happened(
        new HandOverBegun(HAND_OVER, MANIFEST, MANIFEST.hash()),
        new HandOverSigned(HAND_OVER, HEAD, MANIFEST.hash(), false),
        new HandOverSigned(HAND_OVER, GIVER, MANIFEST.hash(), true));
    beforeTheLastSigned = BANK.position();
    BANK.happened(
        new HandOverSigned(HAND_OVER, TAKER, MANIFEST.hash(), false),
        new HandOverAdvanced(HAND_OVER, SHOP, 1),
        new TeamMemberJoined(MILL, GIVER, TeamRole.LEAD),
        new TeamMemberJoined(MILL, TAKER, TeamRole.CREDIT),
        new TeamMemberJoined(MILL, HEAD, TeamRole.DEPUTY),
        new TeamMemberLeft(MILL, GIVER),
        new TeamMemberJoined(MILL, TAKER, TeamRole.LEAD),
        new PlanDrawnUp(MILL, plan("win the payroll")),
        new PlanDrawnUp(SHOP, plan("sell a card")));
    beforeThePlanWasRevised = BANK.position();
    BANK.happened(
        new PlanRevised(MILL, plan("win all of it")), new PlanClosed(SHOP, new Note("sold")));
  }

  @AfterAll
  static void closed() {
    BANK.close();
  }

  private static KeyAccountPlan plan(String aim) {
    return new KeyAccountPlan(
        List.of(new Note(aim)),
        List.of(new KeyAccountPlan.Need(new Code("PAYROLL"), new Note("120 people"))),
        List.of(
            new KeyAccountPlan.Action(new Label("Make an offer"), TAKER, LocalDate.of(2026, 3, 1))),
        List.of(new Note("The other bank is cheaper")),
        List.of(LocalDate.of(2026, 9, 1), LocalDate.of(2026, 6, 1)));
  }

  @Test
  void aManifestTellsItsLinesAndForWhomItIsSigned() {
    assertThat(
            BANK.ask(
                "handOver(handOverId: \"H-1\") { state hash takerIds signedBy customers done"
                    + " giver { name } head { name }"
                    + " items { nodes { customerId customer { name } taker { name } done } } }"))
        .isEqualTo(
            "{\"state\":\"SIGNED\",\"hash\":\""
                + MANIFEST.hash()
                + "\",\"takerIds\":[\"E-2\"],\"signedBy\":[\"E-3\",\"E-1\",\"E-2\"],"
                + "\"customers\":2,\"done\":1,\"giver\":{\"name\":\"Name of E-1\"},"
                + "\"head\":{\"name\":\"Name of E-3\"},\"items\":{\"nodes\":["
                + "{\"customerId\":\"C-1\",\"customer\":{\"name\":\"Firm C-1\"},"
                + "\"taker\":{\"name\":\"Name of E-2\"},\"done\":false},"
                + "{\"customerId\":\"C-2\",\"customer\":{\"name\":\"Firm C-2\"},"
                + "\"taker\":{\"name\":\"Name of E-2\"},\"done\":true}]}}");
    assertThat(
            BANK.ask(
                "handOver(handOverId: \"H-1\", asOf: {position: "
                    + beforeTheLastSigned
                    + "}) { state signedBy items(filter: {done: true}) { totalCount } }"))
        .isEqualTo(
            "{\"state\":\"BEGUN\",\"signedBy\":[\"E-3\",\"E-1\"],\"items\":{\"totalCount\":0}}");
    assertThat(BANK.all("handOverId", "handOvers(filter: {giverId: [\"E-1\"], state: [SIGNED]})"))
        .containsExactly("H-1");
    assertThat(BANK.all("handOverId", "handOvers(filter: {giverId: [\"E-2\"]})")).isEmpty();
  }

  @Test
  void aTeamIsToldOfTheCustomerAndOfThoseWhoAreInIt() {
    assertThat(BANK.ask("customer(customerId: \"C-1\") { team { role employee { name } } }"))
        .isEqualTo(
            "{\"team\":[{\"role\":\"LEAD\",\"employee\":{\"name\":\"Name of E-2\"}},"
                + "{\"role\":\"DEPUTY\",\"employee\":{\"name\":\"Name of E-3\"}}]}");
    assertThat(BANK.ask("employee(employeeId: \"E-2\") { teams { customerId role } }"))
        .isEqualTo("{\"teams\":[{\"customerId\":\"C-1\",\"role\":\"LEAD\"}]}");
    assertThat(BANK.ask("employee(employeeId: \"E-1\") { teams { customerId } }"))
        .isEqualTo("{\"teams\":[]}");
    assertThat(BANK.all("employeeId", "teamMembers(filter: {role: [DEPUTY, CREDIT]})"))
        .containsExactly("E-3");
  }

  @Test
  void aPlanTellsAimsNeedsActionsRisksAndWhenItIsLookedAtAgain() {
    String plan =
        "{ aims needs { product need } actions { what employeeId due } risks reviewDates closed"
            + " outcome }";
    assertThat(BANK.ask("customer(customerId: \"C-1\") { keyAccountPlan " + plan + " }"))
        .isEqualTo(
            "{\"keyAccountPlan\":{\"aims\":[\"win all of it\"],"
                + "\"needs\":[{\"product\":\"PAYROLL\",\"need\":\"120 people\"}],"
                + "\"actions\":[{\"what\":\"Make an offer\",\"employeeId\":\"E-2\","
                + "\"due\":\"2026-03-01\"}],\"risks\":[\"The other bank is cheaper\"],"
                + "\"reviewDates\":[\"2026-06-01\",\"2026-09-01\"],\"closed\":false,"
                + "\"outcome\":null}}");
    assertThat(
            BANK.ask(
                "customer(customerId: \"C-1\", asOf: {position: "
                    + beforeThePlanWasRevised
                    + "}) { keyAccountPlan { aims } }"))
        .isEqualTo("{\"keyAccountPlan\":{\"aims\":[\"win the payroll\"]}}");
    assertThat(BANK.all("customerId", "keyAccountPlans(filter: {closed: true})"))
        .containsExactly("C-2");
    assertThat(BANK.ask("customer(customerId: \"C-2\") { keyAccountPlan { closed outcome } }"))
        .isEqualTo("{\"keyAccountPlan\":{\"closed\":true,\"outcome\":\"sold\"}}");
  }
}
