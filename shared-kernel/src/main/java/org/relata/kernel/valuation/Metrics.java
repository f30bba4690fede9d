package org.relata.kernel.valuation;

import java.util.Collection;
import java.util.Collections;
import java.util.Currency;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.Impersonal;
import org.relata.kernel.Rejection;

/**
 * Figures of one customer for one day, as known at one position. A metric is known, or missing for
 * a reason, or not spoken of; never zero for want of a fact.
 *
 * @param currency of all amounts: the base currency
 */
public record Metrics(
    Currency currency,
    @Impersonal Map<Metric, Figure> known,
    @Impersonal Map<Metric, Lack> missing) {

  public Metrics {
    int decimals = Metric.Kind.AMOUNT.decimals(currency);
    EnumMap<Metric, Figure> checked = new EnumMap<>(Metric.class);
    known.forEach(
        (metric, figure) ->
            checked.put(metric, metric.checked("known/" + metric, figure, decimals)));
    EnumMap<Metric, Lack> lacks = new EnumMap<>(Metric.class);
    lacks.putAll(missing);
    for (Metric metric : lacks.keySet()) {
      if (checked.containsKey(metric)) {
        throw Rejection.of(
            "missing/" + metric, "DUPLICATE", "A metric is either known or missing.");
      }
    }
    known = Collections.unmodifiableMap(checked);
    missing = Collections.unmodifiableMap(lacks);
  }

  /** Figures, and nothing missing. */
  public static Metrics of(Currency currency, Map<Metric, Figure> known) {
    return new Metrics(currency, known, Map.of());
  }

  /** What is said of these metrics alone. */
  public Metrics only(Collection<Metric> metrics) {
    EnumMap<Metric, Figure> figures = new EnumMap<>(Metric.class);
    figures.putAll(known);
    figures.keySet().retainAll(metrics);
    EnumMap<Metric, Lack> lacks = new EnumMap<>(Metric.class);
    lacks.putAll(missing);
    lacks.keySet().retainAll(metrics);
    return new Metrics(currency, figures, lacks);
  }

  /**
   * What a condition sees of a metric: minor units, ten-thousandths, hundredths and counts as a
   * long, a flag as a Boolean, a category as a text; null when the metric is not known.
   */
  public @Nullable Object variable(Metric metric) {
    @Nullable Figure figure = known.get(metric);
    if (figure == null) {
      return null;
    }
    return switch (metric.kind()) {
      case AMOUNT, SHARE, SCORE, COUNT -> figure.decimal().unscaledValue().longValueExact();
      case FLAG -> Boolean.valueOf(figure.value());
      case CODE -> figure.value();
    };
  }
}
