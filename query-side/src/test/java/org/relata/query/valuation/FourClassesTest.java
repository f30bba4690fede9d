package org.relata.query.valuation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.holding.AccountKind;
import org.relata.kernel.segmentation.Policy;
import org.relata.kernel.segmentation.ShippedPolicies;
import org.relata.kernel.segmentation.Verdict;
import org.relata.kernel.valuation.Figure;
import org.relata.kernel.valuation.Lack;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.valuation.Metrics;
import org.relata.kernel.valuation.Observation;
import org.relata.kernel.valuation.ShippedValuation;
import org.relata.kernel.value.Code;
import org.relata.query.AskedBank;
import tools.jackson.databind.JsonNode;

/**
 * From what core banking and the managers tell of four persons to the class by value and stability
 * that the shipped policy and the shipped weights give them. On the day none of them has a card,
 * but for the merchant, who leaves one in a drawer for a while.
 */
class FourClassesTest {

  private static final LocalDate YEAR_END = LocalDate.of(2024, 12, 31);
  private static final LocalDate BEFORE_THE_CARD = LocalDate.of(2024, 11, 30);
  private static final LocalDate AFTER_THE_CARD = LocalDate.of(2025, 1, 31);
  private static final Policy POLICY =
      Policy.of(
          Objects.requireNonNull(
              ShippedPolicies.of(ShippedPolicies.VALUE_STABILITY, ToldFacts.CNY)));

  private static final AskedBank BANK = new AskedBank();

  @BeforeAll
  static void aBank() {
    ToldFacts facts =
        new ToldFacts().valuation(1, "2010-01-01", ShippedValuation.of(ToldFacts.CNY));
    theMerchant(facts);
    theYoungDoctor(facts);
    thePensioner(facts);
    theStranger(facts);
    BANK.loaded(facts.events());
    BANK.level();
  }

  @AfterAll
  static void close() {
    BANK.close();
  }

  /** A million on a current account for years, with fees, and money coming in all the time. */
  private static void theMerchant(ToldFacts facts) {
    facts
        .customer("merchant", CustomerKind.PERSONAL, "{}")
        .account("M-1", AccountKind.CURRENT, "merchant", "2012-01-01")
        .balance("M-1", "2022-01-01", "1000000.00")
        .fee("M-1", "2024-05-06", "600.00")
        .rated("merchant", "AA", "2024-03-01")
        .card("M-2", "classic", "merchant", "2024-12-05")
        .closed("M-2", "2025-01-15");
    fiveCreditsAMonth(facts, "M-1");
  }

  /** New, with a mortgage and a good name, lacking what young couples need; brought a friend. */
  private static void theYoungDoctor(ToldFacts facts) {
    facts
        .customer("doctor", CustomerKind.PERSONAL, "{\"familyStage\": \"YOUNG_COUPLE\"}")
        .account("D-1", AccountKind.CURRENT, "doctor", "2024-03-01")
        .balance("D-1", "2024-03-01", "20000.00")
        .credit("D-1", "2024-12-20", "9000.00")
        .loan("D-2", "doctor", "2024-03-01", "600000.00")
        .rated("doctor", "A", "2024-03-01")
        .observed("doctor", Observation.Kind.REFERRAL, "friend", "2024-09-01", null);
  }

  /** A deposit that stays, and comes to the counter often. */
  private static void thePensioner(ToldFacts facts) {
    facts
        .customer("pensioner", CustomerKind.PERSONAL, "{}")
        .account("P-1", AccountKind.DEPOSIT, "pensioner", "2010-06-01")
        .balance("P-1", "2020-01-01", "60000.00")
        .rated("pensioner", "AA", "2024-03-01");
    fiveCreditsAMonth(facts, "P-1");
  }

  /** New and small, and nothing else is known of it. */
  private static void theStranger(ToldFacts facts) {
    facts
        .customer("stranger", CustomerKind.PERSONAL, "{}")
        .account("S-1", AccountKind.CURRENT, "stranger", "2024-06-01")
        .balance("S-1", "2024-06-01", "5000.00")
        .credit("S-1", "2024-12-20", "100.00");
  }

  private static void fiveCreditsAMonth(ToldFacts facts, String account) {
    for (YearMonth month = YearMonth.of(2023, 6);
        month.isBefore(YearMonth.of(2025, 2));
        month = month.plusMonths(1)) {
      for (int day = 3; day < 28; day += 5) {
        facts.credit(account, month.atDay(day).toString(), "1000.00");
      }
    }
  }

  /** Asks for what the policy decides by, as the evaluation of tiers does. */
  private static Metrics metrics(String customer, LocalDate on) {
    String metrics = POLICY.metrics().stream().map(Enum::name).collect(Collectors.joining(", "));
    Map<Metric, Figure> known = new EnumMap<>(Metric.class);
    Map<Metric, Lack> missing = new EnumMap<>(Metric.class);
    for (JsonNode figure :
        BANK.data(
                """
                customer(customerId: "%s") {
                  figures(on: "%s", metrics: [%s]) { metric value missing } }
                """
                    .formatted(customer, on, metrics))
            .get("figures")) {
      Metric metric = Metric.valueOf(figure.get("metric").asString());
      if (figure.get("value").isString()) {
        known.put(metric, new Figure(figure.get("value").asString()));
      } else {
        missing.put(metric, Lack.valueOf(figure.get("missing").asString()));
      }
    }
    return new Metrics(ToldFacts.CNY, known, missing);
  }

  private static Verdict verdict(String customer, LocalDate on) {
    return POLICY.evaluate(metrics(customer, on));
  }

  private static String told(String customer, Metric metric) {
    return String.valueOf(metrics(customer, YEAR_END).known().get(metric));
  }

  @Test
  void theMerchantIsOfValueAndStableAndAboveTheDoor() {
    assertThat(verdict("merchant", BEFORE_THE_CARD).tier()).isEqualTo(new Code("VIP"));
    assertThat(told("merchant", Metric.VALUE_SCORE)).isEqualTo("67.50");
    assertThat(told("merchant", Metric.STABILITY_SCORE)).isEqualTo("77.33");
    assertThat(told("merchant", Metric.AVERAGE_DEPOSITS)).isEqualTo("1000000.00");
  }

  @Test
  void theYoungDoctorIsNotYetStableButPromising() {
    assertThat(verdict("doctor", YEAR_END).tier()).isEqualTo(new Code("POTENTIAL"));
    assertThat(told("doctor", Metric.VALUE_SCORE)).isEqualTo("44.00");
    assertThat(told("doctor", Metric.POTENTIAL_SCORE)).isEqualTo("61.11");
    assertThat(told("doctor", Metric.STABILITY_SCORE)).isEqualTo("31.67");
    assertThat(told("doctor", Metric.CREDIT_GRADE)).isEqualTo("3");
  }

  @Test
  void thePensionerIsStableAndOfLittleValue() {
    assertThat(verdict("pensioner", YEAR_END).tier()).isEqualTo(new Code("MASS"));
    assertThat(told("pensioner", Metric.VALUE_SCORE)).isEqualTo("30.00");
    assertThat(new BigDecimal(told("pensioner", Metric.STABILITY_SCORE)))
        .isGreaterThan(new BigDecimal("60"));
  }

  @Test
  void theStrangerIsNegativeForBeingLowInBothAndNotForHavingNoCard() {
    Verdict verdict = verdict("stranger", YEAR_END);
    assertThat(verdict.tier()).isEqualTo(new Code("NEGATIVE"));
    assertThat(verdict.rule()).as("low value and low stability").isEqualTo(7);
  }

  @Test
  void aCardThatIsNotUsedMakesNegativeAndNoCardDoesNot() {
    assertThat(verdict("merchant", BEFORE_THE_CARD).missing())
        .contains(Metric.CARD_USES_MONTH, Metric.CARD_SPENDING_MONTH, Metric.CARD_BALANCE);
    Verdict inADrawer = verdict("merchant", YEAR_END);
    assertThat(inADrawer.tier()).isEqualTo(new Code("NEGATIVE"));
    assertThat(inADrawer.rule()).as("a card that is hardly used").isEqualTo(2);
    assertThat(told("merchant", Metric.CARD_USES_MONTH)).isEqualTo("0");
    assertThat(verdict("merchant", AFTER_THE_CARD).tier()).isEqualTo(new Code("VIP"));
  }
}
