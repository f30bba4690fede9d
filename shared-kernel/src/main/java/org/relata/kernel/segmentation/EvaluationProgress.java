package org.relata.kernel.segmentation;

import org.relata.kernel.Rejection;

/**
 * How far an evaluation has come.
 *
 * @param readAt the one position at which all metrics are read
 * @param total customers to be evaluated
 * @param evaluated customers done, refused ones included
 * @param changed customers whose tier changed
 * @param failed customers that could not be evaluated, for example for want of an exchange rate
 */
public record EvaluationProgress(
    long readAt, long total, long evaluated, long changed, long failed) {

  public EvaluationProgress {
    Rejection.unless(
        readAt >= 0
            && changed >= 0
            && failed >= 0
            && changed + failed <= evaluated
            && evaluated <= total,
        "OUT_OF_RANGE",
        "An evaluation counts changed and failed among the evaluated, and those among all.");
  }
}
