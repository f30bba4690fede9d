package org.relata.automation;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which months end with the closing of business days. A month has ended when its last calendar day
 * is closed, or, where that is no business day, when a day of a later month is.
 */
final class MonthEnds {

  private MonthEnds() {}

  /**
   * The last calendar days of months that ended with the closing of a day.
   *
   * @param before the business day closed before it, if any
   */
  static List<LocalDate> endedBy(LocalDate closed, @Nullable LocalDate before) {
    List<LocalDate> ends = new ArrayList<>();
    YearMonth month = YearMonth.from(closed);
    if (before != null && !before.equals(lastDay(before))) {
      if (YearMonth.from(before).isBefore(month)) {
        ends.add(lastDay(before));
      }
    }
    if (closed.equals(lastDay(closed))) {
      ends.add(closed);
    }
    return ends;
  }

  private static LocalDate lastDay(LocalDate day) {
    return YearMonth.from(day).atEndOfMonth();
  }
}
