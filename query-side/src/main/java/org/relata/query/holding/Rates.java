package org.relata.query.holding;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.value.Money;
import org.relata.query.platform.graph.FigureSql;
import org.relata.query.platform.graph.GraphRefusal;
import org.relata.query.platform.graph.Question;
import org.relata.query.platform.graph.Relation;
import org.relata.query.platform.graph.View;

/** Amounts of several currencies, added up in the base currency at the rates of one day. */
final class Rates {

  private static final String ON_A_DAY =
      """
      SELECT DISTINCT ON ({r.currency}) {r.currency}, {r.rate}
      FROM {r.rows} WHERE {r.at} AND {r.on} <= {day}
      ORDER BY {r.currency}, {r.on} DESC
      """;

  private final Currency base;
  private final LocalDate day;
  private final Map<String, BigDecimal> rates;

  private Rates(Currency base, LocalDate day, Map<String, BigDecimal> rates) {
    this.base = base;
    this.day = day;
    this.rates = rates;
  }

  /** The latest rate of each currency by the day. */
  static Rates on(LocalDate day, Question question) {
    Currency base = base(question.view());
    Map<String, BigDecimal> rates = new HashMap<>();
    new FigureSql(question.view())
        .rows("r", ExchangeRateFold.TABLE)
        .value("day", day)
        .each(ON_A_DAY, row -> rates.put(row.get(0, String.class), row.get(1, BigDecimal.class)));
    rates.put(base.getCurrencyCode(), BigDecimal.ONE);
    return new Rates(base, day, rates);
  }

  /** The base currency at the view's moment. */
  static Currency base(View view) {
    return Currency.getInstance(setting(view).currency());
  }

  /** What is set at the view's moment. */
  static BaseCurrencyRow setting(View view) {
    Relation<BaseCurrencyRow> set = view.read(BaseCurrencyFold.TABLE);
    return view.sql()
        .select(set.columns())
        .from(set.table())
        .where(set.at())
        .fetchOptional(record -> set.row(record, 0))
        .orElse(BaseCurrencyRow.DEFAULT);
  }

  Currency base() {
    return base;
  }

  /**
   * The sum of amounts by currency, rounded once, at the end.
   *
   * @throws GraphRefusal EXCHANGE_RATE_MISSING naming the currencies and the day
   */
  Money sum(Map<String, BigDecimal> amounts) {
    Map<String, LocalDate> missing = new TreeMap<>();
    BigDecimal sum = BigDecimal.ZERO;
    for (Map.Entry<String, BigDecimal> amount : amounts.entrySet()) {
      @Nullable BigDecimal rate = rates.get(amount.getKey());
      if (rate != null) {
        sum = sum.add(amount.getValue().multiply(rate));
      } else if (amount.getValue().signum() != 0) {
        missing.put(amount.getKey(), day);
      }
    }
    requireNone(missing);
    return rounded(sum, base);
  }

  static Money rounded(BigDecimal amount, Currency currency) {
    int scale = Math.max(currency.getDefaultFractionDigits(), 0);
    return new Money(amount.setScale(scale, RoundingMode.HALF_UP), currency);
  }

  /** Refuses when currencies have no rate on a day on which it is needed. */
  static void requireNone(Map<String, LocalDate> missing) {
    if (!missing.isEmpty()) {
      Map.Entry<String, LocalDate> first = missing.entrySet().iterator().next();
      throw new GraphRefusal(
              "EXCHANGE_RATE_MISSING",
              "There is no exchange rate of "
                  + String.join(", ", missing.keySet())
                  + " for "
                  + first.getValue()
                  + ".")
          .with("currencies", String.join(",", missing.keySet()))
          .with("on", first.getValue().toString());
    }
  }
}
