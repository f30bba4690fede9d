package org.relata.command.segmentation;

import org.jspecify.annotations.Nullable;
import org.relata.command.platform.States;
import org.relata.command.platform.Versions.Version;
import org.relata.kernel.Rejection;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.organization.UnitKind;
import org.relata.kernel.segmentation.PolicyText;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.SegmentationEvent.TierAssigned;
import org.relata.kernel.value.Code;

/** What other capabilities may ask about tiers. */
public final class Tiers {

  private Tiers() {}

  /** Somebody who would keep a customer; asked only where a tier binds. */
  public interface Keeper {
    /** As what the keeper works. */
    Code position();

    /** The level of the unit that the keeper works in. */
    UnitKind level();
  }

  /**
   * Refuses a scheme of which no policy was ever drafted.
   *
   * @param field the one that names it
   */
  public static void requireScheme(States states, SchemeId scheme, String field) {
    if (states.of(SchemeState.SCHEME, scheme).policies().all().isEmpty()) {
      throw Rejection.of(field, "UNKNOWN_SCHEME", "There is no scheme " + scheme + ".");
    }
  }

  /**
   * Refuses somebody who may not keep the customer by its tier in one of the schemes that bind.
   * What the policy says that gave the tier counts.
   */
  public static void requireKeeper(States states, CustomerId customerId, Keeper keeper) {
    for (SchemeId scheme : states.of(BindingState.BINDING, BindingState.KEEPERS).schemes()) {
      @Nullable TierAssigned tier =
          states.of(TierState.TIER, TierState.id(scheme, customerId)).last();
      if (tier != null) {
        Version<PolicyText> policy =
            states.of(SchemeState.SCHEME, scheme).policies().version(tier.policyVersion());
        PolicyText.@Nullable Tier described = policy.text().tier(tier.newTier());
        if (described != null) {
          requireKeeper(described, scheme, keeper);
        }
      }
    }
  }

  private static void requireKeeper(PolicyText.Tier tier, SchemeId scheme, Keeper keeper) {
    String of = " customers of the tier " + tier.tier() + " of " + scheme;
    if (!tier.keepers().isEmpty()) {
      Code position = keeper.position();
      Rejection.unless(
          tier.isKeptAs(position),
          "MAY_NOT_KEEP_TIER",
          "A " + position + " may not keep" + of + ".");
    }
    if (tier.keeperUnits() != null) {
      UnitKind level = keeper.level();
      Rejection.unless(
          tier.isKeptAt(level),
          "MAY_NOT_KEEP_TIER",
          "Somebody of a " + level + " may not keep" + of + ".");
    }
  }
}
