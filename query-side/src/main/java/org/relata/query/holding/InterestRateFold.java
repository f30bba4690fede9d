package org.relata.query.holding;

import org.relata.kernel.holding.HoldingEvent.AboutInterest;
import org.relata.kernel.holding.HoldingEvent.InterestRateRecorded;
import org.relata.kernel.log.Recorded;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** Interest rates of accounts; another rate of the same day corrects the first. */
final class InterestRateFold implements Fold<AboutInterest, InterestRateRow> {

  static final RowTable<InterestRateRow> TABLE =
      RowTable.of("interest_rate", InterestRateRow.class).key("accountId", "from").build();

  @Override
  public Class<AboutInterest> events() {
    return AboutInterest.class;
  }

  @Override
  public RowTable<InterestRateRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutInterest> recorded, Rows<InterestRateRow> rows) {
    switch (recorded.event()) {
      case InterestRateRecorded e ->
          rows.put(
              Key.of(e.accountId(), e.from()),
              row -> new InterestRateRow(e.accountId(), e.from(), e.rate()));
    }
  }
}
