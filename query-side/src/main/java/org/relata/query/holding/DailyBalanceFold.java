package org.relata.query.holding;

import org.relata.kernel.holding.HoldingEvent.AboutBalances;
import org.relata.kernel.holding.HoldingEvent.BalanceCorrected;
import org.relata.kernel.holding.HoldingEvent.BalancesRecorded;
import org.relata.kernel.log.Recorded;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** The closing balances of accounts; days without one are not filled in. */
final class DailyBalanceFold implements Fold<AboutBalances, DailyBalanceRow> {

  static final RowTable<DailyBalanceRow> TABLE =
      RowTable.of("daily_balance", DailyBalanceRow.class).key("accountId", "on").build();

  @Override
  public Class<AboutBalances> events() {
    return AboutBalances.class;
  }

  @Override
  public RowTable<DailyBalanceRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutBalances> recorded, Rows<DailyBalanceRow> rows) {
    switch (recorded.event()) {
      case BalancesRecorded e ->
          e.balances()
              .forEach(
                  told ->
                      rows.begin(
                          DailyBalanceRow.of(e.accountId(), told, e.currency(), e.sourceRef())));
      case BalanceCorrected e ->
          rows.next(
              Key.of(e.accountId(), e.balance().on()),
              row -> DailyBalanceRow.of(e.accountId(), e.balance(), e.currency(), e.sourceRef()));
    }
  }
}
