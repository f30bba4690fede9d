package org.relata.command.holding;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.relata.command.platform.StreamType;
import org.relata.kernel.StreamId;
import org.relata.kernel.holding.AccountId;
import org.relata.kernel.holding.DailyBalance;
import org.relata.kernel.holding.HoldingEvent.AboutBalances;
import org.relata.kernel.holding.HoldingEvent.BalanceCorrected;
import org.relata.kernel.holding.HoldingEvent.BalancesRecorded;

/** The closing balances of one account and year, as known last: at most 366 of them. */
record BalancesState(Map<LocalDate, BigDecimal> balances) {

  static final StreamType<BalancesState> BALANCES =
      StreamType.of(
          "balances", new BalancesState(Map.of()), AboutBalances.class, BalancesState::evolve);

  static String id(AccountId accountId, int year) {
    return accountId + ":" + year;
  }

  static StreamId stream(AccountId accountId, int year) {
    return BALANCES.id(id(accountId, year));
  }

  private BalancesState evolve(AboutBalances event) {
    return switch (event) {
      case BalancesRecorded e -> with(e.balances());
      case BalanceCorrected e -> with(List.of(e.balance()));
    };
  }

  private BalancesState with(List<DailyBalance> more) {
    Map<LocalDate, BigDecimal> next = new HashMap<>(balances);
    more.forEach(balance -> next.put(balance.on(), balance.amount()));
    return new BalancesState(Map.copyOf(next));
  }
}
