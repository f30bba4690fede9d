package org.relata.query.valuation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.holding.AccountKind;
import org.relata.kernel.valuation.Lack;
import org.relata.kernel.valuation.Valuation;
import org.relata.kernel.valuation.Valuation.ContactCost;
import org.relata.kernel.valuation.Valuation.Horizon;
import org.relata.kernel.valuation.Valuation.Price;
import org.relata.query.engagement.EngagementFacts.Met;
import org.relata.query.holding.HoldingFacts.Held;

/** What a customer brings and costs the bank, as metrics. */
final class Earning {

  private final Reckoning reckoning;
  private final Facts facts;
  private final Period period;

  Earning(Reckoning reckoning) {
    this.reckoning = reckoning;
    this.facts = reckoning.facts();
    this.period = reckoning.period();
  }

  /** Each day's deposits times (transfer price - rate paid), by years of 360 days. */
  BigDecimal ofDeposits() {
    return ofYears(depositDays());
  }

  /** Each day's loans times (rate - transfer price), by years of 360 days. */
  BigDecimal ofLoans() {
    return ofYears(loanDays());
  }

  private BigDecimal depositDays() {
    return reckoning.balanceDays(
        AccountKind::isDeposit, (one, day) -> transferPrice(one, day).subtract(interest(one, day)));
  }

  private BigDecimal loanDays() {
    return reckoning.balanceDays(
        Reckoning::isLoan, (one, day) -> interest(one, day).subtract(transferPrice(one, day)));
  }

  /** What is added up over days at rates of a year is divided once, at the end. */
  private static BigDecimal ofYears(BigDecimal days) {
    return days.divide(Reckoning.YEAR_DAYS, Reckoning.EXACT);
  }

  /** Of cards, of investment and of everything else. */
  BigDecimal fees() {
    BigDecimal cards = BigDecimal.ZERO;
    BigDecimal investment = BigDecimal.ZERO;
    BigDecimal other = BigDecimal.ZERO;
    for (Held one : facts.held()) {
      BigDecimal fees = fees(one);
      if (one.kind() == AccountKind.CARD) {
        cards = cards.add(fees);
      } else if (Reckoning.isInvestment(one.kind())) {
        investment = investment.add(fees);
      } else {
        other = other.add(fees);
      }
    }
    reckoning.input("cards", cards);
    reckoning.input("investment", investment);
    reckoning.input("other", other);
    return cards.add(investment).add(other);
  }

  private BigDecimal fees(Held one) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Map.Entry<LocalDate, BigDecimal> fee :
        one.fees().subMap(period.from(), true, period.to(), true).entrySet()) {
      sum = sum.add(facts.worth(fee.getValue(), one.currency(), fee.getKey()));
    }
    return sum;
  }

  /** Both contributions and the fees, times the days of a year. */
  private BigDecimal incomeDays() {
    return depositDays().add(loanDays()).add(fees().multiply(Reckoning.YEAR_DAYS));
  }

  /** Contacts and accounts, each at its unit cost. */
  BigDecimal serviceCost() {
    return ofYears(serviceDays());
  }

  private BigDecimal serviceDays() {
    BigDecimal contacts = contactCost();
    BigDecimal accounts = BigDecimal.ZERO;
    for (Held one : facts.held()) {
      accounts = accounts.add(keepingDays(one));
    }
    reckoning.input("contacts", contacts);
    reckoning.input("accounts", ofYears(accounts));
    return contacts.multiply(Reckoning.YEAR_DAYS).add(accounts);
  }

  BigDecimal contactCost() {
    BigDecimal sum = BigDecimal.ZERO;
    for (Met met : facts.contacts()) {
      if (!met.on().isBefore(period.from()) && !met.on().isAfter(period.to())) {
        BigDecimal cost =
            facts.valuation(met.on()).contactCosts().stream()
                .filter(one -> one.channel() == met.channel())
                .map(ContactCost::cost)
                .findFirst()
                .orElseThrow(
                    () -> Missing.parameter("what a " + met.channel() + " costs", met.on()));
        sum = sum.add(cost.multiply(BigDecimal.valueOf(met.times())));
      }
    }
    return sum;
  }

  /** The yearly cost of an account times the days on which it was held. */
  private BigDecimal keepingDays(Held one) {
    NavigableSet<LocalDate> changes = new TreeSet<>(facts.valuations().keySet());
    BigDecimal sum = BigDecimal.ZERO;
    LocalDate last = reckoning.last(one);
    LocalDate day = reckoning.first(one);
    while (!day.isAfter(last)) {
      @Nullable LocalDate next = changes.higher(day);
      LocalDate end = next == null || next.isAfter(last) ? last.plusDays(1) : next;
      @Nullable BigDecimal yearly = price(one.kind(), day).yearlyCost();
      if (yearly == null) {
        throw Missing.parameter("what keeping a " + one.kind() + " costs", day);
      }
      sum = sum.add(yearly.multiply(BigDecimal.valueOf(ChronoUnit.DAYS.between(day, end))));
      day = end;
    }
    return sum;
  }

  BigDecimal currentValue() {
    return ofYears(valueDays());
  }

  /** The value times the days of a year. */
  private BigDecimal valueDays() {
    Earning parts = new Earning(reckoning.in(period));
    BigDecimal deposits = parts.depositDays();
    BigDecimal loans = parts.loanDays();
    BigDecimal fees = parts.fees();
    BigDecimal cost = parts.serviceDays();
    reckoning.input("deposits", ofYears(deposits));
    reckoning.input("loans", ofYears(loans));
    reckoning.input("fees", fees);
    reckoning.input("service cost", ofYears(cost));
    return deposits.add(loans).add(fees.multiply(Reckoning.YEAR_DAYS)).subtract(cost);
  }

  /**
   * The present value of the yearly value (of the revenue, where unit costs are not set), expected
   * for the years that a relationship of this kind lasts.
   */
  BigDecimal expectedIncome() {
    Valuation valuation = facts.valuation(period.to());
    @Nullable BigDecimal rate = valuation.discountRate();
    if (rate == null) {
      throw Missing.parameter("a discount rate", period.to());
    }
    int years =
        valuation.horizons().stream()
            .filter(one -> one.kind() == facts.customer().kind())
            .map(Horizon::years)
            .findFirst()
            .orElseThrow(() -> Missing.parameter("how long relationships last", period.to()));
    BigDecimal yearly = profitOrRevenueDays().divide(period.length(), Reckoning.EXACT);
    reckoning.input("a year", yearly);
    reckoning.input("years", years);
    reckoning.input("discount rate", rate);
    BigDecimal factor = BigDecimal.ONE.divide(BigDecimal.ONE.add(rate), Reckoning.EXACT);
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal now = yearly;
    for (int year = 1; year <= years; year++) {
      now = now.multiply(factor, Reckoning.EXACT);
      sum = sum.add(now);
    }
    return sum;
  }

  private BigDecimal profitOrRevenueDays() {
    try {
      return new Earning(reckoning.in(period)).valueDays();
    } catch (Missing missing) {
      if (missing.lack() != Lack.NO_PARAMETER) {
        throw missing;
      }
      BigDecimal revenue = new Earning(reckoning.in(period)).incomeDays();
      reckoning.input("revenue, as costs are not set", ofYears(revenue));
      return revenue;
    }
  }

  /** The change of income since the period before, by the change of what contacts cost. */
  BigDecimal marginalContribution() {
    Earning now = new Earning(reckoning.in(period));
    Earning before = new Earning(reckoning.in(period.before()));
    BigDecimal income = now.incomeDays().subtract(before.incomeDays());
    BigDecimal cost = now.contactCost().subtract(before.contactCost());
    reckoning.input("change of income", ofYears(income));
    reckoning.input("change of the cost of contacts", cost);
    if (cost.signum() == 0) {
      throw new Missing(Lack.NOT_APPLICABLE, "The cost of contacts did not change.");
    }
    return income.divide(cost.multiply(Reckoning.YEAR_DAYS), Reckoning.EXACT);
  }

  /** The value of a year, by the capital that is bound on the average day. */
  BigDecimal capitalReturn() {
    BigDecimal boundDays =
        reckoning.in(period).balanceDays(_ -> true, (one, day) -> capitalShare(one, day));
    if (boundDays.signum() == 0) {
      throw new Missing(Lack.NOT_APPLICABLE, "No capital is bound.");
    }
    BigDecimal valueDays = new Earning(reckoning.in(period)).valueDays();
    reckoning.input("capital", boundDays.divide(period.length(), Reckoning.EXACT));
    reckoning.input("value of a year", valueDays.divide(period.length(), Reckoning.EXACT));
    return valueDays.divide(boundDays, Reckoning.EXACT);
  }

  private BigDecimal capitalShare(Held one, LocalDate day) {
    @Nullable BigDecimal share = price(one.kind(), day).capitalShare();
    return share == null ? BigDecimal.ZERO : share;
  }

  private BigDecimal transferPrice(Held one, LocalDate day) {
    @Nullable BigDecimal price = price(one.kind(), day).transferPrice();
    if (price == null) {
      throw Missing.parameter("the transfer price of " + one.kind(), day);
    }
    return price;
  }

  /** The account's own rate, or what is usual for its kind. */
  private BigDecimal interest(Held one, LocalDate day) {
    Map.@Nullable Entry<LocalDate, BigDecimal> own = one.interest().floorEntry(day);
    if (own != null) {
      return own.getValue();
    }
    @Nullable BigDecimal usual = price(one.kind(), day).usualRate();
    if (usual == null) {
      throw Missing.parameter("the usual interest of " + one.kind(), day);
    }
    return usual;
  }

  private Price price(AccountKind kind, LocalDate day) {
    @Nullable Price price = facts.valuation(day).priceOf(kind);
    if (price == null) {
      throw Missing.parameter("prices of " + kind, day);
    }
    return price;
  }
}
