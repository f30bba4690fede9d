package org.relata.query.valuation;

import org.relata.kernel.log.Recorded;
import org.relata.kernel.valuation.ValuationEvent.AboutValuation;
import org.relata.kernel.valuation.ValuationEvent.ValuationApproved;
import org.relata.kernel.valuation.ValuationEvent.ValuationDrafted;
import org.relata.kernel.valuation.ValuationEvent.ValuationProposed;
import org.relata.kernel.valuation.ValuationEvent.ValuationRefused;
import org.relata.kernel.valuation.ValuationEvent.ValuationWithdrawn;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;
import org.relata.query.valuation.ValuationRow.State;

/** By what the bank reckons, in all versions. */
final class ValuationFold implements Fold<AboutValuation, ValuationRow> {

  static final RowTable<ValuationRow> TABLE =
      RowTable.of("valuation", ValuationRow.class).key("versionKey").build();

  @Override
  public Class<AboutValuation> events() {
    return AboutValuation.class;
  }

  @Override
  public RowTable<ValuationRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutValuation> recorded, Rows<ValuationRow> rows) {
    Key key = Key.of(ValuationRow.key(recorded.event().version()));
    switch (recorded.event()) {
      case ValuationDrafted e -> rows.begin(ValuationRow.of(e));
      case ValuationProposed e -> rows.next(key, row -> row.proposed(e.proposedBy()));
      case ValuationApproved _ -> rows.next(key, row -> row.in(State.APPROVED, null));
      case ValuationRefused e -> rows.next(key, row -> row.in(State.REFUSED, e.reason()));
      case ValuationWithdrawn _ -> rows.next(key, row -> row.in(State.WITHDRAWN, null));
    }
  }
}
