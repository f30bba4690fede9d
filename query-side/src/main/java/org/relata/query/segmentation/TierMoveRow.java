package org.relata.query.segmentation;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.SegmentationEvent.TierAssigned;
import org.relata.kernel.segmentation.SegmentationEvent.TierCorrected;
import org.relata.kernel.segmentation.TierStep;
import org.relata.kernel.value.Code;

/**
 * One change of a customer's tier, as it is known: a day that was decided again has one.
 *
 * @param position of the event that told of it first
 * @param month of the day, such as 2024-01
 */
public record TierMoveRow(
    SchemeId scheme,
    CustomerId customerId,
    long position,
    @Nullable Code oldTier,
    Code newTier,
    LocalDate on,
    String month,
    int policyVersion,
    int rule) {

  static TierMoveRow of(long position, TierAssigned e) {
    TierStep step = new TierStep(e.on(), e.newTier(), e.policyVersion(), e.rule());
    return of(e.scheme(), e.customerId(), position, step);
  }

  static TierMoveRow of(long position, TierCorrected e) {
    TierStep step = new TierStep(e.on(), e.newTier(), e.policyVersion(), e.rule());
    return of(e.scheme(), e.customerId(), position, step);
  }

  /** That what was decided for a later day stays when an earlier one is corrected. */
  static TierMoveRow of(long position, TierCorrected e, TierStep later) {
    return of(e.scheme(), e.customerId(), position, later);
  }

  private static TierMoveRow of(
      SchemeId scheme, CustomerId customerId, long position, TierStep step) {
    return new TierMoveRow(
        scheme,
        customerId,
        position,
        null,
        step.tier(),
        step.on(),
        step.on().toString().substring(0, 7),
        step.policyVersion(),
        step.rule());
  }

  /** The same from another tier; null when that is no move. */
  @Nullable TierMoveRow from(@Nullable Code tier) {
    return newTier.equals(tier)
        ? null
        : new TierMoveRow(
            scheme, customerId, position, tier, newTier, on, month, policyVersion, rule);
  }
}
