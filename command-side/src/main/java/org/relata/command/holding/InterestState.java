package org.relata.command.holding;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.relata.command.platform.StreamType;
import org.relata.kernel.holding.HoldingEvent.AboutInterest;
import org.relata.kernel.holding.HoldingEvent.InterestRateRecorded;

/** The interest rates of one account by their first day, as known last. */
record InterestState(Map<LocalDate, BigDecimal> rates) {

  static final StreamType<InterestState> INTEREST =
      StreamType.of(
          "interest", new InterestState(Map.of()), AboutInterest.class, InterestState::evolve);

  private InterestState evolve(AboutInterest event) {
    return switch (event) {
      case InterestRateRecorded e -> {
        Map<LocalDate, BigDecimal> next = new HashMap<>(rates);
        next.put(e.from(), e.rate());
        yield new InterestState(Map.copyOf(next));
      }
    };
  }
}
