package org.relata.command.segmentation;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.States;
import org.relata.command.platform.Versions.Version;
import org.relata.kernel.Rejection;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.segmentation.PolicyText;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.SegmentationEvent.TierAssigned;
import org.relata.kernel.value.Code;

/** What other capabilities may ask about tiers. */
public final class Tiers {

  private Tiers() {}

  /**
   * Refuses a position that may not keep the customer by its tier in one of the schemes that bind.
   * What the policy says that gave the tier counts.
   */
  public static void requireKeeper(
      States states, CustomerId customerId, Supplier<Code> keepersPosition) {
    for (SchemeId scheme : states.of(BindingState.BINDING, BindingState.KEEPERS).schemes()) {
      @Nullable TierAssigned tier =
          states.of(TierState.TIER, TierState.id(scheme, customerId)).last();
      if (tier != null) {
        Version<PolicyText> policy =
            states.of(SchemeState.SCHEME, scheme).policies().version(tier.policyVersion());
        PolicyText.@Nullable Tier described = policy.text().tier(tier.newTier());
        Code position = keepersPosition.get();
        Rejection.unless(
            described == null
                || described.keepers().isEmpty()
                || described.keepers().contains(position),
            "MAY_NOT_KEEP_TIER",
            "A "
                + position
                + " may not keep customers of the tier "
                + tier.newTier()
                + " of "
                + scheme
                + ".");
      }
    }
  }
}
