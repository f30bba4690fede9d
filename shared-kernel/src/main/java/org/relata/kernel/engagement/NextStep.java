package org.relata.kernel.engagement;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.Impersonal;
import org.relata.kernel.Personal;
import org.relata.kernel.Rejection;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.value.Label;

/**
 * What is to be done next for a customer.
 *
 * @param due the last day for it, between 1900 and 9999
 * @param employeeId who is to do it
 * @param contactId the contact in which it was agreed
 */
public record NextStep(
    CustomerId customerId,
    @Personal Label what,
    @Impersonal LocalDate due,
    @Nullable EmployeeId employeeId,
    @Nullable ContactId contactId) {

  public NextStep {
    if (due.getYear() < 1900 || due.getYear() > 9999) {
      throw Rejection.of("due", "DATE_OUT_OF_RANGE", "A date lies between 1900 and 9999.");
    }
  }

  /** The same for somebody else to do. */
  public NextStep by(@Nullable EmployeeId other) {
    return new NextStep(customerId, what, due, other, contactId);
  }
}
