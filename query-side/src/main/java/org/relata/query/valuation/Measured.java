package org.relata.query.valuation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.valuation.Lack;
import org.relata.kernel.valuation.Metric;

/**
 * One metric of one customer: its value, or why there is none, and what it was computed from.
 *
 * @param value a decimal, true or false, or a category
 * @param currency of an amount
 * @param why a sentence about the lack
 */
public record Measured(
    Metric metric,
    Metric.Kind kind,
    @Nullable String value,
    @Nullable String currency,
    @Nullable Lack missing,
    @Nullable String why,
    List<Input> inputs) {

  /** A part of the computation: a figure under a name. */
  public record Input(String name, String value) {}
}
