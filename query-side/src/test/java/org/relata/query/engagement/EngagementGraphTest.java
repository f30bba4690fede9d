package org.relata.query.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.relata.kernel.customer.ContactPersonId;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.engagement.Channel;
import org.relata.kernel.engagement.Contact;
import org.relata.kernel.engagement.ContactId;
import org.relata.kernel.engagement.EngagementEvent.ContactCorrected;
import org.relata.kernel.engagement.EngagementEvent.ContactLogged;
import org.relata.kernel.engagement.EngagementEvent.NextStepCancelled;
import org.relata.kernel.engagement.EngagementEvent.NextStepCompleted;
import org.relata.kernel.engagement.EngagementEvent.NextStepPlanned;
import org.relata.kernel.engagement.NextStep;
import org.relata.kernel.engagement.NextStepId;
import org.relata.kernel.engagement.Occasion;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.organization.OrganizationEvent.EmployeeHired;
import org.relata.kernel.organization.OrganizationEvent.UnitDefined;
import org.relata.kernel.organization.Role;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.organization.UnitKind;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Note;
import org.relata.query.AskedBank;

/** What can be asked about contacts and what follows from them. */
class EngagementGraphTest {

  private static final UnitId GATE = new UnitId("O-G");
  private static final EmployeeId LI = new EmployeeId("E-1");
  private static final EmployeeId ZHAO = new EmployeeId("E-2");
  private static final CustomerId WANG = new CustomerId("C-1");
  private static final CustomerId MILL = new CustomerId("C-2");
  private static final AskedBank BANK = new AskedBank();
  private static long beforeTheCorrection;

  @BeforeAll
  static void contacts() {
    BANK.happened(new UnitDefined(GATE, new Label("Gate"), UnitKind.OUTLET, null));
    hired(LI, "李华");
    hired(ZHAO, "Zhao Lei");
    registered(WANG, "王小明");
    registered(MILL, "River Mill");
    logged("K-1", WANG, Channel.VISIT, "2026-01-05", List.of(LI, ZHAO), 60, "LOAN", "谈贷款");
    logged("K-2", WANG, Channel.CALL, "2026-01-20T09:30:00Z", List.of(LI), 10, null, "Called.");
    logged("K-3", MILL, Channel.VISIT, "2026-02-03", List.of(ZHAO), 90, "LOAN", "50% off?");
    logged("K-4", MILL, Channel.EMAIL, "2026-02-04", List.of(), null, null, "Sent the terms.");
    planned("K-1", WANG, "Send the offer", "2026-01-12", LI, "K-1");
    planned("N-2", WANG, "Call again", "2026-01-31", LI, null);
    planned("N-3", MILL, "Ask for papers", "2026-02-10", ZHAO, null);
    beforeTheCorrection = BANK.position();
    BANK.happened(
        new ContactCorrected(
            new ContactId("K-1"),
            contact(WANG, Channel.VISIT, "2026-01-06", List.of(LI), 45, "LOAN", "谈房贷"),
            List.of(ZHAO)),
        new NextStepCompleted(new NextStepId("K-1"), LocalDate.of(2026, 1, 11)),
        new NextStepCancelled(new NextStepId("N-3")));
  }

  @AfterAll
  static void closed() {
    BANK.close();
  }

  private static void hired(EmployeeId id, String name) {
    BANK.happened(
        new EmployeeHired(
            id, new Label(name), GATE, null, new Code("RM"), Set.of(Role.RELATIONSHIP_MANAGER)));
  }

  private static void registered(CustomerId id, String name) {
    BANK.happened(
        new CustomerRegistered(
            id, CustomerKind.PERSONAL, new Label(name), List.of(), Profile.EMPTY));
  }

  private static void logged(
      String id,
      CustomerId customer,
      Channel channel,
      String on,
      List<EmployeeId> employees,
      @Nullable Integer minutes,
      @Nullable String purpose,
      String summary) {
    BANK.happened(
        new ContactLogged(
            new ContactId(id),
            contact(customer, channel, on, employees, minutes, purpose, summary)));
  }

  private static Contact contact(
      CustomerId customer,
      Channel channel,
      String on,
      List<EmployeeId> employees,
      @Nullable Integer minutes,
      @Nullable String purpose,
      String summary) {
    return new Contact(
        customer,
        channel,
        new Occasion(on),
        employees,
        List.of(new ContactPersonId("P-1")),
        purpose == null ? null : new Code(purpose),
        new Note(summary),
        null,
        minutes,
        Map.of(new Code("line"), new Label("4")));
  }

  private static void planned(
      String id,
      CustomerId customer,
      String what,
      String due,
      EmployeeId employee,
      @Nullable String contact) {
    BANK.happened(
        new NextStepPlanned(
            new NextStepId(id),
            new NextStep(
                customer,
                new Label(what),
                LocalDate.parse(due),
                employee,
                contact == null ? null : new ContactId(contact))));
  }

  private static String asOf(long position) {
    return ", asOf: {position: " + position + "}";
  }

  @Test
  void aContactIsToldAsItIsKnownNowAndAsItWasToldFirst() {
    String contact =
        "contact(contactId: \"K-1\"%s) { id channel on startsAt timeKnown month minutes purpose"
            + " result summary corrections employeeIds contactPersonIds attributes { name value }"
            + " customer { name } participations { employee { name } } nextSteps { nextStepId"
            + " status completedOn } }";
    assertThat(BANK.ask(contact.formatted("")))
        .isEqualTo(
            "{\"id\":\"contact/K-1\",\"channel\":\"VISIT\",\"on\":\"2026-01-06\","
                + "\"startsAt\":\"2026-01-06T00:00:00Z\",\"timeKnown\":false,"
                + "\"month\":\"2026-01\",\"minutes\":45,\"purpose\":\"LOAN\",\"result\":null,"
                + "\"summary\":\"谈房贷\",\"corrections\":1,\"employeeIds\":[\"E-1\"],"
                + "\"contactPersonIds\":[\"P-1\"],\"attributes\":[{\"name\":\"line\","
                + "\"value\":\"4\"}],\"customer\":{\"name\":\"王小明\"},\"participations\":["
                + "{\"employee\":{\"name\":\"李华\"}}],\"nextSteps\":[{\"nextStepId\":\"K-1\","
                + "\"status\":\"COMPLETED\",\"completedOn\":\"2026-01-11\"}]}");
    assertThat(BANK.ask(contact.formatted(asOf(beforeTheCorrection))))
        .contains("\"on\":\"2026-01-05\"", "\"minutes\":60", "\"corrections\":0")
        .contains("[{\"employee\":{\"name\":\"李华\"}},{\"employee\":{\"name\":\"Zhao Lei\"}}]")
        .contains("\"status\":\"OPEN\",\"completedOn\":null");
  }

  @Test
  void contactsComeLatestFirstAndAreFoundByWhoWhenHowAndWhat() {
    assertThat(BANK.all("contactId", "contacts")).containsExactly("K-4", "K-3", "K-2", "K-1");
    assertThat(BANK.all("contactId", "contacts(filter: {employeeId: [\"E-2\"]})"))
        .containsExactly("K-3");
    assertThat(
            BANK.all(
                "contactId",
                "contacts(filter: {employeeId: [\"E-2\"]}" + asOf(beforeTheCorrection) + ")"))
        .containsExactly("K-3", "K-1");
    assertThat(
            BANK.all(
                "contactId",
                "contacts(filter: {on: {from: \"2026-01-06\", to: \"2026-02-03\"}, channel:"
                    + " [VISIT]})"))
        .containsExactly("K-3", "K-1");
    assertThat(BANK.all("contactId", "contacts(filter: {summary: {contains: \"0% O\"}})"))
        .containsExactly("K-3");
    assertThat(BANK.all("contactId", "contacts(filter: {summary: {contains: \"贷\"}})"))
        .containsExactly("K-1");
    assertThat(BANK.all("contactId", "contacts(filter: {minutes: {from: 45}})"))
        .containsExactly("K-3", "K-1");
    assertThat(
            BANK.all("contactId", "contacts(filter: {startsAt: {from: \"2026-01-20T09:30:00Z\"}})"))
        .containsExactly("K-4", "K-3", "K-2");
  }

  @Test
  void contactsAreCountedByChannelAndMonthWithTheirMinutes() {
    assertThat(
            BANK.ask(
                "contactGroups(by: [CHANNEL, MONTH]) { channel month count minutes { sum } on { min"
                    + " } }"))
        .isEqualTo(
            "[{\"channel\":\"CALL\",\"month\":\"2026-01\",\"count\":1,\"minutes\":{\"sum\":\"10\"},"
                + "\"on\":{\"min\":\"2026-01-20\"}},{\"channel\":\"EMAIL\",\"month\":\"2026-02\","
                + "\"count\":1,\"minutes\":{\"sum\":null},\"on\":{\"min\":\"2026-02-04\"}},"
                + "{\"channel\":\"VISIT\",\"month\":\"2026-01\",\"count\":1,"
                + "\"minutes\":{\"sum\":\"45\"},\"on\":{\"min\":\"2026-01-06\"}},"
                + "{\"channel\":\"VISIT\",\"month\":\"2026-02\",\"count\":1,"
                + "\"minutes\":{\"sum\":\"90\"},\"on\":{\"min\":\"2026-02-03\"}}]");
    String byEmployee = "participationGroups(by: [EMPLOYEE_ID]%s) { employeeId count }";
    assertThat(BANK.ask(byEmployee.formatted("")))
        .isEqualTo("[{\"employeeId\":\"E-1\",\"count\":2},{\"employeeId\":\"E-2\",\"count\":1}]");
    assertThat(BANK.ask(byEmployee.formatted(asOf(beforeTheCorrection))))
        .isEqualTo("[{\"employeeId\":\"E-1\",\"count\":2},{\"employeeId\":\"E-2\",\"count\":2}]");
  }

  @Test
  void nextStepsComeByTheirDayAndAreFoundByStateAndPerson() {
    assertThat(BANK.all("nextStepId", "nextSteps")).containsExactly("K-1", "N-2", "N-3");
    assertThat(
            BANK.all(
                "nextStepId",
                "nextSteps(filter: {status: [OPEN], employeeId: [\"E-1\"], due: {to:"
                    + " \"2026-01-31\"}})"))
        .containsExactly("N-2");
    assertThat(
            BANK.all(
                "nextStepId",
                "nextSteps(filter: {status: [OPEN]}" + asOf(beforeTheCorrection) + ")"))
        .containsExactly("K-1", "N-2", "N-3");
    assertThat(BANK.all("nextStepId", "nextSteps(filter: {what: {startsWith: \"call\"}})"))
        .containsExactly("N-2");
    assertThat(BANK.all("nextStepId", "nextSteps(filter: {completedOn: {from: \"2026-01-01\"}})"))
        .containsExactly("K-1");
    assertThat(
            BANK.ask(
                "nextStep(nextStepId: \"K-1\") { what due status completedOn employee { name }"
                    + " customer { name } contact { summary } }"))
        .isEqualTo(
            "{\"what\":\"Send the offer\",\"due\":\"2026-01-12\",\"status\":\"COMPLETED\","
                + "\"completedOn\":\"2026-01-11\",\"employee\":{\"name\":\"李华\"},"
                + "\"customer\":{\"name\":\"王小明\"},\"contact\":{\"summary\":\"谈房贷\"}}");
    assertThat(BANK.ask("nextStepGroups(by: [STATUS]) { status count due { max } }"))
        .isEqualTo(
            "[{\"status\":\"CANCELLED\",\"count\":1,\"due\":{\"max\":\"2026-02-10\"}},"
                + "{\"status\":\"COMPLETED\",\"count\":1,\"due\":{\"max\":\"2026-01-12\"}},"
                + "{\"status\":\"OPEN\",\"count\":1,\"due\":{\"max\":\"2026-01-31\"}}]");
  }

  @Test
  void contactsAndStepsAreReachedFromTheCustomerAndTheEmployee() {
    assertThat(
            BANK.ask(
                "customer(customerId: \"C-1\") { contacts(filter: {channel: [CALL]}) { totalCount"
                    + " nodes { startsAt timeKnown } } nextSteps { nodes { what } } }"))
        .isEqualTo(
            "{\"contacts\":{\"totalCount\":1,\"nodes\":[{\"startsAt\":\"2026-01-20T09:30:00Z\","
                + "\"timeKnown\":true}]},\"nextSteps\":{\"nodes\":[{\"what\":\"Send the offer\"},"
                + "{\"what\":\"Call again\"}]}}");
    assertThat(
            BANK.ask(
                "employee(employeeId: \"E-2\") { contacts { nodes { contactId month contact {"
                    + " customer { name } } } } nextSteps { nodes { status } } }"))
        .isEqualTo(
            "{\"contacts\":{\"nodes\":[{\"contactId\":\"K-3\",\"month\":\"2026-02\","
                + "\"contact\":{\"customer\":{\"name\":\"River Mill\"}}}]},"
                + "\"nextSteps\":{\"nodes\":[{\"status\":\"CANCELLED\"}]}}");
  }

  @Test
  void manyContactsTakeAsManyStatementsAsOne() {
    String question =
        "contacts(filter: {contactId: %s}) { nodes { customer { name contacts(first: 1) { nodes {"
            + " contactId } } } participations { employee { name } contact { on } } nextSteps {"
            + " employee { name } } } }";
    long one = BANK.statements(question.formatted("[\"K-1\"]"));
    assertThat(BANK.statements(question.formatted("null"))).isEqualTo(one).isLessThan(12);
  }
}
