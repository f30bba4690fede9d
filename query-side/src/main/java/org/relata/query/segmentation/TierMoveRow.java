package org.relata.query.segmentation;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.SegmentationEvent.TierAssigned;
import org.relata.kernel.value.Code;

/**
 * One change of a customer's tier.
 *
 * @param position of the event in the log
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
    return new TierMoveRow(
        e.scheme(),
        e.customerId(),
        position,
        e.oldTier(),
        e.newTier(),
        e.on(),
        e.on().toString().substring(0, 7),
        e.policyVersion(),
        e.rule());
  }
}
