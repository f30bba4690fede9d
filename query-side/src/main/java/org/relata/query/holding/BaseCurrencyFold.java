package org.relata.query.holding;

import java.util.Currency;
import org.relata.kernel.holding.HoldingEvent.AboutSettings;
import org.relata.kernel.holding.HoldingEvent.BaseCurrencyFixed;
import org.relata.kernel.holding.HoldingEvent.BaseCurrencySet;
import org.relata.kernel.log.Recorded;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** The currency of all totals, once it was set. */
final class BaseCurrencyFold implements Fold<AboutSettings, BaseCurrencyRow> {

  static final RowTable<BaseCurrencyRow> TABLE =
      RowTable.of("base_currency", BaseCurrencyRow.class).key("setting").build();

  private static final Key KEY = Key.of(BaseCurrencyRow.SETTING);

  @Override
  public Class<AboutSettings> events() {
    return AboutSettings.class;
  }

  @Override
  public RowTable<BaseCurrencyRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutSettings> recorded, Rows<BaseCurrencyRow> rows) {
    switch (recorded.event()) {
      case BaseCurrencySet e -> rows.put(KEY, row -> of(e.currency(), false));
      case BaseCurrencyFixed e -> rows.put(KEY, row -> of(e.currency(), true));
    }
  }

  private static BaseCurrencyRow of(Currency currency, boolean fixed) {
    return new BaseCurrencyRow(BaseCurrencyRow.SETTING, currency.getCurrencyCode(), fixed);
  }
}
