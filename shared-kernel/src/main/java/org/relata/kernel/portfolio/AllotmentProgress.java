package org.relata.kernel.portfolio;

import org.relata.kernel.Rejection;

/**
 * How far an allotment has come.
 *
 * @param readAt the one position at which it was decided who gets whom
 * @param total how many customers were in the pool
 * @param placed how many a manager was found for
 * @param left how many stay in the pool
 */
public record AllotmentProgress(long readAt, int total, int placed, int left) {
  public AllotmentProgress {
    Rejection.unless(
        readAt >= 0 && placed >= 0 && left >= 0 && (long) placed + left <= total,
        "OUT_OF_RANGE",
        "An allotment counts placed and left among all.");
  }
}
