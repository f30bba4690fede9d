package org.relata.query.valuation;

import java.time.LocalDate;
import org.relata.kernel.valuation.Lack;

/** A figure cannot be computed, and why: an answer, not a failure. */
final class Missing extends RuntimeException {

  private final Lack lack;

  Missing(Lack lack, String why) {
    super(why, null, false, false);
    this.lack = lack;
  }

  static Missing rate(String currency, LocalDate day) {
    return new Missing(
        Lack.NO_EXCHANGE_RATE, "There is no exchange rate of " + currency + " for " + day + ".");
  }

  static Missing parameter(String what, LocalDate day) {
    return new Missing(Lack.NO_PARAMETER, "The bank has not set " + what + " for " + day + ".");
  }

  static Missing fact(String what) {
    return new Missing(Lack.NOT_RECORDED, "Not recorded: " + what + ".");
  }

  Lack lack() {
    return lack;
  }
}
