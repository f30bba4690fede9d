package org.relata.query.holding;

import graphql.execution.DataFetcherResult;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.holding.AccountKind;
import org.relata.kernel.value.Money;
import org.relata.query.platform.graph.FigureSql;
import org.relata.query.platform.graph.Filed;
import org.relata.query.platform.graph.GraphRefusal;
import org.relata.query.platform.graph.Question;

/**
 * Average daily balances: the closing balance of each calendar day, carried forward over days
 * without one, 0 before the first and after the account's last day, divided by the number of
 * calendar days. Computed from spans of days with equal balance, so that no day is walked through.
 */
final class AverageBalances {

  static final int MAX_DAYS = 3_660;

  /** Needs {@code held(owner, account, currency, lo, hi)}: who held what in which days. */
  private static final String SPANS =
      """
      , told AS (
        SELECT owner, account, currency, lo, hi, lo AS day,
          coalesce((SELECT {b.balance} FROM {b.rows}
            WHERE {b.at} AND {b.accountId} = held.account AND {b.on} <= held.lo
            ORDER BY {b.on} DESC LIMIT 1), 0) AS amount
        FROM held WHERE lo <= hi
        UNION ALL
        SELECT owner, account, currency, lo, hi, {c.on}, {c.balance}
        FROM held JOIN {c.rows} ON {c.accountId} = held.account AND {c.at}
          AND {c.on} > held.lo AND {c.on} <= held.hi),
      span AS (
        SELECT owner, currency, amount, day AS since,
          lead(day, 1, hi + 1) OVER (PARTITION BY owner, account, lo ORDER BY day) AS until
        FROM told)
      """;

  private static final String OF_ACCOUNTS =
      """
      WITH held AS (
        SELECT {a.accountId} AS owner, {a.accountId} AS account, {a.currency} AS currency,
          greatest({a.openedOn}, {from}) AS lo, least(coalesce({a.closedOn}, {to}), {to}) AS hi
        FROM {a.rows} WHERE {a.at} AND {a.accountId} = ANY({owners}))
      """
          + SPANS
          + "SELECT owner, sum(amount * (until - since)) FROM span GROUP BY owner";

  private static final String OF_CUSTOMERS =
      """
      WITH held AS (
        SELECT {p.customerId} AS owner, {a.accountId} AS account, {a.currency} AS currency,
          greatest({p.from}, {a.openedOn}, {from}) AS lo,
          least(coalesce({p.to}, {to}), coalesce({a.closedOn}, {to}), {to}) AS hi
        FROM {p.rows} JOIN {a.rows} ON {a.accountId} = {p.accountId} AND {a.at}
        WHERE {p.at} AND {p.role} = 'OWNER' AND {p.customerId} = ANY({owners})
          AND {a.kind} = ANY({kinds}))
      """
          + SPANS
          + """
          , rate AS (
            SELECT {base} AS currency, DATE '0001-01-01' AS since, DATE '9999-12-31' AS until,
              1::numeric AS rate
            UNION ALL
            SELECT {r.currency}, {r.on},
              lead({r.on}, 1, DATE '9999-12-31')
                OVER (PARTITION BY {r.currency} ORDER BY {r.on}), {r.rate}
            FROM {r.rows} WHERE {r.at} AND {r.on} <= {to})
          SELECT span.owner, span.currency, sum(span.amount * coalesce(worth.weight, 0)),
            min(span.since) FILTER
              (WHERE span.amount <> 0 AND coalesce(worth.days, 0) < span.until - span.since)
          FROM span CROSS JOIN LATERAL (
            SELECT sum(rate.rate * (least(rate.until, span.until)
                - greatest(rate.since, span.since))) AS weight,
              sum(least(rate.until, span.until) - greatest(rate.since, span.since)) AS days
            FROM rate WHERE rate.currency = span.currency
              AND rate.since < span.until AND rate.until > span.since) AS worth
          GROUP BY span.owner, span.currency
          """;

  private record Total(BigDecimal sum, Map<String, LocalDate> missing) {
    static final Total NONE = new Total(BigDecimal.ZERO, Map.of());

    Total plus(Total other) {
      Map<String, LocalDate> all = new TreeMap<>(missing);
      all.putAll(other.missing);
      return new Total(sum.add(other.sum), all);
    }
  }

  /** Calendar days, both ends included. */
  record Days(LocalDate from, LocalDate to) {

    Days {
      if (to.isBefore(from)) {
        throw new GraphRefusal("INVALID_PERIOD", "A period does not end before it begins.");
      }
      if (ChronoUnit.DAYS.between(from, to) >= MAX_DAYS) {
        throw GraphRefusal.limit(
            "PERIOD_LIMIT",
            "The period has too many days.",
            MAX_DAYS,
            ChronoUnit.DAYS.between(from, to) + 1);
      }
    }

    Money average(BigDecimal sum, Currency currency) {
      BigDecimal days = BigDecimal.valueOf(ChronoUnit.DAYS.between(from, to) + 1);
      int scale = Math.max(currency.getDefaultFractionDigits(), 0);
      return new Money(sum.divide(days, scale, RoundingMode.HALF_UP), currency);
    }
  }

  private AverageBalances() {}

  /** Of accounts, each in its own currency. */
  static Map<AccountCurrency, Money> ofAccounts(
      Set<AccountCurrency> accounts, Days days, Question question) {
    Map<String, BigDecimal> sums = new HashMap<>();
    spans(accounts.stream().map(AccountCurrency::accountId).toArray(String[]::new), days, question)
        .rows("a", AccountFold.TABLE)
        .each(OF_ACCOUNTS, row -> sums.put(row.get(0, String.class), row.get(1, BigDecimal.class)));
    Map<AccountCurrency, Money> averages = new HashMap<>();
    for (AccountCurrency account : accounts) {
      BigDecimal sum = sums.getOrDefault(account.accountId(), BigDecimal.ZERO);
      averages.put(account, days.average(sum, Currency.getInstance(account.currency())));
    }
    return averages;
  }

  /** Of all accounts of some kinds that customers owned, in the base currency of each day. */
  static Map<Filed, DataFetcherResult<Money>> ofCustomers(
      Set<Filed> customers, List<AccountKind> kinds, Days days, Question question) {
    Currency base = Rates.base(question.view());
    Map<String, String> owners = Filed.owners(customers);
    Map<String, Total> totals = new HashMap<>();
    spans(owners.keySet().toArray(String[]::new), days, question)
        .rows("a", AccountFold.TABLE)
        .rows("p", AccountPartyFold.TABLE)
        .rows("r", ExchangeRateFold.TABLE)
        .value("base", base.getCurrencyCode())
        .value("kinds", kinds.stream().map(Enum::name).toArray(String[]::new))
        .each(
            OF_CUSTOMERS,
            row -> {
              @Nullable LocalDate missing = row.get(3, LocalDate.class);
              Total total =
                  new Total(
                      row.get(2, BigDecimal.class),
                      missing == null ? Map.of() : Map.of(row.get(1, String.class), missing));
              String owner = Objects.requireNonNull(owners.get(row.get(0, String.class)));
              totals.merge(owner, total, Total::plus);
            });
    return Told.each(
        customers,
        customer -> {
          Total total = totals.getOrDefault(customer.key(), Total.NONE);
          Rates.requireNone(total.missing());
          return days.average(total.sum(), base);
        });
  }

  /** An account by its identifier, with the currency of its figures. */
  record AccountCurrency(String accountId, String currency) {}

  private static FigureSql spans(String[] owners, Days days, Question question) {
    return new FigureSql(question.view())
        .rows("b", DailyBalanceFold.TABLE)
        .rows("c", DailyBalanceFold.TABLE)
        .value("owners", owners)
        .value("from", days.from())
        .value("to", days.to());
  }
}
