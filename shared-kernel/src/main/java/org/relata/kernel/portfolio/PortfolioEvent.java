package org.relata.kernel.portfolio;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.Bookkeeping;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.EventType;
import org.relata.kernel.Impersonal;
import org.relata.kernel.Personal;
import org.relata.kernel.StreamId;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.value.Code;
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

  /** By what rules the bank gives customers to people. */
  sealed interface AboutKeeping extends PortfolioEvent {
    @Override
    default StreamId stream() {
      return new StreamId("keeping", "portfolio");
    }
  }

  /** One allotting of the stock. */
  sealed interface AboutAllotment extends PortfolioEvent {
    AllotmentId allotmentId();

    @Override
    default StreamId stream() {
      return new StreamId("allotment", allotmentId().value());
    }
  }

  /** One hand-over of a portfolio. */
  sealed interface AboutHandOver extends PortfolioEvent {
    HandOverId handOverId();

    @Override
    default StreamId stream() {
      return new StreamId("hand-over", handOverId().value());
    }
  }

  /** Two people after one customer. */
  sealed interface AboutCollision extends PortfolioEvent {
    CustomerId customerId();

    @Override
    default StreamId stream() {
      return new StreamId("collision", customerId().value());
    }
  }

  /** Who works for one customer beside its manager. */
  sealed interface AboutTeam extends PortfolioEvent {
    CustomerId customerId();

    @Override
    default StreamId stream() {
      return new StreamId("team", customerId().value());
    }
  }

  /** What is meant to become of one customer. */
  sealed interface AboutPlan extends PortfolioEvent {
    CustomerId customerId();

    @Override
    default StreamId stream() {
      return new StreamId("plan", customerId().value());
    }
  }

  /**
   * A manager was given a customer from the pool.
   *
   * @param since the day of it, as in all that follow; null before days were kept
   */
  @EventType(value = "portfolio.CustomerAssigned", revision = 2)
  record CustomerAssigned(
      CustomerId customerId, EmployeeId managerId, @Impersonal @Nullable LocalDate since)
      implements AboutCustody {

    /** As it was told before days were kept. */
    public CustomerAssigned(CustomerId customerId, EmployeeId managerId) {
      this(customerId, managerId, null);
    }
  }

  /**
   * A manager took a customer from the pool.
   *
   * @param since the day from which the manager knows the customer, as far as it can be shown
   */
  @EventType(value = "portfolio.CustomerClaimed", revision = 2)
  record CustomerClaimed(
      CustomerId customerId, EmployeeId managerId, @Impersonal @Nullable LocalDate since)
      implements AboutCustody {}

  /** An allotment gave a customer of the pool to a manager. */
  @EventType(value = "portfolio.CustomerAllotted", revision = 2)
  record CustomerAllotted(
      CustomerId customerId,
      EmployeeId managerId,
      AllotmentId allotmentId,
      @Impersonal @Nullable LocalDate since)
      implements AboutCustody {}

  /** An allotment found nobody for the customer. */
  @EventType("portfolio.CustomerLeftInPool")
  record CustomerLeftInPool(CustomerId customerId, AllotmentId allotmentId, @Impersonal Code reason)
      implements AboutCustody {}

  /** The customer itself wants this manager, whatever its tier. */
  @EventType(value = "portfolio.CustomerChoseManager", revision = 2)
  record CustomerChoseManager(
      CustomerId customerId,
      @Nullable EmployeeId formerManagerId,
      EmployeeId managerId,
      @Personal @Nullable Note wish,
      @Impersonal @Nullable LocalDate since)
      implements AboutCustody {}

  /** A hand-over gave the customer to its next manager. */
  @EventType(value = "portfolio.CustomerHandedOver", revision = 2)
  record CustomerHandedOver(
      CustomerId customerId,
      EmployeeId formerManagerId,
      EmployeeId managerId,
      HandOverId handOverId,
      @Impersonal @Nullable LocalDate since)
      implements AboutCustody {}

  /**
   * Another manager keeps the customer from now on.
   *
   * @param since the day of it; of a claim that was ruled, the day that the winner can show
   */
  @EventType(value = "portfolio.CustomerReassigned", revision = 2)
  record CustomerReassigned(
      CustomerId customerId,
      EmployeeId formerManagerId,
      EmployeeId managerId,
      @Personal Note reason,
      @Impersonal @Nullable LocalDate since)
      implements AboutCustody {

    /** As it was told before days were kept. */
    public CustomerReassigned(
        CustomerId customerId, EmployeeId formerManagerId, EmployeeId managerId, Note reason) {
      this(customerId, formerManagerId, managerId, reason, null);
    }
  }

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

  /** While a hand-over runs, nobody else gives customers to the manager or takes them. */
  @EventType("portfolio.PortfolioFrozen")
  record PortfolioFrozen(EmployeeId managerId, HandOverId handOverId) implements AboutPortfolio {}

  @EventType("portfolio.PortfolioThawed")
  record PortfolioThawed(EmployeeId managerId, HandOverId handOverId) implements AboutPortfolio {}

  /** The employee takes or heads in a hand-over, and stays until it is over. */
  @Bookkeeping
  @EventType("portfolio.PortfolioBound")
  record PortfolioBound(EmployeeId managerId, HandOverId handOverId) implements AboutPortfolio {}

  @Bookkeeping
  @EventType("portfolio.PortfolioUnbound")
  record PortfolioUnbound(EmployeeId managerId, HandOverId handOverId) implements AboutPortfolio {}

  /** Two people after one customer are ruled by this from now on; what was ruled stays. */
  @EventType("portfolio.CollisionRuleSet")
  record CollisionRuleSet(CollisionRule rule) implements AboutKeeping {}

  /**
   * @param unitIds whose customers; of all units when empty
   */
  @EventType("portfolio.AllotmentRequested")
  record AllotmentRequested(AllotmentId allotmentId, SchemeId scheme, List<UnitId> unitIds)
      implements AboutAllotment {}

  /** How far the allotment has come: everyone up to the named customer is done. */
  @EventType("portfolio.AllotmentProgressed")
  record AllotmentProgressed(
      AllotmentId allotmentId, AllotmentProgress progress, @Nullable CustomerId upTo)
      implements AboutAllotment {}

  @EventType("portfolio.AllotmentCompleted")
  record AllotmentCompleted(AllotmentId allotmentId, AllotmentProgress progress)
      implements AboutAllotment {}

  /**
   * @param hash of the manifest: what is signed
   */
  @EventType("portfolio.HandOverBegun")
  record HandOverBegun(HandOverId handOverId, Manifest manifest, @Impersonal String hash)
      implements AboutHandOver {}

  /**
   * @param inAbsence whether the head signed in the giver's place
   */
  @EventType("portfolio.HandOverSigned")
  record HandOverSigned(
      HandOverId handOverId, EmployeeId employeeId, @Impersonal String hash, boolean inAbsence)
      implements AboutHandOver {}

  /** So many customers of the manifest have their next manager. */
  @Bookkeeping
  @EventType("portfolio.HandOverAdvanced")
  record HandOverAdvanced(HandOverId handOverId, CustomerId customerId, int done)
      implements AboutHandOver {}

  @EventType("portfolio.HandOverCompleted")
  record HandOverCompleted(HandOverId handOverId) implements AboutHandOver {}

  /** It was called off before it was signed by all. */
  @EventType("portfolio.HandOverCancelled")
  record HandOverCancelled(HandOverId handOverId, @Personal Note reason) implements AboutHandOver {}

  /**
   * Somebody claims a customer that has a manager.
   *
   * @param number counts the collisions about the customer, from 1
   * @param keeperSince the day that the keeper can show; null when it came before days were kept
   * @param claimantSince the day that the claimant can show
   */
  @EventType("portfolio.CollisionDetected")
  record CollisionDetected(
      CustomerId customerId,
      int number,
      EmployeeId keeperId,
      @Impersonal @Nullable LocalDate keeperSince,
      EmployeeId claimantId,
      @Impersonal LocalDate claimantSince,
      @Personal @Nullable Note grounds)
      implements AboutCollision {}

  /** The head ruled by a named rule, on the evidence that stands in the collision. */
  @EventType("portfolio.CollisionRuled")
  record CollisionRuled(
      CustomerId customerId,
      int number,
      CollisionRule rule,
      EmployeeId winnerId,
      EmployeeId loserId)
      implements AboutCollision {}

  @EventType("portfolio.TeamMemberJoined")
  record TeamMemberJoined(CustomerId customerId, EmployeeId employeeId, TeamRole role)
      implements AboutTeam {}

  @EventType("portfolio.TeamMemberLeft")
  record TeamMemberLeft(CustomerId customerId, EmployeeId employeeId) implements AboutTeam {}

  @EventType("portfolio.PlanDrawnUp")
  record PlanDrawnUp(CustomerId customerId, KeyAccountPlan plan) implements AboutPlan {}

  @EventType("portfolio.PlanRevised")
  record PlanRevised(CustomerId customerId, KeyAccountPlan plan) implements AboutPlan {}

  @EventType("portfolio.PlanClosed")
  record PlanClosed(CustomerId customerId, @Personal @Nullable Note outcome) implements AboutPlan {}
}
