package org.relata.kernel.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.Profile.AdministrativeLevel;
import org.relata.kernel.organization.UnitKind;
import org.relata.kernel.segmentation.PolicyFinding.Kind;
import org.relata.kernel.segmentation.PolicyText.Aim;
import org.relata.kernel.valuation.Figure;
import org.relata.kernel.valuation.Lack;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.valuation.Metrics;
import org.relata.kernel.value.Code;

/** The schemes that come with the program, on both sides of each boundary. */
class ShippedPoliciesTest {

  private static final Currency CNY = Currency.getInstance("CNY");

  private static final Set<Metric> CARDS =
      Set.of(Metric.CARD_USES_MONTH, Metric.CARD_SPENDING_MONTH, Metric.CARD_BALANCE);

  private static Policy policy(SchemeId scheme) {
    return Policy.of(Objects.requireNonNull(ShippedPolicies.of(scheme, CNY)));
  }

  /** The tier by pairs of metric and figure; what else the policy needs is not recorded. */
  private static String tier(SchemeId scheme, String... pairs) {
    return String.valueOf(verdict(scheme, pairs).tier());
  }

  /** Of those without figure the metrics of cards are missing as no card is held. */
  private static Verdict verdict(SchemeId scheme, String... pairs) {
    Policy policy = policy(scheme);
    Map<Metric, Figure> known = new EnumMap<>(Metric.class);
    for (int i = 0; i < pairs.length; i += 2) {
      known.put(Metric.valueOf(pairs[i]), new Figure(pairs[i + 1]));
    }
    Map<Metric, Lack> missing = new EnumMap<>(Metric.class);
    policy.metrics().stream()
        .filter(metric -> !known.containsKey(metric))
        .forEach(
            metric ->
                missing.put(
                    metric, CARDS.contains(metric) ? Lack.NOT_APPLICABLE : Lack.NOT_RECORDED));
    return policy.evaluate(new Metrics(CNY, known, missing));
  }

  @Test
  void everySchemeHasRulesWithoutGapsThatAllDecideSomewhere() {
    assertThat(ShippedPolicies.schemes()).hasSize(9);
    for (SchemeId scheme : ShippedPolicies.schemes()) {
      Policy policy = policy(scheme);
      assertThat(policy.findings())
          .as("%s: %s", scheme, sentences(policy))
          .noneMatch(finding -> finding.kind() != Kind.OVERLAP);
      assertThat(policy.text().tiers()).isNotEmpty();
    }
  }

  private static List<String> sentences(Policy policy) {
    return policy.findings().stream().map(PolicyFinding::sentence).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "99999.99, ORDINARY",
    "100000.00, GOLD",
    "999999.99, GOLD",
    "1000000.00, PLATINUM",
    "4999999.99, PLATINUM",
    "5000000.00, DIAMOND"
  })
  void cardLevels(String aum, String tier) {
    assertThat(tier(ShippedPolicies.CARD_LEVEL, "AUM", aum)).isEqualTo(tier);
  }

  @ParameterizedTest
  @CsvSource({
    "0.00, MICRO",
    "9999999.99, MICRO",
    "10000000.00, SMALL",
    "59999999.99, SMALL",
    "60000000.00, MEDIUM",
    "599999999.99, MEDIUM",
    "600000000.00, LARGE",
    "29999999999.99, LARGE",
    "30000000000.00, VERY_LARGE"
  })
  void sizesOfBorrowersGoByTotalAssets(String assets, String tier) {
    assertThat(tier(ShippedPolicies.CORPORATE_SIZE_BORROWERS, "TOTAL_ASSETS", assets))
        .isEqualTo(tier);
  }

  @ParameterizedTest
  @CsvSource({
    "4999999.99, MICRO",
    "5000000.00, SMALL",
    "9999999.99, SMALL",
    "10000000.00, MEDIUM",
    "99999999.99, MEDIUM",
    "100000000.00, LARGE",
    "4999999999.99, LARGE",
    "5000000000.00, VERY_LARGE"
  })
  void sizesOfOthersGoByRegisteredCapital(String capital, String tier) {
    assertThat(tier(ShippedPolicies.CORPORATE_SIZE_OTHERS, "REGISTERED_CAPITAL", capital))
        .isEqualTo(tier);
  }

  @Test
  void aSizeThatIsNotKnownIsNone() {
    assertThat(tier(ShippedPolicies.CORPORATE_SIZE_OTHERS)).isEqualTo("null");
  }

  @Test
  void sizesOfInstitutionsGoByTheirLevel() {
    for (AdministrativeLevel level : AdministrativeLevel.values()) {
      String expected =
          switch (level) {
            case MINISTRY, PROVINCE, MUNICIPALITY -> "LARGE";
            case PREFECTURE, CITY, DISTRICT, COUNTY -> "MEDIUM";
            case TOWNSHIP, VILLAGE -> "SMALL";
          };
      assertThat(tier(ShippedPolicies.INSTITUTION_SIZE, "ADMINISTRATIVE_LEVEL", level.name()))
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "49999999.99, 0.00, CLASS_3",
    "50000000.00, 0.00, CLASS_2",
    "199999999.99, 0.00, CLASS_2",
    "200000000.00, 0.00, CLASS_1",
    "0.00, 49999999.99, CLASS_3",
    "0.00, 50000000.00, CLASS_2",
    "0.00, 200000000.00, CLASS_2",
    "0.00, 200000000.01, CLASS_1"
  })
  void marketingClassesGoByDepositsOrTheCreditThatWeWant(
      String deposits, String credit, String tier) {
    assertThat(tier(ShippedPolicies.MARKETING_CLASS, "DEPOSITS", deposits, "TARGET_CREDIT", credit))
        .isEqualTo(tier);
  }

  @Test
  void marketingClassesWithoutATargetGoByDeposits() {
    assertThat(tier(ShippedPolicies.MARKETING_CLASS, "DEPOSITS", "60000000.00"))
        .isEqualTo("CLASS_2");
  }

  @ParameterizedTest
  @CsvSource({
    "0.1500, 1000000.00, 0.6000, STRATEGIC",
    "0.1499, 1000000.00, 0.6000, QUALITY",
    "0.1500, 999999.99, 0.6000, QUALITY",
    "0.1500, 1000000.00, 0.5999, QUALITY",
    "0.1200, 300000.00, 0.0000, QUALITY",
    "0.1199, 300000.00, 0.0000, EFFECTIVE",
    "0.1200, 299999.99, 0.0000, EFFECTIVE",
    "0.0000, 50000.00, 0.0000, EFFECTIVE",
    "0.0000, 49999.99, 0.0000, ADJUSTING"
  })
  void corporateClassesGoByReturnContributionAndCloseness(
      String onCapital, String value, String settlement, String tier) {
    assertThat(
            tier(
                ShippedPolicies.CORPORATE_CLASS,
                "CAPITAL_RETURN",
                onCapital,
                "CURRENT_VALUE",
                value,
                "SETTLEMENT_SHARE",
                settlement,
                "POTENTIAL_SCORE",
                "59.99"))
        .isEqualTo(tier);
  }

  @Test
  void whoMayGrowIsCultivated() {
    assertThat(
            tier(
                ShippedPolicies.CORPORATE_CLASS,
                "CURRENT_VALUE",
                "0.00",
                "POTENTIAL_SCORE",
                "60.00"))
        .isEqualTo("CULTIVATED");
  }

  private static String keyAccount(Map<String, String> changes) {
    Map<String, String> metrics =
        new java.util.TreeMap<>(
            Map.of(
                "OF_RANK", "true",
                "COOPERATION_AGREEMENT", "true",
                "CREDIT_GRADE", "3",
                "BAD_CREDIT_IN_A_ROW", "0",
                "BAD_CREDIT_RECORDS", "0",
                "SETTLEMENT_SHARE", "0.6000",
                "AFFILIATE_SHARE", "0.5000",
                "CURRENT_VALUE", "0.00",
                "YEARS_WITH_US", "3"));
    metrics.putAll(changes);
    List<String> pairs = new ArrayList<>();
    metrics.forEach(
        (metric, figure) -> {
          pairs.add(metric);
          pairs.add(figure);
        });
    return tier(ShippedPolicies.KEY_ACCOUNT_CLASS, pairs.toArray(String[]::new));
  }

  @Test
  void aStrategicAccountPassesEachOfItsDoors() {
    assertThat(keyAccount(Map.of())).isEqualTo("STRATEGIC");
    assertThat(keyAccount(Map.of("OF_RANK", "false"))).isEqualTo("QUALITY");
    assertThat(keyAccount(Map.of("COOPERATION_AGREEMENT", "false"))).isEqualTo("QUALITY");
    assertThat(keyAccount(Map.of("CREDIT_GRADE", "4"))).isEqualTo("QUALITY");
    assertThat(keyAccount(Map.of("AFFILIATE_SHARE", "0.4999"))).isEqualTo("QUALITY");
    assertThat(keyAccount(Map.of("SETTLEMENT_SHARE", "0.5999"))).isEqualTo("QUALITY");
    assertThat(keyAccount(Map.of("BAD_CREDIT_RECORDS", "1")))
        .as("a bad record that a good one followed")
        .isEqualTo("QUALITY");
    assertThat(keyAccount(Map.of("BAD_CREDIT_RECORDS", "1", "BAD_CREDIT_IN_A_ROW", "1")))
        .isEqualTo("POTENTIAL");
    assertThat(keyAccount(Map.of("CREDIT_GRADE", "5"))).isEqualTo("POTENTIAL");
    assertThat(keyAccount(Map.of("SETTLEMENT_SHARE", "0.3999"))).isEqualTo("POTENTIAL");
    assertThat(keyAccount(Map.of("CREDIT_GRADE", "5", "CURRENT_VALUE", "0.01")))
        .isEqualTo("CONTRIBUTOR");
    assertThat(
            keyAccount(Map.of("CREDIT_GRADE", "5", "CURRENT_VALUE", "0.01", "YEARS_WITH_US", "2")))
        .isEqualTo("POTENTIAL");
  }

  private static String four(String value, String stability, String deposits, String... others) {
    return String.valueOf(verdictOfFour(value, stability, deposits, others).tier());
  }

  private static Verdict verdictOfFour(
      String value, String stability, String deposits, String... others) {
    List<String> pairs =
        new ArrayList<>(
            List.of(
                "VALUE_SCORE",
                value,
                "STABILITY_SCORE",
                stability,
                "AVERAGE_DEPOSITS",
                deposits,
                "MONTHS_WITHOUT_POSTING",
                "0",
                "LARGEST_BALANCE",
                "5000.00",
                "BAD_CREDIT_IN_A_ROW",
                "0",
                "BAD_FAITH",
                "false"));
    List<String> more = List.of(others);
    for (int i = 0; i < more.size(); i += 2) {
      int known = pairs.indexOf(more.get(i));
      if (known < 0) {
        pairs.addAll(more.subList(i, i + 2));
      } else {
        pairs.set(known + 1, more.get(i + 1));
      }
    }
    return verdict(ShippedPolicies.VALUE_STABILITY, pairs.toArray(String[]::new));
  }

  @Test
  void theFourClassesOfHandMadeCustomers() {
    assertThat(four("60.00", "60.00", "200000.00")).as("the merchant").isEqualTo("VIP");
    assertThat(four("60.00", "60.00", "199999.99")).as("below the door").isEqualTo("MASS");
    assertThat(four("59.99", "60.00", "200000.00")).as("the pensioner").isEqualTo("MASS");
    assertThat(four("60.00", "59.99", "200000.00")).as("the gambler").isEqualTo("MASS");
    assertThat(four("59.99", "59.99", "200000.00")).as("nobody's friend").isEqualTo("NEGATIVE");
    assertThat(four("10.00", "59.99", "0.00", "POTENTIAL_SCORE", "60.00", "CREDIT_GRADE", "4"))
        .as("the young doctor")
        .isEqualTo("POTENTIAL");
    assertThat(four("10.00", "59.99", "0.00", "POTENTIAL_SCORE", "59.99", "CREDIT_GRADE", "4"))
        .isEqualTo("NEGATIVE");
    assertThat(four("10.00", "59.99", "0.00", "POTENTIAL_SCORE", "60.00", "CREDIT_GRADE", "5"))
        .isEqualTo("NEGATIVE");
    assertThat(four("10.00", "60.00", "0.00", "POTENTIAL_SCORE", "60.00", "CREDIT_GRADE", "4"))
        .isEqualTo("MASS");
  }

  @Test
  void whoeverCostsMoreThanItBringsIsNegativeForEachReason() {
    assertThat(
            four(
                "90.00",
                "90.00",
                "300000.00",
                "MONTHS_WITHOUT_POSTING",
                "6",
                "LARGEST_BALANCE",
                "299.99"))
        .isEqualTo("NEGATIVE");
    assertThat(
            four(
                "90.00",
                "90.00",
                "300000.00",
                "MONTHS_WITHOUT_POSTING",
                "5",
                "LARGEST_BALANCE",
                "299.99"))
        .isEqualTo("VIP");
    assertThat(
            four(
                "90.00",
                "90.00",
                "300000.00",
                "MONTHS_WITHOUT_POSTING",
                "6",
                "LARGEST_BALANCE",
                "300.00"))
        .isEqualTo("VIP");
    assertThat(card("1", "79.99", "100.00")).isEqualTo("NEGATIVE");
    assertThat(card("1", "80.00", "99.99")).isEqualTo("NEGATIVE");
    assertThat(card("1", "80.00", "100.00")).isEqualTo("VIP");
    assertThat(card("2", "0.00", "0.00")).isEqualTo("VIP");
    assertThat(four("90.00", "90.00", "300000.00", "BAD_CREDIT_IN_A_ROW", "2"))
        .isEqualTo("NEGATIVE");
    assertThat(four("90.00", "90.00", "300000.00", "BAD_CREDIT_IN_A_ROW", "1")).isEqualTo("VIP");
    assertThat(four("90.00", "90.00", "300000.00", "BAD_FAITH", "true")).isEqualTo("NEGATIVE");
  }

  @Test
  void whoeverHasNoCardIsJudgedByTheRulesThatFollow() {
    Verdict vip = verdictOfFour("90.00", "90.00", "300000.00");
    assertThat(vip.tier()).isEqualTo(new Code("VIP"));
    assertThat(vip.rule()).isEqualTo(5);
    assertThat(vip.missing()).containsExactlyInAnyOrderElementsOf(CARDS);
    Verdict negative = verdictOfFour("90.00", "90.00", "300000.00", "BAD_CREDIT_IN_A_ROW", "2");
    assertThat(negative.rule()).isEqualTo(3);
    assertThat(four("90.00", "90.00", "0.00")).isEqualTo("MASS");
    assertThat(four("10.00", "10.00", "0.00")).isEqualTo("NEGATIVE");
  }

  private static String card(String uses, String spending, String balance) {
    return four(
        "90.00",
        "90.00",
        "300000.00",
        "CARD_USES_MONTH",
        uses,
        "CARD_SPENDING_MONTH",
        spending,
        "CARD_BALANCE",
        balance);
  }

  /** The table of measures, each in the order in which it is read. */
  @ParameterizedTest
  @CsvSource({
    "VIP, RETAIN, OWN_COUNTER ALWAYS_REACHABLE FULL_SERVICE_AND_SELLING,"
        + " SERVICE_AT_THE_DOOR KEY_CUSTOMER_SERVICE ANSWERS_AT_ONCE MADE_TO_MEASURE_SERVICE"
        + " PROBLEMS_HANDLED CRISIS_PLAN, FESTIVALS BIRTHDAY ILLNESS OTHERS",
    "POTENTIAL, CULTIVATE, ALWAYS_REACHABLE FULL_SERVICE_AND_SELLING,"
        + " KEY_CUSTOMER_SERVICE ANSWERS_AT_ONCE PROBLEMS_HANDLED CRISIS_PLAN,"
        + " FESTIVALS BIRTHDAY OTHERS",
    "MASS, , GENERAL_SERVICE,"
        + " PRODUCT_INTRODUCTION LOBBY_ANSWERS PROBLEMS_HANDLED CRISIS_PLAN, SELECTED",
    "NEGATIVE, , GENERAL_SERVICE, PROBLEMS_HANDLED CRISIS_PLAN, SELECTED"
  })
  void eachClassGetsItsMeasures(
      String tier, @Nullable Aim aim, String daily, String special, String attentions) {
    PolicyText text = policy(ShippedPolicies.VALUE_STABILITY).text();
    PolicyText.Tier described = Objects.requireNonNull(text.tier(new Code(tier)));
    assertThat(described.aim()).isEqualTo(aim);
    assertThat(described.daily()).isEqualTo(codes(daily));
    assertThat(described.special()).isEqualTo(codes(special));
    assertThat(described.attentions()).isEqualTo(codes(attentions));
  }

  private static List<Code> codes(@Nullable String words) {
    return words == null ? List.of() : Stream.of(words.split(" ", -1)).map(Code::new).toList();
  }

  @Test
  void theClassesAreOrderedAndOfPersonsAlone() {
    PolicyText text = policy(ShippedPolicies.VALUE_STABILITY).text();
    assertThat(text.tiers())
        .extracting(PolicyText.Tier::tier)
        .isEqualTo(codes("VIP POTENTIAL MASS NEGATIVE"));
    assertThat(text.isWorse(new Code("NEGATIVE"), new Code("VIP"))).isTrue();
    assertThat(text.isFor(CustomerKind.PERSONAL)).isTrue();
    assertThat(text.isFor(CustomerKind.CORPORATE)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "STRATEGIC, BRANCH",
    "QUALITY, BRANCH",
    "CONTRIBUTOR, SUB_BRANCH",
    "POTENTIAL, SUB_BRANCH"
  })
  void branchesServeTheFirstTwoOfTheKeyAccountsAndSubBranchesTheRest(String tier, UnitKind level) {
    PolicyText text = policy(ShippedPolicies.KEY_ACCOUNT_CLASS).text();
    assertThat(text.tiers()).hasSize(4);
    PolicyText.Tier described = Objects.requireNonNull(text.tier(new Code(tier)));
    assertThat(described.keeperUnits()).containsExactly(level);
    for (UnitKind other : UnitKind.values()) {
      assertThat(described.isKeptAt(other)).isEqualTo(other == level);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PRIVATE, WEALTH_CENTRE_HEAD WEALTH_CENTRE_MANAGER",
    "WEALTH, WEALTH_MANAGER",
    "UPPER, OUTLET_HEAD LOBBY_MANAGER",
    "BASIC, LOBBY_MANAGER TELLER WEALTH_MANAGER OUTLET_HEAD",
    "MASS,"
  })
  void personsAreKeptByWhoseWorkTheirAssetsAre(String tier, @Nullable String keepers) {
    PolicyText text = policy(ShippedPolicies.PERSONAL_AUM).text();
    assertThat(text.tiers()).hasSize(5);
    assertThat(Objects.requireNonNull(text.tier(new Code(tier))).keepers())
        .isEqualTo(codes(keepers));
  }
}
