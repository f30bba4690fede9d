package org.relata.command.segmentation;

import org.relata.command.platform.StreamType;
import org.relata.command.platform.Versions;
import org.relata.command.platform.Versions.State;
import org.relata.kernel.segmentation.PolicyText;
import org.relata.kernel.segmentation.SegmentationEvent.AboutScheme;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyActivated;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyDrafted;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyProposed;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyRefused;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyWithdrawn;

/** The policies of a scheme, in all versions. */
record SchemeState(Versions<PolicyText> policies) {

  static final StreamType<SchemeState> SCHEME =
      StreamType.of(
          "scheme",
          new SchemeState(Versions.none("the policy")),
          AboutScheme.class,
          (state, event) -> new SchemeState(state.evolve(event)));

  private Versions<PolicyText> evolve(AboutScheme event) {
    return switch (event) {
      case PolicyDrafted e -> policies.drafted(e.text(), e.effectiveFrom(), e.draftedBy());
      case PolicyProposed e -> policies.proposed(e.version(), e.proposedBy());
      case PolicyActivated e -> policies.in(e.version(), State.APPROVED);
      case PolicyRefused e -> policies.in(e.version(), State.REFUSED);
      case PolicyWithdrawn e -> policies.in(e.version(), State.WITHDRAWN);
    };
  }
}
