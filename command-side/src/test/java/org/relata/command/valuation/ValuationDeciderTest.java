package org.relata.command.valuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.relata.command.customer.CustomerDecider;
import org.relata.command.holding.HoldingDecider;
import org.relata.command.platform.Scenario;
import org.relata.command.valuation.ValuationCommand.ApproveValuation;
import org.relata.command.valuation.ValuationCommand.DraftValuation;
import org.relata.command.valuation.ValuationCommand.ProposeValuation;
import org.relata.command.valuation.ValuationCommand.RecordObservation;
import org.relata.command.valuation.ValuationCommand.RefuseValuation;
import org.relata.command.valuation.ValuationCommand.WithdrawObservation;
import org.relata.command.valuation.ValuationCommand.WithdrawValuation;
import org.relata.kernel.Rejection;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.valuation.Figure;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.valuation.Observation;
import org.relata.kernel.valuation.ShippedValuation;
import org.relata.kernel.valuation.Valuation;
import org.relata.kernel.valuation.Valuation.Score;
import org.relata.kernel.valuation.Valuation.Step;
import org.relata.kernel.valuation.Valuation.Weight;
import org.relata.kernel.valuation.ValuationEvent.ObservationRecorded;
import org.relata.kernel.valuation.ValuationEvent.ObservationWithdrawn;
import org.relata.kernel.valuation.ValuationEvent.ValuationApproved;
import org.relata.kernel.valuation.ValuationEvent.ValuationDrafted;
import org.relata.kernel.valuation.ValuationEvent.ValuationProposed;
import org.relata.kernel.valuation.ValuationEvent.ValuationRefused;
import org.relata.kernel.valuation.ValuationEvent.ValuationWithdrawn;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Note;

class ValuationDeciderTest {

  private static final Currency CNY = Currency.getInstance("CNY");
  private static final CustomerId WANG = new CustomerId("C-1");
  private static final LocalDate NEW_YEAR = LocalDate.parse("2024-01-01");
  private static final LocalDate SUMMER = LocalDate.parse("2024-07-01");

  private final Scenario<ValuationCommand> scenario =
      Scenario.of(new ValuationDecider(), new CustomerDecider(), new HoldingDecider());

  @BeforeEach
  void aCustomer() {
    scenario.given(
        new CustomerRegistered(
            WANG, CustomerKind.PERSONAL, new Label("王小明"), List.of(), Profile.EMPTY));
  }

  private static Observation observed(
      Observation.Kind kind, @Nullable String subject, @Nullable String value) {
    return new Observation(
        kind,
        subject == null ? null : new Code(subject),
        NEW_YEAR,
        value == null ? null : new Figure(value));
  }

  private static RecordObservation record(Observation observation) {
    return new RecordObservation(WANG, observation);
  }

  @Test
  void anObservationIsRecordedOnceCorrectedAndWithdrawn() {
    Observation judged = observed(Observation.Kind.COOPERATION, null, "75");
    Observation better = observed(Observation.Kind.COOPERATION, null, "80");
    assertThat(judged.value()).isEqualTo(new Figure("75.00"));
    scenario
        .then(record(judged), new ObservationRecorded(WANG, judged))
        .thenNothing(record(judged))
        .then(record(better), new ObservationRecorded(WANG, better))
        .thenRefused(new WithdrawObservation(WANG, judged), "UNKNOWN_OBSERVATION")
        .then(new WithdrawObservation(WANG, better), new ObservationWithdrawn(WANG, better))
        .thenRefused(new WithdrawObservation(WANG, better), "UNKNOWN_OBSERVATION")
        .thenRefused(new RecordObservation(new CustomerId("C-none"), judged), "UNKNOWN_CUSTOMER");
  }

  @Test
  void anAmountHasTheDecimalsOfTheBaseCurrency() {
    scenario
        .then(
            record(observed(Observation.Kind.TARGET_CREDIT, null, "5000")),
            new ObservationRecorded(
                WANG, observed(Observation.Kind.TARGET_CREDIT, null, "5000.00")))
        .thenNothing(record(observed(Observation.Kind.TARGET_CREDIT, null, "5000.0")))
        .thenRefused(
            record(observed(Observation.Kind.TARGET_CREDIT, null, "5000.001")), "INVALID_FIGURE");
  }

  @Test
  void observationsSayWhatTheirKindAsksFor() {
    assertRefused(() -> observed(Observation.Kind.CHANNEL, null, "true"), "MISSING");
    assertRefused(() -> observed(Observation.Kind.CHANNEL, "ONLINE", null), "MISSING");
    assertRefused(() -> observed(Observation.Kind.COOPERATION, "x", "5"), "NOT_EXPECTED");
    assertRefused(() -> observed(Observation.Kind.REFERRAL, "C-2", "1"), "NOT_EXPECTED");
    assertRefused(() -> observed(Observation.Kind.COOPERATION, null, "100.01"), "OUT_OF_RANGE");
    assertRefused(() -> observed(Observation.Kind.TARGET_CREDIT, null, "-1"), "OUT_OF_RANGE");
    assertRefused(() -> observed(Observation.Kind.BAD_FAITH, null, "1"), "INVALID_FIGURE");
    assertThat(observed(Observation.Kind.REFERRAL, "C-2", null).value()).isNull();
  }

  private static Valuation shipped() {
    return ShippedValuation.of(CNY);
  }

  @Test
  void aValuationTakesFourEyes() {
    scenario
        .by("E-1")
        .then(
            new DraftValuation(1, NEW_YEAR, null),
            new ValuationDrafted(1, NEW_YEAR, shipped(), "employee/E-1"))
        .thenNothing(new DraftValuation(1, NEW_YEAR, shipped()))
        .thenRefused(new DraftValuation(1, SUMMER, null), "VERSION_EXISTS")
        .thenRefused(new DraftValuation(3, SUMMER, null), "VERSION_OUT_OF_ORDER")
        .thenRefused(new ApproveValuation(1), "WRONG_STATE")
        .by("E-2")
        .then(new ProposeValuation(1), new ValuationProposed(1, "employee/E-2"))
        .thenNothing(new ProposeValuation(1))
        .thenRefused(new ApproveValuation(1), "OWN_PROPOSAL")
        .thenRefused(new RefuseValuation(1, new Note("no")), "OWN_PROPOSAL")
        .by("E-1")
        .thenRefused(new ApproveValuation(1), "OWN_PROPOSAL")
        .thenRefused(new WithdrawValuation(1), "NOT_YOURS")
        .by("E-3")
        .then(new ApproveValuation(1), new ValuationApproved(1, NEW_YEAR))
        .thenNothing(new ApproveValuation(1))
        .thenRefused(new RefuseValuation(1, new Note("late")), "WRONG_STATE")
        .thenRefused(new ProposeValuation(1), "WRONG_STATE")
        .thenRefused(new ProposeValuation(2), "UNKNOWN_VERSION")
        .thenRefused(new ProposeValuation(0), "UNKNOWN_VERSION");
  }

  @Test
  void whatIsRefusedOrWithdrawnIsOver() {
    scenario.when(new DraftValuation(1, NEW_YEAR, null));
    scenario.when(new ProposeValuation(1));
    scenario
        .by("E-2")
        .then(
            new RefuseValuation(1, new Note("The costs are old.")),
            new ValuationRefused(1, new Note("The costs are old.")))
        .thenNothing(new RefuseValuation(1, new Note("Once more.")))
        .thenRefused(new ApproveValuation(1), "WRONG_STATE");
    scenario.when(new DraftValuation(2, NEW_YEAR, null));
    scenario.when(new ProposeValuation(2));
    scenario
        .then(new WithdrawValuation(2), new ValuationWithdrawn(2))
        .thenNothing(new WithdrawValuation(2))
        .by("E-1")
        .thenRefused(new ApproveValuation(2), "WRONG_STATE");
  }

  @Test
  void versionsDoNotOverlap() {
    approved(1, SUMMER);
    scenario.by("E-1");
    scenario.when(new DraftValuation(2, SUMMER, null));
    scenario.when(new ProposeValuation(2));
    scenario.when(new DraftValuation(3, NEW_YEAR, null));
    scenario.when(new ProposeValuation(3));
    scenario
        .by("E-2")
        .thenRefused(new ApproveValuation(2), "OVERLAPPING")
        .thenRefused(new ApproveValuation(3), "OVERLAPPING");
  }

  private void approved(int version, LocalDate from) {
    scenario.by("E-1");
    scenario.when(new DraftValuation(version, from, null));
    scenario.when(new ProposeValuation(version));
    scenario.by("E-2");
    scenario.when(new ApproveValuation(version));
  }

  @Test
  void aValuationIsInTheBaseCurrency() {
    scenario.thenRefused(
        new DraftValuation(1, NEW_YEAR, ShippedValuation.of(Currency.getInstance("EUR"))),
        "WRONG_CURRENCY");
  }

  @Test
  void oneToThreeHundredAndSixtySixDaysAreLookedAtAroundAPriceRise() {
    assertThat(shipped().priceRiseDays()).isEqualTo(90);
    assertThat(around(366).priceRiseDays()).isEqualTo(366);
    assertThat(around(null).priceRiseDays()).isNull();
    assertRefused(() -> around(0), "OUT_OF_RANGE");
    assertRefused(() -> around(367), "OUT_OF_RANGE");
  }

  @Test
  void laterIncomeIsWorthSomethingAtAnyDiscountRate() {
    assertThat(discounted("-0.99").discountRate()).isEqualTo("-0.99");
    assertRefused(() -> discounted("-1"), "OUT_OF_RANGE");
    assertRefused(() -> discounted("-1.5"), "OUT_OF_RANGE");
  }

  private static Valuation discounted(String rate) {
    return new Valuation(
        CNY,
        List.of(),
        List.of(),
        new BigDecimal(rate),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        List.of());
  }

  private static Valuation around(@Nullable Integer days) {
    return new Valuation(
        CNY, List.of(), List.of(), null, List.of(), List.of(), List.of(), List.of(), List.of(),
        days, List.of());
  }

  @Test
  void weightsAndStepsAreInOrder() {
    Step ten = new Step(new Figure("10"), BigDecimal.TEN);
    Step twenty = new Step(new Figure("20"), BigDecimal.TEN);
    assertRefused(() -> new Weight(Metric.AUM, -1, List.of(ten)), "OUT_OF_RANGE");
    assertRefused(() -> new Weight(Metric.AUM, 0, List.of(ten)), "OUT_OF_RANGE");
    assertRefused(() -> new Weight(Metric.AUM, 1, List.of()), "MISSING");
    assertRefused(() -> new Weight(Metric.AUM, 1, List.of(twenty, ten)), "NOT_ASCENDING");
    assertRefused(() -> new Weight(Metric.AUM, 1, List.of(ten, ten)), "DUPLICATE");
    assertRefused(() -> new Weight(Metric.VALUE_SCORE, 1, List.of(ten)), "OUT_OF_RANGE");
    assertRefused(() -> new Weight(Metric.KIND, 1, List.of(ten)), "INVALID_FIGURE");
    assertRefused(() -> new Step(new Figure("1"), new BigDecimal("100.01")), "OUT_OF_RANGE");
    Weight weight = new Weight(Metric.AUM, 1, List.of(ten, twenty));
    assertRefused(() -> new Score(Metric.AUM, List.of(weight)), "OUT_OF_RANGE");
    assertRefused(() -> new Score(Metric.VALUE_SCORE, List.of(weight, weight)), "DUPLICATE");
  }

  private static void assertRefused(ThrowingCallable construction, String code) {
    Rejection rejection = catchThrowableOfType(Rejection.class, construction);
    assertThat(rejection).isNotNull();
    assertThat(rejection.sentence()).matches("[A-Z0-9].*[.]");
    boolean named =
        rejection.code().equals(code)
            || rejection.fields().stream().anyMatch(field -> field.code().equals(code));
    assertThat(named).as(rejection.code() + " " + rejection.fields()).isTrue();
  }
}
