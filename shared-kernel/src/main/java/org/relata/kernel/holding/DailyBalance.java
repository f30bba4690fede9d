package org.relata.kernel.holding;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.relata.kernel.Impersonal;

/**
 * The closing balance of one day, in the account's currency. It may be negative; of a loan it is
 * the principal outstanding, as a positive amount.
 */
public record DailyBalance(@Impersonal LocalDate on, BigDecimal amount) {

  public DailyBalance {
    EffectiveDay.checked(on);
  }
}
