package org.relata.command.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.relata.command.customer.CustomerDecider;
import org.relata.command.organization.OrganizationDecider;
import org.relata.command.platform.Scenario;
import org.relata.command.portfolio.PortfolioCommand.*;
import org.relata.command.segmentation.SegmentationDecider;
import org.relata.kernel.Rejection;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.organization.OrganizationEvent.EmployeeHired;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.portfolio.AllotmentId;
import org.relata.kernel.portfolio.AllotmentProgress;
import org.relata.kernel.portfolio.CollisionRule;
import org.relata.kernel.portfolio.HandOverId;
import org.relata.kernel.portfolio.KeyAccountPlan;
import org.relata.kernel.portfolio.Manifest;
import org.relata.kernel.portfolio.Manifest.Item;
import org.relata.kernel.portfolio.PortfolioEvent.*;
import org.relata.kernel.portfolio.TeamRole;
import org.relata.kernel.segmentation.Expression;
import org.relata.kernel.segmentation.PolicyText;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.SegmentationEvent.BindingSchemesSet;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyActivated;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyDrafted;
import org.relata.kernel.segmentation.SegmentationEvent.TierAssigned;
import org.relata.kernel.valuation.Metrics;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Note;

/** Tiers' keepers, the customer's choice, collisions, allotments, hand-overs, teams and plans. */
class KeepingDeciderTest {

  private static final Currency CNY = Currency.getInstance("CNY");
  private static final CustomerId WANG = new CustomerId("C-1");
  private static final CustomerId LI = new CustomerId("C-2");
  private static final EmployeeId ZHAO = new EmployeeId("E-1");
  private static final EmployeeId QIAN = new EmployeeId("E-2");
  private static final EmployeeId HEAD = new EmployeeId("E-3");
  private static final SchemeId AUM = new SchemeId("aum");
  private static final LocalDate TODAY =
      LocalDate.ofInstant(Scenario.NOW, java.time.ZoneOffset.UTC);
  private static final LocalDate LONG_AGO = LocalDate.of(2020, 5, 1);
  private static final AllotmentId ALLOTMENT = new AllotmentId("A-1");
  private static final HandOverId HAND_OVER = new HandOverId("H-1");

  private final Scenario<PortfolioCommand> bank =
      Scenario.of(
              new PortfolioDecider(),
              new CustomerDecider(),
              new OrganizationDecider(),
              new SegmentationDecider())
          .given(
              registered(WANG),
              registered(LI),
              hired(ZHAO, "WEALTH_MANAGER"),
              hired(QIAN, "TELLER"),
              hired(HEAD, "OUTLET_HEAD"),
              new PortfolioOpened(ZHAO, 800),
              new PortfolioOpened(QIAN, 800),
              new PortfolioOpened(HEAD, 800));

  private static CustomerRegistered registered(CustomerId id) {
    return new CustomerRegistered(
        id, CustomerKind.PERSONAL, new Label("王小明"), List.of(), Profile.EMPTY);
  }

  private static EmployeeHired hired(EmployeeId id, String position) {
    return new EmployeeHired(
        id, new Label("赵"), new UnitId("U-1"), null, new Code(position), Set.of());
  }

  /** Only wealth managers and heads keep the rich, and Wang is rich. */
  private void givenThatTiersBind() {
    PolicyText.Tier rich =
        new PolicyText.Tier(
            new Code("RICH"),
            null,
            List.of(new Code("WEALTH_MANAGER"), new Code("OUTLET_HEAD")),
            null,
            null,
            1,
            List.of(),
            List.of(),
            List.of());
    PolicyText text =
        new PolicyText(
            CNY,
            List.of(),
            null,
            List.of(new PolicyText.Rule(new Code("RICH"), new Expression("true"))),
            List.of(rich),
            0);
    bank.given(
        new PolicyDrafted(AUM, 1, LONG_AGO, text, "employee/E-9"),
        new PolicyActivated(AUM, 1, LONG_AGO),
        new BindingSchemesSet(List.of(AUM)),
        new TierAssigned(
            WANG,
            AUM,
            1,
            null,
            new Code("RICH"),
            true,
            1,
            Metrics.of(CNY, Map.of()),
            List.of(),
            1,
            TODAY,
            null));
  }

  @Test
  void aCustomerIsGivenToThoseAloneWhoMayKeepItsTier() {
    givenThatTiersBind();
    bank.thenRefused(new AssignCustomer(WANG, QIAN), "MAY_NOT_KEEP_TIER")
        .thenRefused(new ClaimCustomer(WANG, QIAN, null, null), "MAY_NOT_KEEP_TIER");
    bank.when(new AssignCustomer(LI, QIAN));
    bank.when(new AssignCustomer(WANG, ZHAO));
    bank.thenRefused(new ReassignCustomer(WANG, QIAN, new Note("x")), "MAY_NOT_KEEP_TIER");
  }

  @Test
  void aPromotionMovesNobodyByForceAndTheCustomerMayChoose() {
    bank.when(new AssignCustomer(WANG, QIAN));
    givenThatTiersBind();
    assertThat(bank.of(CustodyState.CUSTODY, WANG).managerId()).isEqualTo(QIAN);
    bank.when(new AssignCustomer(LI, ZHAO));
    bank.then(
            new FollowCustomerChoice(WANG, ZHAO, new Note("knows funds")),
            new CustomerChoseManager(WANG, QIAN, ZHAO, new Note("knows funds")),
            new PlaceFreed(QIAN, WANG, 0),
            new PlaceTaken(ZHAO, WANG, 2))
        .thenNothing(new FollowCustomerChoice(WANG, ZHAO, null))
        .then(
            new FollowCustomerChoice(WANG, QIAN, null),
            new CustomerChoseManager(WANG, ZHAO, QIAN, null),
            new PlaceFreed(ZHAO, WANG, 1),
            new PlaceTaken(QIAN, WANG, 1));
    assertThat(bank.of(CustodyState.CUSTODY, WANG).attributedTo()).isEqualTo(QIAN);
  }

  @Test
  void aClaimOfACustomerWhoHasAManagerIsACollisionWithItsEvidence() {
    bank.when(new ClaimCustomer(WANG, ZHAO, LONG_AGO.plusDays(9), null));
    CollisionDetected detected =
        new CollisionDetected(
            WANG, 1, ZHAO, LONG_AGO.plusDays(9), QIAN, LONG_AGO, new Note("my neighbour"));
    bank.then(new ClaimCustomer(WANG, QIAN, LONG_AGO, new Note("my neighbour")), detected)
        .thenNothing(new ClaimCustomer(WANG, QIAN, LONG_AGO, new Note("my neighbour")))
        .thenRefused(new ClaimCustomer(WANG, HEAD, null, null), "COLLISION_OPEN")
        .by("E-2")
        .thenRefused(new RuleCollision(WANG), "OWN_CASE")
        .by("E-3")
        .then(
            new RuleCollision(WANG),
            new CollisionRuled(WANG, 1, CollisionRule.RECORDED_FIRST, ZHAO, QIAN))
        .thenRefused(new RuleCollision(WANG), "NO_COLLISION");
  }

  @Test
  void theRuleOfTheDayRulesAndALaterOneChangesNoRuling() {
    bank.by("E-3")
        .then(
            new SetCollisionRule(CollisionRule.EFFECTIVE_FIRST),
            new CollisionRuleSet(CollisionRule.EFFECTIVE_FIRST))
        .thenNothing(new SetCollisionRule(CollisionRule.EFFECTIVE_FIRST));
    bank.when(new ClaimCustomer(WANG, ZHAO, LONG_AGO.plusDays(9), null));
    bank.when(new ClaimCustomer(WANG, QIAN, LONG_AGO, null));
    bank.then(
        new RuleCollision(WANG),
        new CollisionRuled(WANG, 1, CollisionRule.EFFECTIVE_FIRST, QIAN, ZHAO),
        new CustomerReassigned(WANG, ZHAO, QIAN, new Note("Collision ruled: EFFECTIVE_FIRST")),
        new PlaceFreed(ZHAO, WANG, 0),
        new PlaceTaken(QIAN, WANG, 1));
    bank.when(new SetCollisionRule(CollisionRule.RECORDED_FIRST));
    assertThat(bank.of(CustodyState.CUSTODY, WANG).managerId()).isEqualTo(QIAN);
    bank.when(new ClaimCustomer(WANG, ZHAO, LONG_AGO, null));
    bank.then(
        new RuleCollision(WANG),
        new CollisionRuled(WANG, 2, CollisionRule.RECORDED_FIRST, QIAN, ZHAO));
  }

  @Test
  void anAllotmentGivesTheStockToThoseWhoMayKeepIt() {
    AllotmentProgress done = new AllotmentProgress(7, 2, 1, 1);
    bank.thenRefused(new AllotCustomer(WANG, ZHAO, ALLOTMENT), "UNKNOWN_ALLOTMENT")
        .then(
            new AllotStock(ALLOTMENT, AUM, null), new AllotmentRequested(ALLOTMENT, AUM, List.of()))
        .thenNothing(new AllotStock(ALLOTMENT, AUM, null))
        .thenRefused(new AllotStock(ALLOTMENT, new SchemeId("b"), null), "ALLOTMENT_EXISTS")
        .then(
            new AllotCustomer(WANG, ZHAO, ALLOTMENT),
            new CustomerAllotted(WANG, ZHAO, ALLOTMENT),
            new PlaceTaken(ZHAO, WANG, 1),
            new AttributionSet(WANG, ZHAO))
        .thenNothing(new AllotCustomer(WANG, ZHAO, ALLOTMENT))
        .thenRefused(new AllotCustomer(WANG, QIAN, ALLOTMENT), "CUSTOMER_TAKEN")
        .thenRefused(new LeaveInPool(WANG, ALLOTMENT, new Code("NO_ROOM")), "CUSTOMER_TAKEN")
        .then(
            new LeaveInPool(LI, ALLOTMENT, new Code("NO_ROOM")),
            new CustomerLeftInPool(LI, ALLOTMENT, new Code("NO_ROOM")))
        .thenNothing(new LeaveInPool(LI, ALLOTMENT, new Code("NO_ROOM")))
        .thenRefused(
            new CompleteAllotment(ALLOTMENT, new AllotmentProgress(7, 2, 1, 0)), "NOT_DONE")
        .then(
            new ReportAllotmentProgress(ALLOTMENT, done, LI),
            new AllotmentProgressed(ALLOTMENT, done, LI))
        .thenRefused(
            new ReportAllotmentProgress(ALLOTMENT, new AllotmentProgress(8, 2, 1, 1), LI),
            "PROGRESS_LOST")
        .then(new CompleteAllotment(ALLOTMENT, done), new AllotmentCompleted(ALLOTMENT, done))
        .thenNothing(new CompleteAllotment(ALLOTMENT, done))
        .thenRefused(new AllotCustomer(LI, ZHAO, ALLOTMENT), "ALLOTMENT_COMPLETED");
  }

  private Manifest manifest() {
    bank.when(new AssignCustomer(WANG, ZHAO));
    bank.when(new AssignCustomer(LI, ZHAO));
    return new Manifest(ZHAO, HEAD, List.of(new Item(LI, QIAN), new Item(WANG, HEAD)));
  }

  private static SignHandOver sign(EmployeeId by, Manifest manifest) {
    return new SignHandOver(HAND_OVER, by, new Code(manifest.hash()), null);
  }

  @Test
  void aHandOverIsSignedByAllAndPassesEachCustomerOnOnce() {
    Manifest manifest = manifest();
    bank.then(
            new BeginHandOver(HAND_OVER, manifest),
            new HandOverBegun(HAND_OVER, manifest, manifest.hash()),
            new PortfolioFrozen(ZHAO, HAND_OVER))
        .thenNothing(new BeginHandOver(HAND_OVER, manifest))
        .thenRefused(new HandOverCustomer(WANG, HAND_OVER), "NOT_SIGNED")
        .by("E-1")
        .then(sign(ZHAO, manifest), new HandOverSigned(HAND_OVER, ZHAO, manifest.hash(), false))
        .thenNothing(sign(ZHAO, manifest))
        .thenRefused(sign(QIAN, manifest), "NOT_YOURS")
        .thenRefused(
            new SignHandOver(HAND_OVER, ZHAO, new Code("0".repeat(64)), null), "OTHER_MANIFEST")
        .by("E-2");
    bank.when(sign(QIAN, manifest));
    bank.thenRefused(new HandOverCustomer(WANG, HAND_OVER), "NOT_SIGNED").by("E-3");
    bank.when(sign(HEAD, manifest));
    bank.thenRefused(new CompleteHandOver(HAND_OVER), "NOT_DONE")
        .then(
            new HandOverCustomer(LI, HAND_OVER),
            new CustomerHandedOver(LI, ZHAO, QIAN, HAND_OVER),
            new PlaceFreed(ZHAO, LI, 1),
            new PlaceTaken(QIAN, LI, 1),
            new HandOverAdvanced(HAND_OVER, LI, 1))
        .thenNothing(new HandOverCustomer(LI, HAND_OVER))
        .thenRefused(new HandOverCustomer(new CustomerId("C-9"), HAND_OVER), "NOT_IN_MANIFEST")
        .thenRefused(new CancelHandOver(HAND_OVER, new Note("x")), "HAND_OVER_RUNNING");
    bank.when(new HandOverCustomer(WANG, HAND_OVER));
    bank.then(
            new CompleteHandOver(HAND_OVER),
            new HandOverCompleted(HAND_OVER),
            new PortfolioThawed(ZHAO, HAND_OVER))
        .thenNothing(new CompleteHandOver(HAND_OVER))
        .thenRefused(sign(HEAD, manifest), "HAND_OVER_ENDED");
    assertThat(bank.of(CustodyState.CUSTODY, WANG).managerId()).isEqualTo(HEAD);
    assertThat(bank.of(CustodyState.CUSTODY, WANG).attributedTo()).isEqualTo(ZHAO);
  }

  @Test
  void nothingElseMovesInAFrozenPortfolio() {
    Manifest manifest = manifest();
    bank.when(new BeginHandOver(HAND_OVER, manifest));
    CustomerId newcomer = new CustomerId("C-3");
    bank.given(registered(newcomer))
        .thenRefused(new ReassignCustomer(WANG, QIAN, new Note("x")), "PORTFOLIO_FROZEN")
        .thenRefused(new ReleaseCustomer(WANG, null), "PORTFOLIO_FROZEN")
        .thenRefused(new FollowCustomerChoice(WANG, QIAN, null), "PORTFOLIO_FROZEN")
        .thenRefused(new AssignCustomer(newcomer, ZHAO), "PORTFOLIO_FROZEN")
        .thenRefused(new BeginHandOver(new HandOverId("H-2"), manifest), "PORTFOLIO_FROZEN")
        .then(
            new CancelHandOver(HAND_OVER, new Note("stays")),
            new HandOverCancelled(HAND_OVER, new Note("stays")),
            new PortfolioThawed(ZHAO, HAND_OVER));
    bank.when(new ReassignCustomer(WANG, QIAN, new Note("x")));
  }

  @Test
  void theHeadSignsForAGiverWhoIsAway() {
    Manifest manifest = manifest();
    bank.when(new BeginHandOver(HAND_OVER, manifest));
    bank.by("E-2")
        .thenRefused(
            new SignHandOver(HAND_OVER, ZHAO, new Code(manifest.hash()), true), "NOT_YOURS")
        .by("E-3")
        .thenRefused(
            new SignHandOver(HAND_OVER, QIAN, new Code(manifest.hash()), true), "NOT_YOURS")
        .then(
            new SignHandOver(HAND_OVER, ZHAO, new Code(manifest.hash()), true),
            new HandOverSigned(HAND_OVER, ZHAO, manifest.hash(), true));
  }

  @Test
  void aManifestListsAllAndNobodyWhoMayNotKeepTheTier() {
    Manifest manifest = manifest();
    bank.thenRefused(
            new BeginHandOver(HAND_OVER, new Manifest(ZHAO, HEAD, List.of(new Item(WANG, HEAD)))),
            "MANIFEST_INCOMPLETE")
        .thenRefused(
            new BeginHandOver(HAND_OVER, new Manifest(QIAN, HEAD, List.of(new Item(WANG, HEAD)))),
            "MANIFEST_INCOMPLETE");
    givenThatTiersBind();
    bank.thenRefused(
        new BeginHandOver(
            HAND_OVER, new Manifest(ZHAO, HEAD, List.of(new Item(WANG, QIAN), new Item(LI, HEAD)))),
        "MAY_NOT_KEEP_TIER");
    bank.when(new BeginHandOver(HAND_OVER, manifest));
    assertThatThrownBy(() -> new Manifest(ZHAO, HEAD, List.of(new Item(WANG, ZHAO))))
        .isInstanceOf(Rejection.class);
    assertThatThrownBy(
            () -> new Manifest(ZHAO, HEAD, List.of(new Item(WANG, QIAN), new Item(WANG, HEAD))))
        .isInstanceOf(Rejection.class);
    assertThat(new Manifest(ZHAO, HEAD, List.of(new Item(WANG, QIAN), new Item(LI, QIAN))).hash())
        .isEqualTo(
            new Manifest(ZHAO, HEAD, List.of(new Item(LI, QIAN), new Item(WANG, QIAN))).hash())
        .isNotEqualTo(
            new Manifest(ZHAO, HEAD, List.of(new Item(LI, HEAD), new Item(WANG, QIAN))).hash());
  }

  @Test
  void aTeamHasOneLead() {
    bank.then(
            new JoinTeam(WANG, ZHAO, TeamRole.LEAD),
            new TeamMemberJoined(WANG, ZHAO, TeamRole.LEAD))
        .thenNothing(new JoinTeam(WANG, ZHAO, TeamRole.LEAD))
        .thenRefused(new JoinTeam(WANG, QIAN, TeamRole.LEAD), "LEAD_EXISTS")
        .then(
            new JoinTeam(WANG, QIAN, TeamRole.CREDIT),
            new TeamMemberJoined(WANG, QIAN, TeamRole.CREDIT))
        .then(new LeaveTeam(WANG, ZHAO), new TeamMemberLeft(WANG, ZHAO))
        .thenNothing(new LeaveTeam(WANG, ZHAO))
        .then(
            new JoinTeam(WANG, QIAN, TeamRole.LEAD),
            new TeamMemberJoined(WANG, QIAN, TeamRole.LEAD))
        .thenRefused(
            new JoinTeam(WANG, new EmployeeId("E-9"), TeamRole.SERVICE), "UNKNOWN_EMPLOYEE");
  }

  @Test
  void aCustomerHasOnePlan() {
    KeyAccountPlan first = plan("double the deposits");
    KeyAccountPlan second = plan("win the payroll");
    bank.then(new WritePlan(WANG, first), new PlanDrawnUp(WANG, first))
        .thenNothing(new WritePlan(WANG, first))
        .then(new WritePlan(WANG, second), new PlanRevised(WANG, second))
        .then(new ClosePlan(WANG, new Note("done")), new PlanClosed(WANG, new Note("done")))
        .thenNothing(new ClosePlan(WANG, null))
        .then(new WritePlan(WANG, first), new PlanDrawnUp(WANG, first));
    assertThatThrownBy(
            () -> new KeyAccountPlan(List.of(), List.of(), List.of(), List.of(), List.of()))
        .isInstanceOf(Rejection.class);
  }

  private static KeyAccountPlan plan(String aim) {
    return new KeyAccountPlan(
        List.of(new Note(aim)), List.of(), List.of(), List.of(), List.of(TODAY));
  }
}
