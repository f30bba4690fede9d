package org.relata.query.holding;

import java.time.LocalDate;
import java.util.Currency;
import org.relata.kernel.holding.AccountId;
import org.relata.kernel.holding.DailyBalance;
import org.relata.kernel.holding.SourceRef;
import org.relata.kernel.value.Money;

/** The closing balance of one day, as known last. */
public record DailyBalanceRow(
    AccountId accountId, LocalDate on, Money balance, SourceRef sourceRef) {

  static DailyBalanceRow of(
      AccountId accountId, DailyBalance told, Currency currency, SourceRef sourceRef) {
    return new DailyBalanceRow(accountId, told.on(), new Money(told.amount(), currency), sourceRef);
  }
}
