package org.relata.kernel.portfolio;

import org.jspecify.annotations.Nullable;
import org.relata.kernel.Bookkeeping;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.EventType;
import org.relata.kernel.Personal;
import org.relata.kernel.StreamId;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.value.Note;

/**
 * Everything that can happen between customers and their managers. Every change is entered twice,
 * by one decision: who keeps the customer, and how many places of the manager's portfolio are
 * taken.
 */
public sealed interface PortfolioEvent extends DomainEvent {

  /** Who keeps one customer: a manager, or nobody, and then it is in the pool. */
  sealed interface AboutCustody extends PortfolioEvent {
    CustomerId customerId();

    @Override
    default StreamId stream() {
      return new StreamId("custody", customerId().value());
    }
  }

  /** How full one employee's portfolio is. Its stream lives as long as the employment. */
  sealed interface AboutPortfolio extends PortfolioEvent {
    EmployeeId managerId();

    @Override
    default StreamId stream() {
      return new StreamId("portfolio", managerId().value());
    }
  }

  /** A manager was given a customer from the pool. */
  @EventType("portfolio.CustomerAssigned")
  record CustomerAssigned(CustomerId customerId, EmployeeId managerId) implements AboutCustody {}

  /** A manager took a customer from the pool. */
  @EventType("portfolio.CustomerClaimed")
  record CustomerClaimed(CustomerId customerId, EmployeeId managerId) implements AboutCustody {}

  @EventType("portfolio.CustomerReassigned")
  record CustomerReassigned(
      CustomerId customerId,
      EmployeeId formerManagerId,
      EmployeeId managerId,
      @Personal Note reason)
      implements AboutCustody {}

  /** The customer went back to the pool. */
  @EventType("portfolio.CustomerReleased")
  record CustomerReleased(
      CustomerId customerId, EmployeeId formerManagerId, @Personal @Nullable Note reason)
      implements AboutCustody {}

  /** The income from the customer is credited to its first keeper, whoever keeps it later. */
  @EventType("portfolio.AttributionSet")
  record AttributionSet(CustomerId customerId, EmployeeId employeeId) implements AboutCustody {}

  /** The employee may keep customers, at most {@code cap}. */
  @Bookkeeping
  @EventType("portfolio.PortfolioOpened")
  record PortfolioOpened(EmployeeId managerId, int cap) implements AboutPortfolio {}

  @EventType("portfolio.PortfolioCapSet")
  record PortfolioCapSet(EmployeeId managerId, int cap) implements AboutPortfolio {}

  /** The manager keeps {@code customers} customers from now on. */
  @Bookkeeping
  @EventType("portfolio.PlaceTaken")
  record PlaceTaken(EmployeeId managerId, CustomerId customerId, int customers)
      implements AboutPortfolio {}

  @Bookkeeping
  @EventType("portfolio.PlaceFreed")
  record PlaceFreed(EmployeeId managerId, CustomerId customerId, int customers)
      implements AboutPortfolio {}

  /** The employee left and keeps nobody any more. */
  @Bookkeeping
  @EventType("portfolio.PortfolioClosed")
  record PortfolioClosed(EmployeeId managerId) implements AboutPortfolio {}
}
