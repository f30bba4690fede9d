package org.relata.kernel.segmentation;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.Rejection;

/**
 * A policy that was found sound and can be asked: pure, bounded, the same answer for the same
 * metrics. Conditions are typed: amounts are whole minor units, written {@code money('50000.00')};
 * there is no floating point. A condition that needs a metric that is not known does not hold, and
 * the verdict names the metric.
 */
public final class Policy {

  private final PolicyText text;
  private final @Nullable Condition scope;
  private final List<Decision> decisions;

  private record Condition(Program program, List<String> metrics) {}

  private record Decision(PolicyText.Rule rule, Condition condition) {}

  private Policy(PolicyText text, @Nullable Condition scope, List<Decision> decisions) {
    this.text = text;
    this.scope = scope;
    this.decisions = decisions;
  }

  /**
   * Checks every condition of a text.
   *
   * @throws Rejection INVALID_EXPRESSION with what is wrong, naming each offending rule
   */
  public static Policy of(PolicyText text) {
    PolicyLanguage language = new PolicyLanguage(text.currency());
    List<Rejection.Field> errors = new ArrayList<>();
    @Nullable Expression written = text.scope();
    @Nullable Condition scope =
        written == null ? null : compiled(language, written, "/scope", errors);
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < text.rules().size(); i++) {
      PolicyText.Rule rule = text.rules().get(i);
      @Nullable Condition condition =
          compiled(language, rule.when(), "/rules/" + i + "/when", errors);
      if (condition != null) {
        decisions.add(new Decision(rule, condition));
      }
    }
    if (!errors.isEmpty()) {
      throw new Rejection(
          "INVALID_EXPRESSION",
          "A condition is not sound: " + errors.getFirst().sentence(),
          errors);
    }
    return new Policy(text, scope, List.copyOf(decisions));
  }

  /** The policy as it was written. */
  public PolicyText text() {
    return text;
  }

  /** Which tier the metrics lead to, and why. */
  public Verdict evaluate(Metrics metrics) {
    Currency currency = text.currency();
    Rejection.unless(
        metrics.currency().equals(currency),
        "WRONG_CURRENCY",
        "The policy speaks of " + currency + ", the metrics of " + metrics.currency() + ".");
    Map<String, Object> values = values(metrics);
    TreeSet<String> missing = new TreeSet<>();
    boolean inScope = scope == null || holds(scope, values, missing);
    for (int i = 0; i < decisions.size(); i++) {
      if (holds(decisions.get(i).condition(), values, missing)) {
        return new Verdict(decisions.get(i).rule().tier(), i + 1, inScope, List.copyOf(missing));
      }
    }
    return new Verdict(null, 0, inScope, List.copyOf(missing));
  }

  private static @Nullable Condition compiled(
      PolicyLanguage language,
      Expression expression,
      String pointer,
      List<Rejection.Field> errors) {
    try {
      CelAbstractSyntaxTree tree = language.checked(expression);
      return new Condition(language.program(tree), PolicyLanguage.metricsOf(tree));
    } catch (Rejection rejection) {
      errors.add(new Rejection.Field(pointer, rejection.code(), rejection.sentence()));
      return null;
    }
  }

  private static boolean holds(
      Condition condition, Map<String, Object> values, TreeSet<String> missing) {
    try {
      return Boolean.TRUE.equals(condition.program().eval(values));
    } catch (CelEvaluationException e) {
      List<String> unknown =
          condition.metrics().stream().filter(metric -> !values.containsKey(metric)).toList();
      if (unknown.isEmpty()) {
        throw new Rejection(
            "EVALUATION_FAILED", "A condition could not be evaluated, as a figure is too large.");
      }
      missing.addAll(unknown);
      return false;
    }
  }

  private static Map<String, Object> values(Metrics metrics) {
    Map<String, Object> values = new HashMap<>();
    values.put("aum", minorUnits(metrics.aum()));
    values.put("deposits", minorUnits(metrics.deposits()));
    values.put("loans", minorUnits(metrics.loans()));
    values.put("cardSpendingYear", minorUnits(metrics.cardSpendingYear()));
    values.put("custodyBalance", minorUnits(metrics.custodyBalance()));
    values.put("goldOrPlatinumCard", metrics.goldOrPlatinumCard());
    @Nullable Integer age = metrics.age();
    if (age != null) {
      values.put("age", age.longValue());
    }
    return values;
  }

  private static long minorUnits(BigDecimal amount) {
    return amount.unscaledValue().longValueExact();
  }
}
