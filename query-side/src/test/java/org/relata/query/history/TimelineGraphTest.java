package org.relata.query.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerEvent.CustomerRenamed;
import org.relata.kernel.customer.CustomerEvent.CustomersLinked;
import org.relata.kernel.customer.CustomerEvent.LinkEnded;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.CustomerLink;
import org.relata.kernel.customer.LinkId;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.engagement.Channel;
import org.relata.kernel.engagement.Contact;
import org.relata.kernel.engagement.ContactId;
import org.relata.kernel.engagement.EngagementEvent.ContactCorrected;
import org.relata.kernel.engagement.EngagementEvent.ContactLogged;
import org.relata.kernel.engagement.EngagementEvent.NextStepCancelled;
import org.relata.kernel.engagement.EngagementEvent.NextStepChanged;
import org.relata.kernel.engagement.EngagementEvent.NextStepCompleted;
import org.relata.kernel.engagement.EngagementEvent.NextStepPlanned;
import org.relata.kernel.engagement.NextStep;
import org.relata.kernel.engagement.NextStepId;
import org.relata.kernel.engagement.Occasion;
import org.relata.kernel.holding.AccountId;
import org.relata.kernel.holding.AccountKind;
import org.relata.kernel.holding.DailyBalance;
import org.relata.kernel.holding.HoldingEvent.AccountClosed;
import org.relata.kernel.holding.HoldingEvent.AccountOpened;
import org.relata.kernel.holding.HoldingEvent.AuthorisedUserAdded;
import org.relata.kernel.holding.HoldingEvent.AuthorisedUserRemoved;
import org.relata.kernel.holding.HoldingEvent.BalancesRecorded;
import org.relata.kernel.holding.HoldingEvent.OwnerChanged;
import org.relata.kernel.holding.SourceRef;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.portfolio.PortfolioEvent.CustomerAssigned;
import org.relata.kernel.portfolio.PortfolioEvent.PlaceTaken;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioOpened;
import org.relata.kernel.segmentation.EvaluationId;
import org.relata.kernel.segmentation.EvaluationProgress;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.SegmentationEvent.EvaluationProgressed;
import org.relata.kernel.segmentation.SegmentationEvent.EvaluationRequested;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Note;
import org.relata.query.AskedBank;
import org.relata.query.CapabilityFolds;

/** A customer's past, step by step, as it is asked for. */
class TimelineGraphTest {

  private static final CustomerId WANG = new CustomerId("C-1");
  private static final CustomerId MILL = new CustomerId("C-2");
  private static final EmployeeId LI = new EmployeeId("E-1");
  private static final AccountId SAVINGS = new AccountId("A-1");
  private static final AccountId GIVEN = new AccountId("A-2");
  private static final ContactId VISIT = new ContactId("K-1");
  private static final NextStepId OFFER = new NextStepId("K-1");
  private static final NextStepId CALL = new NextStepId("N-2");
  private static final LinkId TRADE = new LinkId("L-1");
  private static final Currency CNY = Currency.getInstance("CNY");
  private static final AskedBank BANK = new AskedBank();

  @BeforeAll
  static void aStory() {
    BANK.happened(registered(WANG, CustomerKind.PERSONAL, "王小明")); // 1
    BANK.happened(registered(MILL, CustomerKind.CORPORATE, "River Mill")); // 2
    BANK.happened(new PortfolioOpened(LI, 800)); // 3
    BANK.happened(new CustomerAssigned(WANG, LI)); // 4
    BANK.happened(new PlaceTaken(LI, WANG, 1)); // 5
    BANK.happened(
        new CustomerRenamed(WANG, new Label("王大明")),
        "employee/E-1",
        "New identity card.",
        Instant.parse("2025-06-01T00:00:00Z")); // 6
    BANK.happened(opened(SAVINGS)); // 7
    BANK.happened(new AuthorisedUserAdded(SAVINGS, MILL, day(2))); // 8
    BANK.happened(
        new BalancesRecorded(
            SAVINGS, 2025, CNY, ref(), List.of(new DailyBalance(day(3), BigDecimal.TEN)))); // 9
    BANK.happened(new ContactLogged(VISIT, visit(WANG))); // 10
    BANK.happened(new NextStepPlanned(OFFER, step(WANG))); // 11
    BANK.happened(new ContactCorrected(VISIT, visit(MILL), List.of())); // 12
    BANK.happened(new NextStepChanged(OFFER, step(MILL))); // 13
    BANK.happened(new NextStepCompleted(OFFER, day(20))); // 14
    BANK.happened(
        new CustomersLinked(
            new CustomerLink(TRADE, WANG, MILL, CustomerLink.Kind.UPSTREAM, null, day(1)))); // 15
    BANK.happened(new LinkEnded(TRADE, day(21))); // 16
    BANK.happened(new NextStepPlanned(CALL, step(WANG))); // 17
    BANK.happened(new NextStepCancelled(CALL)); // 18
    BANK.happened(new AuthorisedUserRemoved(SAVINGS, MILL, day(2), day(22))); // 19
    BANK.happened(new AccountClosed(SAVINGS, day(23))); // 20
    BANK.happened(opened(GIVEN)); // 21
    BANK.happened(new OwnerChanged(GIVEN, MILL, day(24), WANG, day(1))); // 22
    BANK.happened(new AccountClosed(GIVEN, day(25))); // 23
    EvaluationId evaluation = new EvaluationId("EV-1");
    BANK.happened(
        new EvaluationRequested(
            evaluation, new SchemeId("personal-aum"), day(26), List.of(WANG))); // 24
    BANK.happened(
        new EvaluationProgressed(evaluation, new EvaluationProgress(24, 1, 1, 0, 0), WANG)); // 25
  }

  @AfterAll
  static void closed() {
    BANK.close();
  }

  private static LocalDate day(int dayOfMonth) {
    return LocalDate.of(2025, 5, dayOfMonth);
  }

  private static SourceRef ref() {
    return new SourceRef("file:1");
  }

  private static CustomerRegistered registered(CustomerId id, CustomerKind kind, String name) {
    return new CustomerRegistered(id, kind, new Label(name), List.of(), Profile.EMPTY);
  }

  private static AccountOpened opened(AccountId id) {
    return new AccountOpened(
        id, AccountKind.CURRENT, null, CNY, WANG, day(1), null, Map.of(), null, null, null);
  }

  private static Contact visit(CustomerId customer) {
    return new Contact(
        customer,
        Channel.VISIT,
        Occasion.on(day(10)),
        List.of(LI),
        List.of(),
        null,
        new Note("Talked of a loan."),
        null,
        45,
        Map.of());
  }

  private static NextStep step(CustomerId customer) {
    return new NextStep(customer, new Label("Send the offer"), day(20), LI, VISIT);
  }

  private static List<String> positions(String customer, String arguments) {
    return BANK.data(
            "customer(customerId: \"%s\") { timeline%s { nodes { position } } }"
                .formatted(customer, arguments))
        .get("timeline")
        .get("nodes")
        .valueStream()
        .map(node -> node.get("position").asString())
        .toList();
  }

  @Test
  void aTimelineHoldsWhatHappenedToTheThingsOfTheCustomerNamedOrNot() {
    assertThat(positions("C-1", ""))
        .containsExactly(
            "1", "4", "6", "7", "8", "10", "11", "12", "13", "15", "16", "17", "18", "19", "20",
            "21", "22", "24");
    assertThat(positions("C-2", ""))
        .containsExactly("2", "8", "12", "13", "14", "15", "16", "19", "22", "23");
  }

  @Test
  void anAccountHasATimelineOfItsOwnWithItsBalances() {
    assertThat(
            BANK.ask(
                "account(accountId: \"A-1\") { timeline { totalCount nodes { position type"
                    + " sentence customer { name } changes { view field before after } } } }"))
        .startsWith("{\"timeline\":{\"totalCount\":5,\"nodes\":[{\"position\":7,")
        .contains(
            "{\"position\":9,\"type\":\"holding.BalancesRecorded\",\"sentence\":\"1 closing"
                + " balances of 2025 were recorded\",\"customer\":null,\"changes\":["
                + "{\"view\":\"daily_balance\",\"field\":\"accountId\",\"before\":null,"
                + "\"after\":\"A-1\"},")
        .contains(
            "\"changes\":[{\"view\":\"account\",\"field\":\"status\",\"before\":\"OPEN\","
                + "\"after\":\"CLOSED\"},{\"view\":\"account\",\"field\":\"closedOn\","
                + "\"before\":null,\"after\":\"2025-05-23\"}]");
  }

  @Test
  void aStepSaysInBothLanguagesWhatHappenedWhoDidItWhyAndWhatChanged() {
    assertThat(
            BANK.ask(
                "customer(customerId: \"C-1\") { timeline(filter: {type:"
                    + " [\"customer.CustomerRenamed\"]}) { nodes { subject position type capability"
                    + " en: sentence zh: sentence(language: ZH) actor onBehalfOf reason commandId"
                    + " commandType correlationId causationId policy recordedAt effectiveAt"
                    + " changes { view field before after } customer { name key } } } }"))
        .isEqualTo(
            "{\"timeline\":{\"nodes\":[{\"subject\":\"customer/C-1\",\"position\":6,"
                + "\"type\":\"customer.CustomerRenamed\",\"capability\":\"customer\","
                + "\"en\":\"The name became 王大明\",\"zh\":\"名称变更为 王大明\","
                + "\"actor\":\"employee/E-1\",\"onBehalfOf\":null,\"reason\":\"New identity"
                + " card.\",\"commandId\":\"command-6\",\"commandType\":\"Test\","
                + "\"correlationId\":\"command-6\",\"causationId\":null,\"policy\":null,"
                + "\"recordedAt\":\"2026-01-01T00:06:00Z\","
                + "\"effectiveAt\":\"2025-06-01T00:00:00Z\","
                + "\"changes\":[{\"view\":\"customer\",\"field\":\"name\",\"before\":\"王小明\","
                + "\"after\":\"王大明\"}],"
                + "\"customer\":{\"name\":\"王大明\",\"key\":\"customer/C-1@6\"}}]}}");
  }

  @Test
  void whatEndsSaysWhatItWasBefore() {
    assertThat(changes("C-1", 12))
        .contains("contact.customerId: C-1 -> null", "contact.summary: Talked of a loan. -> null");
    assertThat(changes("C-2", 12))
        .contains("contact.customerId: null -> C-2", "contact.minutes: null -> 45");
    assertThat(changes("C-2", 14))
        .containsExactly(
            "next_step.status: OPEN -> COMPLETED", "next_step.completedOn: null -> 2025-05-20");
    assertThat(changes("C-2", 16)).containsExactly("customer_link.to: null -> 2025-05-21");
    assertThat(changes("C-1", 16)).containsExactly("customer_link.to: null -> 2025-05-21");
    assertThat(changes("C-1", 4)).contains("custody.managerId: null -> E-1");
    assertThat(changes("C-1", 20))
        .containsExactly("account.status: OPEN -> CLOSED", "account.closedOn: null -> 2025-05-23");
    assertThat(changes("C-1", 22))
        .contains("account.ownerId: C-1 -> null", "account_party.to: null -> 2025-05-23");
    assertThat(changes("C-1", 24)).isEmpty();
  }

  private static List<String> changes(String customer, long position) {
    return BANK.data(
            "customer(customerId: \"%s\", asOf: {position: %d}) { timeline(last: 1) { nodes {"
                    .formatted(customer, position)
                + " position changes { view field before after } } } }")
        .get("timeline")
        .get("nodes")
        .get(0)
        .get("changes")
        .valueStream()
        .map(
            change ->
                "%s.%s: %s -> %s"
                    .formatted(
                        change.get("view").asString(),
                        change.get("field").asString(),
                        change.get("before").asString("null"),
                        change.get("after").asString("null")))
        .toList();
  }

  @Test
  void theReadModelsWhoseChangesAreToldAreThese() {
    Changes changes = new Changes(CapabilityFolds.all());
    assertThat(changes.views("customer/"))
        .containsExactly(
            "account",
            "account_party",
            "allotment_result",
            "collision",
            "consent",
            "contact",
            "contact_person",
            "contact_point",
            "credit_rating",
            "custody",
            "custom_field_value",
            "customer",
            "customer_link",
            "customer_reach",
            "financial_profile",
            "hand_over_item",
            "identity_document",
            "key_account_plan",
            "next_step",
            "observation",
            "participation",
            "team_member",
            "tier",
            "tier_move");
    assertThat(changes.views("account/"))
        .containsExactly(
            "account", "account_party", "daily_balance", "fee", "interest_rate", "posting");
  }

  @Test
  void stepsAreChosenByKindPersonPeriodAndNotByOthers() {
    assertThat(positions("C-1", "(filter: {capability: [\"engagement\"]})"))
        .containsExactly("10", "11", "12", "13", "17", "18");
    assertThat(positions("C-1", "(filter: {type: [\"engagement.NextStepCancelled\"]})"))
        .containsExactly("18");
    assertThat(positions("C-1", "(filter: {actor: [\"employee/E-1\"]})")).containsExactly("6");
    assertThat(
            positions(
                "C-1",
                "(filter: {recordedAt: {from: \"2026-01-01T00:06:00Z\","
                    + " to: \"2026-01-01T00:08:00Z\"}})"))
        .containsExactly("6", "7", "8");
    assertThat(positions("C-1", "(filter: {effectiveAt: {to: \"2025-12-31T00:00:00Z\"}})"))
        .containsExactly("6");
    assertThat(
            positions(
                "C-1",
                "(filter: {not: {capability: [\"engagement\", \"holding\"]}, or: [{type:"
                    + " [\"customer.CustomerRegistered\"]}, {capability: [\"portfolio\"]}]})"))
        .containsExactly("1", "4");
    assertThat(positions("C-1", "(orderBy: [{by: EFFECTIVE_AT}], first: 2)"))
        .containsExactly("6", "1");
  }

  @Test
  void aTimelineIsPagedForwardAndBackward() {
    assertThat(page("first: 2")).isEqualTo("1,4 more:true before:false");
    String second = cursor("first: 2", "endCursor");
    assertThat(page("first: 2, after: \"" + second + "\"")).isEqualTo("6,7 more:true before:true");
    assertThat(page("last: 2")).isEqualTo("22,24 more:false before:true");
    String last = cursor("last: 2", "startCursor");
    assertThat(page("last: 3, before: \"" + last + "\"")).startsWith("19,20,21 ");
    assertThat(page("first: 2, orderBy: [{by: POSITION, direction: DESC}]")).startsWith("24,22 ");
  }

  private static String page(String arguments) {
    var timeline =
        BANK.data(
                "customer(customerId: \"C-1\") { timeline(%s) { nodes { position } pageInfo {"
                        .formatted(arguments)
                    + " hasNextPage hasPreviousPage } } }")
            .get("timeline");
    List<String> positions =
        timeline.get("nodes").valueStream().map(node -> node.get("position").asString()).toList();
    return "%s more:%s before:%s"
        .formatted(
            String.join(",", positions),
            timeline.get("pageInfo").get("hasNextPage"),
            timeline.get("pageInfo").get("hasPreviousPage"));
  }

  private static String cursor(String arguments, String which) {
    return BANK.data(
            "customer(customerId: \"C-1\") { timeline(%s) { pageInfo { %s } } }"
                .formatted(arguments, which))
        .get("timeline")
        .get("pageInfo")
        .get(which)
        .asString();
  }

  @Test
  void theCustomerAfterEachStepIsWhatItWasThenWithEverythingBelowIt() {
    assertThat(
            BANK.ask(
                "customer(customerId: \"C-1\") { timeline(filter: {recordedAt: {from:"
                    + " \"2026-01-01T00:04:00Z\", to: \"2026-01-01T00:11:00Z\"}}) { nodes {"
                    + " position customer { name custody { managerId } nextSteps { totalCount } } }"
                    + " } }"))
        .isEqualTo(
            "{\"timeline\":{\"nodes\":["
                + after(4, "王小明", 0)
                + ","
                + after(6, "王大明", 0)
                + ","
                + after(7, "王大明", 0)
                + ","
                + after(8, "王大明", 0)
                + ","
                + after(10, "王大明", 0)
                + ","
                + after(11, "王大明", 1)
                + "]}}");
  }

  private static String after(int position, String name, int nextSteps) {
    return "{\"position\":%d,\"customer\":{\"name\":\"%s\",\"custody\":{\"managerId\":\"E-1\"},\"nextSteps\":{\"totalCount\":%d}}}"
        .formatted(position, name, nextSteps);
  }

  @Test
  void anEarlierPositionKnowsNoLaterStep() {
    assertThat(
            BANK.ask(
                "customer(customerId: \"C-1\", asOf: {position: 6}) { timeline { totalCount nodes"
                    + " { position } } }"))
        .isEqualTo(
            "{\"timeline\":{\"totalCount\":3,\"nodes\":[{\"position\":1},"
                + "{\"position\":4},{\"position\":6}]}}");
    assertThat(
            BANK.all(
                "position",
                "timeline(filter: {subject: [\"account/A-2\", \"customer/C-2\"]}, asOf: {position:"
                    + " 21})"))
        .containsExactly("2", "8", "12", "13", "14", "15", "16", "19", "21");
  }

  @Test
  void whomAThingConcernsIsRememberedAndShownToNobody() {
    assertThat(BANK.all("position", "timeline(filter: {subject: [\"next-step/K-1\"]})")).isEmpty();
    assertThat(BANK.all("subject", "timeline(first: 4)"))
        .containsExactly("customer/C-1", "customer/C-2", "customer/C-1", "customer/C-1");
  }

  @Test
  void manyStepsTakeAsManyStatementsAsFew() {
    String question =
        "customers(first: 2) { nodes { timeline(first: %d) { nodes { sentence reason customer {"
            + " name } changes { view } } } } }";
    long few = BANK.statements(question.formatted(2));
    long many = BANK.statements(question.formatted(15));
    assertThat(many).isEqualTo(few).isLessThan(30);
  }

  @Test
  void anOwnerWhoMayAlsoUseTheAccountStaysWhenOneOfTheTwoEnds() {
    List<CustomerId> both =
        Things.concerned(List.of(WANG), new AuthorisedUserAdded(SAVINGS, WANG, day(2)));
    assertThat(both).containsExactly(WANG, WANG);
    assertThat(Things.concerned(both, new OwnerChanged(SAVINGS, MILL, day(3), WANG, day(1))))
        .isEqualTo(List.of(WANG, MILL));
    assertThat(Set.copyOf(Things.concerned(both, new AccountClosed(SAVINGS, day(4)))))
        .isEqualTo(Set.of(WANG));
  }
}
