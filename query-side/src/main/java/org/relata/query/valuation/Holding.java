package org.relata.query.valuation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.holding.AccountKind;
import org.relata.kernel.valuation.Lack;
import org.relata.kernel.valuation.Observation;
import org.relata.query.holding.HoldingFacts.Held;
import org.relata.query.holding.HoldingFacts.Movements;

/** What a customer has and does with us, as metrics. */
final class Holding {

  private final Reckoning reckoning;
  private final Facts facts;
  private final Period period;

  Holding(Reckoning reckoning) {
    this.reckoning = reckoning;
    this.facts = reckoning.facts();
    this.period = reckoning.period();
  }

  BigDecimal assets() {
    return reckoning.balances(AccountKind::countsToAssetsUnderManagement, period.to(), true);
  }

  BigDecimal deposits() {
    return reckoning.balances(AccountKind::isDeposit, period.to(), true);
  }

  BigDecimal loans() {
    return reckoning.balances(Reckoning::isLoan, period.to(), true);
  }

  BigDecimal balanceOf(AccountKind kind) {
    return reckoning.balances(kind::equals, period.to(), true);
  }

  BigDecimal largestBalance() {
    BigDecimal largest = BigDecimal.ZERO;
    for (Held one : facts.heldOn(period.to())) {
      if (!Reckoning.isLoan(one.kind())) {
        largest = largest.max(facts.worth(one.on(period.to()), one.currency(), period.to()));
      }
    }
    return largest;
  }

  BigDecimal averageDeposits() {
    return average(reckoning.balanceDays(AccountKind::isDeposit));
  }

  BigDecimal averageLoans() {
    return average(reckoning.balanceDays(Reckoning::isLoan));
  }

  private BigDecimal average(BigDecimal balanceDays) {
    reckoning.input("days", period.length());
    return balanceDays.divide(period.length(), Reckoning.EXACT);
  }

  long products() {
    return facts.heldOn(period.to()).stream()
        .map(Held::kind)
        .distinct()
        .peek(kind -> reckoning.input(kind.name(), "held"))
        .count();
  }

  long channels() {
    return facts.observedEach(Observation.Kind.CHANNEL, period.to()).entrySet().stream()
        .filter(one -> "true".equals(String.valueOf(one.getValue().value())))
        .peek(one -> reckoning.input(one.getKey(), "since " + one.getValue().on()))
        .count();
  }

  BigDecimal cardSpending(int months) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Held one : facts.held()) {
      if (one.kind() == AccountKind.CARD) {
        for (Map.Entry<LocalDate, Movements> day :
            movements(one, period.monthBefore(months), period.to()).entrySet()) {
          sum = sum.add(facts.worth(day.getValue().debited(), one.currency(), day.getKey()));
        }
      }
    }
    return sum;
  }

  long cardUses() {
    long uses = 0;
    for (Held one : facts.held()) {
      if (one.kind() == AccountKind.CARD) {
        for (Movements day : movements(one, period.monthBefore(1), period.to()).values()) {
          uses += day.debits();
        }
      }
    }
    return uses;
  }

  boolean hasGoldOrPlatinumCard() {
    return facts.heldOn(period.to()).stream()
        .filter(one -> one.kind() == AccountKind.CARD)
        .map(Held::type)
        .anyMatch(type -> "gold".equalsIgnoreCase(type) || "platinum".equalsIgnoreCase(type));
  }

  /** Of a customer without any posting, since the first account was opened. */
  long monthsWithoutPosting() {
    @Nullable LocalDate last = null;
    @Nullable LocalDate opened = null;
    for (Held one : facts.held()) {
      if (!one.from().isAfter(period.to())) {
        Map.@Nullable Entry<LocalDate, Movements> latest = one.movements().floorEntry(period.to());
        if (latest != null && (last == null || latest.getKey().isAfter(last))) {
          last = latest.getKey();
        }
        opened = opened == null || one.from().isBefore(opened) ? one.from() : opened;
      }
    }
    if (opened == null) {
      throw new Missing(Lack.NOT_APPLICABLE, "The customer has never had an account.");
    }
    reckoning.input(
        last == null ? "account opened on" : "last posting on", last == null ? opened : last);
    return ChronoUnit.MONTHS.between(last == null ? opened : last, period.to());
  }

  /** Days with a posting, of the average month. */
  BigDecimal activeDays() {
    TreeSet<LocalDate> days = new TreeSet<>();
    for (Held one : facts.held()) {
      days.addAll(movements(one, period.monthBefore(Period.MONTHS), period.to()).keySet());
    }
    reckoning.input("days with a posting in twelve months", days.size());
    return ofMonth(days.size());
  }

  /** Kinds of accounts with a posting, of the average month. */
  BigDecimal businessKinds() {
    long kinds = 0;
    for (int month = 0; month < Period.MONTHS; month++) {
      LocalDate after = period.monthBefore(month + 1);
      LocalDate to = period.monthBefore(month);
      kinds +=
          facts.held().stream()
              .filter(one -> !movements(one, after, to).isEmpty())
              .map(Held::kind)
              .distinct()
              .count();
    }
    return ofMonth(kinds);
  }

  /** Credits and debits of settlement accounts in the twelve months. */
  BigDecimal settled() {
    BigDecimal sum = BigDecimal.ZERO;
    for (Held one : facts.held()) {
      if (settles(one.kind())) {
        for (Map.Entry<LocalDate, Movements> day :
            movements(one, period.monthBefore(Period.MONTHS), period.to()).entrySet()) {
          BigDecimal amount = day.getValue().debited().add(day.getValue().credited());
          sum = sum.add(facts.worth(amount, one.currency(), day.getKey()));
        }
      }
    }
    return sum;
  }

  /** Whether money comes in and goes out on it. */
  static boolean settles(AccountKind kind) {
    return switch (kind) {
      case CURRENT, SETTLEMENT, PAYROLL, POS -> true;
      case DEPOSIT,
          FUND,
          WEALTH_PRODUCT,
          CUSTODY,
          INSURANCE,
          LOAN,
          CARD,
          PRECIOUS_METAL,
          STANDING_ORDER ->
          false;
    };
  }

  private static BigDecimal ofMonth(long inTwelve) {
    return BigDecimal.valueOf(inTwelve).divide(BigDecimal.valueOf(Period.MONTHS), Reckoning.EXACT);
  }

  static Map<LocalDate, Movements> movements(Held one, LocalDate after, LocalDate to) {
    return one.movements().subMap(after, false, to, true);
  }
}
