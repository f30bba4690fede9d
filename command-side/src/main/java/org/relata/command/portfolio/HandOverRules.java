package org.relata.command.portfolio;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioBound;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioFrozen;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioThawed;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioUnbound;

/**
 * A leaver's customers pass on by a manifest that giver, takers and head have signed. The giver's
 * portfolio is frozen from the beginning to the end, and each customer passes in one append, so at
 * no position has one none or two managers, whenever the process is killed. It never hangs: takers
 * and head stay with the bank until it is over, and none of them hands over already when it begins,
 * so of hand-overs that wait for each other the last that began can go on.
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
    requireNotFrozen(manifest.headId(), PortfolioDecider.open(manifest.headId(), states));
    PortfolioState giver = PortfolioDecider.open(manifest.giverId(), states);
    requireNotFrozen(manifest.giverId(), giver);
    if (giver.customers() != manifest.items().size()) {
      throw Rejection.of(
          "manifest/items",
          "MANIFEST_INCOMPLETE",
          "Manager "
              + manifest.giverId()
              + " keeps "
              + giver.customers()
              + " customers, the manifest lists "
              + manifest.items().size()
              + ".");
    }
    for (int i = 0; i < manifest.items().size(); i++) {
      requireSound(manifest, i, states);
    }
    List<PortfolioEvent> events = new ArrayList<>();
    events.add(new HandOverBegun(c.handOverId(), manifest, manifest.hash()));
    events.add(new PortfolioFrozen(manifest.giverId(), c.handOverId()));
    for (EmployeeId other : others(manifest)) {
      events.add(new PortfolioBound(other, c.handOverId()));
    }
    return events;
  }

  /** Those without whom it cannot be brought to its end: the head and the takers, in order. */
  private static List<EmployeeId> others(Manifest manifest) {
    Set<EmployeeId> others = new HashSet<>(manifest.takers());
    others.add(manifest.headId());
    return others.stream().sorted(Comparator.comparing(EmployeeId::value)).toList();
  }

  /** Giver, takers and head are free again. */
  private static List<PortfolioEvent> ended(PortfolioEvent end, HandOverId id, States states) {
    Manifest manifest = Objects.requireNonNull(states.of(HandOverState.HAND_OVER, id).manifest());
    List<PortfolioEvent> events = new ArrayList<>();
    events.add(end);
    events.add(new PortfolioThawed(manifest.giverId(), id));
    for (EmployeeId other : others(manifest)) {
      if (states.of(PortfolioState.PORTFOLIO, other).boundBy().contains(id)) {
        events.add(new PortfolioUnbound(other, id));
      }
    }
    return events;
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
    try {
      TierKeepers.require(item.customerId(), item.takerId(), states);
      requireNotFrozen(item.takerId(), states.of(PortfolioState.PORTFOLIO, item.takerId()));
    } catch (Rejection refused) {
      throw Rejection.of("manifest/items/" + place, refused.code(), refused.sentence());
    }
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

  static List<PortfolioEvent> handOver(HandOverCustomer c, LocalDate day, States states) {
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
    EmployeeId giver = manifest.giverId();
    EmployeeId taker = taker(manifest, c.customerId());
    List<PortfolioEvent> events = new ArrayList<>();
    events.add(new CustomerHandedOver(c.customerId(), giver, taker, c.handOverId(), day));
    events.add(PortfolioDecider.handedOver(giver, c.customerId(), states));
    events.add(PortfolioDecider.taken(taker, c.customerId(), states));
    events.addAll(KeyAccountRules.handedOver(c.customerId(), giver, taker, states));
    events.add(new HandOverAdvanced(c.handOverId(), c.customerId(), handOver.done().size() + 1));
    return events;
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
    return ended(new HandOverCompleted(c.handOverId()), c.handOverId(), states);
  }

  private static List<PortfolioEvent> cancel(CancelHandOver c, States states) {
    HandOverState handOver = states.of(HandOverState.HAND_OVER, c.handOverId());
    if (handOver.stage() == Stage.CANCELLED) {
      return List.of();
    }
    begun(c.handOverId(), states);
    Rejection.unless(
        handOver.done().isEmpty(),
        "HAND_OVER_RUNNING",
        "Customers have passed on already; the hand-over is completed.");
    return ended(new HandOverCancelled(c.handOverId(), c.reason()), c.handOverId(), states);
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
