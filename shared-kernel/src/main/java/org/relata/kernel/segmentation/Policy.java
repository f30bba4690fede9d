package org.relata.kernel.segmentation;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.Rejection;
import org.relata.kernel.valuation.Lack;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.valuation.Metrics;
import org.relata.kernel.value.Code;

/**
 * A policy that was found sound and can be asked: pure, bounded, the same answer for the same
 * metrics. Conditions are typed by {@link Metric.Kind}: amounts are whole minor units, written
 * {@code money('50000.00')}; there is no floating point. A condition that needs a metric that is
 * not known does not hold, and the verdict names the metric.
 */
public final class Policy {

  private final PolicyText text;
  private final @Nullable Condition scope;
  private final List<Decision> decisions;
  private final Set<Metric> metrics = EnumSet.noneOf(Metric.class);
  private @Nullable List<PolicyFinding> findings;

  private record Condition(Program program, List<Metric> metrics, Formula formula) {}

  private record Decision(PolicyText.Rule rule, Condition condition) {}

  private Policy(PolicyText text, @Nullable Condition scope, List<Decision> decisions) {
    this.text = text;
    this.scope = scope;
    this.decisions = decisions;
    if (scope != null) {
      metrics.addAll(scope.metrics());
    }
    decisions.forEach(decision -> metrics.addAll(decision.condition().metrics()));
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

  /**
   * What is wrong or doubtful with the rules together: gaps, overlaps, rules never reached. They
   * are searched for once, when they are first asked for.
   */
  public synchronized List<PolicyFinding> findings() {
    if (findings == null) {
      List<Formula> conditions =
          decisions.stream().map(decision -> decision.condition().formula()).toList();
      findings = PolicyCheck.of(conditions, text.rules(), text.currency());
    }
    return findings;
  }

  /** The metrics that the conditions speak of. */
  public Set<Metric> metrics() {
    return Collections.unmodifiableSet(metrics);
  }

  /**
   * Which tier the metrics lead to, and why.
   *
   * @throws Rejection METRIC_NOT_COMPUTED when a condition needs a metric that is not spoken of, or
   *     that {@linkplain Lack#isOurs the bank itself} keeps from being computed: a customer must
   *     not fall because a rate is missing
   */
  public Verdict evaluate(Metrics metrics) {
    Currency currency = text.currency();
    Rejection.unless(
        metrics.currency().equals(currency),
        "WRONG_CURRENCY",
        "The policy speaks of " + currency + ", the metrics of " + metrics.currency() + ".");
    Map<String, Object> values = values(metrics);
    EnumSet<Metric> missing = EnumSet.noneOf(Metric.class);
    boolean inScope = scope == null || holds(scope, values, missing);
    for (int i = 0; i < decisions.size(); i++) {
      if (holds(decisions.get(i).condition(), values, missing)) {
        requireTold(missing, metrics);
        return new Verdict(
            decisions.get(i).rule().tier(), i + 1, inScope, List.copyOf(missing), false);
      }
    }
    requireTold(missing, metrics);
    return new Verdict(null, 0, inScope, List.copyOf(missing), false);
  }

  /**
   * The same for a customer who has a tier already, which a worse one replaces only after the
   * policy's days of grace.
   *
   * @param on the day that is decided for
   */
  public Verdict evaluate(Metrics metrics, LocalDate on, @Nullable Standing standing) {
    Verdict verdict = evaluate(metrics);
    @Nullable Code tier = verdict.tier();
    if (standing == null
        || tier == null
        || !text.isWorse(tier, standing.tier())
        || !on.isBefore(standing.since().plusDays(text.holdOffDays()))) {
      return verdict;
    }
    return new Verdict(standing.tier(), verdict.rule(), verdict.inScope(), verdict.missing(), true);
  }

  private static void requireTold(Set<Metric> missing, Metrics metrics) {
    for (Metric metric : missing) {
      @Nullable Lack lack = metrics.missing().get(metric);
      if (lack == null || lack.isOurs()) {
        throw Rejection.of(
            "metrics/missing/" + metric,
            "METRIC_NOT_COMPUTED",
            metric
                + " is needed and was not computed: "
                + (lack == null ? "not given" : lack)
                + ".");
      }
    }
  }

  private static @Nullable Condition compiled(
      PolicyLanguage language,
      Expression expression,
      String pointer,
      List<Rejection.Field> errors) {
    try {
      CelAbstractSyntaxTree tree = language.checked(expression);
      return new Condition(
          language.program(tree), PolicyLanguage.metricsOf(tree), language.formula(tree.getExpr()));
    } catch (Rejection rejection) {
      errors.add(new Rejection.Field(pointer, rejection.code(), rejection.sentence()));
      return null;
    }
  }

  private static boolean holds(
      Condition condition, Map<String, Object> values, Set<Metric> missing) {
    try {
      return Boolean.TRUE.equals(condition.program().eval(values));
    } catch (CelEvaluationException e) {
      List<Metric> unknown =
          condition.metrics().stream()
              .filter(metric -> !values.containsKey(metric.variable()))
              .toList();
      if (unknown.isEmpty()) {
        throw new Rejection(
            "EVALUATION_FAILED", "A condition could not be evaluated, as a figure is too large.");
      }
      missing.addAll(unknown);
      return false;
    }
  }

  private Map<String, Object> values(Metrics metrics) {
    Map<String, Object> values = new HashMap<>();
    for (Metric metric : this.metrics) {
      @Nullable Object value = metrics.variable(metric);
      if (value != null) {
        values.put(metric.variable(), value);
      }
    }
    return values;
  }
}
