package org.relata.command.portfolio;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.StreamType;
import org.relata.kernel.portfolio.HandOverId;
import org.relata.kernel.portfolio.PortfolioEvent.AboutPortfolio;
import org.relata.kernel.portfolio.PortfolioEvent.PlaceFreed;
import org.relata.kernel.portfolio.PortfolioEvent.PlaceTaken;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioBound;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioCapSet;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioClosed;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioFrozen;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioOpened;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioThawed;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioUnbound;

/**
 * How full a portfolio is. The stream may hold many thousands of events; the state is a few values,
 * and who the customers are is known to their own streams.
 *
 * @param frozenBy the hand-over that runs; null when none does
 * @param boundBy the hand-overs that run with the employee as taker or head
 */
record PortfolioState(
    Status status, int customers, int cap, @Nullable HandOverId frozenBy, Set<HandOverId> boundBy) {

  /** Follows the employment. */
  enum Status {
    UNKNOWN,
    OPEN,
    CLOSED
  }

  static final StreamType<PortfolioState> PORTFOLIO =
      StreamType.of(
          "portfolio",
          new PortfolioState(Status.UNKNOWN, 0, 0, null, Set.of()),
          AboutPortfolio.class,
          PortfolioState::evolve);

  private PortfolioState evolve(AboutPortfolio event) {
    return switch (event) {
      case PortfolioOpened e -> new PortfolioState(Status.OPEN, 0, e.cap(), null, Set.of());
      case PortfolioCapSet e -> new PortfolioState(status, customers, e.cap(), frozenBy, boundBy);
      case PlaceTaken e -> new PortfolioState(status, e.customers(), cap, frozenBy, boundBy);
      case PlaceFreed e -> new PortfolioState(status, e.customers(), cap, frozenBy, boundBy);
      case PortfolioFrozen e -> new PortfolioState(status, customers, cap, e.handOverId(), boundBy);
      case PortfolioThawed _ -> new PortfolioState(status, customers, cap, null, boundBy);
      case PortfolioBound e -> boundBy(e.handOverId(), true);
      case PortfolioUnbound e -> boundBy(e.handOverId(), false);
      case PortfolioClosed _ ->
          new PortfolioState(Status.CLOSED, customers, cap, frozenBy, boundBy);
    };
  }

  private PortfolioState boundBy(HandOverId id, boolean bound) {
    Set<HandOverId> next = new HashSet<>(boundBy);
    if (bound) {
      next.add(id);
    } else {
      next.remove(id);
    }
    return new PortfolioState(status, customers, cap, frozenBy, Set.copyOf(next));
  }
}
