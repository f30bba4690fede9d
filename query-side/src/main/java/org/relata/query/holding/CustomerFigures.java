package org.relata.query.holding;

import graphql.execution.DataFetcherResult;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.holding.AccountKind;
import org.relata.kernel.value.Money;
import org.relata.query.platform.graph.Question;

/**
 * What customers have with the bank on a day: the latest balance by the day of each account that
 * they owned on it and that was open, positive for assets, principal outstanding for loans (what
 * was lent, until a balance is known). All customers of one answer take one statement per figure.
 */
final class CustomerFigures {

  private static final String OWNED =
      """
      FROM {p.rows} JOIN {a.rows} ON {a.accountId} = {p.accountId} AND {a.at}
      WHERE {p.at} AND {p.role} = 'OWNER' AND {p.customerId} = ANY({customers})
        AND {p.from} <= {day} AND ({p.to} IS NULL OR {p.to} >= {day})
        AND {a.openedOn} <= {day} AND ({a.closedOn} IS NULL OR {a.closedOn} >= {day})
      """;

  private static final String BALANCES =
      """
      SELECT customer, kind, currency, sum(greatest(amount, 0)) FROM (
        SELECT {p.customerId} AS customer, {a.kind} AS kind, {a.currency} AS currency,
          coalesce(
            (SELECT {b.balance} FROM {b.rows}
             WHERE {b.at} AND {b.accountId} = {a.accountId} AND {b.on} <= {day}
             ORDER BY {b.on} DESC LIMIT 1),
            CASE WHEN {a.kind} = 'LOAN' THEN {a.principal} END, 0) AS amount
      """
          + OWNED
          + ") AS owned GROUP BY customer, kind, currency";

  private static final String GOLD =
      "SELECT DISTINCT {p.customerId} "
          + OWNED
          + " AND {a.kind} = 'CARD' AND lower({a.attributes} ->> 'type') IN ('gold', 'platinum')";

  private static final String SPENDING =
      """
      SELECT {p.customerId}, {a.currency}, sum({g.amount} * rate.rate),
        min({g.on}) FILTER (WHERE rate.rate IS NULL AND {g.amount} <> 0)
      FROM {p.rows}
      JOIN {a.rows} ON {a.accountId} = {p.accountId} AND {a.at} AND {a.kind} = 'CARD'
      JOIN {g.rows} ON {g.accountId} = {a.accountId} AND {g.at} AND {g.direction} = 'DEBIT'
        AND {g.on} > {after} AND {g.on} <= {day}
        AND {g.on} >= {p.from} AND ({p.to} IS NULL OR {g.on} <= {p.to})
      CROSS JOIN LATERAL (
        SELECT CASE WHEN {a.currency} = {base} THEN 1 ELSE
          (SELECT {r.rate} FROM {r.rows}
           WHERE {r.at} AND {r.currency} = {a.currency} AND {r.on} <= {g.on}
           ORDER BY {r.on} DESC LIMIT 1) END AS rate) AS rate
      WHERE {p.at} AND {p.role} = 'OWNER' AND {p.customerId} = ANY({customers})
      GROUP BY {p.customerId}, {a.currency}
      """;

  /** A customer of whom metrics are asked; the birth date is part of what is known. */
  record Person(String customerId, @Nullable LocalDate birthDate) {}

  /** Figures of one customer on one day; amounts are in the base currency. */
  record CustomerMetrics(
      LocalDate on,
      String currency,
      BigDecimal aum,
      BigDecimal deposits,
      BigDecimal loans,
      BigDecimal cardSpendingYear,
      BigDecimal custodyBalance,
      boolean goldOrPlatinumCard,
      @Nullable Integer age) {}

  /** Amounts by kind and currency. */
  private record Owned(Map<AccountKind, Map<String, BigDecimal>> amounts) {

    Map<String, BigDecimal> of(Predicate<AccountKind> kinds) {
      Map<String, BigDecimal> sums = new TreeMap<>();
      amounts.forEach(
          (kind, some) -> {
            if (kinds.test(kind)) {
              some.forEach((currency, amount) -> sums.merge(currency, amount, BigDecimal::add));
            }
          });
      return sums;
    }
  }

  /** What came of card spending. */
  private record Spending(BigDecimal sum, Map<String, LocalDate> missing) {
    static final Spending NONE = new Spending(BigDecimal.ZERO, Map.of());
  }

  private CustomerFigures() {}

  /** Assets under management on a day. */
  static Map<String, DataFetcherResult<Money>> assets(
      Set<String> customers, LocalDate day, Question question) {
    Rates rates = Rates.on(day, question);
    Map<String, Owned> owned = owned(customers, day, question);
    return Told.each(
        customers,
        customer -> rates.sum(of(owned, customer).of(AccountKind::countsToAssetsUnderManagement)));
  }

  /** All metrics that policies may use. */
  static Map<Person, DataFetcherResult<CustomerMetrics>> metrics(
      Set<Person> persons, LocalDate day, Question question) {
    Set<String> customers = persons.stream().map(Person::customerId).collect(Collectors.toSet());
    Rates rates = Rates.on(day, question);
    Map<String, Owned> owned = owned(customers, day, question);
    Map<String, Spending> spending = spending(customers, day, rates, question);
    Set<String> gold = gold(customers, day, question);
    return Told.each(
        persons,
        person -> {
          Owned has = of(owned, person.customerId());
          Spending spent = spending.getOrDefault(person.customerId(), Spending.NONE);
          Rates.requireNone(spent.missing());
          return new CustomerMetrics(
              day,
              rates.base().getCurrencyCode(),
              rates.sum(has.of(AccountKind::countsToAssetsUnderManagement)).amount(),
              rates.sum(has.of(AccountKind::isDeposit)).amount(),
              rates.sum(has.of(kind -> kind == AccountKind.LOAN)).amount(),
              Rates.rounded(spent.sum(), rates.base()).amount(),
              rates.sum(has.of(kind -> kind == AccountKind.CUSTODY)).amount(),
              gold.contains(person.customerId()),
              age(person.birthDate(), day));
        });
  }

  private static Owned of(Map<String, Owned> owned, String customer) {
    return owned.getOrDefault(customer, new Owned(Map.of()));
  }

  private static @Nullable Integer age(@Nullable LocalDate birthDate, LocalDate day) {
    return birthDate == null || birthDate.isAfter(day)
        ? null
        : Integer.valueOf(Period.between(birthDate, day).getYears());
  }

  private static Map<String, Owned> owned(Set<String> customers, LocalDate day, Question question) {
    Map<String, Owned> owned = new HashMap<>();
    holdings(customers, day, question)
        .rows("b", DailyBalanceFold.TABLE)
        .fetch(BALANCES)
        .forEach(
            row ->
                owned
                    .computeIfAbsent(row.get(0, String.class), _ -> new Owned(new HashMap<>()))
                    .amounts()
                    .computeIfAbsent(
                        AccountKind.valueOf(row.get(1, String.class)), _ -> new HashMap<>())
                    .put(row.get(2, String.class), row.get(3, BigDecimal.class)));
    return owned;
  }

  private static Set<String> gold(Set<String> customers, LocalDate day, Question question) {
    return new HashSet<>(holdings(customers, day, question).fetch(GOLD).getValues(0, String.class));
  }

  /**
   * Debit postings of cards in the twelve months that end on the day, at the rates of their days.
   */
  private static Map<String, Spending> spending(
      Set<String> customers, LocalDate day, Rates rates, Question question) {
    Map<String, Spending> spending = new HashMap<>();
    holdings(customers, day, question)
        .rows("g", PostingFold.TABLE)
        .rows("r", ExchangeRateFold.TABLE)
        .value("after", day.minusYears(1))
        .value("base", rates.base().getCurrencyCode())
        .fetch(SPENDING)
        .forEach(
            row -> {
              @Nullable BigDecimal sum = row.get(2, BigDecimal.class);
              @Nullable LocalDate missing = row.get(3, LocalDate.class);
              Map<String, LocalDate> currencies = new TreeMap<>();
              if (missing != null) {
                currencies.put(row.get(1, String.class), missing);
              }
              Spending one = new Spending(sum == null ? BigDecimal.ZERO : sum, currencies);
              spending.merge(row.get(0, String.class), one, CustomerFigures::added);
            });
    return spending;
  }

  private static Spending added(Spending one, Spending other) {
    Map<String, LocalDate> missing = new TreeMap<>(one.missing());
    missing.putAll(other.missing());
    return new Spending(one.sum().add(other.sum()), missing);
  }

  private static FigureSql holdings(Set<String> customers, LocalDate day, Question question) {
    return new FigureSql(question)
        .rows("p", AccountPartyFold.TABLE)
        .rows("a", AccountFold.TABLE)
        .value("customers", customers.toArray(String[]::new))
        .value("day", day);
  }
}
