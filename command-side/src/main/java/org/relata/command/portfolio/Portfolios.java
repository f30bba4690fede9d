package org.relata.command.portfolio;

import org.relata.command.platform.States;
import org.relata.kernel.Rejection;
import org.relata.kernel.StreamId;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioClosed;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioOpened;

/**
 * What hiring and dismissing an employee means for portfolios. The events go into the same append
 * as the employee's own, so that a customer can never be given to somebody who is just leaving.
 */
public final class Portfolios {

  /** How many customers a manager may keep unless told otherwise. */
  public static final int DEFAULT_CAP = 800;

  private Portfolios() {}

  public static PortfolioOpened opened(EmployeeId employeeId) {
    return new PortfolioOpened(employeeId, DEFAULT_CAP);
  }

  /** Refuses while the employee keeps a customer, or has a part in a hand-over. */
  public static PortfolioClosed closed(EmployeeId employeeId, States states) {
    PortfolioState portfolio = states.of(PortfolioState.PORTFOLIO, employeeId);
    int customers = portfolio.customers();
    Rejection.unless(
        customers == 0,
        "PORTFOLIO_NOT_EMPTY",
        "Employee " + employeeId + " keeps " + customers + " customers; reassign or release them.");
    Rejection.unless(
        portfolio.frozenBy() == null && portfolio.boundBy().isEmpty(),
        "HAND_OVER_OPEN",
        "Employee " + employeeId + " gives, takes or heads in a hand-over that is not over.");
    return new PortfolioClosed(employeeId);
  }

  /** Refuses somebody who hands over: what is to be done is for the takers. */
  public static void requireNotFrozen(States states, EmployeeId employeeId) {
    HandOverRules.requireNotFrozen(employeeId, states.of(PortfolioState.PORTFOLIO, employeeId));
  }

  /** What these questions read. */
  public static StreamId stream(EmployeeId employeeId) {
    return PortfolioState.PORTFOLIO.id(employeeId.value());
  }
}
