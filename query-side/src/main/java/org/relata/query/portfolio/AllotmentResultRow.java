package org.relata.query.portfolio;

import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.portfolio.AllotmentId;
import org.relata.kernel.value.Code;

/**
 * What an allotment did with one customer.
 *
 * @param managerId who got it; null when it stayed in the pool
 * @param reason why it stayed in the pool
 */
public record AllotmentResultRow(
    AllotmentId allotmentId,
    CustomerId customerId,
    Result result,
    @Nullable EmployeeId managerId,
    @Nullable Code reason) {

  /** What can come out. */
  public enum Result {
    ALLOTTED,
    LEFT_IN_POOL
  }
}
