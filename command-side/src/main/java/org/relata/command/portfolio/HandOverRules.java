package org.relata.command.portfolio;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.relata.command.organization.Employees;
import org.relata.command.platform.Actor;
import org.relata.command.platform.States;
import org.relata.command.portfolio.HandOverState.Stage;
import org.relata.command.portfolio.PortfolioCommand.BeginHandOver;
import org.relata.command.portfolio.PortfolioCommand.CancelHandOver;
import org.relata.command.portfolio.PortfolioCommand.CompleteHandOver;
import org.relata.command.portfolio.PortfolioCommand.ForHandOver;
import org.relata.command.portfolio.PortfolioCommand.HandOverCustomer;
import org.relata.command.portfolio.PortfolioCommand.SignHandOver;
import org.relata.kernel.Rejection;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.portfolio.HandOverId;
import org.relata.kernel.portfolio.Manifest;
import org.relata.kernel.portfolio.Manifest.Item;
import org.relata.kernel.portfolio.PortfolioEvent;
import org.relata.kernel.portfolio.PortfolioEvent.CustomerHandedOver;
import org.relata.kernel.portfolio.PortfolioEvent.HandOverAdvanced;
import org.relata.kernel.portfolio.PortfolioEvent.HandOverBegun;
import org.relata.kernel.portfolio.PortfolioEvent.HandOverCancelled;
import org.relata.kernel.portfolio.PortfolioEvent.HandOverCompleted;
import org.relata.kernel.portfolio.PortfolioEvent.HandOverSigned;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioFrozen;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioThawed;

/**
 * A leaver's customers pass on by a manifest that giver, takers and head have signed. The giver's
 * portfolio is frozen from the beginning to the end, and each customer passes in one append, so at
 * no position has one none or two managers, whenever the process is killed.
 */
final class HandOverRules {

  private HandOverRules() {}

  static List<? extends PortfolioEvent> decide(ForHandOver command, Actor actor, States states) {
    return switch (command) {
      case BeginHandOver c -> begin(c, states);
      case SignHandOver c -> sign(c, actor, states);
      case CompleteHandOver c -> complete(c, states);
      case CancelHandOver c -> cancel(c, states);
    };
  }

  private static List<PortfolioEvent> begin(BeginHandOver c, States states) {
    HandOverState known = states.of(HandOverState.HAND_OVER, c.handOverId());
    Manifest manifest = c.manifest();
    if (manifest.equals(known.manifest())) {
      return List.of();
    }
    Rejection.unless(
        known.stage() == Stage.UNKNOWN,
        "HAND_OVER_EXISTS",
        "The hand-over " + c.handOverId() + " exists; give another handOverId.");
    Employees.requireEmployed(states, manifest.headId());
    PortfolioState giver = PortfolioDecider.open(manifest.giverId(), states);
    requireNotFrozen(manifest.giverId(), giver);
    Rejection.unless(
        giver.customers() == manifest.items().size(),
        "MANIFEST_INCOMPLETE",
        "Manager "
            + manifest.giverId()
            + " keeps "
            + giver.customers()
            + " customers, the manifest lists "
            + manifest.items().size()
            + ".");
    for (int i = 0; i < manifest.items().size(); i++) {
      requireSound(manifest, i, states);
    }
    return List.of(
        new HandOverBegun(c.handOverId(), manifest, manifest.hash()),
        new PortfolioFrozen(manifest.giverId(), c.handOverId()));
  }

  private static void requireSound(Manifest manifest, int place, States states) {
    Item item = manifest.items().get(place);
    @Nullable EmployeeId keeper = states.of(CustodyState.CUSTODY, item.customerId()).managerId();
    if (!manifest.giverId().equals(keeper)) {
      throw Rejection.of(
          "manifest/items/" + place,
          "NOT_THE_KEEPER",
          "The customer " + item.customerId() + " is not kept by the giver.");
    }
    TierKeepers.require(item.customerId(), item.takerId(), states);
  }

  private static List<PortfolioEvent> sign(SignHandOver c, Actor actor, States states) {
    HandOverState handOver = begun(c.handOverId(), states);
    Manifest manifest = Objects.requireNonNull(handOver.manifest());
    Rejection.unless(
        manifest.hash().equals(c.hash().value()),
        "OTHER_MANIFEST",
        "What is signed is not the manifest of " + c.handOverId() + ".");
    boolean inAbsence = Boolean.TRUE.equals(c.inAbsence());
    EmployeeId signer = c.employeeId();
    Rejection.unless(
        signer.equals(manifest.giverId())
            || signer.equals(manifest.headId())
            || manifest.takers().contains(signer),
        "NOT_CONCERNED",
        "The employee " + signer + " is neither giver nor taker nor head.");
    EmployeeId hand = inAbsence ? manifest.headId() : signer;
    Rejection.unless(
        actor.name().equals("employee/" + hand),
        "NOT_YOURS",
        "Everybody signs for themselves; the head may sign for a giver who is away.");
    Rejection.unless(
        !inAbsence || signer.equals(manifest.giverId()),
        "NOT_YOURS",
        "The head signs in absence for the giver alone.");
    return handOver.signed().contains(signer)
        ? List.of()
        : List.of(new HandOverSigned(c.handOverId(), signer, c.hash().value(), inAbsence));
  }

  static List<PortfolioEvent> handOver(HandOverCustomer c, States states) {
    HandOverState handOver = states.of(HandOverState.HAND_OVER, c.handOverId());
    if (handOver.done().contains(c.customerId())) {
      return List.of();
    }
    begun(c.handOverId(), states);
    Rejection.unless(
        handOver.isSigned(),
        "NOT_SIGNED",
        "Giver, takers and head sign the manifest before anybody passes on.");
    Manifest manifest = Objects.requireNonNull(handOver.manifest());
    EmployeeId taker = taker(manifest, c.customerId());
    return List.of(
        new CustomerHandedOver(c.customerId(), manifest.giverId(), taker, c.handOverId()),
        PortfolioDecider.handedOver(manifest.giverId(), c.customerId(), states),
        PortfolioDecider.taken(taker, c.customerId(), states),
        new HandOverAdvanced(c.handOverId(), c.customerId(), handOver.done().size() + 1));
  }

  private static EmployeeId taker(Manifest manifest, CustomerId customerId) {
    return manifest.items().stream()
        .filter(item -> item.customerId().equals(customerId))
        .map(Item::takerId)
        .findFirst()
        .orElseThrow(
            () ->
                new Rejection(
                    "NOT_IN_MANIFEST", "The customer " + customerId + " is not in the manifest."));
  }

  private static List<PortfolioEvent> complete(CompleteHandOver c, States states) {
    HandOverState handOver = states.of(HandOverState.HAND_OVER, c.handOverId());
    if (handOver.stage() == Stage.COMPLETED) {
      return List.of();
    }
    Manifest manifest = Objects.requireNonNull(begun(c.handOverId(), states).manifest());
    Rejection.unless(
        handOver.done().size() == manifest.items().size(),
        "NOT_DONE",
        handOver.done().size()
            + " of "
            + manifest.items().size()
            + " customers have their next manager.");
    return List.of(
        new HandOverCompleted(c.handOverId()),
        new PortfolioThawed(manifest.giverId(), c.handOverId()));
  }

  private static List<PortfolioEvent> cancel(CancelHandOver c, States states) {
    HandOverState handOver = states.of(HandOverState.HAND_OVER, c.handOverId());
    if (handOver.stage() == Stage.CANCELLED) {
      return List.of();
    }
    Manifest manifest = Objects.requireNonNull(begun(c.handOverId(), states).manifest());
    Rejection.unless(
        handOver.done().isEmpty(),
        "HAND_OVER_RUNNING",
        "Customers have passed on already; the hand-over is completed.");
    return List.of(
        new HandOverCancelled(c.handOverId(), c.reason()),
        new PortfolioThawed(manifest.giverId(), c.handOverId()));
  }

  private static HandOverState begun(HandOverId id, States states) {
    HandOverState handOver = states.of(HandOverState.HAND_OVER, id);
    Rejection.unless(
        handOver.stage() != Stage.UNKNOWN,
        "UNKNOWN_HAND_OVER",
        "There is no hand-over " + id + ".");
    Rejection.unless(
        handOver.stage() == Stage.BEGUN,
        "HAND_OVER_ENDED",
        "The hand-over " + id + " is " + handOver.stage() + ".");
    return handOver;
  }

  static void requireNotFrozen(EmployeeId managerId, PortfolioState portfolio) {
    Rejection.unless(
        portfolio.frozenBy() == null,
        "PORTFOLIO_FROZEN",
        "The portfolio of "
            + managerId
            + " is being handed over by "
            + portfolio.frozenBy()
            + "; nothing else moves in it.");
  }
}
