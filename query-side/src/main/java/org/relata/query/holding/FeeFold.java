package org.relata.query.holding;

import org.relata.kernel.holding.HoldingEvent.AboutSource;
import org.relata.kernel.holding.HoldingEvent.FeeCharged;
import org.relata.kernel.holding.HoldingEvent.SourceReferenceUsed;
import org.relata.kernel.log.Recorded;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** The fees that were charged. */
final class FeeFold implements Fold<AboutSource, FeeRow> {

  static final RowTable<FeeRow> TABLE =
      RowTable.of("fee", FeeRow.class)
          .key("accountId", "sourceRef")
          .indexOfAllVersions("on")
          .build();

  @Override
  public Class<AboutSource> events() {
    return AboutSource.class;
  }

  @Override
  public RowTable<FeeRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutSource> recorded, Rows<FeeRow> rows) {
    switch (recorded.event()) {
      case FeeCharged e -> rows.begin(FeeRow.of(e));
      case SourceReferenceUsed _ -> {}
    }
  }
}
