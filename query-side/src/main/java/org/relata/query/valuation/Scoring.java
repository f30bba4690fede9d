package org.relata.query.valuation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.valuation.Lack;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.valuation.Valuation.Score;
import org.relata.kernel.valuation.Valuation.Step;
import org.relata.kernel.valuation.Valuation.Weight;

/**
 * Scores: the mean of what each metric scores by its steps, weighted. A metric that is missing is
 * named, and its weight is shared out among the others; but where only the bank's own tables keep a
 * metric from being computed, there is no score, as a customer must not fall for that.
 */
final class Scoring {

  private final Reckoning reckoning;

  Scoring(Reckoning reckoning) {
    this.reckoning = reckoning;
  }

  BigDecimal of(Metric metric) {
    @Nullable Score score = reckoning.facts().valuation(reckoning.period().to()).score(metric);
    if (score == null) {
      throw Missing.parameter("the weights of " + metric, reckoning.period().to());
    }
    List<Weight> known = new ArrayList<>();
    BigDecimal sum = BigDecimal.ZERO;
    long weights = 0;
    for (Weight weight : score.weights()) {
      Measured measured = Measures.of(weight.metric(), reckoning.facts(), reckoning.period());
      @Nullable String value = measured.value();
      @Nullable Lack lack = measured.missing();
      if (value == null || lack != null) {
        if (lack != null && lack.isOurs()) {
          throw new Missing(lack, weight.metric() + ": " + measured.why());
        }
        reckoning.input(weight.metric().name(), "missing: " + lack);
        continue;
      }
      BigDecimal points = points(weight, value);
      reckoning.input(weight.metric().name(), points.toPlainString() + " x " + weight.weight());
      known.add(weight);
      weights += weight.weight();
      sum = sum.add(points.multiply(BigDecimal.valueOf(weight.weight())));
    }
    if (known.isEmpty()) {
      throw new Missing(Lack.NOT_RECORDED, "None of the metrics of " + metric + " is known.");
    }
    return sum.divide(BigDecimal.valueOf(weights), Reckoning.EXACT);
  }

  /** What the highest step at or below the value gives; for a flag or category the same one. */
  static BigDecimal points(Weight weight, String value) {
    BigDecimal points = BigDecimal.ZERO;
    for (Step step : weight.steps()) {
      boolean reached =
          weight.metric().kind().isNumber()
              ? step.from().decimal().compareTo(new BigDecimal(value)) <= 0
              : step.from().value().equals(value);
      points = reached ? step.score() : points;
    }
    return points;
  }
}
