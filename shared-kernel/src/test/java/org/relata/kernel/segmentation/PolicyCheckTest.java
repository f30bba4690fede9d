package org.relata.kernel.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.relata.kernel.segmentation.PolicyFinding.Kind;
import org.relata.kernel.valuation.Figure;
import org.relata.kernel.valuation.Lack;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.valuation.Metrics;
import org.relata.kernel.value.Code;

class PolicyCheckTest {

  private static final Currency CNY = Currency.getInstance("CNY");

  /** A policy by pairs of tier and condition. */
  private static Policy policy(String... pairs) {
    return Policy.of(new PolicyText(CNY, List.of(), null, rules(pairs), List.of(), 0));
  }

  private static List<PolicyText.Rule> rules(String... pairs) {
    List<PolicyText.Rule> rules = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      rules.add(new PolicyText.Rule(new Code(pairs[i]), new Expression(pairs[i + 1])));
    }
    return rules;
  }

  /** What is found by the number of parts of formulas that may be looked at. */
  private static IntFunction<List<PolicyFinding>> search(String... pairs) {
    PolicyLanguage language = new PolicyLanguage(CNY);
    List<PolicyText.Rule> rules = rules(pairs);
    List<Formula> conditions =
        rules.stream()
            .map(rule -> language.formula(language.checked(rule.when()).getExpr()))
            .toList();
    return parts -> PolicyCheck.of(conditions, rules, CNY, new Formula.Budget(parts));
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
  void aCategoryThatTheDictionariesMayExtendCanAlwaysBeAnotherOne() {
    assertThat(found("A", "region == 'SH'", "B", "region == 'BJ'"))
        .containsExactly("No rule holds for REGION ANOTHER.");
    assertThat(found("A", "region == 'ANOTHER'"))
        .containsExactly("No rule holds for REGION ANOTHER_ANOTHER.");
    assertThat(found("A", "region in ['310000', '华东 1']", "B", "!(region in ['310000'])"))
        .as("each holds somewhere alone")
        .containsExactly("Rules 1 and 2 both hold for REGION 华东 1; the first decides.");
    assertThat(found("A", "region == 'SH'", "B", "region != 'SH'")).isEmpty();
    assertThat(found("A", "region == 'SH'", "B", "region != 'SH'", "C", "true"))
        .containsExactly("Rule 3 never decides: those before it hold whenever it does.");
    assertThat(found("A", "region == '*' ", "B", "true"))
        .as("no region is called so")
        .containsExactly("Rule 1 never decides: those before it hold whenever it does.");
    assertThat(policy("A", "region < 'M'", "B", "true").findings()).isEmpty();
  }

  /** The door for the best is 200 thousand, and 300 thousand in Shanghai. */
  @Test
  void aRegionMaySetAnotherDoor() {
    Policy policy =
        policy(
            "VIP",
            "region == 'SH' && averageDeposits >= money('300000.00')",
            "VIP",
            "region != 'SH' && averageDeposits >= money('200000.00')",
            "MASS",
            "true");
    assertThat(policy.findings()).isEmpty();
    assertThat(door(policy, "SH", "299999.99")).isEqualTo("MASS by rule 3");
    assertThat(door(policy, "SH", "300000.00")).isEqualTo("VIP by rule 1");
    assertThat(door(policy, "440300", "199999.99")).isEqualTo("MASS by rule 3");
    assertThat(door(policy, "440300", "200000.00")).isEqualTo("VIP by rule 2");
    Verdict nowhere =
        policy.evaluate(
            new Metrics(
                CNY,
                Map.of(Metric.AVERAGE_DEPOSITS, new Figure("900000.00")),
                Map.of(Metric.REGION, Lack.NOT_RECORDED)));
    assertThat(nowhere.tier()).isEqualTo(new Code("MASS"));
    assertThat(nowhere.missing()).containsExactly(Metric.REGION);
  }

  private static String door(Policy policy, String region, String deposits) {
    Verdict verdict =
        policy.evaluate(
            Metrics.of(
                CNY,
                Map.of(
                    Metric.REGION,
                    new Figure(region),
                    Metric.AVERAGE_DEPOSITS,
                    new Figure(deposits))));
    return verdict.tier() + " by rule " + verdict.rule();
  }

  @Test
  void whatCannotBeIsNoGap() {
    assertThat(found("A", "age >= 0")).isEmpty();
    assertThat(found("A", "valueScore <= score('100')")).isEmpty();
    assertThat(found("A", "currentValue >= 0"))
        .containsExactly("No rule holds for CURRENT_VALUE -0.01.");
  }

  @Test
  void valuesThatCannotBeAreComparedWithAllTheSame() {
    assertThat(found("A", "age > -5")).isEmpty();
    assertThat(found("A", "aum > money('-100')")).isEmpty();
    assertThat(found("A", "valueScore <= score('150')")).isEmpty();
    assertThat(found("A", "valueScore > score('150')"))
        .startsWith("No rule holds for VALUE_SCORE 0.00.");
    assertThat(found("A", "age < -5", "B", "true"))
        .containsExactly("Rule 1 never decides: those before it hold whenever it does.");
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
    assertThat(findings.getFirst().sentence()).startsWith("Perhaps no rule holds for some metrics");
    assertThat(findings.getFirst().isFatal()).isTrue();
    assertThat(found("A", "ratio(aum, loans) >= 6000", "B", "true")).isEmpty();
    assertThat(found("A", "ratio(aum, loans) >= 6000 && age >= 60", "B", "age > 60"))
        .startsWith("No rule holds for AGE 59.");
    assertThat(found("A", "aum + loans > 5", "B", "!(aum + loans > 5)")).isEmpty();
  }

  /** A policy is proposed when it is shown that everybody has a tier and every rule decides. */
  @Test
  void gapsAndRulesThatNeverDecideAreFatalAndOverlapsAreNot() {
    List<PolicyFinding> findings =
        policy("A", "aum > money('5.00')", "B", "age < 60", "C", "aum > money('9.00')").findings();
    assertThat(findings)
        .filteredOn(PolicyFinding::isFatal)
        .extracting(PolicyFinding::kind)
        .containsExactly(Kind.GAP, Kind.UNREACHABLE);
    assertThat(findings)
        .filteredOn(finding -> !finding.isFatal())
        .extracting(PolicyFinding::kind)
        .containsOnly(Kind.OVERLAP);
  }

  @Test
  void choicesAndTurnedComparisonsAreUnderstood() {
    assertThat(found("A", "goldOrPlatinumCard ? 60 <= age : age < 60", "B", "true")).isEmpty();
    assertThat(found("A", "money('5.00') <= aum", "B", "money('5.00') > aum")).isEmpty();
    assertThat(found("A", "currentValue >= -5", "B", "currentValue < -5")).isEmpty();
    assertThat(found("A", "age != 5")).containsExactly("No rule holds for AGE 5.");
  }

  @Test
  void theOrderOfTextsAndFlagsIsNotLookedInto() {
    assertThat(found("A", "kind < 'D'", "B", "true")).isEmpty();
    assertThat(found("A", "kind >= 'D'", "A", "!(kind >= 'D')")).isEmpty();
    assertThat(policy("A", "borrower <= true").findings())
        .singleElement()
        .extracting(PolicyFinding::certain)
        .isEqualTo(false);
  }

  @Test
  void aCallWithoutArgumentsIsTakenAsItIs() {
    assertThat(found("A", "5 == kind.size()", "B", "true")).isEmpty();
    assertThat(found("A", "kind.size() > 5", "B", "!(kind.size() > 5)")).isEmpty();
  }

  /** Each condition is looked at once for each time it is asked, however deep it is nested. */
  @Test
  void conditionsInsideConditionsTakeNoMoreThanTheirSize() {
    String nested = "age >= 60";
    for (int i = 0; i < 24; i++) {
      nested = "(" + nested + ") ? false : true";
    }
    assertThat(search("A", nested, "B", "age < 60").apply(5_000)).isEmpty();
  }

  /** Ten counts below nine of which no two are alike: there are none, which takes long to see. */
  @Test
  void rulesThatAreTooEntangledAreSaidToBe() {
    List<String> counts =
        Stream.of(Metric.values())
            .filter(metric -> metric.kind() == Metric.Kind.COUNT)
            .map(Metric::variable)
            .limit(10)
            .toList();
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      for (int j = i + 1; j < 10; j++) {
        String alike = "(%s == %%1$d && %s == %%1$d)".formatted(counts.get(i), counts.get(j));
        pairs.add("A");
        pairs.add(
            IntStream.range(0, 9).mapToObj(alike::formatted).collect(Collectors.joining(" || ")));
      }
    }
    pairs.add("A");
    pairs.add(counts.stream().map(one -> one + " > 8").collect(Collectors.joining(" || ")));
    List<PolicyFinding> findings = policy(pairs.toArray(String[]::new)).findings();
    assertThat(findings)
        .containsExactly(new PolicyFinding(Kind.NOT_DECIDED, List.of(), Map.of(), true));
    assertThat(findings.getFirst().sentence()).contains("whether one of them always holds");
  }

  @Test
  void aPolicyIsSearchedOnce() {
    Policy policy = policy("A", "age > 5", "B", "age < 5");
    assertThat(policy.findings()).hasSize(1).isSameAs(policy.findings());
  }

  /** All searches share what may be looked at, and the first question left open is told. */
  @Test
  void whatWasFoundIsToldAndWhatWasLeftOpen() {
    String[] pairs = {
      "A", "aum > money('5.00')", "B", "age < 60", "C", "aum > money('9.00')", "D", "age > 60"
    };
    IntFunction<List<PolicyFinding>> search = search(pairs);
    List<PolicyFinding> all = policy(pairs).findings();
    assertThat(all).extracting(PolicyFinding::kind).contains(Kind.GAP, Kind.UNREACHABLE);
    Set<List<Integer>> open = new LinkedHashSet<>();
    for (int parts = 0; !search.apply(parts).equals(all); parts++) {
      List<PolicyFinding> some = search.apply(parts);
      PolicyFinding last = some.getLast();
      assertThat(last.kind()).isEqualTo(Kind.NOT_DECIDED);
      assertThat(some.subList(0, some.size() - 1)).isEqualTo(all.subList(0, some.size() - 1));
      assertThat(last.isFatal()).as("%s", last).isEqualTo(last.rules().size() < 2);
      open.add(last.rules());
    }
    assertThat(open)
        .startsWith(List.of(), List.of(1), List.of(2), List.of(3), List.of(4), List.of(1, 2))
        .endsWith(List.of(2, 4), List.of(3, 4));
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
      return switch (random.nextInt(4)) {
        case 0 ->
            "region " + (random.nextBoolean() ? "==" : "!=") + " 'R" + random.nextInt(2) + "'";
        case 1 -> "age " + operator(random) + " " + random.nextInt(-3, 4);
        case 2 -> "products " + operator(random) + " " + random.nextInt(-3, 4);
        default -> "borrower";
      };
    }
    String one = condition(random, depth - 1);
    String other = condition(random, depth - 1);
    return switch (random.nextInt(4)) {
      case 0 -> "(" + one + " && " + other + ")";
      case 1 -> "(" + one + " || " + other + ")";
      case 2 -> "(" + one + " ? " + other + " : " + condition(random, depth - 1) + ")";
      default -> "!(" + one + ")";
    };
  }

  private static String operator(Random random) {
    return List.of("<", "<=", ">", ">=", "==", "!=").get(random.nextInt(6));
  }

  private static boolean hasGap(Policy policy) {
    for (int age = 0; age < 6; age++) {
      for (int products = 0; products < 6; products++) {
        for (String region : new String[] {"R0", "R1", "R2"}) {
          for (boolean borrower : new boolean[] {true, false}) {
            Metrics metrics =
                full(
                    Map.of(
                        Metric.AGE,
                        Figure.of(age),
                        Metric.PRODUCTS,
                        Figure.of(products),
                        Metric.REGION,
                        new Figure(region),
                        Metric.BORROWER,
                        Figure.of(borrower)));
            if (policy.evaluate(metrics).tier() == null) {
              return true;
            }
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
    known.put(Metric.REGION, new Figure("R2"));
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
        new Code(tier), null, List.of(), null, null, 0, List.of(), List.of(), List.of());
  }
}
