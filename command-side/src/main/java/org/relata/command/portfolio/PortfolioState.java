package org.relata.command.portfolio;

import org.relata.command.platform.StreamType;
import org.relata.kernel.portfolio.PortfolioEvent.AboutPortfolio;
import org.relata.kernel.portfolio.PortfolioEvent.PlaceFreed;
import org.relata.kernel.portfolio.PortfolioEvent.PlaceTaken;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioCapSet;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioClosed;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioOpened;

/**
 * How full a portfolio is. The stream may hold many thousands of events; the state is two numbers,
 * and who the customers are is known to their own streams.
 */
record PortfolioState(Status status, int customers, int cap) {

  /** Follows the employment. */
  enum Status {
    UNKNOWN,
    OPEN,
    CLOSED
  }

  static final StreamType<PortfolioState> PORTFOLIO =
      StreamType.of(
          "portfolio",
          new PortfolioState(Status.UNKNOWN, 0, 0),
          AboutPortfolio.class,
          (state, event) ->
              switch (event) {
                case PortfolioOpened e -> new PortfolioState(Status.OPEN, 0, e.cap());
                case PortfolioCapSet e ->
                    new PortfolioState(state.status(), state.customers(), e.cap());
                case PlaceTaken e -> new PortfolioState(state.status(), e.customers(), state.cap());
                case PlaceFreed e -> new PortfolioState(state.status(), e.customers(), state.cap());
                case PortfolioClosed _ ->
                    new PortfolioState(Status.CLOSED, state.customers(), state.cap());
              });
}
