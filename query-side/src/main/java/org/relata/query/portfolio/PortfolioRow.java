package org.relata.query.portfolio;

import org.jspecify.annotations.Nullable;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.portfolio.HandOverId;

/**
 * How full a manager's portfolio is.
 *
 * @param customers how many the manager keeps
 * @param cap how many the manager may keep
 * @param free how many more
 * @param closed whether the manager has left
 * @param frozenBy the hand-over that runs
 */
public record PortfolioRow(
    EmployeeId managerId,
    int customers,
    int cap,
    int free,
    boolean closed,
    @Nullable HandOverId frozenBy) {

  static PortfolioRow opened(EmployeeId managerId, int cap) {
    return of(managerId, 0, cap, false, null);
  }

  private static PortfolioRow of(
      EmployeeId managerId, int customers, int cap, boolean closed, @Nullable HandOverId frozenBy) {
    return new PortfolioRow(
        managerId, customers, cap, closed ? 0 : cap - customers, closed, frozenBy);
  }

  PortfolioRow withCap(int newCap) {
    return of(managerId, customers, newCap, closed, frozenBy);
  }

  PortfolioRow withCustomers(int count) {
    return of(managerId, count, cap, closed, frozenBy);
  }

  PortfolioRow frozen(@Nullable HandOverId by) {
    return of(managerId, customers, cap, closed, by);
  }

  PortfolioRow closedNow() {
    return of(managerId, customers, cap, true, frozenBy);
  }
}
