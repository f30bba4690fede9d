package org.relata.command.portfolio;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.relata.command.customer.KnownCustomers;
import org.relata.command.platform.States;
import org.relata.command.portfolio.PortfolioCommand.ClosePlan;
import org.relata.command.portfolio.PortfolioCommand.ForPlan;
import org.relata.command.portfolio.PortfolioCommand.ForTeam;
import org.relata.command.portfolio.PortfolioCommand.JoinTeam;
import org.relata.command.portfolio.PortfolioCommand.LeaveTeam;
import org.relata.command.portfolio.PortfolioCommand.WritePlan;
import org.relata.kernel.Rejection;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.portfolio.KeyAccountPlan;
import org.relata.kernel.portfolio.PortfolioEvent;
import org.relata.kernel.portfolio.PortfolioEvent.PlanClosed;
import org.relata.kernel.portfolio.PortfolioEvent.PlanDrawnUp;
import org.relata.kernel.portfolio.PortfolioEvent.PlanRevised;
import org.relata.kernel.portfolio.PortfolioEvent.TeamMemberJoined;
import org.relata.kernel.portfolio.PortfolioEvent.TeamMemberLeft;
import org.relata.kernel.portfolio.TeamRole;

/** Key accounts: a team with one lead, and one plan for each customer. */
final class KeyAccountRules {

  static final int MAX_MEMBERS = 50;

  private KeyAccountRules() {}

  static List<PortfolioEvent> decide(ForTeam command, States states) {
    KnownCustomers.requireKnown(states, command.customerId());
    Map<EmployeeId, TeamRole> members = states.of(TeamState.TEAM, command.customerId()).members();
    return switch (command) {
      case JoinTeam c -> join(c, members, states);
      case LeaveTeam c ->
          members.containsKey(c.employeeId())
              ? List.of(new TeamMemberLeft(c.customerId(), c.employeeId()))
              : List.of();
    };
  }

  /** The giver leaves the team; the taker has the giver's part where it had none or a lesser. */
  static List<PortfolioEvent> handedOver(
      CustomerId customerId, EmployeeId giver, EmployeeId taker, States states) {
    Map<EmployeeId, TeamRole> members = states.of(TeamState.TEAM, customerId).members();
    @Nullable TeamRole part = members.get(giver);
    if (part == null) {
      return List.of();
    }
    TeamMemberLeft left = new TeamMemberLeft(customerId, giver);
    return part == TeamRole.LEAD || !members.containsKey(taker)
        ? List.of(left, new TeamMemberJoined(customerId, taker, part))
        : List.of(left);
  }

  private static List<PortfolioEvent> join(
      JoinTeam c, Map<EmployeeId, TeamRole> members, States states) {
    KnownCustomers.requireOpen(states, c.customerId());
    PortfolioDecider.open(c.employeeId(), states);
    if (c.role() == members.get(c.employeeId())) {
      return List.of();
    }
    Rejection.unless(
        c.role() != TeamRole.LEAD || !members.containsValue(TeamRole.LEAD),
        "LEAD_EXISTS",
        "The team of " + c.customerId() + " has a lead already.");
    Rejection.unless(
        members.containsKey(c.employeeId()) || members.size() < MAX_MEMBERS,
        "TOO_MANY",
        "A team has at most " + MAX_MEMBERS + " members.");
    return List.of(new TeamMemberJoined(c.customerId(), c.employeeId(), c.role()));
  }

  static List<PortfolioEvent> decide(ForPlan command, States states) {
    KnownCustomers.requireKnown(states, command.customerId());
    @Nullable KeyAccountPlan plan = states.of(PlanState.PLAN, command.customerId()).plan();
    return switch (command) {
      case WritePlan c -> write(c, plan, states);
      case ClosePlan c ->
          plan == null ? List.of() : List.of(new PlanClosed(c.customerId(), c.outcome()));
    };
  }

  private static List<PortfolioEvent> write(
      WritePlan c, @Nullable KeyAccountPlan plan, States states) {
    KnownCustomers.requireOpen(states, c.customerId());
    if (c.plan().equals(plan)) {
      return List.of();
    }
    return List.of(
        plan == null
            ? new PlanDrawnUp(c.customerId(), c.plan())
            : new PlanRevised(c.customerId(), c.plan()));
  }
}
