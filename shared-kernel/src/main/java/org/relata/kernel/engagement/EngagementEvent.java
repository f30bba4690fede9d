package org.relata.kernel.engagement;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.EventType;
import org.relata.kernel.Impersonal;
import org.relata.kernel.Personal;
import org.relata.kernel.StreamId;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.value.Note;

/** Everything that can happen to contacts with customers and to what follows from them. */
public sealed interface EngagementEvent extends DomainEvent {

  /** What happens to one contact. */
  sealed interface AboutContact extends EngagementEvent {
    ContactId contactId();

    @Override
    default StreamId stream() {
      return new StreamId("contact", contactId().value());
    }
  }

  /** What happens to one next step. */
  sealed interface AboutNextStep extends EngagementEvent {
    NextStepId nextStepId();

    @Override
    default StreamId stream() {
      return new StreamId("next-step", nextStepId().value());
    }
  }

  @EventType("engagement.ContactLogged")
  record ContactLogged(ContactId contactId, Contact contact) implements AboutContact {}

  /**
   * The contact was in truth like this; what was told before stays in history.
   *
   * @param notThere employees who took part by the account before, and by this one did not
   */
  @EventType("engagement.ContactCorrected")
  record ContactCorrected(ContactId contactId, Contact contact, List<EmployeeId> notThere)
      implements AboutContact {

    public ContactCorrected {
      notThere = List.copyOf(notThere);
    }
  }

  @EventType("engagement.NextStepPlanned")
  record NextStepPlanned(NextStepId nextStepId, NextStep nextStep) implements AboutNextStep {}

  /** The contact in which the step was agreed was corrected, and the step with it. */
  @EventType("engagement.NextStepChanged")
  record NextStepChanged(NextStepId nextStepId, NextStep nextStep) implements AboutNextStep {}

  /** Somebody else is to do the step from now on. */
  @EventType("engagement.NextStepReassigned")
  record NextStepReassigned(
      NextStepId nextStepId,
      @Nullable EmployeeId formerEmployeeId,
      EmployeeId employeeId,
      @Personal @Nullable Note reason)
      implements AboutNextStep {}

  @EventType("engagement.NextStepCompleted")
  record NextStepCompleted(NextStepId nextStepId, @Impersonal LocalDate on)
      implements AboutNextStep {}

  @EventType("engagement.NextStepCancelled")
  record NextStepCancelled(NextStepId nextStepId) implements AboutNextStep {}
}
