package org.relata.query.valuation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.holding.AccountKind;
import org.relata.query.holding.HoldingFacts.Held;
import org.relata.query.valuation.Measured.Input;

/**
 * The computation of one metric of one customer: its facts, its period, and what it is told to rest
 * on. Sums are exact; quotients and roots are taken with 34 digits.
 */
final class Reckoning {

  static final MathContext EXACT = MathContext.DECIMAL128;
  static final BigDecimal YEAR_DAYS = BigDecimal.valueOf(360);

  private final Facts facts;
  private final Period period;
  private final boolean telling;
  private final List<Input> inputs = new ArrayList<>();

  private Reckoning(Facts facts, Period period, boolean telling) {
    this.facts = facts;
    this.period = period;
    this.telling = telling;
  }

  /** One that keeps what the result rests on. */
  static Reckoning told(Facts facts, Period period) {
    return new Reckoning(facts, period, true);
  }

  /** One for the result alone. */
  static Reckoning untold(Facts facts, Period period) {
    return new Reckoning(facts, period, false);
  }

  Facts facts() {
    return facts;
  }

  Period period() {
    return period;
  }

  /** The same customer in another period; what that rests on is not told. */
  Reckoning in(Period other) {
    return untold(facts, other);
  }

  List<Input> inputs() {
    return List.copyOf(inputs);
  }

  void input(String name, Object value) {
    if (!telling) {
      return;
    }
    inputs.add(
        new Input(name, value instanceof BigDecimal number ? plain(number) : value.toString()));
  }

  /** Without zeros that say nothing. */
  static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  /** What accounts of some kinds are worth on a day, none below zero. */
  BigDecimal balances(Predicate<AccountKind> kinds, LocalDate day) {
    return balances(kinds, day, false);
  }

  /**
   * The same, and what adds up to it.
   *
   * @param told whether it is
   */
  BigDecimal balances(Predicate<AccountKind> kinds, LocalDate day, boolean told) {
    BigDecimal sum = BigDecimal.ZERO;
    boolean some = false;
    for (Held one : facts.held()) {
      if (kinds.test(one.kind()) && one.heldOn(day)) {
        BigDecimal worth = facts.worth(one.on(day), one.currency(), day);
        sum = sum.add(worth);
        some = true;
        if (told) {
          input(one.accountId(), worth);
        }
      }
    }
    if (told && !some) {
      input("no account", BigDecimal.ZERO);
    }
    return sum;
  }

  /** What the balances of some kinds add up to over the days of the period. */
  BigDecimal balanceDays(Predicate<AccountKind> kinds) {
    return balanceDays(kinds, (_, _) -> BigDecimal.ONE);
  }

  /** The same, each day's balance times a factor, which is asked where there is a balance. */
  BigDecimal balanceDays(Predicate<AccountKind> kinds, Factor factor) {
    BigDecimal sum = BigDecimal.ZERO;
    boolean some = false;
    for (Held one : facts.held()) {
      if (kinds.test(one.kind())) {
        BigDecimal days = balanceDays(one, day -> factor.on(one, day));
        if (days.signum() != 0) {
          some = true;
          input(one.accountId(), days);
        }
        sum = sum.add(days);
      }
    }
    if (!some) {
      input("no balance on any day", BigDecimal.ZERO);
    }
    return sum;
  }

  /** By what the balance of a day counts. */
  @FunctionalInterface
  interface Factor {
    BigDecimal on(Held account, LocalDate day);
  }

  /** Balance times factor times days, from one change of any of them to the next. */
  private BigDecimal balanceDays(Held one, Function<LocalDate, BigDecimal> factor) {
    NavigableSet<LocalDate> changes = new TreeSet<>(one.balances().keySet());
    changes.addAll(facts.ratesOf(one.currency()).keySet());
    changes.addAll(one.interest().keySet());
    changes.addAll(facts.valuations().keySet());
    BigDecimal sum = BigDecimal.ZERO;
    LocalDate last = last(one);
    LocalDate day = first(one);
    while (!day.isAfter(last)) {
      @Nullable LocalDate next = changes.higher(day);
      LocalDate end = next == null || next.isAfter(last) ? last.plusDays(1) : next;
      BigDecimal worth = facts.worth(one.balance(day), one.currency(), day);
      if (worth.signum() != 0) {
        BigDecimal days = BigDecimal.valueOf(ChronoUnit.DAYS.between(day, end));
        sum = sum.add(worth.multiply(days).multiply(factor.apply(day)));
      }
      day = end;
    }
    return sum;
  }

  /** The first day of the period in which an account was held. */
  LocalDate first(Held one) {
    return one.from().isBefore(period.from()) ? period.from() : one.from();
  }

  /** The last day of the period in which an account was held; before the first when none was. */
  LocalDate last(Held one) {
    @Nullable LocalDate to = one.to();
    return to == null || to.isAfter(period.to()) ? period.to() : to;
  }

  static boolean isLoan(AccountKind kind) {
    return kind == AccountKind.LOAN;
  }

  /** Deposits aside, what counts to the assets under management. */
  static boolean isInvestment(AccountKind kind) {
    return kind.countsToAssetsUnderManagement() && !kind.isDeposit();
  }
}
