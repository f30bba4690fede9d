package org.relata.kernel.valuation;

import java.time.LocalDate;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.EventType;
import org.relata.kernel.Impersonal;
import org.relata.kernel.Personal;
import org.relata.kernel.StreamId;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.value.Limits;
import org.relata.kernel.value.Note;

/** Everything that can happen to what is observed of customers, and to how they are reckoned. */
public sealed interface ValuationEvent extends DomainEvent {

  int MAX_ACTOR = 200;

  /** What is observed of one customer. */
  sealed interface AboutObservations extends ValuationEvent {
    CustomerId customerId();

    @Override
    default StreamId stream() {
      return new StreamId("observations", customerId().value());
    }
  }

  /** How the bank reckons: one stream, so that versions follow each other. */
  sealed interface AboutValuation extends ValuationEvent {
    int version();

    @Override
    default StreamId stream() {
      return new StreamId("valuation", "bank");
    }
  }

  @EventType("valuation.ObservationRecorded")
  record ObservationRecorded(CustomerId customerId, Observation observation)
      implements AboutObservations {}

  /** It was recorded by mistake and counts no more. */
  @EventType("valuation.ObservationWithdrawn")
  record ObservationWithdrawn(CustomerId customerId, Observation observation)
      implements AboutObservations {}

  /**
   * @param draftedBy who wrote it, and may not approve it
   */
  @EventType(value = "valuation.ValuationDrafted", revision = 2)
  record ValuationDrafted(
      int version,
      @Impersonal LocalDate effectiveFrom,
      Valuation valuation,
      @Impersonal @Limits(max = MAX_ACTOR) String draftedBy)
      implements AboutValuation {}

  @EventType("valuation.ValuationProposed")
  record ValuationProposed(int version, @Impersonal @Limits(max = MAX_ACTOR) String proposedBy)
      implements AboutValuation {}

  /** From its day on the bank reckons by the version, until a later one begins. */
  @EventType("valuation.ValuationApproved")
  record ValuationApproved(int version, @Impersonal LocalDate effectiveFrom)
      implements AboutValuation {}

  @EventType("valuation.ValuationRefused")
  record ValuationRefused(int version, @Personal Note reason) implements AboutValuation {}

  /** Whoever proposed it thought better of it. */
  @EventType("valuation.ValuationWithdrawn")
  record ValuationWithdrawn(int version) implements AboutValuation {}
}
