package org.relata.query.portfolio;

import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.portfolio.HandOverId;

/** A line of a manifest: who gets the customer, and whether it has passed on. */
public record HandOverItemRow(
    HandOverId handOverId, CustomerId customerId, EmployeeId takerId, boolean done) {}
