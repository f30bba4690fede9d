package org.relata.query.holding;

import graphql.execution.DataFetcherResult;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.relata.kernel.holding.AccountKind;
import org.relata.kernel.value.Money;
import org.relata.query.platform.graph.FigureSql;
import org.relata.query.platform.graph.Filed;
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

  private CustomerFigures() {}

  /** Assets under management on a day. */
  static Map<Filed, DataFetcherResult<Money>> assets(
      Set<Filed> customers, LocalDate day, Question question) {
    Rates rates = Rates.on(day, question);
    Map<String, Owned> owned = owned(customers, day, question);
    return Told.each(
        customers,
        customer ->
            rates.sum(
                owned
                    .getOrDefault(customer.key(), new Owned(new HashMap<>()))
                    .of(AccountKind::countsToAssetsUnderManagement)));
  }

  private static Map<String, Owned> owned(Set<Filed> customers, LocalDate day, Question question) {
    Map<String, String> owners = Filed.owners(customers);
    Map<String, Owned> owned = new HashMap<>();
    holdings(owners.keySet(), day, question)
        .rows("b", DailyBalanceFold.TABLE)
        .each(
            BALANCES,
            row ->
                owned
                    .computeIfAbsent(
                        Objects.requireNonNull(owners.get(row.get(0, String.class))),
                        _ -> new Owned(new HashMap<>()))
                    .amounts()
                    .computeIfAbsent(
                        AccountKind.valueOf(row.get(1, String.class)), _ -> new HashMap<>())
                    .merge(
                        row.get(2, String.class), row.get(3, BigDecimal.class), BigDecimal::add));
    return owned;
  }

  private static FigureSql holdings(Set<String> customers, LocalDate day, Question question) {
    return new FigureSql(question.view())
        .rows("p", AccountPartyFold.TABLE)
        .rows("a", AccountFold.TABLE)
        .value("customers", customers.toArray(String[]::new))
        .value("day", day);
  }
}
