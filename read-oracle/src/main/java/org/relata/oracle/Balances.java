package org.relata.oracle;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.value.Money;
import org.relata.oracle.Known.Asked;

/** Balances of accounts by the day, day after day as a clerk would. */
final class Balances {

  private Balances() {}

  /** The latest balance by the day; 0 before the first and outside of the account's life. */
  static Object on(Asked asked) {
    return money(asked.row(), balance(asked.row(), day(asked, "date"), asked.at()));
  }

  /** The mean over all days of a period. */
  static Object average(Asked asked) {
    LocalDate from = day(asked, "from");
    LocalDate to = day(asked, "to");
    BigDecimal sum = BigDecimal.ZERO;
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
      sum = sum.add(balance(asked.row(), day, asked.at()));
    }
    BigDecimal days = BigDecimal.valueOf(ChronoUnit.DAYS.between(from, to) + 1);
    int scale = Math.max(currency(asked.row()).getDefaultFractionDigits(), 0);
    return money(asked.row(), sum.divide(days, scale, RoundingMode.HALF_UP));
  }

  private static BigDecimal balance(Record account, LocalDate day, At at) {
    @Nullable Object closedOn = Plain.of(account, "closedOn");
    LocalDate openedOn = (LocalDate) Objects.requireNonNull(Plain.of(account, "openedOn"));
    if (day.isBefore(openedOn) || (closedOn instanceof LocalDate last && day.isAfter(last))) {
      return BigDecimal.ZERO;
    }
    @Nullable LocalDate latest = null;
    BigDecimal balance = BigDecimal.ZERO;
    for (Record told : at.rows("daily_balance", "accountId", Plain.text(account, "accountId"))) {
      LocalDate on = (LocalDate) Objects.requireNonNull(Plain.of(told, "on"));
      if (!on.isAfter(day) && (latest == null || on.isAfter(latest))) {
        latest = on;
        balance = Plain.decimal(Objects.requireNonNull(Plain.of(told, "balance")));
      }
    }
    return balance;
  }

  private static Money money(Record account, BigDecimal amount) {
    return new Money(amount, currency(account));
  }

  private static Currency currency(Record account) {
    return Currency.getInstance(Plain.text(account, "currency"));
  }

  private static LocalDate day(Asked asked, String argument) {
    return LocalDate.parse(asked.text(argument));
  }
}
