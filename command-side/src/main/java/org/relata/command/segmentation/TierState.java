package org.relata.command.segmentation;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.StreamType;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.SegmentationEvent.AboutTier;
import org.relata.kernel.segmentation.SegmentationEvent.TierAssigned;
import org.relata.kernel.segmentation.Standing;

/**
 * The tier that a customer has in a scheme.
 *
 * @param last null before the first
 * @param since the day that the tier was first decided for; it may have been confirmed later
 */
record TierState(@Nullable TierAssigned last, @Nullable LocalDate since) {

  static final StreamType<TierState> TIER =
      StreamType.of("tier", new TierState(null, null), AboutTier.class, TierState::evolve);

  static String id(SchemeId scheme, CustomerId customerId) {
    return scheme + ":" + customerId;
  }

  /** What the customer has; null before the first tier. */
  @Nullable Standing standing() {
    return last == null || since == null ? null : new Standing(last.newTier(), since);
  }

  private TierState evolve(AboutTier event) {
    return switch (event) {
      case TierAssigned e -> new TierState(e, e.newTier().equals(e.oldTier()) ? since : e.on());
    };
  }
}
