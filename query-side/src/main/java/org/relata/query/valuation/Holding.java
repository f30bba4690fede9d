package org.relata.query.valuation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    String account = "no balance above zero";
    for (Held one : facts.heldOn(period.to())) {
      if (!Reckoning.isLoan(one.kind())) {
        BigDecimal worth = facts.worth(one.on(period.to()), one.currency(), period.to());
        if (worth.compareTo(largest) > 0) {
          largest = worth;
          account = one.accountId();
        }
      }
    }
    reckoning.input(account, largest);
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

  /** Each kind with what is held of it, in the currencies in which it is held. */
  long products() {
    Map<AccountKind, Map<String, BigDecimal>> amounts = new EnumMap<>(AccountKind.class);
    for (Held one : facts.heldOn(period.to())) {
      amounts
          .computeIfAbsent(one.kind(), _ -> new TreeMap<>())
          .merge(one.currency(), one.on(period.to()), BigDecimal::add);
    }
    amounts.forEach(
        (kind, byCurrency) ->
            byCurrency.forEach(
                (currency, amount) ->
                    reckoning.input(kind.name(), Reckoning.plain(amount) + " " + currency)));
    reckoning.input("kinds", amounts.size());
    return amounts.size();
  }

  long channels() {
    long signedUp = 0;
    for (Map.Entry<String, ObservationRow> one :
        facts.observedEach(Observation.Kind.CHANNEL, period.to()).entrySet()) {
      boolean uses = Bond.isTrue(one.getValue());
      reckoning.input(one.getKey(), (uses ? "since " : "left on ") + one.getValue().on());
      signedUp += uses ? 1 : 0;
    }
    reckoning.input("signed up for", signedUp);
    return signedUp;
  }

  BigDecimal cardBalance() {
    requireCard();
    return balanceOf(AccountKind.CARD);
  }

  BigDecimal cardSpendingOfMonth() {
    requireCard();
    return cardSpending(1);
  }

  BigDecimal cardSpendingOfYear() {
    return cardSpending(Period.MONTHS);
  }

  private BigDecimal cardSpending(int months) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Held one : facts.held()) {
      if (one.kind() == AccountKind.CARD) {
        BigDecimal ofCard = BigDecimal.ZERO;
        for (Map.Entry<LocalDate, Movements> day :
            movements(one, period.monthBefore(months), period.to()).entrySet()) {
          ofCard = ofCard.add(facts.worth(day.getValue().debited(), one.currency(), day.getKey()));
        }
        reckoning.input(one.accountId(), ofCard);
        sum = sum.add(ofCard);
      }
    }
    reckoning.input("spent after", period.monthBefore(months));
    return sum;
  }

  long cardUses() {
    requireCard();
    long uses = 0;
    for (Held one : facts.held()) {
      if (one.kind() == AccountKind.CARD) {
        long ofCard = 0;
        for (Movements day : movements(one, period.monthBefore(1), period.to()).values()) {
          ofCard += day.debits();
        }
        reckoning.input(one.accountId(), ofCard);
        uses += ofCard;
      }
    }
    return uses;
  }

  /** Whoever has no card on the day does not use one too seldom. */
  private void requireCard() {
    if (cards().isEmpty()) {
      throw new Missing(Lack.NOT_APPLICABLE, "No card is held on " + period.to() + ".");
    }
  }

  /** Those held on the day. */
  private List<Held> cards() {
    return facts.heldOn(period.to()).stream()
        .filter(one -> one.kind() == AccountKind.CARD)
        .toList();
  }

  boolean hasGoldOrPlatinumCard() {
    boolean has = false;
    List<Held> cards = cards();
    for (Held one : cards) {
      @Nullable String type = one.type();
      reckoning.input(one.accountId(), type == null ? "of no type" : type);
      has |= "gold".equalsIgnoreCase(type) || "platinum".equalsIgnoreCase(type);
    }
    reckoning.input("cards", cards.size());
    return has;
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
      long ofMonth =
          facts.held().stream()
              .filter(one -> !movements(one, after, to).isEmpty())
              .map(Held::kind)
              .distinct()
              .count();
      reckoning.input("month to " + to, ofMonth);
      kinds += ofMonth;
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
