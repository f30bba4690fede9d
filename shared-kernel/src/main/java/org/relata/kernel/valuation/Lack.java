package org.relata.kernel.valuation;

/** Why a metric could not be computed. */
public enum Lack {
  /** The fact was never recorded. */
  NOT_RECORDED,
  /** An exchange rate of a day is missing. */
  NO_EXCHANGE_RATE,
  /** A parameter that the computation needs was not set for the day. */
  NO_PARAMETER,
  /** There are too few months or events to compute it from. */
  TOO_LITTLE_HISTORY,
  /** It makes no sense for this kind of customer, or something would be divided by nothing. */
  NOT_APPLICABLE;

  /** Whether the figure exists and only the bank's own tables keep it from being computed. */
  public boolean isOurs() {
    return this == NO_EXCHANGE_RATE || this == NO_PARAMETER;
  }
}
