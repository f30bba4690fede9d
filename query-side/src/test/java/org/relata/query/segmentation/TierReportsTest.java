package org.relata.query.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerEvent.CustomersMerged;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.holding.AccountId;
import org.relata.kernel.holding.AccountKind;
import org.relata.kernel.holding.DailyBalance;
import org.relata.kernel.holding.HoldingEvent.AccountClosed;
import org.relata.kernel.holding.HoldingEvent.AccountOpened;
import org.relata.kernel.holding.HoldingEvent.BalancesRecorded;
import org.relata.kernel.holding.SourceRef;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.portfolio.PortfolioEvent.AttributionSet;
import org.relata.kernel.portfolio.PortfolioEvent.CustomerAssigned;
import org.relata.kernel.portfolio.PortfolioEvent.CustomerReassigned;
import org.relata.kernel.segmentation.Expression;
import org.relata.kernel.segmentation.PolicyText;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyDrafted;
import org.relata.kernel.segmentation.SegmentationEvent.TierAssigned;
import org.relata.kernel.segmentation.ShippedPolicies;
import org.relata.kernel.valuation.Figure;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.valuation.Metrics;
import org.relata.kernel.valuation.Observation;
import org.relata.kernel.valuation.ShippedValuation;
import org.relata.kernel.valuation.ValuationEvent.ObservationRecorded;
import org.relata.kernel.valuation.ValuationEvent.ValuationApproved;
import org.relata.kernel.valuation.ValuationEvent.ValuationDrafted;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Note;
import org.relata.query.AskedBank;
import tools.jackson.databind.JsonNode;

/**
 * Reports of a random bank, compared with what the test counts by itself: figures are those of the
 * day that is asked for, whatever was known when tiers were decided.
 */
class TierReportsTest {

  private static final Currency CNY = Currency.getInstance("CNY");
  private static final SchemeId SCHEME = new SchemeId("value");
  private static final int CUSTOMERS = 230;
  private static final LocalDate OPENED = LocalDate.of(2025, 1, 10);
  private static final LocalDate ON = LocalDate.of(2025, 6, 30);
  private static final String[] TIERS = {"VIP", "POTENTIAL", "MASS"};
  private static final String FIGURES =
      "scheme: \"value\", metric: TARGET_CREDIT, on: \"2025-06-30\"";
  private static final AskedBank BANK = new AskedBank();
  private static final List<Known> ALL = new ArrayList<>();

  /** What the test knows of a customer: its target credit (null for none), its cooperation. */
  private record Known(
      String id,
      String tier,
      @Nullable BigDecimal amount,
      int cooperation,
      @Nullable String creditedTo,
      Set<AccountKind> products) {}

  @BeforeAll
  static void aRandomBank() {
    Random random = new Random(20261123);
    List<DomainEvent> events = new ArrayList<>();
    events.add(
        new PolicyDrafted(
            SCHEME,
            1,
            ON,
            new PolicyText(
                CNY,
                List.of(),
                null,
                List.of(new PolicyText.Rule(new Code("MASS"), new Expression("true"))),
                List.of(),
                0),
            "employee/E-1"));
    for (int i = 0; i < CUSTOMERS; i++) {
      customer("C-%03d".formatted(i), ON.minusDays(CUSTOMERS - i), random, events);
    }
    for (int i = 7; i < CUSTOMERS; i += 25) {
      merge("C-%03d".formatted(i - 1), "C-%03d".formatted(i), events);
    }
    BANK.loaded(events);
    BANK.level();
  }

  @AfterAll
  static void close() {
    BANK.close();
  }

  /**
   * An absorbed customer is in no report; what it holds is the survivor's, and it was met later.
   */
  private static void merge(String survivor, String absorbed, List<DomainEvent> events) {
    events.add(new CustomersMerged(new CustomerId(survivor), new CustomerId(absorbed)));
    Known gone = ALL.stream().filter(one -> one.id().equals(absorbed)).findFirst().orElseThrow();
    ALL.remove(gone);
    ALL.replaceAll(
        one -> {
          if (!one.id().equals(survivor)) {
            return one;
          }
          one.products().addAll(gone.products());
          return new Known(
              survivor,
              one.tier(),
              gone.amount() == null ? one.amount() : gone.amount(),
              gone.cooperation(),
              one.creditedTo(),
              one.products());
        });
  }

  private static void customer(String id, LocalDate met, Random random, List<DomainEvent> events) {
    CustomerId customer = new CustomerId(id);
    events.add(
        new CustomerRegistered(
            customer, CustomerKind.PERSONAL, new Label(id), List.of(), Profile.EMPTY));
    @Nullable String creditedTo = null;
    if (random.nextInt(5) > 0) {
      creditedTo = "E-" + random.nextInt(4);
      events.add(new CustomerAssigned(customer, new EmployeeId(creditedTo)));
      events.add(new AttributionSet(customer, new EmployeeId(creditedTo)));
    }
    Set<AccountKind> products = EnumSet.noneOf(AccountKind.class);
    for (AccountKind kind : AccountKind.values()) {
      if (random.nextInt(3) == 0) {
        AccountId account = new AccountId(id + "-" + kind);
        events.add(opened(account, kind, customer));
        if (random.nextInt(4) == 0) {
          events.add(new AccountClosed(account, ON.minusDays(1)));
        } else {
          products.add(kind);
        }
      }
    }
    String tier = TIERS[random.nextInt(TIERS.length)];
    @Nullable BigDecimal amount =
        random.nextInt(10) == 0 ? null : BigDecimal.valueOf(100L * random.nextInt(2_000), 2);
    if (amount != null) {
      events.add(observed(customer, Observation.Kind.TARGET_CREDIT, met, Figure.of(amount)));
    }
    int cooperation = random.nextInt(101);
    events.add(
        observed(customer, Observation.Kind.COOPERATION, met, new Figure(cooperation + ".00")));
    ALL.add(new Known(id, tier, amount, cooperation, creditedTo, products));
    events.add(assigned(customer, SCHEME, tier));
  }

  private static ObservationRecorded observed(
      CustomerId customer, Observation.Kind kind, LocalDate on, Figure value) {
    return new ObservationRecorded(customer, new Observation(kind, null, on, value));
  }

  /** By figures that are long out of date. */
  private static TierAssigned assigned(CustomerId customer, SchemeId scheme, String tier) {
    Map<Metric, Figure> old =
        Map.of(
            Metric.TARGET_CREDIT, new Figure("1.00"),
            Metric.COOPERATION, new Figure("50.00"),
            Metric.AUM, new Figure("10.00"));
    return new TierAssigned(
        customer,
        scheme,
        1,
        null,
        new Code(tier),
        true,
        1,
        Metrics.of(CNY, old),
        List.of(),
        1,
        ON,
        null);
  }

  private static AccountOpened opened(AccountId account, AccountKind kind, CustomerId owner) {
    return new AccountOpened(
        account, kind, null, CNY, owner, OPENED, null, Map.of(), null, null, null);
  }

  private static List<Known> told(String tier) {
    return ALL.stream()
        .filter(one -> tier.isEmpty() || one.tier().equals(tier))
        .filter(one -> one.amount() != null)
        .sorted(
            Comparator.<Known, BigDecimal>comparing(one -> Objects.requireNonNull(one.amount()))
                .reversed()
                .thenComparing(Known::id))
        .toList();
  }

  private static BigDecimal share(BigDecimal part, BigDecimal whole) {
    return part.divide(whole, 4, RoundingMode.HALF_UP);
  }

  @Test
  void aConcentrationCurveAddsUpFromTheGreatest() {
    for (String tier : List.of("", "VIP")) {
      List<Known> told = told(tier);
      BigDecimal all = sum(told);
      JsonNode answer =
          BANK.data(
              """
              concentration(%s, parts: 10 %s) {
                customers missing amount
                parts { part customers amount customerShare amountShare } }
              """
                  .formatted(FIGURES, tier.isEmpty() ? "" : ", filter: {tier: [\"VIP\"]}"));
      assertThat(answer.get("customers").asLong()).isEqualTo(told.size());
      assertThat(answer.get("missing").asLong())
          .isEqualTo(
              ALL.stream()
                  .filter(one -> tier.isEmpty() || one.tier().equals(tier))
                  .filter(one -> one.amount() == null)
                  .count());
      assertThat(new BigDecimal(answer.get("amount").asString())).isEqualByComparingTo(all);
      int end = 0;
      for (int part = 0; part < 10; part++) {
        // The first parts have one more where the customers cannot be divided evenly.
        end += told.size() / 10 + (part < told.size() % 10 ? 1 : 0);
        JsonNode node = answer.get("parts").get(part);
        BigDecimal amount = sum(told.subList(0, end));
        assertThat(node.get("part").asInt()).isEqualTo(part + 1);
        assertThat(node.get("customers").asInt()).isEqualTo(end);
        assertThat(new BigDecimal(node.get("amount").asString())).isEqualByComparingTo(amount);
        assertThat(new BigDecimal(node.get("amountShare").asString()))
            .isEqualByComparingTo(share(amount, all));
        assertThat(new BigDecimal(node.get("customerShare").asString()))
            .isEqualByComparingTo(share(BigDecimal.valueOf(end), BigDecimal.valueOf(told.size())));
      }
    }
  }

  private static BigDecimal sum(List<Known> some) {
    return some.stream()
        .map(one -> Objects.requireNonNull(one.amount()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Test
  void aRankingGivesEqualFiguresOnePlace() {
    List<Known> told = told("");
    List<Known> lowest = told.reversed();
    for (boolean lowestFirst : new boolean[] {false, true}) {
      JsonNode answer =
          BANK.data(
              """
              ranking(%s, first: 60, lowestFirst: %s) {
                place value tier { customer { customerId } } }
              """
                  .formatted(FIGURES, lowestFirst));
      assertThat(answer.size()).isEqualTo(60);
      List<Known> order = lowestFirst ? lowest : told;
      Set<String> seen = new TreeSet<>();
      for (int i = 0; i < 60; i++) {
        JsonNode node = answer.get(i);
        BigDecimal value = new BigDecimal(node.get("value").asString());
        assertThat(value).isEqualByComparingTo(order.get(i).amount());
        long before =
            told.stream()
                .filter(
                    one -> {
                      int compared = Objects.requireNonNull(one.amount()).compareTo(value);
                      return lowestFirst ? compared < 0 : compared > 0;
                    })
                .count();
        assertThat(node.get("place").asLong()).isEqualTo(before + 1);
        String id = node.at("/tier/customer/customerId").asString();
        assertThat(seen.add(id)).isTrue();
        assertThat(
                told.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow().amount())
            .isEqualByComparingTo(value);
      }
    }
  }

  @Test
  void aMatrixCountsTheLowerBoundToItsBand() {
    Map<String, Long> expected = new TreeMap<>();
    for (Known one : ALL) {
      @Nullable BigDecimal amount = one.amount();
      if (amount != null) {
        int row = one.cooperation() < 40 ? 0 : one.cooperation() < 80 ? 1 : 2;
        int column = amount.compareTo(BigDecimal.valueOf(1_000)) < 0 ? 0 : 1;
        expected.merge(row + " " + column, 1L, Long::sum);
      }
    }
    Map<String, Long> actual = new TreeMap<>();
    for (JsonNode cell :
        BANK.data(
            """
            figureMatrix(scheme: "value", rows: COOPERATION, rowCuts: ["40", "80"],
              columns: TARGET_CREDIT, columnCuts: ["1000"], on: "2025-06-30") {
                row column customers }
            """)) {
      actual.put(
          cell.get("row").asInt() + " " + cell.get("column").asInt(),
          cell.get("customers").asLong());
    }
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void productHoldingsCountCustomersAndNotAccounts() {
    JsonNode answer =
        BANK.data(
            """
            productHoldings(scheme: "value", on: "2025-06-30") {
              tier kind holders customers share }
            """);
    Map<String, String> actual = new TreeMap<>();
    answer.forEach(
        one ->
            actual.put(
                one.get("tier").asString() + " " + one.get("kind").asString(),
                one.get("holders").asLong() + " of " + one.get("customers").asLong()));
    Map<String, String> expected = new TreeMap<>();
    for (String tier : TIERS) {
      List<Known> own = ALL.stream().filter(one -> one.tier().equals(tier)).toList();
      for (AccountKind kind : AccountKind.values()) {
        long holders = own.stream().filter(one -> one.products().contains(kind)).count();
        if (holders > 0) {
          expected.put(tier + " " + kind, holders + " of " + own.size());
        }
      }
    }
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void incomeStaysWithWhomItIsCreditedToWhenAnotherOneKeepsTheCustomer() {
    Map<String, String> expected = new TreeMap<>();
    for (Known one : ALL) {
      expected.put(String.valueOf(one.creditedTo()), "");
    }
    expected.replaceAll(
        (employee, _) -> {
          List<Known> own =
              ALL.stream()
                  .filter(one -> String.valueOf(one.creditedTo()).equals(employee))
                  .toList();
          long missing = own.stream().filter(one -> one.amount() == null).count();
          BigDecimal sum = sum(own.stream().filter(one -> one.amount() != null).toList());
          return own.size() + " " + missing + " " + sum.setScale(2);
        });
    assertThat(attributed()).isEqualTo(expected);

    Known moved =
        ALL.stream().filter(one -> "E-1".equals(one.creditedTo())).findFirst().orElseThrow();
    BANK.happened(
        new CustomerReassigned(
            new CustomerId(moved.id()),
            new EmployeeId("E-1"),
            new EmployeeId("E-2"),
            new Note("promoted")));
    assertThat(attributed()).isEqualTo(expected);
  }

  private static Map<String, String> attributed() {
    Map<String, String> actual = new TreeMap<>();
    for (JsonNode one :
        BANK.data(
            """
            attributedAmounts(%s) { employeeId customers missing amount }
            """
                .formatted(FIGURES))) {
      actual.put(
          one.get("employeeId").asString("null"),
          one.get("customers").asLong()
              + " "
              + one.get("missing").asLong()
              + " "
              + new BigDecimal(one.get("amount").asString()).setScale(2));
    }
    return actual;
  }

  @Test
  void aScoreByPercentileIsTheShareOfCustomersWithLess() {
    List<BigDecimal> told =
        ALL.stream().map(Known::amount).filter(Objects::nonNull).sorted().toList();
    for (int parts : List.of(1, 4, 10, 100)) {
      Map<BigDecimal, BigDecimal> steps = new TreeMap<>();
      for (JsonNode step :
          BANK.data("percentileSteps(%s, parts: %d) { from score }".formatted(FIGURES, parts))) {
        steps.put(
            new BigDecimal(step.get("from").asString()),
            new BigDecimal(step.get("score").asString()));
      }
      Map<BigDecimal, BigDecimal> expected = new TreeMap<>();
      BigDecimal last = BigDecimal.valueOf(-1);
      for (BigDecimal value : told) {
        long lower = told.stream().filter(other -> other.compareTo(value) < 0).count();
        BigDecimal score =
            BigDecimal.valueOf(lower * parts / told.size())
                .multiply(BigDecimal.valueOf(100))
                .divide(BigDecimal.valueOf(parts), 2, RoundingMode.HALF_UP);
        if (score.compareTo(last) > 0) {
          expected.put(value, score);
          last = score;
        }
      }
      assertThat(steps).as("%d parts", parts).isEqualTo(expected).hasSizeGreaterThan(parts / 2);
    }
  }

  @Test
  void aRankingGoesOnAfterACustomer() {
    List<String> all = new ArrayList<>();
    String after = "";
    while (true) {
      JsonNode page =
          BANK.data(
              "ranking(%s, first: 90%s) { place tier { customerId } }".formatted(FIGURES, after));
      if (page.isEmpty()) {
        break;
      }
      page.forEach(one -> all.add(one.at("/tier/customerId").asString()));
      after = ", after: \"" + all.getLast() + "\"";
    }
    assertThat(all).isEqualTo(told("").stream().map(Known::id).toList()).hasSizeGreaterThan(180);
    assertThat(BANK.refused("ranking(" + FIGURES + ", after: \"nobody\") { place }"))
        .isEqualTo("NOT_RANKED");
  }

  /**
   * The shipped policy of the scheme speaks of no value, and its tiers were given at other figures:
   * reports tell those of the day, as they are known at the position.
   */
  @Test
  void figuresAreThoseOfTheDayAndNotThoseByWhichTiersWereDecided() {
    List<DomainEvent> events = new ArrayList<>();
    events.add(new ValuationDrafted(1, OPENED, ShippedValuation.of(CNY), "employee/E-1"));
    events.add(new ValuationApproved(1, OPENED));
    for (int i = 1; i <= 3; i++) {
      CustomerId customer = new CustomerId("P-" + i);
      AccountId account = new AccountId("A-P-" + i);
      events.add(
          new CustomerRegistered(
              customer, CustomerKind.PERSONAL, new Label("P"), List.of(), Profile.EMPTY));
      events.add(new CustomerAssigned(customer, new EmployeeId("E-" + i % 2)));
      events.add(new AttributionSet(customer, new EmployeeId("E-" + i % 2)));
      events.add(opened(account, AccountKind.DEPOSIT, customer));
      events.add(balance(account, OPENED, 100_000L * i));
      events.add(assigned(customer, ShippedPolicies.PERSONAL_AUM, "WEALTH"));
    }
    BANK.loaded(events);
    BANK.level();
    long before = BANK.position();
    BANK.happened(balance(new AccountId("A-P-1"), LocalDate.of(2025, 6, 1), 900_000));

    assertThat(ranked("AUM", "2025-06-30", ""))
        .isEqualTo("P-1 900000.00, P-3 300000.00, P-2 200000.00");
    assertThat(ranked("AUM", "2025-05-31", ""))
        .isEqualTo("P-3 300000.00, P-2 200000.00, P-1 100000.00");
    assertThat(ranked("AUM", "2025-06-30", ", asOf: {position: " + before + "}"))
        .isEqualTo("P-3 300000.00, P-2 200000.00, P-1 100000.00");

    Map<String, BigDecimal> values = new TreeMap<>();
    for (JsonNode customer :
        BANK.data(
                "customers(filter: {customerId: [\"P-1\", \"P-2\", \"P-3\"]}) { nodes { customerId"
                    + " figures(on: \"2025-06-30\", metrics: [CURRENT_VALUE]) { value } } }")
            .get("nodes")) {
      values.put(
          customer.get("customerId").asString(),
          new BigDecimal(customer.at("/figures/0/value").asString()));
    }
    assertThat(values.values()).hasSize(3).doesNotHaveDuplicates();
    assertThat(ranked("CURRENT_VALUE", "2025-06-30", ""))
        .isEqualTo(
            values.entrySet().stream()
                .sorted(Map.Entry.<String, BigDecimal>comparingByValue().reversed())
                .map(one -> one.getKey() + " " + one.getValue())
                .collect(Collectors.joining(", ")));
    Map<String, String> credited = new TreeMap<>();
    BANK.data(
            "attributedAmounts(scheme: \"personal-aum\", metric: CURRENT_VALUE, on: \"2025-06-30\")"
                + " { employeeId customers missing amount }")
        .forEach(
            one ->
                credited.put(
                    one.get("employeeId").asString(),
                    one.get("customers").asInt()
                        + " "
                        + one.get("missing").asInt()
                        + " "
                        + one.get("amount").asString()));
    BigDecimal two = Objects.requireNonNull(values.remove("P-2"));
    assertThat(credited)
        .isEqualTo(
            Map.of(
                "E-0", "1 0 " + two,
                "E-1", "2 0 " + values.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add)));
  }

  private static String ranked(String metric, String on, String asOf) {
    List<String> ranked = new ArrayList<>();
    BANK.data(
            "ranking(scheme: \"personal-aum\", metric: %s, on: \"%s\"%s) { value tier { customerId } }"
                .formatted(metric, on, asOf))
        .forEach(
            one ->
                ranked.add(
                    one.at("/tier/customerId").asString() + " " + one.get("value").asString()));
    return String.join(", ", ranked);
  }

  private static BalancesRecorded balance(AccountId account, LocalDate on, long amount) {
    return new BalancesRecorded(
        account,
        on.getYear(),
        CNY,
        new SourceRef("file"),
        List.of(new DailyBalance(on, BigDecimal.valueOf(amount).setScale(2))));
  }

  @Test
  void whatCannotBeReportedIsRefused() {
    String on = ", on: \"2025-06-30\"";
    assertThat(BANK.refused("ranking(scheme: \"value\", metric: KIND" + on + ") { place }"))
        .isEqualTo("NOT_A_NUMBER");
    assertThat(
            BANK.refused("ranking(scheme: \"value\", metric: AUM, first: 501" + on + ") { place }"))
        .isEqualTo("OUT_OF_RANGE");
    assertThat(
            BANK.refused(
                "concentration(scheme: \"value\", metric: AUM, parts: 0" + on + ") { customers }"))
        .isEqualTo("OUT_OF_RANGE");
    assertThat(
            BANK.refused(
                "figureMatrix(scheme: \"value\", rows: AUM, rowCuts: [\"2\", \"1\"],"
                    + " columns: AUM, columnCuts: [\"1\"]"
                    + on
                    + ") { row }"))
        .isEqualTo("INVALID_CUTS");
  }

  @Test
  void aSchemeThatNobodyHeardOfIsRefusedByEveryReport() {
    String asked = "(scheme: \"unheard-of\", on: \"2025-06-30\"";
    for (String report :
        List.of(
            "concentration" + asked + ", metric: AUM) { customers }",
            "ranking" + asked + ", metric: AUM) { place }",
            "percentileSteps" + asked + ", metric: AUM) { score }",
            "attributedAmounts" + asked + ", metric: AUM) { customers }",
            "productHoldings" + asked + ") { tier }",
            "figureMatrix"
                + asked
                + ", rows: AUM, rowCuts: [\"1\"], columns: AUM, columnCuts: [\"1\"]) { row }")) {
      assertThat(BANK.refused(report)).as(report).isEqualTo("UNKNOWN_SCHEME");
    }
    assertThat(
            BANK.data(
                    "concentration(scheme: \"card-level\", on: \"2025-06-30\", metric: AUM) {"
                        + " customers }")
                .get("customers")
                .asInt())
        .as("shipped, and nobody has a tier in it")
        .isZero();
  }
}
