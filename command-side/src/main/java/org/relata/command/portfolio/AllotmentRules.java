package org.relata.command.portfolio;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.relata.command.customer.KnownCustomers;
import org.relata.command.platform.States;
import org.relata.command.portfolio.PortfolioCommand.AllotCustomer;
import org.relata.command.portfolio.PortfolioCommand.AllotStock;
import org.relata.command.portfolio.PortfolioCommand.CompleteAllotment;
import org.relata.command.portfolio.PortfolioCommand.ForAllotment;
import org.relata.command.portfolio.PortfolioCommand.LeaveInPool;
import org.relata.command.portfolio.PortfolioCommand.ReportAllotmentProgress;
import org.relata.command.segmentation.Tiers;
import org.relata.kernel.Rejection;
import org.relata.kernel.portfolio.AllotmentId;
import org.relata.kernel.portfolio.AllotmentProgress;
import org.relata.kernel.portfolio.PortfolioEvent;
import org.relata.kernel.portfolio.PortfolioEvent.AllotmentCompleted;
import org.relata.kernel.portfolio.PortfolioEvent.AllotmentProgressed;
import org.relata.kernel.portfolio.PortfolioEvent.AllotmentRequested;
import org.relata.kernel.portfolio.PortfolioEvent.CustomerAllotted;
import org.relata.kernel.portfolio.PortfolioEvent.CustomerLeftInPool;

/**
 * Allotting the stock: managers keep whom they have, staff has claimed whom it knows, and what is
 * left is given out by tier, as far as the caps reach. Each customer is decided by itself, so a job
 * that was killed goes on where it was.
 */
final class AllotmentRules {

  private AllotmentRules() {}

  static List<PortfolioEvent> decide(ForAllotment command, States states) {
    return switch (command) {
      case AllotStock c -> request(c, states);
      case ReportAllotmentProgress c -> progress(c, states);
      case CompleteAllotment c -> complete(c, states);
    };
  }

  private static List<PortfolioEvent> request(AllotStock c, States states) {
    AllotmentRequested requested =
        new AllotmentRequested(
            c.allotmentId(), c.scheme(), Objects.requireNonNullElse(c.unitIds(), List.of()));
    @Nullable AllotmentRequested known =
        states.of(AllotmentState.ALLOTMENT, c.allotmentId()).request();
    if (requested.equals(known)) {
      return List.of();
    }
    Rejection.unless(
        known == null,
        "ALLOTMENT_EXISTS",
        "The allotment " + c.allotmentId() + " exists; give another allotmentId.");
    Tiers.requireScheme(states, c.scheme(), "scheme");
    return List.of(requested);
  }

  /** Whoever was given to somebody meanwhile stays there. */
  static List<PortfolioEvent> allot(AllotCustomer c, LocalDate day, States states) {
    running(c.allotmentId(), states);
    TierKeepers.require(c.customerId(), c.managerId(), states);
    return PortfolioDecider.fromPool(
        new CustomerAllotted(c.customerId(), c.managerId(), c.allotmentId(), day),
        c.managerId(),
        states);
  }

  static List<PortfolioEvent> leave(LeaveInPool c, States states) {
    running(c.allotmentId(), states);
    KnownCustomers.requireKnown(states, c.customerId());
    CustodyState custody = states.of(CustodyState.CUSTODY, c.customerId());
    if (c.allotmentId().equals(custody.leftBy())) {
      return List.of();
    }
    Rejection.unless(
        custody.managerId() == null,
        "CUSTOMER_TAKEN",
        "The customer " + c.customerId() + " has a manager by now.");
    return List.of(new CustomerLeftInPool(c.customerId(), c.allotmentId(), c.reason()));
  }

  private static List<PortfolioEvent> progress(ReportAllotmentProgress c, States states) {
    AllotmentState allotment = going(c.allotmentId(), c.progress(), states);
    return allotment.completed() || c.progress().equals(allotment.progress())
        ? List.of()
        : List.of(new AllotmentProgressed(c.allotmentId(), c.progress(), c.upTo()));
  }

  private static List<PortfolioEvent> complete(CompleteAllotment c, States states) {
    AllotmentState allotment = going(c.allotmentId(), c.progress(), states);
    Rejection.unless(
        c.progress().placed() + c.progress().left() == c.progress().total(),
        "NOT_DONE",
        "An allotment is complete when every customer was looked at.");
    return allotment.completed()
        ? List.of()
        : List.of(new AllotmentCompleted(c.allotmentId(), c.progress()));
  }

  private static AllotmentState going(AllotmentId id, AllotmentProgress progress, States states) {
    AllotmentState allotment = known(id, states);
    @Nullable AllotmentProgress before = allotment.progress();
    Rejection.unless(
        before == null
            || (before.readAt() == progress.readAt()
                && before.placed() <= progress.placed()
                && before.left() <= progress.left()),
        "PROGRESS_LOST",
        "An allotment reads at one position and does not go back.");
    return allotment;
  }

  private static void running(AllotmentId id, States states) {
    Rejection.unless(
        !known(id, states).completed(),
        "ALLOTMENT_COMPLETED",
        "The allotment " + id + " is complete.");
  }

  private static AllotmentState known(AllotmentId id, States states) {
    AllotmentState allotment = states.of(AllotmentState.ALLOTMENT, id);
    Rejection.unless(
        allotment.request() != null, "UNKNOWN_ALLOTMENT", "There is no allotment " + id + ".");
    return allotment;
  }
}
