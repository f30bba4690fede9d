package org.relata.kernel.holding;

import java.time.LocalDate;
import org.relata.kernel.Rejection;

/** The days on which a fact may have been true: the years 1900 to 2199. */
public final class EffectiveDay {

  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2199;

  private EffectiveDay() {}

  /** Refuses a day that no account of ours can know. */
  public static LocalDate checked(LocalDate day) {
    Rejection.unless(
        day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR,
        "OUT_OF_RANGE",
        "A day lies in the years " + FIRST_YEAR + " to " + LAST_YEAR + ".");
    return day;
  }
}
