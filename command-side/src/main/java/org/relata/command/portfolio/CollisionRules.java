package org.relata.command.portfolio;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.Actor;
import org.relata.command.platform.States;
import org.relata.command.portfolio.PortfolioCommand.ClaimCustomer;
import org.relata.command.portfolio.PortfolioCommand.RuleCollision;
import org.relata.command.portfolio.PortfolioCommand.SetCollisionRule;
import org.relata.command.portfolio.PortfolioState.Status;
import org.relata.kernel.Rejection;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.portfolio.CollisionRule;
import org.relata.kernel.portfolio.PortfolioEvent;
import org.relata.kernel.portfolio.PortfolioEvent.CollisionDetected;
import org.relata.kernel.portfolio.PortfolioEvent.CollisionRuleSet;
import org.relata.kernel.portfolio.PortfolioEvent.CollisionRuled;
import org.relata.kernel.portfolio.PortfolioEvent.CustomerReassigned;
import org.relata.kernel.value.Note;

/**
 * Two people after one customer: a claim that meets a keeper is put on record with the evidence of
 * both, and somebody who is neither rules by the rule that holds on that day. A later rule changes
 * no ruling. A claimant who has left since wins nobody.
 */
final class CollisionRules {

  private CollisionRules() {}

  static List<PortfolioEvent> detect(
      ClaimCustomer c, LocalDate since, CustodyState custody, States states) {
    CollisionState collisions = states.of(CollisionState.COLLISION, c.customerId());
    @Nullable CollisionDetected open = collisions.open();
    @Nullable EmployeeId keeper = custody.managerId();
    if (keeper == null) {
      throw new IllegalArgumentException("A collision is about a customer who has a manager");
    }
    CollisionDetected detected =
        new CollisionDetected(
            c.customerId(),
            open == null ? collisions.count() + 1 : open.number(),
            keeper,
            custody.since(),
            c.managerId(),
            since,
            c.grounds());
    if (detected.equals(open)) {
      return List.of();
    }
    Rejection.unless(
        open == null,
        "COLLISION_OPEN",
        "Somebody else's claim of " + c.customerId() + " is to be ruled first.");
    return List.of(detected);
  }

  static List<PortfolioEvent> rule(RuleCollision c, Actor actor, States states) {
    @Nullable CollisionDetected open = states.of(CollisionState.COLLISION, c.customerId()).open();
    if (open == null) {
      throw new Rejection(
          "NO_COLLISION", "Nobody else is after the customer " + c.customerId() + ".");
    }
    Rejection.unless(
        !isOf(actor, open.keeperId()) && !isOf(actor, open.claimantId()),
        "OWN_CASE",
        "Whoever rules is neither the keeper nor the claimant.");
    CollisionRule rule = states.of(KeepingState.KEEPING, KeepingState.PORTFOLIO).collisionRule();
    boolean claimantWins =
        rule == CollisionRule.EFFECTIVE_FIRST
            && open.keeperSince() != null
            && open.claimantSince().isBefore(open.keeperSince())
            && states.of(PortfolioState.PORTFOLIO, open.claimantId()).status() == Status.OPEN;
    EmployeeId winner = claimantWins ? open.claimantId() : open.keeperId();
    EmployeeId loser = claimantWins ? open.keeperId() : open.claimantId();
    if (claimantWins) {
      TierKeepers.require(c.customerId(), winner, states);
    }
    List<PortfolioEvent> events = new ArrayList<>();
    events.add(new CollisionRuled(c.customerId(), open.number(), rule, winner, loser));
    if (claimantWins
        && open.keeperId().equals(states.of(CustodyState.CUSTODY, c.customerId()).managerId())) {
      events.add(
          new CustomerReassigned(
              c.customerId(),
              loser,
              winner,
              new Note("Collision ruled: " + rule),
              open.claimantSince()));
      events.add(PortfolioDecider.freed(loser, c.customerId(), states));
      events.add(PortfolioDecider.taken(winner, c.customerId(), states));
    }
    return events;
  }

  private static boolean isOf(Actor actor, EmployeeId employeeId) {
    return actor.name().equals("employee/" + employeeId);
  }

  static List<PortfolioEvent> set(SetCollisionRule c, States states) {
    CollisionRule known = states.of(KeepingState.KEEPING, KeepingState.PORTFOLIO).collisionRule();
    return c.rule() == known ? List.of() : List.of(new CollisionRuleSet(c.rule()));
  }
}
