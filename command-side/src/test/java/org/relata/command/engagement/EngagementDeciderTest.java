package org.relata.command.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.relata.command.customer.CustomerDecider;
import org.relata.command.engagement.EngagementCommand.*;
import org.relata.command.organization.OrganizationDecider;
import org.relata.command.platform.Scenario;
import org.relata.command.portfolio.PortfolioDecider;
import org.relata.kernel.Rejection;
import org.relata.kernel.customer.ContactPerson;
import org.relata.kernel.customer.ContactPersonId;
import org.relata.kernel.customer.CustomerEvent.ContactPersonAdded;
import org.relata.kernel.customer.CustomerEvent.ContactPersonRemoved;
import org.relata.kernel.customer.CustomerEvent.CustomerClosed;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.engagement.Channel;
import org.relata.kernel.engagement.ContactId;
import org.relata.kernel.engagement.EngagementEvent.*;
import org.relata.kernel.engagement.NextStep;
import org.relata.kernel.engagement.NextStepId;
import org.relata.kernel.engagement.Occasion;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.organization.OrganizationEvent.EmployeeDismissed;
import org.relata.kernel.organization.OrganizationEvent.EmployeeHired;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.portfolio.HandOverId;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioFrozen;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioThawed;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Note;

class EngagementDeciderTest {

  private static final CustomerId MILL = new CustomerId("C-1");
  private static final CustomerId SHOP = new CustomerId("C-2");
  private static final ContactPersonId WANG = new ContactPersonId("P-1");
  private static final EmployeeId ZHAO = new EmployeeId("E-1");
  private static final EmployeeId QIAN = new EmployeeId("E-2");
  private static final ContactId VISIT = new ContactId("K-1");
  private static final NextStepId OFFER = new NextStepId("K-1");
  private static final LocalDate DUE = LocalDate.of(2026, 3, 9);
  private static final Agreed AGREED = new Agreed(new Label("Send the offer"), DUE);
  private static final NextStep PLANNED = new NextStep(MILL, AGREED.what(), DUE, ZHAO, VISIT);

  private final Scenario<EngagementCommand> bank =
      Scenario.of(
              new EngagementDecider(),
              new CustomerDecider(),
              new OrganizationDecider(),
              new PortfolioDecider())
          .given(
              registered(MILL),
              registered(SHOP),
              new ContactPersonAdded(
                  MILL, new ContactPerson(WANG, new Label("王总"), null, null, null, null)),
              hired(ZHAO),
              hired(QIAN));

  private static CustomerRegistered registered(CustomerId id) {
    return new CustomerRegistered(
        id, CustomerKind.CORPORATE, new Label("东方纺织厂"), List.of(), Profile.EMPTY);
  }

  private static EmployeeHired hired(EmployeeId id) {
    return new EmployeeHired(
        id, new Label("赵一"), new UnitId("U-1"), null, new Code("TELLER"), Set.of());
  }

  private static LogContact log(String on, String summary, @Nullable Agreed agreed) {
    return new LogContact(
        VISIT,
        MILL,
        Channel.VISIT,
        new Occasion(on),
        List.of(ZHAO, QIAN),
        List.of(WANG),
        new Code("LOAN"),
        new Note(summary),
        new Code("INTERESTED"),
        45,
        Map.of(),
        agreed);
  }

  private static CorrectContact correct(
      CustomerId customer, List<EmployeeId> employees, String summary, @Nullable Agreed agreed) {
    LogContact as = log("2026-02-27", summary, agreed);
    return new CorrectContact(
        VISIT,
        customer,
        as.channel(),
        as.on(),
        employees,
        customer.equals(MILL) ? List.of(WANG) : null,
        as.purpose(),
        as.summary(),
        as.result(),
        as.minutes(),
        null,
        agreed);
  }

  private static CorrectContact correct(String summary, @Nullable Agreed agreed) {
    return correct(MILL, List.of(ZHAO, QIAN), summary, agreed);
  }

  @Test
  void aContactIsLoggedWithWhatWasAgreed() {
    LogContact visit = log("2026-02-27", "New looms wanted", AGREED);
    bank.then(visit, new ContactLogged(VISIT, visit.contact()), new NextStepPlanned(OFFER, PLANNED))
        .thenRefused(visit, "CONTACT_EXISTS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1993-01-01", "2026-03-01", "2026-03-02", "2026-03-02T10:00:00Z"})
  void aContactMayComeLateAndADayEarly(String on) {
    LogContact visit = log(on, "x", null);
    bank.then(visit, new ContactLogged(VISIT, visit.contact()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-03-03", "2026-03-02T10:00:01Z", "2027-01-01"})
  void aContactThatIsStillToComeIsRefused(String on) {
    bank.thenRefused(log(on, "x", null), "IN_THE_FUTURE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "today",
        "2026-02-30",
        "2026-2-3",
        "1899-12-31",
        "2026-02-01T24:00:00Z",
        "2026-02-01T10:00:00+01:00",
        "2026-02-01T10:00Z"
      })
  void whatIsNoDateIsRefused(String on) {
    assertThatThrownBy(() -> new Occasion(on)).isInstanceOf(Rejection.class);
  }

  @Test
  void anOccasionKnowsItsDay() {
    assertThat(new Occasion("2026-02-01T23:59:59.5Z").date()).isEqualTo("2026-02-01");
    assertThat(new Occasion("2026-02-01").from()).isEqualTo("2026-02-01T00:00:00Z");
  }

  @Test
  void whoTookPartMustBeKnown() {
    bank.given(
        new EmployeeDismissed(QIAN), new CustomerClosed(MILL)); // facts may come late, even so
    LogContact visit = log("2026-02-27", "x", null);
    LogContact elsewhere = withCustomer(visit, new CustomerId("C-9"));
    bank.thenRefused(elsewhere, "UNKNOWN_CUSTOMER")
        .thenRefused(withCustomer(visit, SHOP), "UNKNOWN_CONTACT_PERSON")
        .thenRefused(withEmployee(visit, new EmployeeId("E-9")), "UNKNOWN_EMPLOYEE")
        .then(visit, new ContactLogged(VISIT, visit.contact()));
  }

  private static LogContact withCustomer(LogContact c, CustomerId customer) {
    return new LogContact(
        c.contactId(),
        customer,
        c.channel(),
        c.on(),
        c.employeeIds(),
        c.contactPersonIds(),
        null,
        c.summary(),
        null,
        null,
        null,
        null);
  }

  private static LogContact withEmployee(LogContact c, EmployeeId employee) {
    return new LogContact(
        c.contactId(),
        c.customerId(),
        c.channel(),
        c.on(),
        List.of(employee),
        null,
        null,
        c.summary(),
        null,
        null,
        null,
        null);
  }

  private static LogContact shaped(
      @Nullable Integer minutes, int attributes, List<EmployeeId> employees) {
    Map<Code, Label> map = new HashMap<>();
    for (int i = 0; i < attributes; i++) {
      map.put(new Code("k" + i), new Label("v"));
    }
    return new LogContact(
        VISIT,
        MILL,
        Channel.CALL,
        new Occasion("2026-02-27"),
        employees,
        null,
        null,
        new Note("x"),
        null,
        minutes,
        map,
        null);
  }

  @Test
  void shapesHaveLimits() {
    shaped(0, 20, List.of());
    shaped(1440, 0, List.of(ZHAO));
    assertThatThrownBy(() -> shaped(-1, 0, List.of())).hasMessageContaining("minutes");
    assertThatThrownBy(() -> shaped(1441, 0, List.of())).hasMessageContaining("minutes");
    assertThatThrownBy(() -> shaped(1, 21, List.of())).hasMessageContaining("attributes");
    assertThatThrownBy(() -> shaped(1, 0, List.of(ZHAO, ZHAO))).hasMessageContaining("once");
  }

  @Test
  void aCorrectionTellsTheContactAgain() {
    bank.thenRefused(correct("x", null), "UNKNOWN_CONTACT");
    bank.when(log("2026-02-27", "New looms wanted", AGREED));
    CorrectContact same = correct("New looms wanted", null);
    CorrectContact other = correct("Old looms sold", AGREED);
    bank.thenNothing(same)
        .then(other, new ContactCorrected(VISIT, other.contact(), List.of()))
        .thenNothing(other);
  }

  @Test
  void aCorrectionMayPlanOrChangeWhatWasAgreed() {
    bank.when(log("2026-02-27", "x", null));
    bank.then(correct("x", AGREED), new NextStepPlanned(OFFER, PLANNED));
    Agreed later = new Agreed(AGREED.what(), DUE.plusDays(1));
    bank.then(
        correct("x", later),
        new NextStepChanged(OFFER, new NextStep(MILL, AGREED.what(), later.due(), ZHAO, VISIT)));
    bank.when(new CompleteNextStep(OFFER, LocalDate.of(2026, 3, 1)));
    bank.thenNothing(correct("x", later)).thenRefused(correct("x", AGREED), "NEXT_STEP_SETTLED");
  }

  @Test
  void anOpenStepFollowsItsContactToAnotherCustomer() {
    bank.when(log("2026-02-27", "x", AGREED));
    CorrectContact moved = correct(SHOP, List.of(QIAN), "x", null);
    bank.then(
        moved,
        new ContactCorrected(VISIT, moved.contact(), List.of(ZHAO)),
        new NextStepChanged(OFFER, new NextStep(SHOP, AGREED.what(), DUE, QIAN, VISIT)));
  }

  @Test
  void whoTookPartMayHaveLeftTheCustomerSince() {
    bank.when(log("2026-02-27", "x", null));
    bank.given(new ContactPersonRemoved(MILL, WANG));
    CorrectContact corrected = correct("y", null);
    bank.then(corrected, new ContactCorrected(VISIT, corrected.contact(), List.of()));
  }

  @Test
  void aNextStepIsForOpenCustomersAndPresentEmployees() {
    NextStepId id = new NextStepId("N-1");
    PlanNextStep plan = new PlanNextStep(id, MILL, AGREED.what(), DUE, ZHAO);
    bank.thenRefused(
            new PlanNextStep(id, MILL, AGREED.what(), DUE, new EmployeeId("E-9")),
            "UNKNOWN_EMPLOYEE")
        .then(plan, new NextStepPlanned(id, new NextStep(MILL, AGREED.what(), DUE, ZHAO, null)))
        .thenRefused(plan, "NEXT_STEP_EXISTS");
    bank.given(new EmployeeDismissed(ZHAO), new CustomerClosed(SHOP));
    NextStepId next = new NextStepId("N-2");
    bank.thenRefused(new PlanNextStep(next, MILL, AGREED.what(), DUE, ZHAO), "EMPLOYEE_DISMISSED")
        .thenRefused(new PlanNextStep(next, SHOP, AGREED.what(), DUE, null), "CUSTOMER_CLOSED");
  }

  @Test
  void aNextStepIsGivenToSomebodyElseAndStaysThereWhenItsContactIsCorrected() {
    bank.when(log("2026-02-27", "x", AGREED));
    Note why = new Note("Hand-over H-1");
    bank.thenRefused(new ReassignNextStep(new NextStepId("N-9"), QIAN, why), "UNKNOWN_NEXT_STEP")
        .thenRefused(new ReassignNextStep(OFFER, new EmployeeId("E-9"), why), "UNKNOWN_EMPLOYEE")
        .then(
            new ReassignNextStep(OFFER, QIAN, why), new NextStepReassigned(OFFER, ZHAO, QIAN, why))
        .thenNothing(new ReassignNextStep(OFFER, QIAN, null))
        .thenNothing(correct("x", AGREED));
    Agreed later = new Agreed(AGREED.what(), DUE.plusDays(1));
    bank.then(
        correct("x", later),
        new NextStepChanged(OFFER, new NextStep(MILL, AGREED.what(), later.due(), QIAN, VISIT)));
    bank.given(new CustomerClosed(MILL), new EmployeeDismissed(QIAN));
    bank.when(new ReassignNextStep(OFFER, ZHAO, null));
    bank.thenRefused(new ReassignNextStep(OFFER, QIAN, null), "EMPLOYEE_DISMISSED");
    bank.when(new CompleteNextStep(OFFER, LocalDate.of(2026, 3, 1)));
    bank.thenRefused(new ReassignNextStep(OFFER, QIAN, null), "NEXT_STEP_SETTLED")
        .thenNothing(new ReassignNextStep(OFFER, ZHAO, null));
  }

  @Test
  void whoHandsOverIsGivenNothingMoreToDo() {
    bank.when(log("2026-02-27", "x", AGREED));
    bank.given(new PortfolioFrozen(ZHAO, new HandOverId("H-1")));
    NextStepId id = new NextStepId("N-1");
    PlanNextStep plan = new PlanNextStep(id, MILL, AGREED.what(), DUE, ZHAO);
    bank.thenRefused(plan, "PORTFOLIO_FROZEN");
    Agreed later = new Agreed(AGREED.what(), DUE.plusDays(1));
    bank.then(
        correct("x", later),
        new NextStepChanged(OFFER, new NextStep(MILL, AGREED.what(), later.due(), ZHAO, VISIT)));
    bank.when(new ReassignNextStep(OFFER, QIAN, null));
    bank.thenRefused(new ReassignNextStep(OFFER, ZHAO, null), "PORTFOLIO_FROZEN");
    bank.given(new PortfolioThawed(ZHAO, new HandOverId("H-1")));
    bank.when(plan);
  }

  @Test
  void aNextStepIsSettledOnce() {
    NextStepId done = new NextStepId("N-1");
    NextStepId dropped = new NextStepId("N-2");
    LocalDate today = LocalDate.of(2026, 3, 1);
    bank.thenRefused(new CompleteNextStep(done, today), "UNKNOWN_NEXT_STEP")
        .thenRefused(new CancelNextStep(done), "UNKNOWN_NEXT_STEP");
    bank.when(new PlanNextStep(done, MILL, AGREED.what(), DUE, null));
    bank.when(new PlanNextStep(dropped, MILL, AGREED.what(), DUE, null));
    bank.thenRefused(new CompleteNextStep(done, today.plusDays(2)), "IN_THE_FUTURE")
        .then(new CompleteNextStep(done, today), new NextStepCompleted(done, today))
        .thenNothing(new CompleteNextStep(done, today))
        .thenRefused(new CompleteNextStep(done, today.minusDays(1)), "NEXT_STEP_SETTLED")
        .thenRefused(new CancelNextStep(done), "NEXT_STEP_SETTLED")
        .then(new CancelNextStep(dropped), new NextStepCancelled(dropped))
        .thenNothing(new CancelNextStep(dropped))
        .thenRefused(new CompleteNextStep(dropped, today), "NEXT_STEP_SETTLED");
  }
}
