package org.relata.command.holding;

import java.util.Currency;
import org.relata.command.platform.States;
import org.relata.command.platform.StreamType;
import org.relata.kernel.StreamId;
import org.relata.kernel.holding.HoldingEvent.AboutSettings;
import org.relata.kernel.holding.HoldingEvent.BaseCurrencyFixed;
import org.relata.kernel.holding.HoldingEvent.BaseCurrencySet;

/**
 * The currency of all totals. It may be set until the first exchange rate rests on it.
 *
 * @param fixed whether a rate rests on it
 */
public record BaseCurrency(Currency currency, boolean fixed) {

  private static final String ID = "holding";

  static final StreamType<BaseCurrency> SETTINGS =
      StreamType.of(
          "settings",
          new BaseCurrency(Currency.getInstance("CNY"), false),
          AboutSettings.class,
          (state, event) ->
              switch (event) {
                case BaseCurrencySet e -> new BaseCurrency(e.currency(), false);
                case BaseCurrencyFixed e -> new BaseCurrency(e.currency(), true);
              });

  /** The stream that an answer rests on, to be read ahead. */
  public static StreamId stream() {
    return SETTINGS.id(ID);
  }

  /** What the rules of other capabilities may ask: the base currency. */
  public static Currency of(States states) {
    return state(states).currency();
  }

  static BaseCurrency state(States states) {
    return states.of(SETTINGS, ID);
  }
}
