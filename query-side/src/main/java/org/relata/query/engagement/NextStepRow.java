package org.relata.query.engagement;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.engagement.ContactId;
import org.relata.kernel.engagement.NextStep;
import org.relata.kernel.engagement.NextStepId;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.value.Label;

/**
 * What is to be done next for a customer.
 *
 * @param contactId the contact in which it was agreed
 * @param completedOn null unless completed
 */
public record NextStepRow(
    NextStepId nextStepId,
    CustomerId customerId,
    Label what,
    LocalDate due,
    @Nullable EmployeeId employeeId,
    @Nullable ContactId contactId,
    Status status,
    @Nullable LocalDate completedOn) {

  /** What became of a next step. */
  public enum Status {
    OPEN,
    COMPLETED,
    CANCELLED
  }

  static NextStepRow of(NextStepId id, NextStep step) {
    return new NextStepRow(
        id,
        step.customerId(),
        step.what(),
        step.due(),
        step.employeeId(),
        step.contactId(),
        Status.OPEN,
        null);
  }

  NextStepRow reassigned(EmployeeId to) {
    return new NextStepRow(nextStepId, customerId, what, due, to, contactId, status, completedOn);
  }

  NextStepRow completed(LocalDate on) {
    return new NextStepRow(
        nextStepId, customerId, what, due, employeeId, contactId, Status.COMPLETED, on);
  }

  NextStepRow cancelled() {
    return new NextStepRow(
        nextStepId, customerId, what, due, employeeId, contactId, Status.CANCELLED, null);
  }
}
