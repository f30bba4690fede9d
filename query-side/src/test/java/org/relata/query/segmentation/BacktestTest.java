package org.relata.query.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.customer.CustomerEvent.CustomerClosed;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerEvent.CustomerReopened;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.holding.AccountId;
import org.relata.kernel.holding.AccountKind;
import org.relata.kernel.holding.DailyBalance;
import org.relata.kernel.holding.HoldingEvent.AccountOpened;
import org.relata.kernel.holding.HoldingEvent.BalancesRecorded;
import org.relata.kernel.holding.SourceRef;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.organization.OrganizationEvent.EmployeeHired;
import org.relata.kernel.organization.OrganizationEvent.UnitDefined;
import org.relata.kernel.organization.Role;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.organization.UnitKind;
import org.relata.kernel.portfolio.PortfolioEvent.CustomerAssigned;
import org.relata.kernel.portfolio.PortfolioEvent.PlaceTaken;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioOpened;
import org.relata.kernel.segmentation.EvaluationId;
import org.relata.kernel.segmentation.EvaluationProgress;
import org.relata.kernel.segmentation.Expression;
import org.relata.kernel.segmentation.PolicyText;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.SegmentationEvent.EvaluationCompleted;
import org.relata.kernel.segmentation.SegmentationEvent.EvaluationRequested;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyActivated;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyDrafted;
import org.relata.kernel.segmentation.SegmentationEvent.TierAssigned;
import org.relata.kernel.valuation.Figure;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.valuation.Metrics;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.query.AskedBank;
import tools.jackson.databind.JsonNode;

/**
 * What a policy would have decided, compared with what the test decides by itself from balances
 * that it chose; and that looking changes nothing.
 */
class BacktestTest {

  private static final Currency CNY = Currency.getInstance("CNY");
  private static final SchemeId SCHEME = new SchemeId("aum");
  private static final int CUSTOMERS = 60;
  private static final int MONTHS = 6;
  private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
  private static final AskedBank BANK = new AskedBank();

  /** By customer, the balance at each month end. */
  private static final Map<String, List<Long>> BALANCES = new TreeMap<>();

  /** By customer. */
  private static final Map<String, String> MANAGERS = new TreeMap<>();

  /** Companies, of which one joins after the end of January was evaluated. */
  private static final SchemeId JOINED = new SchemeId("joined");

  @BeforeAll
  static void aBankWithTiers() {
    List<DomainEvent> events = new ArrayList<>();
    events.add(new UnitDefined(new UnitId("U-1"), new Label("One"), UnitKind.OUTLET, null));
    for (String position : List.of("WEALTH_MANAGER", "TELLER")) {
      EmployeeId id = new EmployeeId("E-" + position);
      events.add(
          new EmployeeHired(
              id,
              new Label(position),
              new UnitId("U-1"),
              null,
              new Code(position),
              Set.of(Role.RELATIONSHIP_MANAGER)));
      events.add(new PortfolioOpened(id, 10));
    }
    policy(events, 1, 1_000, 60);
    policy(events, 2, 2_500, 60);
    policy(events, 3, 1_000, 0);
    events.add(new PolicyActivated(SCHEME, 1, FIRST));
    Random random = new Random(4);
    for (int i = 0; i < CUSTOMERS; i++) {
      customer(events, "C-%02d".formatted(i), random);
    }
    BANK.loaded(events);
    BANK.loaded(decided());
    companies();
    BANK.level();
  }

  /** One is there from the beginning, one joins in February, one was closed for January. */
  private static void companies() {
    BANK.happened(
        new PolicyDrafted(JOINED, 1, FIRST, text(1_000, 0, CustomerKind.CORPORATE), "employee/E-1"),
        new PolicyActivated(JOINED, 1, FIRST));
    company("K-1", 5_000);
    company("K-3", 5_000);
    BANK.happened(new CustomerClosed(new CustomerId("K-3")));
    evaluated("EV-1", end(0), "K-1");
    company("K-2", 7_000);
    BANK.happened(new CustomerReopened(new CustomerId("K-3")));
    evaluated("EV-2", end(1), "K-2", "K-3");
    BANK.happened(
        new EvaluationRequested(
            new EvaluationId("EV-3"), JOINED, end(2), List.of(new CustomerId("K-1"))),
        new EvaluationCompleted(new EvaluationId("EV-3"), new EvaluationProgress(1, 1, 1, 0, 0)));
  }

  /** Rich since January, as is known when it is registered. */
  private static void company(String id, long balance) {
    CustomerId customer = new CustomerId(id);
    AccountId account = new AccountId("A" + id);
    BANK.happened(
        new CustomerRegistered(
            customer, CustomerKind.CORPORATE, new Label(id), List.of(), Profile.EMPTY),
        opened(account, customer),
        new BalancesRecorded(
            account,
            2025,
            CNY,
            new SourceRef("file"),
            List.of(new DailyBalance(FIRST, BigDecimal.valueOf(balance).setScale(2)))));
  }

  /** Everybody is evaluated, and some get their first tier. */
  private static void evaluated(String id, LocalDate on, String... rich) {
    EvaluationId evaluation = new EvaluationId(id);
    BANK.happened(new EvaluationRequested(evaluation, JOINED, on, List.of()));
    long readAt = BANK.position();
    for (String customer : rich) {
      BANK.happened(assigned(new CustomerId(customer), JOINED, null, new Code("RICH"), on, readAt));
    }
    BANK.happened(
        new EvaluationCompleted(
            evaluation, new EvaluationProgress(readAt, rich.length, rich.length, rich.length, 0)));
  }

  @AfterAll
  static void close() {
    BANK.close();
  }

  private static PolicyText text(long rich, int holdOff, CustomerKind audience) {
    return new PolicyText(
        CNY,
        List.of(audience),
        null,
        List.of(
            new PolicyText.Rule(new Code("RICH"), new Expression("aum >= money('" + rich + "')")),
            new PolicyText.Rule(new Code("REST"), new Expression("true"))),
        List.of(tier("RICH", List.of(new Code("WEALTH_MANAGER")), 2), tier("REST", List.of(), 1)),
        holdOff);
  }

  private static PolicyText.Tier tier(String name, List<Code> keepers, int visits) {
    return new PolicyText.Tier(
        new Code(name), null, keepers, null, null, visits, List.of(), List.of(), List.of());
  }

  private static void policy(List<DomainEvent> events, int version, long rich, int holdOff) {
    events.add(
        new PolicyDrafted(
            SCHEME, version, FIRST, text(rich, holdOff, CustomerKind.PERSONAL), "employee/E-1"));
  }

  private static void customer(List<DomainEvent> events, String id, Random random) {
    CustomerId customer = new CustomerId(id);
    AccountId account = new AccountId("A" + id);
    events.add(
        new CustomerRegistered(
            customer, CustomerKind.PERSONAL, new Label(id), List.of(), Profile.EMPTY));
    String manager = "E-" + (random.nextBoolean() ? "WEALTH_MANAGER" : "TELLER");
    MANAGERS.put(id, manager);
    events.add(new CustomerAssigned(customer, new EmployeeId(manager)));
    events.add(new PlaceTaken(new EmployeeId(manager), customer, 1));
    events.add(opened(account, customer));
    List<Long> balances = new ArrayList<>();
    List<DailyBalance> told = new ArrayList<>();
    for (int month = 0; month < MONTHS; month++) {
      long balance = random.nextInt(4_000);
      balances.add(balance);
      told.add(
          new DailyBalance(
              end(month).minusDays(random.nextInt(9)), BigDecimal.valueOf(balance, 0).setScale(2)));
    }
    BALANCES.put(id, balances);
    events.add(new BalancesRecorded(account, 2025, CNY, new SourceRef("file"), told));
  }

  private static AccountOpened opened(AccountId account, CustomerId owner) {
    return new AccountOpened(
        account, AccountKind.DEPOSIT, null, CNY, owner, FIRST, null, Map.of(), null, null, null);
  }

  private static LocalDate end(int month) {
    return FIRST.plusMonths(month + 1L).minusDays(1);
  }

  /** The tiers by hand: rich from so much on, and not poor before the days of grace are over. */
  private static List<String> tiers(String customer, long rich, int holdOff) {
    List<String> tiers = new ArrayList<>();
    @Nullable String last = null;
    LocalDate since = FIRST;
    for (int month = 0; month < MONTHS; month++) {
      long balance = Objects.requireNonNull(BALANCES.get(customer)).get(month);
      String tier = balance >= rich ? "RICH" : "REST";
      boolean kept =
          "RICH".equals(last)
              && tier.equals("REST")
              && end(month).isBefore(since.plusDays(holdOff));
      if (!kept && !tier.equals(last)) {
        last = tier;
        since = end(month);
      }
      tiers.add(Objects.requireNonNull(last));
    }
    return tiers;
  }

  /** What the first policy decided at each month end. */
  private static List<DomainEvent> decided() {
    List<DomainEvent> events = new ArrayList<>();
    for (int month = 0; month < MONTHS; month++) {
      for (String customer : BALANCES.keySet()) {
        List<String> tiers = tiers(customer, 1_000, 60);
        @Nullable String before = month == 0 ? null : tiers.get(month - 1);
        String now = tiers.get(month);
        if (!now.equals(before)) {
          @Nullable Code old = before == null ? null : new Code(before);
          events.add(assigned(new CustomerId(customer), SCHEME, old, new Code(now), end(month), 1));
        }
      }
    }
    return events;
  }

  private static TierAssigned assigned(
      CustomerId customer,
      SchemeId scheme,
      @Nullable Code before,
      Code now,
      LocalDate on,
      long readAt) {
    return new TierAssigned(
        customer,
        scheme,
        1,
        before,
        now,
        true,
        1,
        Metrics.of(CNY, Map.of(Metric.AUM, new Figure("1.00"))),
        List.of(),
        readAt,
        on,
        null);
  }

  private static final String ALL =
      " position state total done months { on evaluated failed different moves { oldTier newTier"
          + " count } } tiers { tier before after visitsBefore visitsAfter capacity breach }"
          + " managers { managerId customers cap misplaced visitsBefore visitsAfter }"
          + " last: moves(on: \"2025-06-30\", first: 500) { customerId oldTier newTier }";

  private static JsonNode tested(int version) throws InterruptedException {
    return tested("scheme: \"aum\", version: " + version + ", to: \"2025-06-01\"", ALL);
  }

  /** Asks until it is done. */
  private static JsonNode tested(String which, String selection) throws InterruptedException {
    String question = "backtest(from: \"2025-01-10\", " + which + ") { state " + selection + " }";
    for (int i = 0; i < 200; i++) {
      JsonNode test = BANK.data(question);
      if (!test.get("state").asString().equals("RUNNING")) {
        assertThat(test.get("state").asString()).isEqualTo("DONE");
        return test;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("The back-test does not end");
  }

  @Test
  void thePolicyThatDecidedWouldDecideTheSame() throws InterruptedException {
    JsonNode test = tested(1);
    assertThat(test.get("total").asInt()).isEqualTo(CUSTOMERS);
    assertThat(test.get("months")).hasSize(MONTHS);
    for (JsonNode month : test.get("months")) {
      assertThat(month.get("different").asInt()).as(month.toString()).isZero();
      assertThat(month.get("failed").asInt()).isZero();
      assertThat(month.get("evaluated").asInt()).isEqualTo(CUSTOMERS);
    }
    assertThat(test.get("last")).isEmpty();
  }

  @Test
  void aMonthEndIsAboutThoseWhomItsEvaluationCouldKnow() throws InterruptedException {
    JsonNode test =
        tested(
            "scheme: \"joined\", version: 1, to: \"2025-03-31\"",
            "total months { on evaluated failed different } tiers { tier before after }");
    assertThat(test.get("total").asInt()).isEqualTo(3);
    assertThat(test.get("months").toString())
        .as("March was evaluated for one customer only, so all who are open count")
        .isEqualTo(
            "[{\"on\":\"2025-01-31\",\"evaluated\":1,\"failed\":0,\"different\":0},"
                + "{\"on\":\"2025-02-28\",\"evaluated\":3,\"failed\":0,\"different\":0},"
                + "{\"on\":\"2025-03-31\",\"evaluated\":3,\"failed\":0,\"different\":0}]");
    assertThat(test.get("tiers").get(1).toString())
        .isEqualTo("{\"tier\":\"RICH\",\"before\":3,\"after\":3}");
  }

  @Test
  void anotherPolicyTellsWhoWouldMoveFromWhereToWhere() throws InterruptedException {
    JsonNode test = tested(2);
    for (int month = 0; month < MONTHS; month++) {
      Map<String, Long> expected = new TreeMap<>();
      for (String customer : BALANCES.keySet()) {
        String before = tiers(customer, 1_000, 60).get(month);
        String after = tiers(customer, 2_500, 60).get(month);
        if (!before.equals(after)) {
          expected.merge(before + " " + after, 1L, Long::sum);
        }
      }
      JsonNode told = test.get("months").get(month);
      Map<String, Long> actual = new TreeMap<>();
      told.get("moves")
          .forEach(
              move ->
                  actual.put(
                      move.get("oldTier").asString() + " " + move.get("newTier").asString(),
                      move.get("count").asLong()));
      assertThat(actual).as("month %d", month).isEqualTo(expected);
      assertThat(told.get("on").asString()).isEqualTo(end(month).toString());
    }
    Set<String> moved = new TreeSet<>();
    test.get("last").forEach(move -> moved.add(move.get("customerId").asString()));
    Set<String> expected = new TreeSet<>(BALANCES.keySet());
    expected.removeIf(
        customer ->
            tiers(customer, 1_000, 60).getLast().equals(tiers(customer, 2_500, 60).getLast()));
    assertThat(moved).isEqualTo(expected).isNotEmpty();
  }

  @Test
  void withoutTheHoldOffTiersComeAndGo() throws InterruptedException {
    JsonNode test = tested(3);
    long different = 0;
    for (JsonNode month : test.get("months")) {
      different += month.get("different").asLong();
    }
    long expected = 0;
    for (String customer : BALANCES.keySet()) {
      for (int month = 0; month < MONTHS; month++) {
        boolean same =
            tiers(customer, 1_000, 60).get(month).equals(tiers(customer, 1_000, 0).get(month));
        expected += same ? 0 : 1;
      }
    }
    assertThat(different).isEqualTo(expected).isPositive();
  }

  @Test
  void roomAndVisitsAreTold() throws InterruptedException {
    JsonNode test = tested(1);
    long rich =
        BALANCES.keySet().stream()
            .filter(customer -> tiers(customer, 1_000, 60).getLast().equals("RICH"))
            .count();
    JsonNode tier = test.get("tiers").get(1);
    assertThat(tier.get("tier").asString()).isEqualTo("RICH");
    assertThat(tier.get("after").asLong()).isEqualTo(rich);
    assertThat(tier.get("visitsAfter").asLong()).isEqualTo(2 * rich);
    assertThat(tier.get("capacity").asLong()).isEqualTo(10);
    assertThat(tier.get("breach").asBoolean()).isTrue();
    assertThat(test.get("tiers").get(0).get("capacity").isNull()).isTrue();
    long misplaced = 0;
    long customers = 0;
    for (JsonNode manager : test.get("managers")) {
      boolean teller = manager.get("managerId").asString().equals("E-TELLER");
      misplaced += manager.get("misplaced").asLong();
      customers += manager.get("customers").asLong();
      assertThat(manager.get("misplaced").asLong() > 0).isEqualTo(teller);
    }
    assertThat(misplaced).isBetween(1L, rich);
    assertThat(customers).isEqualTo(CUSTOMERS);
  }

  @Test
  void theVisitsOfTodayAreThoseOfThePolicyInForceAndCapsAreTheManagers()
      throws InterruptedException {
    JsonNode test = tested(2);
    for (JsonNode tier : test.get("tiers")) {
      String name = tier.get("tier").asString();
      long before = BALANCES.keySet().stream().filter(one -> last(one, 1_000).equals(name)).count();
      assertThat(tier.get("before").asLong()).as(name).isEqualTo(before);
      assertThat(tier.get("visitsBefore").asLong()).isEqualTo(before * visits(name));
    }
    assertThat(test.get("managers")).hasSize(2);
    for (JsonNode manager : test.get("managers")) {
      List<String> own =
          BALANCES.keySet().stream()
              .filter(one -> manager.get("managerId").asString().equals(MANAGERS.get(one)))
              .toList();
      assertThat(manager.get("customers").asInt()).isEqualTo(own.size()).isPositive();
      assertThat(manager.get("cap").asInt()).isEqualTo(10);
      assertThat(manager.get("visitsBefore").asInt())
          .isEqualTo(own.stream().mapToInt(one -> visits(last(one, 1_000))).sum());
      assertThat(manager.get("visitsAfter").asInt())
          .isEqualTo(own.stream().mapToInt(one -> visits(last(one, 2_500))).sum())
          .isLessThan(manager.get("visitsBefore").asInt());
    }
  }

  private static String last(String customer, long rich) {
    return tiers(customer, rich, 60).getLast();
  }

  private static int visits(String tier) {
    return tier.equals("RICH") ? 2 : 1;
  }

  @Test
  void lookingChangesNothing() throws InterruptedException {
    Map<String, String> before = BANK.tables();
    tested(1);
    tested(2);
    assertThat(BANK.tables()).isEqualTo(before).hasSizeGreaterThan(20);
  }

  @Test
  void whatCannotBeTestedIsRefused() {
    assertThat(
            BANK.data(
                    "backtest(scheme: \"aum\", version: 9, from: \"2025-01-01\", to:"
                        + " \"2025-02-01\") { state }")
                .isNull())
        .isTrue();
    assertThat(
            BANK.refused(
                "backtest(scheme: \"aum\", version: 1, from: \"2025-02-01\", to: \"2025-01-01\")"
                    + " { state }"))
        .isEqualTo("INVALID_PERIOD");
    assertThat(
            BANK.refused(
                "backtest(scheme: \"aum\", version: 1, from: \"2015-02-01\", to: \"2025-01-01\")"
                    + " { state }"))
        .isEqualTo("PERIOD_LIMIT");
    assertThat(
            BANK.refused(
                "backtest(scheme: \"unheard-of\", version: 1, from: \"2025-01-01\", to:"
                    + " \"2025-01-31\") { state }"))
        .isEqualTo("UNKNOWN_SCHEME");
    assertThat(BANK.refused("allotmentPreview(scheme: \"unheard-of\") { customerId }"))
        .isEqualTo("UNKNOWN_SCHEME");
  }
}
