package org.relata.query.portfolio;

import org.relata.kernel.log.Recorded;
import org.relata.kernel.portfolio.PortfolioEvent.AboutAllotment;
import org.relata.kernel.portfolio.PortfolioEvent.AllotmentCompleted;
import org.relata.kernel.portfolio.PortfolioEvent.AllotmentProgressed;
import org.relata.kernel.portfolio.PortfolioEvent.AllotmentRequested;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** Allotments and how far they have come. */
final class AllotmentFold implements Fold<AboutAllotment, AllotmentRow> {

  static final RowTable<AllotmentRow> TABLE =
      RowTable.of("allotment", AllotmentRow.class).key("allotmentId").index("state").build();

  @Override
  public Class<AboutAllotment> events() {
    return AboutAllotment.class;
  }

  @Override
  public RowTable<AllotmentRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutAllotment> recorded, Rows<AllotmentRow> rows) {
    Key key = Key.of(recorded.event().allotmentId());
    switch (recorded.event()) {
      case AllotmentRequested e -> rows.begin(AllotmentRow.of(recorded.position(), e));
      case AllotmentProgressed e ->
          rows.next(key, row -> row.at(AllotmentRow.State.RUNNING, e.progress(), e.upTo()));
      case AllotmentCompleted e ->
          rows.next(key, row -> row.at(AllotmentRow.State.COMPLETED, e.progress(), row.upTo()));
    }
  }
}
