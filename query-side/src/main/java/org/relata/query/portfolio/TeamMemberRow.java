package org.relata.query.portfolio;

import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.portfolio.TeamRole;

/** Somebody who works for a customer beside its manager. */
public record TeamMemberRow(CustomerId customerId, EmployeeId employeeId, TeamRole role) {}
