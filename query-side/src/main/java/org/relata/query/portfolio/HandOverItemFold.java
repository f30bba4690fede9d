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

/** The manifests of hand-overs, line by line. */
final class HandOverItemFold implements Fold<AboutHandOver, HandOverItemRow> {

  static final RowTable<HandOverItemRow> TABLE =
      RowTable.of("hand_over_item", HandOverItemRow.class)
          .key("handOverId", "customerId")
          .indexOfAllVersions("customerId")
          .build();

  @Override
  public Class<AboutHandOver> events() {
    return AboutHandOver.class;
  }

  @Override
  public RowTable<HandOverItemRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutHandOver> recorded, Rows<HandOverItemRow> rows) {
    switch (recorded.event()) {
      case HandOverBegun e ->
          e.manifest()
              .items()
              .forEach(
                  item ->
                      rows.begin(
                          new HandOverItemRow(
                              e.handOverId(), item.customerId(), item.takerId(), false)));
      case HandOverAdvanced e ->
          rows.next(
              Key.of(e.handOverId(), e.customerId()),
              row -> new HandOverItemRow(row.handOverId(), row.customerId(), row.takerId(), true));
      case HandOverSigned _, HandOverCompleted _, HandOverCancelled _ -> {}
    }
  }
}
