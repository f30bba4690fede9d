package org.relata.command.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.relata.command.customer.CustomerDecider;
import org.relata.command.holding.HoldingDecider;
import org.relata.command.platform.Scenario;
import org.relata.command.segmentation.SegmentationCommand.*;
import org.relata.kernel.Rejection;
import org.relata.kernel.customer.CustomerEvent.CustomerAbsorbed;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.holding.HoldingEvent.BaseCurrencySet;
import org.relata.kernel.segmentation.EvaluationId;
import org.relata.kernel.segmentation.EvaluationProgress;
import org.relata.kernel.segmentation.Expression;
import org.relata.kernel.segmentation.PolicyText;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.SegmentationEvent.*;
import org.relata.kernel.segmentation.ShippedPolicies;
import org.relata.kernel.segmentation.TierStep;
import org.relata.kernel.valuation.Figure;
import org.relata.kernel.valuation.Lack;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.valuation.Metrics;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Note;

class SegmentationDeciderTest {

  private static final Currency CNY = Currency.getInstance("CNY");
  private static final SchemeId AUM = ShippedPolicies.PERSONAL_AUM;
  private static final CustomerId WANG = new CustomerId("C-1");
  private static final LocalDate NEW_YEAR = LocalDate.parse("2024-01-01");
  private static final LocalDate JANUARY_END = LocalDate.parse("2024-01-31");
  private static final LocalDate FEBRUARY_END = LocalDate.parse("2024-02-29");

  private final Scenario<SegmentationCommand> scenario =
      Scenario.of(new SegmentationDecider(), new CustomerDecider(), new HoldingDecider());

  private static PolicyDrafted shipped() {
    return new PolicyDrafted(
        AUM, 1, NEW_YEAR, Objects.requireNonNull(ShippedPolicies.of(AUM, CNY)), "employee/E-1");
  }

  private static DraftPolicy draftShipped(int version) {
    return new DraftPolicy(AUM, version, NEW_YEAR, null, null, null, null, null, null);
  }

  private static DraftPolicy draft(int version, LocalDate from, String tier, String when) {
    return new DraftPolicy(
        AUM,
        version,
        from,
        null,
        null,
        null,
        List.of(new PolicyText.Rule(new Code(tier), new Expression(when))),
        null,
        null);
  }

  private static Metrics metrics(String aum) {
    return metrics(aum, false);
  }

  /** What the shipped policy speaks of. */
  private static Metrics metrics(String aum, boolean gold) {
    Figure zero = new Figure("0");
    return Metrics.of(
        CNY,
        Map.of(
            Metric.AUM,
            new Figure(aum),
            Metric.LOANS,
            zero,
            Metric.CARD_SPENDING_YEAR,
            zero,
            Metric.CUSTODY_BALANCE,
            zero,
            Metric.GOLD_OR_PLATINUM_CARD,
            Figure.of(gold),
            Metric.AGE,
            Figure.of(40)));
  }

  private static AssignTier assign(LocalDate on, String aum) {
    return new AssignTier(WANG, AUM, null, on, metrics(aum), 17);
  }

  private static TierAssigned assigned(
      LocalDate on, String aum, @Nullable String before, String tier, boolean inScope, int rule) {
    return new TierAssigned(
        WANG,
        AUM,
        1,
        before == null ? null : new Code(before),
        new Code(tier),
        inScope,
        rule,
        metrics(aum),
        List.of(),
        17,
        on,
        null);
  }

  @BeforeEach
  void aCustomer() {
    scenario.given(
        new CustomerRegistered(
            WANG, CustomerKind.PERSONAL, new Label("王小明"), List.of(), Profile.EMPTY));
  }

  private void givenTheShippedPolicy() {
    scenario.given(shipped(), new PolicyActivated(AUM, 1, NEW_YEAR));
  }

  private void approve(int version) {
    scenario.when(new ProposePolicy(AUM, version));
    scenario.by("E-2");
    scenario.when(new ApprovePolicy(AUM, version));
    scenario.by("E-1");
  }

  @Test
  void aPolicyTakesFourEyes() {
    scenario
        .then(draftShipped(1), shipped())
        .thenNothing(draftShipped(1))
        .thenRefused(new ApprovePolicy(AUM, 1), "WRONG_STATE")
        .then(new ProposePolicy(AUM, 1), new PolicyProposed(AUM, 1, "employee/E-1"))
        .thenNothing(new ProposePolicy(AUM, 1))
        .thenRefused(new ApprovePolicy(AUM, 1), "OWN_PROPOSAL")
        .by("E-2")
        .thenRefused(new WithdrawPolicy(AUM, 1), "NOT_YOURS")
        .then(new ApprovePolicy(AUM, 1), new PolicyActivated(AUM, 1, NEW_YEAR))
        .thenNothing(new ApprovePolicy(AUM, 1));
  }

  @Test
  void aPolicyIsRefusedWithAReasonOrWithdrawn() {
    scenario.when(draftShipped(1));
    scenario.when(new ProposePolicy(AUM, 1));
    scenario
        .by("E-2")
        .then(
            new RefusePolicy(AUM, 1, new Note("Too generous.")),
            new PolicyRefused(AUM, 1, new Note("Too generous.")))
        .thenRefused(new ApprovePolicy(AUM, 1), "WRONG_STATE");
    scenario.when(draftShipped(2));
    scenario.when(new ProposePolicy(AUM, 2));
    scenario.then(new WithdrawPolicy(AUM, 2), new PolicyWithdrawn(AUM, 2));
  }

  @Test
  void rulesWithAGapAreNotProposed() {
    scenario.when(draft(1, NEW_YEAR, "A", "aum > 0"));
    Rejection rejection =
        catchThrowableOfType(Rejection.class, () -> scenario.when(new ProposePolicy(AUM, 1)));
    assertThat(rejection.code()).isEqualTo("POLICY_NOT_SOUND");
    assertThat(rejection.fields()).singleElement().extracting("code").isEqualTo("GAP");
    assertThat(rejection.sentence()).contains("No rule holds for AUM 0.00.");
  }

  @Test
  void aRuleThatNeverDecidesIsPointedAt() {
    List<PolicyText.Rule> rules =
        List.of(
            new PolicyText.Rule(new Code("A"), new Expression("aum >= 0 || aum < 0")),
            new PolicyText.Rule(new Code("B"), new Expression("aum > 5")));
    scenario.when(new DraftPolicy(AUM, 1, NEW_YEAR, null, null, null, rules, null, null));
    Rejection rejection =
        catchThrowableOfType(Rejection.class, () -> scenario.when(new ProposePolicy(AUM, 1)));
    assertThat(rejection.fields())
        .singleElement()
        .extracting("code", "pointer")
        .containsExactly("UNREACHABLE", "/rules/1");
  }

  @Test
  void tiersThatAreDescribedAreThoseThatRulesGive() {
    PolicyText.Tier tier =
        new PolicyText.Tier(
            new Code("B"), null, List.of(), null, null, 0, List.of(), List.of(), List.of());
    PolicyText.Rule rule = new PolicyText.Rule(new Code("A"), new Expression("true"));
    DraftPolicy draft =
        new DraftPolicy(AUM, 1, NEW_YEAR, null, null, null, List.of(rule), List.of(tier), null);
    scenario.thenRefused(draft, "UNKNOWN_TIER");
  }

  @Test
  void versionsFollowEachOther() {
    scenario
        .thenRefused(draftShipped(2), "VERSION_OUT_OF_ORDER")
        .given(shipped())
        .thenRefused(draft(1, NEW_YEAR, "A", "true"), "VERSION_EXISTS")
        .thenRefused(new ProposePolicy(AUM, 2), "UNKNOWN_VERSION");
    scenario.when(draft(2, FEBRUARY_END, "A", "true"));
    approve(2);
    scenario.when(new ProposePolicy(AUM, 1));
    scenario.by("E-2").thenRefused(new ApprovePolicy(AUM, 1), "OVERLAPPING");
  }

  @Test
  void aRuleThatDoesNotTypeCheckIsRefusedWithItsMessage() {
    Rejection rejection =
        catchThrowableOfType(
            Rejection.class, () -> scenario.when(draft(1, NEW_YEAR, "A", "aum > 1.5")));
    assertThat(rejection.code()).isEqualTo("INVALID_EXPRESSION");
    assertThat(rejection.fields().getFirst().pointer()).isEqualTo("/rules/0/when");
    scenario.thenRefused(draft(1, NEW_YEAR, "A", "income > 1"), "INVALID_EXPRESSION");
  }

  @Test
  void aPolicySpeaksOfTheBaseCurrency() {
    Currency koruna = Currency.getInstance("CZK");
    DraftPolicy inKoruna = new DraftPolicy(AUM, 1, NEW_YEAR, koruna, null, null, null, null, null);
    scenario.thenRefused(inKoruna, "WRONG_CURRENCY");
    scenario.given(new BaseCurrencySet(koruna));
    scenario.when(inKoruna);
    approve(1);
    scenario.thenRefused(assign(JANUARY_END, "0"), "WRONG_CURRENCY");
  }

  @Test
  void anUnknownSchemeNeedsRules() {
    SchemeId own = new SchemeId("own");
    scenario.thenRefused(
        new DraftPolicy(own, 1, NEW_YEAR, null, null, null, null, null, null), "MISSING");
  }

  @Test
  void aTierComesFromThePolicyAndIsToldOnlyWhenItChanges() {
    givenTheShippedPolicy();
    scenario
        .then(
            assign(JANUARY_END, "200000"), assigned(JANUARY_END, "200000", null, "WEALTH", true, 2))
        .thenNothing(assign(FEBRUARY_END, "300000"))
        .then(
            assign(FEBRUARY_END, "100000"),
            assigned(FEBRUARY_END, "100000", "WEALTH", "UPPER", true, 3))
        .thenNothing(assign(JANUARY_END, "200000"));
  }

  private static TierCorrected corrected(
      LocalDate on, String aum, @Nullable String told, String tier, int rule, TierStep later) {
    return new TierCorrected(
        WANG,
        AUM,
        1,
        told == null ? null : new Code(told),
        new Code(tier),
        true,
        rule,
        metrics(aum),
        List.of(),
        17,
        on,
        later,
        null);
  }

  @Test
  void aDayBeforeTheOneThatWasDecidedLastIsCorrectedAndThePresentTierStays() {
    givenTheShippedPolicy();
    LocalDate march = LocalDate.parse("2024-03-31");
    TierStep february = new TierStep(FEBRUARY_END, new Code("UPPER"), 1, 3);
    scenario.when(assign(JANUARY_END, "200000"));
    scenario.when(assign(FEBRUARY_END, "100000"));
    scenario
        .then(
            assign(JANUARY_END, "2000000"),
            corrected(JANUARY_END, "2000000", "WEALTH", "PRIVATE", 1, february))
        .thenNothing(assign(JANUARY_END, "2000000"))
        .thenNothing(assign(FEBRUARY_END, "100000"))
        .then(
            assign(NEW_YEAR, "200000"),
            corrected(
                NEW_YEAR,
                "200000",
                null,
                "WEALTH",
                2,
                new TierStep(JANUARY_END, new Code("PRIVATE"), 1, 1)))
        .then(assign(march, "200000"), assigned(march, "200000", "UPPER", "WEALTH", true, 2))
        .then(
            assign(JANUARY_END, "100000"),
            corrected(JANUARY_END, "100000", "PRIVATE", "UPPER", 3, february));
  }

  private void givenAnEvaluationOfEverybody(LocalDate on) {
    EvaluationId id = new EvaluationId("all." + on);
    scenario.given(
        new EvaluationRequested(id, AUM, on, List.of()), new SchemeEvaluated(AUM, on, id));
  }

  @Test
  void aTierThatStayedWhenEverybodyWasEvaluatedWasDecidedForThatDayToo() {
    givenTheShippedPolicy();
    scenario.when(assign(JANUARY_END, "200000"));
    givenAnEvaluationOfEverybody(FEBRUARY_END);
    scenario
        .thenNothing(assign(FEBRUARY_END, "200000"))
        .then(
            assign(JANUARY_END, "100000"),
            corrected(
                JANUARY_END,
                "100000",
                "WEALTH",
                "UPPER",
                3,
                new TierStep(FEBRUARY_END, new Code("WEALTH"), 1, 2)))
        .thenNothing(assign(FEBRUARY_END, "200000"))
        .then(
            assign(FEBRUARY_END, "100000"),
            assigned(FEBRUARY_END, "100000", "WEALTH", "UPPER", true, 3));
  }

  @Test
  void whoeverHadNoTierThenHasTheFirstOneUntilItsOwnFirstDay() {
    givenTheShippedPolicy();
    givenAnEvaluationOfEverybody(NEW_YEAR.plusDays(1));
    scenario.when(assign(FEBRUARY_END, "100000"));
    scenario.then(
        assign(NEW_YEAR, "200000"),
        corrected(
            NEW_YEAR,
            "200000",
            null,
            "WEALTH",
            2,
            new TierStep(FEBRUARY_END, new Code("UPPER"), 1, 3)));
  }

  @Test
  void whatIsDecidedAgainForADayIsHeldOffByTheTiersBeforeThatDayAlone() {
    scenario.when(new DraftPolicy(AUM, 1, NEW_YEAR, null, null, null, null, null, 60));
    approve(1);
    scenario.when(assign(JANUARY_END, "2000000"));
    scenario
        .then(
            assign(JANUARY_END, "200000"),
            assigned(JANUARY_END, "200000", "PRIVATE", "WEALTH", true, 2))
        .thenNothing(assign(FEBRUARY_END, "100000"))
        .then(
            assign(FEBRUARY_END, "2000000"),
            assigned(FEBRUARY_END, "2000000", "WEALTH", "PRIVATE", true, 1))
        .then(
            assign(JANUARY_END, "100000"),
            corrected(
                JANUARY_END,
                "100000",
                "WEALTH",
                "UPPER",
                3,
                new TierStep(FEBRUARY_END, new Code("PRIVATE"), 1, 1)));
  }

  @Test
  void aDayAfterWhichTooMuchWasDecidedIsNotDecidedAgain() {
    givenTheShippedPolicy();
    for (int day = 0; day <= TierState.MAX; day++) {
      scenario.when(assign(NEW_YEAR.plusDays(day), day % 2 == 0 ? "200000" : "100000"));
    }
    scenario
        .thenRefused(assign(NEW_YEAR, "2000000"), "TOO_LONG_AGO")
        .thenRefused(assign(NEW_YEAR.plusDays(1), "2000000"), "TOO_LONG_AGO");
    assertThat(scenario.when(assign(NEW_YEAR.plusDays(2), "2000000"))).hasSize(1);
  }

  @Test
  void theDaysForWhichEverybodyWasEvaluatedAreNotKeptForEver() {
    givenTheShippedPolicy();
    scenario.when(assign(NEW_YEAR, "200000"));
    for (int day = 1; day <= EvaluatedState.MAX; day++) {
      givenAnEvaluationOfEverybody(NEW_YEAR.plusDays(day));
    }
    scenario.thenRefused(assign(NEW_YEAR, "100000"), "TOO_LONG_AGO");
    assertThat(scenario.when(assign(NEW_YEAR.plusDays(1), "100000"))).hasSize(1);
  }

  @Test
  void leavingTheScopeIsToldThoughTheTierStays() {
    givenTheShippedPolicy();
    AssignTier withGoldCard = new AssignTier(WANG, AUM, null, JANUARY_END, metrics("1", true), 17);
    scenario.when(withGoldCard);
    scenario.then(assign(FEBRUARY_END, "1"), assigned(FEBRUARY_END, "1", "MASS", "MASS", false, 5));
  }

  @Test
  void thePolicyInForceOnTheDayDecides() {
    givenTheShippedPolicy();
    scenario.when(draft(2, FEBRUARY_END, "A", "totalAssets >= 0 || aum > 0 || aum <= 0"));
    approve(2);
    scenario.thenRefused(assign(NEW_YEAR.minusDays(1), "1"), "NO_ACTIVE_POLICY");
    scenario.then(
        assign(FEBRUARY_END.minusDays(1), "1"),
        assigned(FEBRUARY_END.minusDays(1), "1", null, "MASS", false, 5));
    assertThat(scenario.when(assign(FEBRUARY_END, "1")).getFirst())
        .isInstanceOfSatisfying(
            TierAssigned.class, event -> assertThat(event.policyVersion()).isEqualTo(2));
    Map<Metric, Lack> nothing =
        Map.of(Metric.AUM, Lack.NOT_RECORDED, Metric.TOTAL_ASSETS, Lack.NOT_RECORDED);
    scenario.thenRefused(
        new AssignTier(WANG, AUM, null, FEBRUARY_END, new Metrics(CNY, Map.of(), nothing), 17),
        "NO_RULE_HOLDS");
  }

  @Test
  void aRecordThatIsMergedIntoAnotherHasNoTierOfItsOwn() {
    CustomerId survivor = new CustomerId("C-2");
    givenTheShippedPolicy();
    scenario.given(new CustomerAbsorbed(WANG, survivor));
    scenario.thenRefused(assign(JANUARY_END, "1"), "CUSTOMER_MERGED");
  }

  @Test
  void aSchemeIsForCustomersOfItsKinds() {
    CustomerId company = new CustomerId("C-2");
    scenario.given(
        new CustomerRegistered(
            company, CustomerKind.CORPORATE, new Label("ACME"), List.of(), Profile.EMPTY));
    givenTheShippedPolicy();
    scenario.thenRefused(
        new AssignTier(company, AUM, null, JANUARY_END, metrics("1"), 17), "NOT_IN_AUDIENCE");
  }

  @Test
  void aWorseTierWaitsUntilTheHoldOffIsOver() {
    scenario.when(new DraftPolicy(AUM, 1, NEW_YEAR, null, null, null, null, null, 60));
    approve(1);
    scenario.when(assign(JANUARY_END, "200000"));
    scenario
        .thenNothing(assign(FEBRUARY_END, "100000"))
        .then(
            assign(JANUARY_END.plusDays(60), "100000"),
            assigned(JANUARY_END.plusDays(60), "100000", "WEALTH", "UPPER", true, 3))
        .then(
            assign(JANUARY_END.plusDays(61), "2000000"),
            assigned(JANUARY_END.plusDays(61), "2000000", "UPPER", "PRIVATE", true, 1));
  }

  @Test
  void anUnknownCustomerHasNoTier() {
    givenTheShippedPolicy();
    scenario.thenRefused(
        new AssignTier(new CustomerId("C-9"), AUM, null, JANUARY_END, metrics("1"), 1),
        "UNKNOWN_CUSTOMER");
  }

  @Test
  void anEvaluationIsRequestedOnceAndTellsItsProgress() {
    scenario.thenRefused(new EvaluateTiers(AUM, JANUARY_END, null, null), "NO_ACTIVE_POLICY");
    givenTheShippedPolicy();
    EvaluationId id = new EvaluationId("personal-aum.2024-01-31");
    EvaluationProgress half = new EvaluationProgress(17, 2, 1, 1, 0);
    EvaluationProgress done = new EvaluationProgress(17, 2, 2, 1, 1);
    scenario
        .thenRefused(new CompleteEvaluation(id, done), "UNKNOWN_EVALUATION")
        .then(
            new EvaluateTiers(AUM, JANUARY_END, null, null),
            new EvaluationRequested(id, AUM, JANUARY_END, List.of()))
        .thenNothing(new EvaluateTiers(AUM, JANUARY_END, id, null))
        .thenRefused(new EvaluateTiers(AUM, FEBRUARY_END, id, null), "EVALUATION_EXISTS")
        .then(
            new ReportEvaluationProgress(id, half, WANG),
            new EvaluationProgressed(id, half, WANG),
            new SchemeEvaluated(AUM, JANUARY_END, id))
        .thenNothing(new ReportEvaluationProgress(id, half, WANG))
        .thenRefused(
            new ReportEvaluationProgress(id, new EvaluationProgress(18, 2, 2, 0, 0), WANG),
            "PROGRESS_LOST")
        .thenRefused(new CompleteEvaluation(id, half), "NOT_DONE")
        .then(new CompleteEvaluation(id, done), new EvaluationCompleted(id, done))
        .thenNothing(new CompleteEvaluation(id, done));
  }

  @Test
  void anEvaluationOfSomeOrASecondOneOfADayIsNoNewDayOfTheScheme() {
    givenTheShippedPolicy();
    EvaluationProgress begun = new EvaluationProgress(17, 1, 0, 0, 0);
    EvaluationId one = new EvaluationId("one");
    scenario.when(new EvaluateTiers(AUM, JANUARY_END, one, List.of(WANG)));
    scenario.then(
        new ReportEvaluationProgress(one, begun, null), new EvaluationProgressed(one, begun, null));
    givenAnEvaluationOfEverybody(JANUARY_END);
    EvaluationId again = new EvaluationId("again");
    scenario.when(new EvaluateTiers(AUM, JANUARY_END, again, null));
    scenario.then(
        new ReportEvaluationProgress(again, begun, null),
        new EvaluationProgressed(again, begun, null));
  }

  @Test
  void onlySchemesThatExistCanBind() {
    scenario.thenRefused(new SetBindingSchemes(List.of(AUM)), "UNKNOWN_SCHEME");
    givenTheShippedPolicy();
    scenario
        .thenRefused(new SetBindingSchemes(List.of(AUM, new SchemeId("b"))), "UNKNOWN_SCHEME")
        .then(new SetBindingSchemes(List.of(AUM)), new BindingSchemesSet(List.of(AUM)))
        .thenNothing(new SetBindingSchemes(List.of(AUM)));
  }

  @Test
  void businessDaysCloseInOrder() {
    scenario
        .then(new CloseBusinessDay(JANUARY_END), new BusinessDayClosed(JANUARY_END))
        .thenNothing(new CloseBusinessDay(JANUARY_END))
        .thenRefused(new CloseBusinessDay(JANUARY_END.minusDays(1)), "DAY_OUT_OF_ORDER")
        .then(new CloseBusinessDay(FEBRUARY_END), new BusinessDayClosed(FEBRUARY_END));
  }
}
