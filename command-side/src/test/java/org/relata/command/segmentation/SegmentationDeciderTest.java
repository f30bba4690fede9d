package org.relata.command.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.relata.command.customer.CustomerDecider;
import org.relata.command.holding.HoldingDecider;
import org.relata.command.platform.Scenario;
import org.relata.command.segmentation.SegmentationCommand.*;
import org.relata.kernel.Rejection;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.holding.HoldingEvent.BaseCurrencySet;
import org.relata.kernel.segmentation.EvaluationId;
import org.relata.kernel.segmentation.EvaluationProgress;
import org.relata.kernel.segmentation.Expression;
import org.relata.kernel.segmentation.Metrics;
import org.relata.kernel.segmentation.PolicyText;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.SegmentationEvent.*;
import org.relata.kernel.segmentation.ShippedPolicies;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;

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
        AUM, 1, NEW_YEAR, Objects.requireNonNull(ShippedPolicies.of(AUM, CNY)));
  }

  private static DraftPolicy draftShipped(int version) {
    return new DraftPolicy(AUM, version, NEW_YEAR, null, null, null);
  }

  private static DraftPolicy draft(int version, LocalDate from, String tier, String when) {
    return new DraftPolicy(
        AUM,
        version,
        from,
        null,
        null,
        List.of(new PolicyText.Rule(new Code(tier), new Expression(when))));
  }

  private static Metrics metrics(String aum) {
    BigDecimal zero = BigDecimal.ZERO;
    return new Metrics(CNY, new BigDecimal(aum), zero, zero, zero, zero, false, 40);
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

  @Test
  void theShippedPolicyIsDraftedAndActivatedByCommands() {
    scenario
        .then(draftShipped(1), shipped())
        .thenNothing(draftShipped(1))
        .then(new ActivatePolicy(AUM, 1), new PolicyActivated(AUM, 1, NEW_YEAR))
        .thenNothing(new ActivatePolicy(AUM, 1));
  }

  @Test
  void versionsFollowEachOther() {
    scenario
        .thenRefused(draftShipped(2), "VERSION_OUT_OF_ORDER")
        .given(shipped())
        .thenRefused(draft(1, NEW_YEAR, "A", "true"), "VERSION_EXISTS")
        .thenRefused(new ActivatePolicy(AUM, 2), "UNKNOWN_POLICY");
    scenario.when(draft(2, FEBRUARY_END, "A", "true"));
    scenario.when(new ActivatePolicy(AUM, 2));
    scenario.thenRefused(new ActivatePolicy(AUM, 1), "SUPERSEDED");
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
    DraftPolicy inKoruna = new DraftPolicy(AUM, 1, NEW_YEAR, koruna, null, null);
    scenario.thenRefused(inKoruna, "WRONG_CURRENCY");
    scenario.given(new BaseCurrencySet(koruna));
    scenario.when(inKoruna);
    scenario.when(new ActivatePolicy(AUM, 1));
    scenario.thenRefused(assign(JANUARY_END, "0"), "WRONG_CURRENCY");
  }

  @Test
  void anUnknownSchemeNeedsRules() {
    SchemeId own = new SchemeId("own");
    scenario.thenRefused(new DraftPolicy(own, 1, NEW_YEAR, null, null, null), "MISSING");
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
        .thenRefused(assign(JANUARY_END, "200000"), "LATER_TIER_EXISTS");
  }

  @Test
  void leavingTheScopeIsToldThoughTheTierStays() {
    givenTheShippedPolicy();
    AssignTier withGoldCard =
        new AssignTier(
            WANG,
            AUM,
            null,
            JANUARY_END,
            new Metrics(
                CNY,
                BigDecimal.ONE,
                BigDecimal.ONE,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                true,
                40),
            17);
    scenario.when(withGoldCard);
    scenario.then(assign(FEBRUARY_END, "1"), assigned(FEBRUARY_END, "1", "MASS", "MASS", false, 5));
  }

  @Test
  void thePolicyInForceOnTheDayDecides() {
    givenTheShippedPolicy();
    scenario.when(draft(2, FEBRUARY_END, "A", "aum > 0"));
    scenario.when(new ActivatePolicy(AUM, 2));
    scenario.thenRefused(assign(NEW_YEAR.minusDays(1), "1"), "NO_ACTIVE_POLICY");
    scenario.then(
        assign(FEBRUARY_END.minusDays(1), "1"),
        assigned(FEBRUARY_END.minusDays(1), "1", null, "MASS", false, 5));
    assertThat(scenario.when(assign(FEBRUARY_END, "1")).getFirst())
        .isInstanceOfSatisfying(
            TierAssigned.class, event -> assertThat(event.policyVersion()).isEqualTo(2));
    scenario.thenRefused(assign(FEBRUARY_END, "0"), "NO_RULE_HOLDS");
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
            new ReportEvaluationProgress(id, half, WANG), new EvaluationProgressed(id, half, WANG))
        .thenNothing(new ReportEvaluationProgress(id, half, WANG))
        .thenRefused(
            new ReportEvaluationProgress(id, new EvaluationProgress(18, 2, 2, 0, 0), WANG),
            "PROGRESS_LOST")
        .thenRefused(new CompleteEvaluation(id, half), "NOT_DONE")
        .then(new CompleteEvaluation(id, done), new EvaluationCompleted(id, done))
        .thenNothing(new CompleteEvaluation(id, done));
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
