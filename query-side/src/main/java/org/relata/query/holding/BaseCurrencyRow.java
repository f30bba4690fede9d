package org.relata.query.holding;

/**
 * The currency of all totals.
 *
 * @param setting the one key of this table
 * @param fixed whether exchange rates rest on it, so that it changes no more
 */
public record BaseCurrencyRow(String setting, String currency, boolean fixed) {

  static final String SETTING = "base-currency";

  /** While no base currency was ever set. */
  static final BaseCurrencyRow DEFAULT = new BaseCurrencyRow(SETTING, "CNY", false);
}
