package org.relata.query.portfolio;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.organization.EmployeeId;

/**
 * Who keeps a customer.
 *
 * @param managerId null while the customer is in the pool
 * @param since when the present keeper got it, or it came to the pool
 * @param attributedTo whom the income is credited to: the first keeper
 * @param closed whether the relationship with the customer is closed
 */
public record CustodyRow(
    CustomerId customerId,
    @Nullable EmployeeId managerId,
    Instant since,
    @Nullable EmployeeId attributedTo,
    boolean closed) {

  CustodyRow keptBy(@Nullable EmployeeId manager, Instant from) {
    return new CustodyRow(customerId, manager, from, attributedTo, closed);
  }

  CustodyRow withAttribution(EmployeeId employee) {
    return new CustodyRow(customerId, managerId, since, employee, closed);
  }

  CustodyRow withClosed(boolean nowClosed) {
    return new CustodyRow(customerId, managerId, since, attributedTo, nowClosed);
  }
}
