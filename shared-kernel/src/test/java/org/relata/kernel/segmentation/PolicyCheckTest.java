package org.relata.kernel.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.relata.kernel.segmentation.PolicyFinding.Kind;
import org.relata.kernel.valuation.Figure;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.valuation.Metrics;
import org.relata.kernel.value.Code;

class PolicyCheckTest {

  private static final Currency CNY = Currency.getInstance("CNY");

  /** A policy by pairs of tier and condition. */
  private static Policy policy(String... pairs) {
    List<PolicyText.Rule> rules = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      rules.add(new PolicyText.Rule(new Code(pairs[i]), new Expression(pairs[i + 1])));
    }
    return Policy.of(new PolicyText(CNY, List.of(), null, rules, List.of(), 0));
  }

  private static List<String> found(String... pairs) {
    return policy(pairs).findings().stream().map(PolicyFinding::sentence).toList();
  }

  @Test
  void aGapIsNamedByAnExampleThatNoRuleTakes() {
    assertThat(found("HIGH", "aum > money('100.00')", "LOW", "aum < money('100.00')"))
        .containsExactly("No rule holds for AUM 100.00.");
    assertThat(found("HIGH", "aum >= money('100.00')", "LOW", "aum < money('100.00')")).isEmpty();
    assertThat(found("OLD", "age >= 60", "YOUNG", "age < 59"))
        .containsExactly("No rule holds for AGE 59.");
    assertThat(found("A", "goldOrPlatinumCard && age < 30", "B", "!goldOrPlatinumCard"))
        .containsExactly("No rule holds for GOLD_OR_PLATINUM_CARD true, AGE 30.");
    assertThat(found("A", "kind == 'PERSONAL'", "B", "kind in ['CORPORATE', 'INSTITUTIONAL']"))
        .isEmpty();
    assertThat(found("A", "kind == 'PERSONAL'", "B", "kind == 'CORPORATE'"))
        .containsExactly("No rule holds for KIND INSTITUTIONAL.");
  }

  @Test
  void whatCannotBeIsNoGap() {
    assertThat(found("A", "age >= 0")).isEmpty();
    assertThat(found("A", "valueScore <= score('100')")).isEmpty();
    assertThat(found("A", "currentValue >= 0"))
        .containsExactly("No rule holds for CURRENT_VALUE -0.01.");
  }

  @Test
  void aRuleThatNeverDecidesIsNamed() {
    assertThat(found("A", "age >= 18", "B", "age >= 60", "C", "true"))
        .containsExactly("Rule 2 never decides: those before it hold whenever it does.");
    assertThat(found("A", "true", "B", "age < 5 && age > 5"))
        .containsExactly("Rule 2 never decides: those before it hold whenever it does.");
  }

  @Test
  void rulesThatCrossAreNamedAndRulesInsideEachOtherAreAnOrder() {
    assertThat(found("A", "aum > money('5.00')", "B", "age < 60", "C", "true"))
        .containsExactly("Rules 1 and 2 both hold for AUM 5.01, AGE 59; the first decides.");
    assertThat(found("A", "aum > money('9.00')", "B", "aum > money('5.00')", "C", "true"))
        .isEmpty();
    assertThat(found("A", "aum > money('5.00')", "A", "age < 60", "A", "true")).isEmpty();
  }

  @Test
  void arithmeticMayHoldOrNot() {
    List<PolicyFinding> findings = policy("A", "ratio(aum, loans) >= 6000").findings();
    assertThat(findings).singleElement().extracting(PolicyFinding::kind).isEqualTo(Kind.GAP);
    assertThat(findings.getFirst().certain()).isFalse();
    assertThat(found("A", "aum + loans > 5", "B", "!(aum + loans > 5)")).isEmpty();
  }

  @Test
  void choicesAndTurnedComparisonsAreUnderstood() {
    assertThat(found("A", "goldOrPlatinumCard ? 60 <= age : age < 60", "B", "true")).isEmpty();
    assertThat(found("A", "money('5.00') <= aum", "B", "money('5.00') > aum")).isEmpty();
    assertThat(found("A", "currentValue >= -5", "B", "currentValue < -5")).isEmpty();
    assertThat(found("A", "age != 5")).containsExactly("No rule holds for AGE 5.");
  }

  @Test
  void rulesThatAreTooEntangledAreSaidToBe() {
    StringBuilder condition = new StringBuilder("false");
    List<String> variables = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      if (metric.kind() == Metric.Kind.AMOUNT && variables.size() < 14) {
        variables.add(metric.variable());
      }
    }
    for (int i = 0; i < variables.size(); i++) {
      String other = variables.get((i + 1) % variables.size());
      condition.append(" || (%s > 5 && %s > 5)".formatted(variables.get(i), other));
    }
    List<String> pairs = new ArrayList<>();
    pairs.add("A");
    pairs.add(condition.toString());
    for (String variable : variables) {
      pairs.add("B");
      pairs.add(variable + " <= 5");
    }
    assertThat(policy(pairs.toArray(String[]::new)).findings())
        .noneMatch(finding -> finding.kind() == Kind.GAP);
  }

  /** What the search says is what asking the policy itself for many metrics says. */
  @Test
  void theSearchAgreesWithAskingThePolicy() {
    Random random = new Random(11);
    int gaps = 0;
    for (int i = 0; i < 150; i++) {
      List<String> pairs = new ArrayList<>();
      for (int rule = 0; rule < 1 + random.nextInt(4); rule++) {
        pairs.add("T" + random.nextInt(3));
        pairs.add(condition(random, 2));
      }
      Policy policy = policy(pairs.toArray(String[]::new));
      boolean gap = policy.findings().stream().anyMatch(one -> one.kind() == Kind.GAP);
      assertThat(gap).as(pairs.toString()).isEqualTo(hasGap(policy));
      gaps += gap ? 1 : 0;
      for (PolicyFinding finding : policy.findings()) {
        if (finding.kind() == Kind.GAP) {
          assertThat(policy.evaluate(full(finding.example())).tier()).isNull();
        }
        if (finding.kind() == Kind.OVERLAP) {
          assertThat(policy.evaluate(full(finding.example())).rule())
              .isEqualTo(finding.rules().getFirst());
        }
      }
    }
    assertThat(gaps).isBetween(20, 140);
  }

  private static String condition(Random random, int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      return switch (random.nextInt(3)) {
        case 0 -> "age " + operator(random) + " " + random.nextInt(4);
        case 1 -> "products " + operator(random) + " " + random.nextInt(4);
        default -> "borrower";
      };
    }
    String one = condition(random, depth - 1);
    String other = condition(random, depth - 1);
    return switch (random.nextInt(3)) {
      case 0 -> "(" + one + " && " + other + ")";
      case 1 -> "(" + one + " || " + other + ")";
      default -> "!(" + one + ")";
    };
  }

  private static String operator(Random random) {
    return List.of("<", "<=", ">", ">=", "==", "!=").get(random.nextInt(6));
  }

  private static boolean hasGap(Policy policy) {
    for (int age = 0; age < 6; age++) {
      for (int products = 0; products < 6; products++) {
        for (boolean borrower : new boolean[] {true, false}) {
          Metrics metrics =
              full(
                  Map.of(
                      Metric.AGE,
                      Figure.of(age),
                      Metric.PRODUCTS,
                      Figure.of(products),
                      Metric.BORROWER,
                      Figure.of(borrower)));
          if (policy.evaluate(metrics).tier() == null) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static Metrics full(Map<Metric, Figure> some) {
    Map<Metric, Figure> known = new EnumMap<>(Metric.class);
    known.put(Metric.AGE, Figure.of(0));
    known.put(Metric.PRODUCTS, Figure.of(0));
    known.put(Metric.BORROWER, Figure.of(false));
    known.putAll(some);
    return Metrics.of(CNY, known);
  }

  @Test
  void aWorseTierWaitsUntilTheHoldOffIsOver() {
    LocalDate since = LocalDate.of(2024, 1, 31);
    PolicyText text =
        new PolicyText(
            CNY,
            List.of(),
            null,
            List.of(
                new PolicyText.Rule(new Code("GOOD"), new Expression("products >= 2")),
                new PolicyText.Rule(new Code("BAD"), new Expression("true"))),
            List.of(described("GOOD"), described("BAD")),
            60);
    Policy policy = Policy.of(text);
    Standing good = new Standing(new Code("GOOD"), since);
    Standing bad = new Standing(new Code("BAD"), since);
    Metrics one = full(Map.of(Metric.PRODUCTS, Figure.of(1)));
    Metrics two = full(Map.of(Metric.PRODUCTS, Figure.of(2)));
    Verdict kept = policy.evaluate(one, since.plusDays(59), good);
    assertThat(kept.tier()).isEqualTo(new Code("GOOD"));
    assertThat(kept.heldOff()).isTrue();
    assertThat(kept.rule()).isEqualTo(2);
    assertThat(policy.evaluate(one, since.plusDays(60), good).tier()).isEqualTo(new Code("BAD"));
    assertThat(policy.evaluate(two, since.plusDays(1), bad).tier()).isEqualTo(new Code("GOOD"));
    assertThat(policy.evaluate(one, since.plusDays(1), null).tier()).isEqualTo(new Code("BAD"));
  }

  private static PolicyText.Tier described(String tier) {
    return new PolicyText.Tier(
        new Code(tier), null, List.of(), null, 0, List.of(), List.of(), List.of());
  }
}
