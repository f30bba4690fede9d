package org.relata.command.valuation;

import org.relata.command.platform.StreamType;
import org.relata.command.platform.Versions;
import org.relata.command.platform.Versions.State;
import org.relata.kernel.StreamId;
import org.relata.kernel.valuation.Valuation;
import org.relata.kernel.valuation.ValuationEvent.AboutValuation;
import org.relata.kernel.valuation.ValuationEvent.ValuationApproved;
import org.relata.kernel.valuation.ValuationEvent.ValuationDrafted;
import org.relata.kernel.valuation.ValuationEvent.ValuationProposed;
import org.relata.kernel.valuation.ValuationEvent.ValuationRefused;
import org.relata.kernel.valuation.ValuationEvent.ValuationWithdrawn;

/** By what the bank reckons, in all versions. */
record ValuationState(Versions<Valuation> versions) {

  static final String BANK = "bank";

  static final StreamType<ValuationState> VALUATION =
      StreamType.of(
          "valuation",
          new ValuationState(Versions.none("the valuation")),
          AboutValuation.class,
          (state, event) -> new ValuationState(state.evolve(event)));

  static StreamId stream() {
    return VALUATION.id(BANK);
  }

  private Versions<Valuation> evolve(AboutValuation event) {
    return switch (event) {
      case ValuationDrafted e -> versions.drafted(e.valuation(), e.effectiveFrom(), e.draftedBy());
      case ValuationProposed e -> versions.proposed(e.version(), e.proposedBy());
      case ValuationApproved e -> versions.in(e.version(), State.APPROVED);
      case ValuationRefused e -> versions.in(e.version(), State.REFUSED);
      case ValuationWithdrawn e -> versions.in(e.version(), State.WITHDRAWN);
    };
  }
}
