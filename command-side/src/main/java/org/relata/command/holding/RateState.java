package org.relata.command.holding;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import org.relata.command.platform.StreamType;
import org.relata.kernel.StreamId;
import org.relata.kernel.holding.HoldingEvent.AboutRate;
import org.relata.kernel.holding.HoldingEvent.ExchangeRateRecorded;

/** The exchange rates of one currency and year, as known last. */
record RateState(Map<LocalDate, BigDecimal> rates) {

  static final StreamType<RateState> RATE =
      StreamType.of("rate", new RateState(Map.of()), AboutRate.class, RateState::evolve);

  static String id(Currency currency, int year) {
    return currency + ":" + year;
  }

  static StreamId stream(Currency currency, int year) {
    return RATE.id(id(currency, year));
  }

  private RateState evolve(AboutRate event) {
    return switch (event) {
      case ExchangeRateRecorded e -> {
        Map<LocalDate, BigDecimal> next = new HashMap<>(rates);
        next.put(e.on(), e.rate());
        yield new RateState(Map.copyOf(next));
      }
    };
  }
}
