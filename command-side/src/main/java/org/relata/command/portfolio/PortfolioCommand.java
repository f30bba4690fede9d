package org.relata.command.portfolio;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.relata.command.customer.KnownCustomers;
import org.relata.command.platform.Command;
import org.relata.command.platform.Description;
import org.relata.kernel.Rejection;
import org.relata.kernel.StreamId;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.holding.EffectiveDay;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.portfolio.AllotmentId;
import org.relata.kernel.portfolio.AllotmentProgress;
import org.relata.kernel.portfolio.CollisionRule;
import org.relata.kernel.portfolio.HandOverId;
import org.relata.kernel.portfolio.KeyAccountPlan;
import org.relata.kernel.portfolio.Manifest;
import org.relata.kernel.portfolio.TeamRole;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Note;

/** Everything that can be asked for about who keeps which customer. */
public sealed interface PortfolioCommand extends Command {

  int MAX_CAP = 10_000;
  int MAX_UNITS = 200;

  /** What is asked about the keeper of one customer. */
  sealed interface ForCustody extends PortfolioCommand {
    CustomerId customerId();

    @Override
    default StreamId target() {
      return CustodyState.CUSTODY.id(customerId().value());
    }
  }

  /** What is asked about a customer and the manager who is to keep it. */
  sealed interface WithManager extends ForCustody {
    EmployeeId managerId();

    @Override
    default List<StreamId> reads() {
      return List.of(target(), Portfolios.stream(managerId()), KnownCustomers.stream(customerId()));
    }
  }

  /** From the pool to a manager. */
  @Description("Gives a customer of the pool to a manager.")
  record AssignCustomer(CustomerId customerId, EmployeeId managerId) implements WithManager {}

  /** From one manager to another. */
  @Description("Gives a customer from one manager to another, with a reason.")
  record ReassignCustomer(CustomerId customerId, EmployeeId managerId, Note reason)
      implements WithManager {}

  /** From a manager to the pool. */
  @Description("Gives a customer from its manager back to the pool.")
  record ReleaseCustomer(CustomerId customerId, @Nullable Note reason) implements ForCustody {}

  /**
   * A manager takes a customer from the pool; of a customer who has a manager it becomes a
   * collision, which the head rules.
   *
   * @param since the day from which the manager knows the customer; unless given, the day of the
   *     command
   * @param grounds what speaks for the claim
   */
  @Description("Lets a manager take a customer from the pool, or claim one that has a manager.")
  record ClaimCustomer(
      CustomerId customerId,
      EmployeeId managerId,
      @Nullable LocalDate since,
      @Nullable Note grounds)
      implements WithManager {
    public ClaimCustomer {
      if (since != null) {
        EffectiveDay.checked(since);
      }
    }
  }

  /** The tier does not matter when the customer itself chooses. */
  @Description("Gives a customer the manager that it wishes, whatever its tier.")
  record FollowCustomerChoice(CustomerId customerId, EmployeeId managerId, @Nullable Note wish)
      implements WithManager {}

  @Description("Gives a customer of the pool to a manager, as an allotment found.")
  record AllotCustomer(CustomerId customerId, EmployeeId managerId, AllotmentId allotmentId)
      implements WithManager {}

  @Description("Tells that an allotment found nobody for a customer, and why.")
  record LeaveInPool(CustomerId customerId, AllotmentId allotmentId, Code reason)
      implements ForCustody {}

  @Description("Gives a customer of a signed manifest to its next manager.")
  record HandOverCustomer(CustomerId customerId, HandOverId handOverId) implements ForCustody {}

  /** What is asked about two people after one customer. */
  sealed interface ForCollision extends PortfolioCommand {
    CustomerId customerId();

    @Override
    default StreamId target() {
      return CollisionState.COLLISION.id(customerId().value());
    }
  }

  /** Whoever is neither of the two rules, by the rule that holds now. */
  @Description("Rules which of two people keeps a customer, by the bank's rule.")
  record RuleCollision(CustomerId customerId) implements ForCollision {}

  @Description("Sets the rule by which it is decided which of two people keeps a customer.")
  record SetCollisionRule(CollisionRule rule) implements PortfolioCommand {
    @Override
    public StreamId target() {
      return KeepingState.stream();
    }
  }

  /** What is asked about an allotment. */
  sealed interface ForAllotment extends PortfolioCommand {
    AllotmentId allotmentId();

    @Override
    default StreamId target() {
      return AllotmentState.ALLOTMENT.id(allotmentId().value());
    }
  }

  /**
   * Asks for the customers of the pool to be given to managers by their tiers; the automation
   * carries it out.
   *
   * @param scheme by whose tiers, the best first
   * @param unitIds whose customers; of all units unless given
   */
  @Description("Asks for the customers of the pool to be given to managers by their tiers.")
  record AllotStock(AllotmentId allotmentId, SchemeId scheme, @Nullable List<UnitId> unitIds)
      implements ForAllotment {
    public AllotStock {
      if (unitIds != null) {
        if (unitIds.isEmpty() || unitIds.size() > MAX_UNITS) {
          throw Rejection.of("unitIds", "OUT_OF_RANGE", "1 to " + MAX_UNITS + " units are named.");
        }
        unitIds = List.copyOf(unitIds);
      }
    }
  }

  @Description("Tells how far an allotment has come.")
  record ReportAllotmentProgress(
      AllotmentId allotmentId, AllotmentProgress progress, @Nullable CustomerId upTo)
      implements ForAllotment {}

  @Description("Tells that an allotment has done all its customers.")
  record CompleteAllotment(AllotmentId allotmentId, AllotmentProgress progress)
      implements ForAllotment {}

  /** What is asked about a hand-over. */
  sealed interface ForHandOver extends PortfolioCommand {
    HandOverId handOverId();

    @Override
    default StreamId target() {
      return HandOverState.HAND_OVER.id(handOverId().value());
    }
  }

  /**
   * Freezes the giver's portfolio until it is over. The head is neither giver nor taker, so that
   * nobody signs for two.
   */
  @Description("Begins to hand a leaver's customers over, by a manifest that is then signed.")
  record BeginHandOver(HandOverId handOverId, Manifest manifest) implements ForHandOver {
    public BeginHandOver {
      EmployeeId head = manifest.headId();
      if (head.equals(manifest.giverId()) || manifest.takers().contains(head)) {
        throw Rejection.of(
            "manifest/headId", "HEAD_IS_PARTY", "The head is neither the giver nor a taker.");
      }
    }

    @Override
    public List<StreamId> reads() {
      List<StreamId> reads = new ArrayList<>();
      reads.add(target());
      reads.add(Portfolios.stream(manifest.headId()));
      reads.add(Portfolios.stream(manifest.giverId()));
      manifest.takers().forEach(taker -> reads.add(Portfolios.stream(taker)));
      for (Manifest.Item item : manifest.items()) {
        reads.add(CustodyState.CUSTODY.id(item.customerId().value()));
      }
      return reads;
    }
  }

  /**
   * @param employeeId who signs: giver, taker or head
   * @param hash of the manifest
   * @param inAbsence the head signs in the giver's place; false unless given
   */
  @Description("Signs the manifest of a hand-over, as giver, taker or head.")
  record SignHandOver(
      HandOverId handOverId, EmployeeId employeeId, Code hash, @Nullable Boolean inAbsence)
      implements ForHandOver {}

  @Description("Ends a hand-over when all its customers have their next manager.")
  record CompleteHandOver(HandOverId handOverId) implements ForHandOver {}

  @Description("Calls a hand-over off before all have signed it.")
  record CancelHandOver(HandOverId handOverId, Note reason) implements ForHandOver {}

  /** What is asked about those who work for a customer. */
  sealed interface ForTeam extends PortfolioCommand {
    CustomerId customerId();

    EmployeeId employeeId();

    @Override
    default StreamId target() {
      return TeamState.TEAM.id(customerId().value());
    }

    @Override
    default List<StreamId> reads() {
      return List.of(
          target(), KnownCustomers.stream(customerId()), Portfolios.stream(employeeId()));
    }
  }

  @Description("Takes somebody into the team of a customer, or gives them another part in it.")
  record JoinTeam(CustomerId customerId, EmployeeId employeeId, TeamRole role) implements ForTeam {}

  @Description("Lets somebody leave the team of a customer.")
  record LeaveTeam(CustomerId customerId, EmployeeId employeeId) implements ForTeam {}

  /** What is asked about the plan of a customer. */
  sealed interface ForPlan extends PortfolioCommand {
    CustomerId customerId();

    @Override
    default StreamId target() {
      return PlanState.PLAN.id(customerId().value());
    }

    @Override
    default List<StreamId> reads() {
      return List.of(target(), KnownCustomers.stream(customerId()));
    }
  }

  @Description("Draws up the plan of a key account, or revises it.")
  record WritePlan(CustomerId customerId, KeyAccountPlan plan) implements ForPlan {}

  @Description("Closes the plan of a key account.")
  record ClosePlan(CustomerId customerId, @Nullable Note outcome) implements ForPlan {}

  /** How many customers the manager may keep, 0 to 10,000. */
  @Description("Sets how many customers a manager may keep, 0 to 10,000.")
  record SetPortfolioCap(EmployeeId managerId, int cap) implements PortfolioCommand {

    public SetPortfolioCap {
      if (cap < 0 || cap > MAX_CAP) {
        throw Rejection.of("cap", "OUT_OF_RANGE", "A cap lies between 0 and " + MAX_CAP + ".");
      }
    }

    @Override
    public StreamId target() {
      return Portfolios.stream(managerId);
    }
  }
}
