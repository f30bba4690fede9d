package org.relata.query.portfolio;

import org.relata.kernel.log.Recorded;
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
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** How many customers each manager keeps, and may keep. */
final class PortfolioFold implements Fold<AboutPortfolio, PortfolioRow> {

  static final RowTable<PortfolioRow> TABLE =
      RowTable.of("portfolio", PortfolioRow.class).key("managerId").index("customers").build();

  @Override
  public Class<AboutPortfolio> events() {
    return AboutPortfolio.class;
  }

  @Override
  public RowTable<PortfolioRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutPortfolio> recorded, Rows<PortfolioRow> rows) {
    switch (recorded.event()) {
      case PortfolioOpened e -> rows.begin(PortfolioRow.opened(e.managerId(), e.cap()));
      case PortfolioCapSet e -> rows.next(Key.of(e.managerId()), row -> row.withCap(e.cap()));
      case PlaceTaken e ->
          rows.next(Key.of(e.managerId()), row -> row.withCustomers(e.customers()));
      case PlaceFreed e ->
          rows.next(Key.of(e.managerId()), row -> row.withCustomers(e.customers()));
      case PortfolioFrozen e -> rows.next(Key.of(e.managerId()), row -> row.frozen(e.handOverId()));
      case PortfolioThawed e -> rows.next(Key.of(e.managerId()), row -> row.frozen(null));
      case PortfolioBound _, PortfolioUnbound _ -> {
        // Whoever waits for the hand-over is told by the hand-over itself.
      }
      case PortfolioClosed e -> rows.next(Key.of(e.managerId()), row -> row.closedNow());
    }
  }
}
