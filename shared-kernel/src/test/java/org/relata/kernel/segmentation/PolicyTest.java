package org.relata.kernel.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.relata.kernel.Rejection;
import org.relata.kernel.valuation.Figure;
import org.relata.kernel.valuation.Lack;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.valuation.Metrics;
import org.relata.kernel.value.Code;

class PolicyTest {

  private static final Currency CNY = Currency.getInstance("CNY");
  private static final Policy PERSONAL_AUM =
      Policy.of(Objects.requireNonNull(ShippedPolicies.of(ShippedPolicies.PERSONAL_AUM, CNY)));

  private static Metrics metrics(String aum, @Nullable Integer age) {
    return metrics(aum, "0", "0", "0", false, age);
  }

  private static Metrics metrics(
      String aum,
      String spending,
      String loans,
      String custody,
      boolean gold,
      @Nullable Integer age) {
    Map<Metric, Figure> known = new EnumMap<>(Metric.class);
    known.put(Metric.AUM, new Figure(aum));
    known.put(Metric.CARD_SPENDING_YEAR, new Figure(spending));
    known.put(Metric.LOANS, new Figure(loans));
    known.put(Metric.CUSTODY_BALANCE, new Figure(custody));
    known.put(Metric.GOLD_OR_PLATINUM_CARD, Figure.of(gold));
    if (age == null) {
      return new Metrics(CNY, known, Map.of(Metric.AGE, Lack.NOT_RECORDED));
    }
    known.put(Metric.AGE, Figure.of(age));
    return Metrics.of(CNY, known);
  }

  private static Policy rule(String when) {
    return Policy.of(
        new PolicyText(
            CNY,
            List.of(),
            null,
            List.of(new PolicyText.Rule(new Code("A"), new Expression(when))),
            List.of(),
            0));
  }

  @ParameterizedTest
  @CsvSource({
    "0.00,        30, MASS",
    "-5.00,       30, MASS",
    "49999.99,    30, MASS",
    "50000.00,    30, BASIC",
    "50000.00,    59, BASIC",
    "50000.00,    60, MASS",
    "99999.99,    59, BASIC",
    "99999.99,    60, MASS",
    "100000.00,   60, UPPER",
    "199999.99,   30, UPPER",
    "200000.00,   30, WEALTH",
    "1999999.99,  30, WEALTH",
    "2000000.00,  30, PRIVATE",
    "999999999999999.99, 30, PRIVATE"
  })
  void theLowerBoundBelongsToTheBand(String aum, int age, String tier) {
    assertThat(PERSONAL_AUM.evaluate(metrics(aum, age)).tier()).isEqualTo(new Code(tier));
  }

  @ParameterizedTest
  @CsvSource({
    "49999.99, 0, 0, 0, false, false",
    "50000.00, 0, 0, 0, false, true",
    "0, 49999.99, 0, 0, false, false",
    "0, 50000.00, 0, 0, false, true",
    "0, 0, 299999.99, 0, false, false",
    "0, 0, 300000.00, 0, false, true",
    "0, 0, 0, 9999.99, false, false",
    "0, 0, 0, 10000.00, false, true",
    "0, 0, 0, 0, true, true"
  })
  void theSchemeIsMeantForWhoeverPassesOneOfItsDoors(
      String aum, String spending, String loans, String custody, boolean gold, boolean inScope) {
    Verdict verdict = PERSONAL_AUM.evaluate(metrics(aum, spending, loans, custody, gold, 30));
    assertThat(verdict.inScope()).isEqualTo(inScope);
  }

  @Test
  void theVerdictNamesTheRuleThatDecided() {
    assertThat(PERSONAL_AUM.evaluate(metrics("100000.00", 30)).rule()).isEqualTo(3);
    assertThat(rule("aum > 0").evaluate(metrics("0.00", 30)))
        .isEqualTo(new Verdict(null, 0, true, List.of(), false));
  }

  @Test
  void aMetricThatIsNotKnownIsNamedAndDecidesNothing() {
    assertThat(PERSONAL_AUM.evaluate(metrics("60000.00", null)))
        .isEqualTo(new Verdict(new Code("MASS"), 5, true, List.of(Metric.AGE), false));
    assertThat(PERSONAL_AUM.evaluate(metrics("150000.00", null)).missing()).isEmpty();
    assertThat(rule("age < 60 || aum > 0").evaluate(metrics("1.00", null)).rule()).isEqualTo(1);
  }

  /** Neither a comparison nor its opposite is true of what is not there. */
  @Test
  void aConditionThatHangsOnWhatDoesNotApplyFallsToTheNextRule() {
    Metrics noAge =
        new Metrics(
            CNY,
            Map.of(Metric.AUM, new Figure("1.00")),
            Map.of(Metric.AGE, Lack.NOT_APPLICABLE, Metric.LOANS, Lack.NOT_APPLICABLE));
    assertThat(holds("age < 2 && (loans < 5 || aum < 5)", noAge)).isFalse();
    assertThat(holds("age < 2 && aum > 0", noAge)).isFalse();
    assertThat(holds("!(age < 2)", noAge)).isFalse();
    assertThat(holds("age < 2 || loans < 5", noAge)).isFalse();
    assertThat(holds("age < 2 || aum > 0", noAge)).isTrue();
    assertThat(holds("!(age < 2 && aum > 500)", noAge)).isTrue();
  }

  private static boolean holds(String when, Metrics metrics) {
    return rule(when).evaluate(metrics).rule() == 1;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aum >",
        "aum",
        "unknown > 1",
        "aum > 'x'",
        "aum > 5.0",
        "double(aum) > double(loans)",
        "aum > money('1.005')",
        "aum > money('x')",
        "aum > money(string(age))",
        "walletShare > share('0.60001')",
        "walletShare > share('999999999999999')",
        "valueScore > score(kind)",
        "kind == 1",
        "creditGrade <= 'A'",
        "dyn(aum) == 1",
        "[1, 2].exists(x, x > aum)",
        "has(aum.x)"
      })
  void aConditionThatIsNotSoundIsRefusedWithAReason(String when) {
    Rejection rejection = catchThrowableOfType(Rejection.class, () -> rule(when));
    assertThat(rejection.code()).isEqualTo("INVALID_EXPRESSION");
    assertThat(rejection.fields()).singleElement().extracting("pointer").isEqualTo("/rules/0/when");
    assertThat(rejection.sentence()).endsWith(".").hasSizeGreaterThan(40);
  }

  @Test
  void aConditionIsBoundedInSizeAndDepth() {
    String deep = "(".repeat(60) + "true" + ")".repeat(60);
    assertThat(catchThrowableOfType(Rejection.class, () -> rule(deep)).code())
        .isEqualTo("INVALID_EXPRESSION");
    String wide = "true" + " || true".repeat(200);
    assertThat(catchThrowableOfType(Rejection.class, () -> rule(wide))).isNotNull();
  }

  @Test
  void aRatioIsExactInTenThousandths() {
    assertThat(rule("ratio(aum, loans) >= 6000").evaluate(ratio("60.00", "100.00")).rule()).isOne();
    assertThat(rule("ratio(aum, loans) >= 6000").evaluate(ratio("59.99", "100.00")).rule())
        .isZero();
    assertThat(rule("ratio(aum, loans) == 0").evaluate(ratio("59.99", "0.00")).rule()).isOne();
  }

  private static Metrics ratio(String part, String whole) {
    return metrics(part, "0", whole, "0", false, 30);
  }

  @Test
  void metricsOfAnotherCurrencyAreRefused() {
    Metrics koruna =
        Metrics.of(Currency.getInstance("CZK"), Map.of(Metric.AUM, new Figure("1.00")));
    assertThat(catchThrowableOfType(Rejection.class, () -> PERSONAL_AUM.evaluate(koruna)).code())
        .isEqualTo("WRONG_CURRENCY");
  }

  @Test
  void theShippedPolicyAgreesWithTheBandsForRandomMetrics() {
    Random random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      long minor = random.nextLong(0, 250_000_000);
      int age = random.nextInt(100);
      String expected =
          minor >= 200_000_000
              ? "PRIVATE"
              : minor >= 20_000_000
                  ? "WEALTH"
                  : minor >= 10_000_000
                      ? "UPPER"
                      : minor >= 5_000_000 && age < 60 ? "BASIC" : "MASS";
      Metrics metrics = metrics(BigDecimal.valueOf(minor, 2).toPlainString(), age);
      assertThat(PERSONAL_AUM.evaluate(metrics).tier()).isEqualTo(new Code(expected));
    }
  }
}
