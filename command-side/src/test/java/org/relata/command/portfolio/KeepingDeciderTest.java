package org.relata.command.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.relata.command.portfolio.KeepingBank.*;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.relata.command.platform.Scenario;
import org.relata.command.portfolio.PortfolioCommand.*;
import org.relata.kernel.Rejection;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.portfolio.AllotmentProgress;
import org.relata.kernel.portfolio.CollisionRule;
import org.relata.kernel.portfolio.KeyAccountPlan;
import org.relata.kernel.portfolio.PortfolioEvent.*;
import org.relata.kernel.portfolio.TeamRole;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Note;

/** Tiers' keepers, the customer's choice, collisions, allotments, teams and plans. */
class KeepingDeciderTest {

  private final Scenario<PortfolioCommand> bank = KeepingBank.open();

  private void givenThatTiersBind() {
    KeepingBank.givenThatTiersBind(bank);
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
            new CustomerChoseManager(WANG, QIAN, ZHAO, new Note("knows funds"), TODAY),
            new PlaceFreed(QIAN, WANG, 0),
            new PlaceTaken(ZHAO, WANG, 2))
        .thenNothing(new FollowCustomerChoice(WANG, ZHAO, null))
        .then(
            new FollowCustomerChoice(WANG, QIAN, null),
            new CustomerChoseManager(WANG, ZHAO, QIAN, null, TODAY),
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
        new CustomerReassigned(
            WANG, ZHAO, QIAN, new Note("Collision ruled: EFFECTIVE_FIRST"), LONG_AGO),
        new PlaceFreed(ZHAO, WANG, 0),
        new PlaceTaken(QIAN, WANG, 1));
    bank.when(new SetCollisionRule(CollisionRule.RECORDED_FIRST));
    assertThat(bank.of(CustodyState.CUSTODY, WANG).managerId()).isEqualTo(QIAN);
    bank.when(new ClaimCustomer(WANG, ZHAO, LONG_AGO, null));
    bank.then(
        new RuleCollision(WANG),
        new CollisionRuled(WANG, 2, CollisionRule.RECORDED_FIRST, QIAN, ZHAO));
  }

  private void givenThatWhoeverBeganFirstKeeps() {
    bank.when(new SetCollisionRule(CollisionRule.EFFECTIVE_FIRST));
  }

  /** Each is a way to come by a customer, and none is a claim. */
  private static Stream<List<PortfolioCommand>> waysToACustomer() {
    AssignCustomer assigned = new AssignCustomer(WANG, ZHAO);
    AssignCustomer toHead = new AssignCustomer(WANG, HEAD);
    return Stream.of(
        List.of(assigned),
        List.of(toHead, new ReassignCustomer(WANG, ZHAO, new Note("x"))),
        List.of(new FollowCustomerChoice(WANG, ZHAO, null)),
        List.of(new AllotStock(ALLOTMENT, AUM, null), new AllotCustomer(WANG, ZHAO, ALLOTMENT)),
        List.of(new ClaimCustomer(WANG, ZHAO, null, null)));
  }

  @ParameterizedTest
  @MethodSource("waysToACustomer")
  void aKeeperIsNotBeatenByAClaimOfTheSameDayHoweverItCameByTheCustomer(
      List<PortfolioCommand> way) {
    givenThatTiersBind();
    givenThatWhoeverBeganFirstKeeps();
    way.forEach(bank::when);
    bank.then(
            new ClaimCustomer(WANG, HEAD, null, null),
            new CollisionDetected(WANG, 1, ZHAO, TODAY, HEAD, TODAY, null))
        .by("E-9")
        .then(
            new RuleCollision(WANG),
            new CollisionRuled(WANG, 1, CollisionRule.EFFECTIVE_FIRST, ZHAO, HEAD));
    bank.then(
            new ClaimCustomer(WANG, HEAD, TODAY.minusDays(1), null),
            new CollisionDetected(WANG, 2, ZHAO, TODAY, HEAD, TODAY.minusDays(1), null))
        .then(
            new RuleCollision(WANG),
            new CollisionRuled(WANG, 2, CollisionRule.EFFECTIVE_FIRST, HEAD, ZHAO),
            new CustomerReassigned(
                WANG, ZHAO, HEAD, new Note("Collision ruled: EFFECTIVE_FIRST"), TODAY.minusDays(1)),
            new PlaceFreed(ZHAO, WANG, 0),
            new PlaceTaken(HEAD, WANG, 1));
  }

  @Test
  void aKeeperOfTenYearsIsNotBeatenByAClaimOfToday() {
    givenThatWhoeverBeganFirstKeeps();
    bank.given(
        new CustomerAssigned(WANG, ZHAO, TODAY.minusYears(10)),
        new PlaceTaken(ZHAO, WANG, 1),
        new CustomerAssigned(LI, ZHAO),
        new PlaceTaken(ZHAO, LI, 2));
    bank.by("E-9");
    for (CustomerId customer : List.of(WANG, LI)) {
      bank.when(new ClaimCustomer(customer, QIAN, null, null));
      bank.then(
          new RuleCollision(customer),
          new CollisionRuled(customer, 1, CollisionRule.EFFECTIVE_FIRST, ZHAO, QIAN));
    }
  }

  @Test
  void aClaimOfACustomerIsForThoseAloneWhoMayKeepItsTier() {
    bank.when(new AssignCustomer(WANG, ZHAO));
    givenThatTiersBind();
    bank.thenRefused(new ClaimCustomer(WANG, QIAN, null, null), "MAY_NOT_KEEP_TIER");
    bank.when(new ClaimCustomer(WANG, HEAD, null, null));
  }

  @Test
  void nobodyWinsACustomerWhoseTierTheyMayNotKeepByNow() {
    givenThatWhoeverBeganFirstKeeps();
    bank.when(new AssignCustomer(WANG, ZHAO));
    bank.when(new ClaimCustomer(WANG, QIAN, LONG_AGO, null));
    givenThatTiersBind();
    bank.by("E-9").thenRefused(new RuleCollision(WANG), "MAY_NOT_KEEP_TIER");
  }

  @Test
  void aClaimantWhoHasLeftWinsNobody() {
    givenThatWhoeverBeganFirstKeeps();
    bank.when(new AssignCustomer(WANG, ZHAO));
    bank.when(new ClaimCustomer(WANG, QIAN, LONG_AGO, null));
    bank.given(new PortfolioClosed(QIAN))
        .by("E-9")
        .then(
            new RuleCollision(WANG),
            new CollisionRuled(WANG, 1, CollisionRule.EFFECTIVE_FIRST, ZHAO, QIAN));
  }

  @Test
  void anAllotmentIsByASchemeThatExists() {
    bank.thenRefused(new AllotStock(ALLOTMENT, AUM, null), "UNKNOWN_SCHEME");
    givenThatTiersBind();
    bank.when(new AllotStock(ALLOTMENT, AUM, null));
  }

  @Test
  void anAllotmentGivesTheStockToThoseWhoMayKeepIt() {
    AllotmentProgress done = new AllotmentProgress(7, 2, 1, 1);
    givenThatTiersBind();
    bank.thenRefused(new AllotCustomer(WANG, ZHAO, ALLOTMENT), "UNKNOWN_ALLOTMENT")
        .then(
            new AllotStock(ALLOTMENT, AUM, null), new AllotmentRequested(ALLOTMENT, AUM, List.of()))
        .thenNothing(new AllotStock(ALLOTMENT, AUM, null))
        .thenRefused(new AllotStock(ALLOTMENT, new SchemeId("b"), null), "ALLOTMENT_EXISTS")
        .then(
            new AllotCustomer(WANG, ZHAO, ALLOTMENT),
            new CustomerAllotted(WANG, ZHAO, ALLOTMENT, TODAY),
            new PlaceTaken(ZHAO, WANG, 1),
            new AttributionSet(WANG, ZHAO))
        .thenNothing(new AllotCustomer(WANG, ZHAO, ALLOTMENT))
        .thenRefused(new AllotCustomer(WANG, HEAD, ALLOTMENT), "CUSTOMER_TAKEN")
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
