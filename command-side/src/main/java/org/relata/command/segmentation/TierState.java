package org.relata.command.segmentation;

import org.jspecify.annotations.Nullable;
import org.relata.command.platform.StreamType;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.SegmentationEvent.AboutTier;
import org.relata.kernel.segmentation.SegmentationEvent.TierAssigned;

/** The tier that a customer has in a scheme; null before the first. */
record TierState(@Nullable TierAssigned last) {

  static final StreamType<TierState> TIER =
      StreamType.of(
          "tier",
          new TierState(null),
          AboutTier.class,
          (_, event) ->
              switch (event) {
                case TierAssigned e -> new TierState(e);
              });

  static String id(SchemeId scheme, CustomerId customerId) {
    return scheme + ":" + customerId;
  }
}
