package org.relata.query.portfolio;

import org.relata.kernel.organization.EmployeeId;

/**
 * How full a manager's portfolio is.
 *
 * @param customers how many the manager keeps
 * @param cap how many the manager may keep
 * @param free how many more
 * @param closed whether the manager has left
 */
public record PortfolioRow(EmployeeId managerId, int customers, int cap, int free, boolean closed) {

  static PortfolioRow of(EmployeeId managerId, int customers, int cap, boolean closed) {
    return new PortfolioRow(managerId, customers, cap, closed ? 0 : cap - customers, closed);
  }

  PortfolioRow withCap(int newCap) {
    return of(managerId, customers, newCap, closed);
  }

  PortfolioRow withCustomers(int count) {
    return of(managerId, count, cap, closed);
  }

  PortfolioRow closedNow() {
    return of(managerId, customers, cap, true);
  }
}
