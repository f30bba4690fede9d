package org.relata.query.portfolio;

import org.relata.kernel.log.Recorded;
import org.relata.kernel.portfolio.PortfolioEvent.AboutPlan;
import org.relata.kernel.portfolio.PortfolioEvent.PlanClosed;
import org.relata.kernel.portfolio.PortfolioEvent.PlanDrawnUp;
import org.relata.kernel.portfolio.PortfolioEvent.PlanRevised;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** The plans of key accounts. */
final class PlanFold implements Fold<AboutPlan, PlanRow> {

  static final RowTable<PlanRow> TABLE =
      RowTable.of("key_account_plan", PlanRow.class).key("customerId").build();

  @Override
  public Class<AboutPlan> events() {
    return AboutPlan.class;
  }

  @Override
  public RowTable<PlanRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutPlan> recorded, Rows<PlanRow> rows) {
    Key key = Key.of(recorded.event().customerId());
    switch (recorded.event()) {
      case PlanDrawnUp e -> rows.put(key, row -> PlanRow.of(e.customerId(), e.plan()));
      case PlanRevised e -> rows.put(key, row -> PlanRow.of(e.customerId(), e.plan()));
      case PlanClosed e -> rows.next(key, row -> row.closed(e.outcome()));
    }
  }
}
