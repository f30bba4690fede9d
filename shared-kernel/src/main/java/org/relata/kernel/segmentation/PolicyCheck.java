package org.relata.kernel.segmentation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.segmentation.PolicyFinding.Kind;
import org.relata.kernel.valuation.Figure;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.value.Code;

/**
 * Looks for gaps, overlaps and unreachable rules by searching for metrics that make a formula hold.
 * Between two values that rules compare a metric with, all its values are alike, so one of each is
 * enough; of categories that may be any, those that are named and one more. The search is exact, as
 * long as rules only compare. All searches together look at {@value #MAX_PARTS} parts of formulas
 * at most; the first question that this leaves open is told.
 */
final class PolicyCheck {

  private static final int MAX_PARTS = 5_000_000;
  private static final String ANOTHER = "ANOTHER";
  private static final Pattern CODE = Pattern.compile(Code.PATTERN);

  private final List<Formula> conditions;
  private final List<PolicyText.Rule> rules;
  private final Currency currency;
  private final Formula.Budget budget;
  private final Map<Object, List<Object>> choices = new LinkedHashMap<>();
  private final List<PolicyFinding> findings = new ArrayList<>();

  /** The rules that are looked at. */
  private List<Integer> asked = List.of();

  private PolicyCheck(
      List<Formula> conditions,
      List<PolicyText.Rule> rules,
      Currency currency,
      Formula.Budget budget) {
    this.conditions = conditions;
    this.rules = rules;
    this.currency = currency;
    this.budget = budget;
    Map<Object, Set<Object>> values = new LinkedHashMap<>();
    conditions.forEach(condition -> condition.collect(values));
    values.forEach((what, compared) -> choices.put(what, choices(what, compared)));
  }

  static List<PolicyFinding> of(
      List<Formula> conditions, List<PolicyText.Rule> rules, Currency currency) {
    return of(conditions, rules, currency, new Formula.Budget(MAX_PARTS));
  }

  static List<PolicyFinding> of(
      List<Formula> conditions,
      List<PolicyText.Rule> rules,
      Currency currency,
      Formula.Budget budget) {
    PolicyCheck check = new PolicyCheck(conditions, rules, currency, budget);
    try {
      check.look();
    } catch (Formula.Spent e) {
      check.findings.add(new PolicyFinding(Kind.NOT_DECIDED, check.asked, Map.of(), true));
    }
    return List.copyOf(check.findings);
  }

  private void look() {
    found(Kind.GAP, none(conditions.size()));
    Set<Integer> unreachable = new TreeSet<>();
    for (int i = 0; i < conditions.size(); i++) {
      asked = List.of(i + 1);
      Formula decides = new Formula.All(List.of(conditions.get(i), none(i)));
      if (search(decides) == null) {
        unreachable.add(i);
        findings.add(new PolicyFinding(Kind.UNREACHABLE, asked, Map.of(), true));
      }
    }
    for (int i = 0; i < conditions.size(); i++) {
      for (int j = i + 1; j < conditions.size(); j++) {
        asked = List.of(i + 1, j + 1);
        boolean same = rules.get(i).tier().equals(rules.get(j).tier());
        if (!same && !unreachable.contains(j) && crosses(conditions.get(i), conditions.get(j))) {
          found(
              Kind.OVERLAP,
              new Formula.All(List.of(conditions.get(i), conditions.get(j), none(i))));
        }
      }
    }
  }

  /** Whether each holds somewhere where the other does not: one inside the other is an order. */
  private boolean crosses(Formula one, Formula other) {
    return search(new Formula.All(List.of(one, new Formula.Not(other)))) != null
        && search(new Formula.All(List.of(other, new Formula.Not(one)))) != null;
  }

  /** None of the first rules holds. */
  private Formula none(int first) {
    return new Formula.Not(new Formula.Any(conditions.subList(0, first)));
  }

  private void found(Kind kind, Formula formula) {
    @Nullable Map<Object, Object> example = search(formula);
    if (example != null) {
      boolean certain = example.keySet().stream().allMatch(Metric.class::isInstance);
      findings.add(new PolicyFinding(kind, asked, figures(example), certain));
    }
  }

  /** Something for which the formula holds; null when there is nothing. */
  private @Nullable Map<Object, Object> search(Formula formula) {
    Map<Object, Object> known = new HashMap<>();
    return search(formula, known) ? known : null;
  }

  private boolean search(Formula formula, Map<Object, Object> known) {
    return switch (formula.given(known, budget)) {
      case Formula.Always always -> always.value();
      case Formula.Comparison open -> search(formula, open.metric(), known);
      case Formula.Opaque open -> search(formula, open.text(), known);
    };
  }

  private boolean search(Formula formula, Object open, Map<Object, Object> known) {
    for (Object value : choices.getOrDefault(open, List.of())) {
      known.put(open, value);
      if (search(formula, known)) {
        return true;
      }
    }
    known.remove(open);
    return false;
  }

  /** One value of each stretch in which all values are alike. */
  private static List<Object> choices(Object what, Set<Object> compared) {
    if (!(what instanceof Metric metric)) {
      return List.of(true, false);
    }
    return switch (metric.kind()) {
      case FLAG -> List.of(true, false);
      case CODE -> metric.hasOpenCodes() ? codes(compared) : List.copyOf(metric.codes());
      case AMOUNT, COUNT, SHARE, SCORE -> numbers(metric, compared);
    };
  }

  /** Those that rules name, as far as there can be such, and another one. */
  private static List<Object> codes(Set<Object> compared) {
    List<Object> codes = new ArrayList<>();
    String other = ANOTHER;
    while (compared.contains(other)) {
      other += "_" + ANOTHER;
    }
    codes.add(other);
    for (Object code : compared) {
      if (CODE.matcher(code.toString()).matches()) {
        codes.add(code);
      }
    }
    return codes;
  }

  /** Where only values are named that it cannot have, all that it can have are alike: 0 as well. */
  private static List<Object> numbers(Metric metric, Set<Object> compared) {
    TreeSet<Long> numbers = new TreeSet<>();
    for (Object value : compared) {
      long number = (Long) value;
      Stream.of(number - 1, number, number + 1)
          .filter(one -> metric.mayBeNegative() || one >= 0)
          .filter(one -> metric.kind() != Metric.Kind.SCORE || one <= 10_000)
          .forEach(numbers::add);
    }
    return numbers.isEmpty() ? List.of(0L) : List.copyOf(numbers);
  }

  private Map<Metric, Figure> figures(Map<Object, Object> example) {
    Map<Metric, Figure> figures = new EnumMap<>(Metric.class);
    example.forEach(
        (what, value) -> {
          if (what instanceof Metric metric) {
            figures.put(metric, figure(metric, value));
          }
        });
    return figures;
  }

  private Figure figure(Metric metric, Object value) {
    return value instanceof Long number
        ? Figure.of(BigDecimal.valueOf(number, metric.kind().decimals(currency)))
        : new Figure(value.toString());
  }
}
