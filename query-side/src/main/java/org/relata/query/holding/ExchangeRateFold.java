package org.relata.query.holding;

import org.relata.kernel.holding.HoldingEvent.AboutRate;
import org.relata.kernel.holding.HoldingEvent.ExchangeRateRecorded;
import org.relata.kernel.log.Recorded;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** Exchange rates; another rate of the same day corrects the first. */
final class ExchangeRateFold implements Fold<AboutRate, ExchangeRateRow> {

  static final RowTable<ExchangeRateRow> TABLE =
      RowTable.of("exchange_rate", ExchangeRateRow.class).key("currency", "on").build();

  @Override
  public Class<AboutRate> events() {
    return AboutRate.class;
  }

  @Override
  public RowTable<ExchangeRateRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutRate> recorded, Rows<ExchangeRateRow> rows) {
    switch (recorded.event()) {
      case ExchangeRateRecorded e -> {
        String currency = e.currency().getCurrencyCode();
        rows.put(
            Key.of(currency, e.on()),
            row -> new ExchangeRateRow(currency, e.on(), e.rate(), e.base().getCurrencyCode()));
      }
    }
  }
}
