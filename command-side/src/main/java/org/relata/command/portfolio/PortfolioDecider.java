package org.relata.command.portfolio;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.relata.command.customer.KnownCustomers;
import org.relata.command.platform.CommandContext;
import org.relata.command.platform.Decider;
import org.relata.command.platform.States;
import org.relata.command.platform.StreamType;
import org.relata.command.portfolio.PortfolioCommand.AllotCustomer;
import org.relata.command.portfolio.PortfolioCommand.AssignCustomer;
import org.relata.command.portfolio.PortfolioCommand.ClaimCustomer;
import org.relata.command.portfolio.PortfolioCommand.FollowCustomerChoice;
import org.relata.command.portfolio.PortfolioCommand.ForAllotment;
import org.relata.command.portfolio.PortfolioCommand.ForHandOver;
import org.relata.command.portfolio.PortfolioCommand.ForPlan;
import org.relata.command.portfolio.PortfolioCommand.ForTeam;
import org.relata.command.portfolio.PortfolioCommand.HandOverCustomer;
import org.relata.command.portfolio.PortfolioCommand.LeaveInPool;
import org.relata.command.portfolio.PortfolioCommand.ReassignCustomer;
import org.relata.command.portfolio.PortfolioCommand.ReleaseCustomer;
import org.relata.command.portfolio.PortfolioCommand.RuleCollision;
import org.relata.command.portfolio.PortfolioCommand.SetCollisionRule;
import org.relata.command.portfolio.PortfolioCommand.SetPortfolioCap;
import org.relata.command.portfolio.PortfolioState.Status;
import org.relata.kernel.Rejection;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.portfolio.PortfolioEvent;
import org.relata.kernel.portfolio.PortfolioEvent.AboutCustody;
import org.relata.kernel.portfolio.PortfolioEvent.AttributionSet;
import org.relata.kernel.portfolio.PortfolioEvent.CustomerAssigned;
import org.relata.kernel.portfolio.PortfolioEvent.CustomerChoseManager;
import org.relata.kernel.portfolio.PortfolioEvent.CustomerClaimed;
import org.relata.kernel.portfolio.PortfolioEvent.CustomerReassigned;
import org.relata.kernel.portfolio.PortfolioEvent.CustomerReleased;
import org.relata.kernel.portfolio.PortfolioEvent.PlaceFreed;
import org.relata.kernel.portfolio.PortfolioEvent.PlaceTaken;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioCapSet;
import org.springframework.stereotype.Component;

/**
 * A customer has one manager or is in the pool; a manager keeps no more customers than the cap
 * allows. Each change is written to the customer's stream and to the manager's, so both rules are
 * guarded by the log itself, whoever else decides at the same moment. A closed customer stays with
 * its keeper until released, and is not given to anybody.
 */
@Component
public final class PortfolioDecider implements Decider<PortfolioCommand> {

  @Override
  public Class<PortfolioCommand> commands() {
    return PortfolioCommand.class;
  }

  @Override
  public List<StreamType<?>> streams() {
    return List.of(
        CustodyState.CUSTODY,
        PortfolioState.PORTFOLIO,
        KeepingState.KEEPING,
        CollisionState.COLLISION,
        AllotmentState.ALLOTMENT,
        HandOverState.HAND_OVER,
        TeamState.TEAM,
        PlanState.PLAN);
  }

  @Override
  public List<? extends PortfolioEvent> decide(
      PortfolioCommand command, CommandContext context, States states) {
    return switch (command) {
      case AssignCustomer c -> {
        TierKeepers.require(c.customerId(), c.managerId(), states);
        yield fromPool(
            new CustomerAssigned(c.customerId(), c.managerId(), context.effectiveDay()),
            c.managerId(),
            states);
      }
      case ClaimCustomer c -> claim(c, context.effectiveDay(), states);
      case AllotCustomer c -> AllotmentRules.allot(c, context.effectiveDay(), states);
      case LeaveInPool c -> AllotmentRules.leave(c, states);
      case ReassignCustomer c -> {
        TierKeepers.require(c.customerId(), c.managerId(), states);
        yield reassign(c, context.effectiveDay(), states);
      }
      case FollowCustomerChoice c -> choose(c, context.effectiveDay(), states);
      case ReleaseCustomer c -> release(c, states);
      case SetPortfolioCap c -> setCap(c, states);
      case HandOverCustomer c -> HandOverRules.handOver(c, context.effectiveDay(), states);
      case ForHandOver c -> HandOverRules.decide(c, context.actor(), states);
      case ForAllotment c -> AllotmentRules.decide(c, states);
      case RuleCollision c -> CollisionRules.rule(c, context.actor(), states);
      case SetCollisionRule c -> CollisionRules.set(c, states);
      case ForTeam c -> KeyAccountRules.decide(c, states);
      case ForPlan c -> KeyAccountRules.decide(c, states);
    };
  }

  private static List<PortfolioEvent> claim(ClaimCustomer c, LocalDate day, States states) {
    LocalDate since = c.since() == null ? day : c.since();
    TierKeepers.require(c.customerId(), c.managerId(), states);
    CustodyState custody = states.of(CustodyState.CUSTODY, c.customerId());
    if (custody.managerId() != null && !c.managerId().equals(custody.managerId())) {
      KnownCustomers.requireOpen(states, c.customerId());
      return CollisionRules.detect(c, since, custody, states);
    }
    return fromPool(
        new CustomerClaimed(c.customerId(), c.managerId(), since), c.managerId(), states);
  }

  private static List<PortfolioEvent> choose(FollowCustomerChoice c, LocalDate day, States states) {
    KnownCustomers.requireOpen(states, c.customerId());
    CustodyState custody = states.of(CustodyState.CUSTODY, c.customerId());
    @Nullable EmployeeId former = custody.managerId();
    if (c.managerId().equals(former)) {
      return List.of();
    }
    List<PortfolioEvent> events = new ArrayList<>();
    events.add(new CustomerChoseManager(c.customerId(), former, c.managerId(), c.wish(), day));
    if (former != null) {
      events.add(freed(former, c.customerId(), states));
    }
    events.add(taken(c.managerId(), c.customerId(), states));
    if (custody.attributedTo() == null) {
      events.add(new AttributionSet(c.customerId(), c.managerId()));
    }
    return events;
  }

  static List<PortfolioEvent> fromPool(AboutCustody given, EmployeeId managerId, States states) {
    CustomerId customerId = given.customerId();
    KnownCustomers.requireOpen(states, customerId);
    CustodyState custody = states.of(CustodyState.CUSTODY, customerId);
    if (managerId.equals(custody.managerId())) {
      return List.of();
    }
    Rejection.unless(
        custody.managerId() == null,
        "CUSTOMER_TAKEN",
        "The customer " + customerId + " has a manager already; reassign it.");
    List<PortfolioEvent> events = new ArrayList<>();
    events.add(given);
    events.add(taken(managerId, customerId, states));
    if (custody.attributedTo() == null) {
      events.add(new AttributionSet(customerId, managerId));
    }
    return events;
  }

  private static List<PortfolioEvent> reassign(ReassignCustomer c, LocalDate day, States states) {
    KnownCustomers.requireOpen(states, c.customerId());
    EmployeeId former = keeper(c.customerId(), states);
    return former.equals(c.managerId())
        ? List.of()
        : List.of(
            new CustomerReassigned(c.customerId(), former, c.managerId(), c.reason(), day),
            freed(former, c.customerId(), states),
            taken(c.managerId(), c.customerId(), states));
  }

  private static List<PortfolioEvent> release(ReleaseCustomer c, States states) {
    KnownCustomers.requireKnown(states, c.customerId());
    EmployeeId former = keeper(c.customerId(), states);
    return List.of(
        new CustomerReleased(c.customerId(), former, c.reason()),
        freed(former, c.customerId(), states));
  }

  private static List<PortfolioEvent> setCap(SetPortfolioCap c, States states) {
    PortfolioState portfolio = open(c.managerId(), states);
    if (portfolio.cap() == c.cap()) {
      return List.of();
    }
    if (c.cap() < portfolio.customers()) {
      throw Rejection.of(
          "cap",
          "CAP_BELOW_LOAD",
          "Manager " + c.managerId() + " keeps " + portfolio.customers() + " customers already.");
    }
    return List.of(new PortfolioCapSet(c.managerId(), c.cap()));
  }

  private static EmployeeId keeper(CustomerId customerId, States states) {
    @Nullable EmployeeId managerId = states.of(CustodyState.CUSTODY, customerId).managerId();
    if (managerId == null) {
      throw new Rejection("CUSTOMER_IN_POOL", "The customer " + customerId + " has no manager.");
    }
    return managerId;
  }

  static PlaceTaken taken(EmployeeId managerId, CustomerId customerId, States states) {
    PortfolioState portfolio = open(managerId, states);
    HandOverRules.requireNotFrozen(managerId, portfolio);
    Rejection.unless(
        portfolio.customers() < portfolio.cap(),
        "PORTFOLIO_FULL",
        "Manager "
            + managerId
            + " keeps "
            + portfolio.customers()
            + " customers, as many as the cap.");
    return new PlaceTaken(managerId, customerId, portfolio.customers() + 1);
  }

  static PlaceFreed freed(EmployeeId managerId, CustomerId customerId, States states) {
    HandOverRules.requireNotFrozen(managerId, states.of(PortfolioState.PORTFOLIO, managerId));
    return handedOver(managerId, customerId, states);
  }

  /** The same for the hand-over that froze the portfolio. */
  static PlaceFreed handedOver(EmployeeId managerId, CustomerId customerId, States states) {
    int customers = states.of(PortfolioState.PORTFOLIO, managerId).customers();
    return new PlaceFreed(managerId, customerId, customers - 1);
  }

  static PortfolioState open(EmployeeId managerId, States states) {
    PortfolioState portfolio = states.of(PortfolioState.PORTFOLIO, managerId);
    Rejection.unless(
        portfolio.status() != Status.UNKNOWN,
        "UNKNOWN_EMPLOYEE",
        "There is no employee " + managerId + ".");
    Rejection.unless(
        portfolio.status() == Status.OPEN,
        "EMPLOYEE_DISMISSED",
        "The employee " + managerId + " was dismissed.");
    return portfolio;
  }
}
