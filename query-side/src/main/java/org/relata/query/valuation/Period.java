package org.relata.query.valuation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.relata.query.platform.graph.GraphRefusal;

/** Calendar days, both ends included; the last one is the day that figures are told for. */
record Period(LocalDate from, LocalDate to) {

  static final int MAX_DAYS = 3_660;
  static final int MONTHS = 12;

  Period {
    if (to.isBefore(from)) {
      throw new GraphRefusal("INVALID_PERIOD", "A period does not end before it begins.");
    }
    long days = ChronoUnit.DAYS.between(from, to) + 1;
    if (days > MAX_DAYS) {
      throw GraphRefusal.limit("PERIOD_LIMIT", "The period has too many days.", MAX_DAYS, days);
    }
  }

  /** The twelve months that end on a day. */
  static Period yearTo(LocalDate day) {
    return new Period(monthsBefore(day, MONTHS).plusDays(1), day);
  }

  /** As many days right before. */
  Period before() {
    return new Period(from.minusDays(days()), from.minusDays(1));
  }

  BigDecimal length() {
    return BigDecimal.valueOf(days());
  }

  long days() {
    return ChronoUnit.DAYS.between(from, to) + 1;
  }

  /** The ends of the last twelve months up to the day, the earliest first. */
  List<LocalDate> monthEnds() {
    LocalDate last = isMonthEnd(to) ? to : to.withDayOfMonth(1).minusDays(1);
    return IntStream.range(0, MONTHS)
        .mapToObj(i -> last.minusDays(last.getDayOfMonth() - 1L).minusMonths(MONTHS - 1L - i))
        .map(first -> first.withDayOfMonth(first.lengthOfMonth()))
        .toList();
  }

  /** The last day before the so many months that end with the period. */
  LocalDate monthBefore(int months) {
    return monthsBefore(to, months);
  }

  /** Months that end with the last day of one are whole ones, whatever their lengths. */
  private static LocalDate monthsBefore(LocalDate day, int months) {
    return isMonthEnd(day)
        ? YearMonth.from(day).minusMonths(months).atEndOfMonth()
        : day.minusMonths(months);
  }

  private static boolean isMonthEnd(LocalDate day) {
    return day.getDayOfMonth() == day.lengthOfMonth();
  }
}
