package org.relata.command.portfolio;

import org.jspecify.annotations.Nullable;
import org.relata.command.platform.StreamType;
import org.relata.kernel.portfolio.HandOverId;
import org.relata.kernel.portfolio.PortfolioEvent.AboutPortfolio;
import org.relata.kernel.portfolio.PortfolioEvent.PlaceFreed;
import org.relata.kernel.portfolio.PortfolioEvent.PlaceTaken;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioCapSet;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioClosed;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioFrozen;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioOpened;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioThawed;

/**
 * How full a portfolio is. The stream may hold many thousands of events; the state is a few values,
 * and who the customers are is known to their own streams.
 *
 * @param frozenBy the hand-over that runs; null when none does
 */
record PortfolioState(Status status, int customers, int cap, @Nullable HandOverId frozenBy) {

  /** Follows the employment. */
  enum Status {
    UNKNOWN,
    OPEN,
    CLOSED
  }

  static final StreamType<PortfolioState> PORTFOLIO =
      StreamType.of(
          "portfolio",
          new PortfolioState(Status.UNKNOWN, 0, 0, null),
          AboutPortfolio.class,
          PortfolioState::evolve);

  private PortfolioState evolve(AboutPortfolio event) {
    return switch (event) {
      case PortfolioOpened e -> new PortfolioState(Status.OPEN, 0, e.cap(), null);
      case PortfolioCapSet e -> new PortfolioState(status, customers, e.cap(), frozenBy);
      case PlaceTaken e -> new PortfolioState(status, e.customers(), cap, frozenBy);
      case PlaceFreed e -> new PortfolioState(status, e.customers(), cap, frozenBy);
      case PortfolioFrozen e -> new PortfolioState(status, customers, cap, e.handOverId());
      case PortfolioThawed _ -> new PortfolioState(status, customers, cap, null);
      case PortfolioClosed _ -> new PortfolioState(Status.CLOSED, customers, cap, frozenBy);
    };
  }
}
