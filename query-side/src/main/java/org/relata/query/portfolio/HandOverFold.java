package org.relata.query.portfolio;

import org.relata.kernel.log.Recorded;
import org.relata.kernel.portfolio.PortfolioEvent.AboutHandOver;
import org.relata.kernel.portfolio.PortfolioEvent.HandOverAdvanced;
import org.relata.kernel.portfolio.PortfolioEvent.HandOverBegun;
import org.relata.kernel.portfolio.PortfolioEvent.HandOverCancelled;
import org.relata.kernel.portfolio.PortfolioEvent.HandOverCompleted;
import org.relata.kernel.portfolio.PortfolioEvent.HandOverSigned;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** Hand-overs and how far they have come. */
final class HandOverFold implements Fold<AboutHandOver, HandOverRow> {

  static final RowTable<HandOverRow> TABLE =
      RowTable.of("hand_over", HandOverRow.class).key("handOverId").index("state").build();

  @Override
  public Class<AboutHandOver> events() {
    return AboutHandOver.class;
  }

  @Override
  public RowTable<HandOverRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutHandOver> recorded, Rows<HandOverRow> rows) {
    Key key = Key.of(recorded.event().handOverId());
    switch (recorded.event()) {
      case HandOverBegun e -> rows.begin(HandOverRow.of(e));
      case HandOverSigned e -> rows.next(key, row -> row.signed(e.employeeId()));
      case HandOverAdvanced e -> rows.next(key, row -> row.advanced(e.done()));
      case HandOverCompleted _ -> rows.next(key, HandOverRow::completed);
      case HandOverCancelled e -> rows.next(key, row -> row.cancelled(e.reason()));
    }
  }
}
