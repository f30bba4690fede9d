package org.relata.command.segmentation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.StreamType;
import org.relata.kernel.segmentation.SegmentationEvent.AboutScheme;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyActivated;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyDrafted;

/**
 * The policies of a scheme.
 *
 * @param drafts all versions, the first is version 1
 * @param active the activated versions in the order of their activation
 */
record SchemeState(List<PolicyDrafted> drafts, List<PolicyDrafted> active) {

  static final StreamType<SchemeState> SCHEME =
      StreamType.of(
          "scheme", new SchemeState(List.of(), List.of()), AboutScheme.class, SchemeState::evolve);

  private SchemeState evolve(AboutScheme event) {
    return switch (event) {
      case PolicyDrafted e -> new SchemeState(with(drafts, e), active);
      case PolicyActivated e -> new SchemeState(drafts, with(active, drafts.get(e.version() - 1)));
    };
  }

  /** The policy that decides on a day: the latest to begin by then; null when there is none. */
  @Nullable PolicyDrafted on(LocalDate day) {
    @Nullable PolicyDrafted found = null;
    for (PolicyDrafted policy : active) {
      boolean begun = !policy.effectiveFrom().isAfter(day);
      if (begun && (found == null || !policy.effectiveFrom().isBefore(found.effectiveFrom()))) {
        found = policy;
      }
    }
    return found;
  }

  private static List<PolicyDrafted> with(List<PolicyDrafted> policies, PolicyDrafted one) {
    List<PolicyDrafted> next = new ArrayList<>(policies);
    next.add(one);
    return List.copyOf(next);
  }
}
