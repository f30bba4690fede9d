package org.relata.query.holding;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.value.Money;
import org.relata.query.holding.AverageBalances.AccountCurrency;
import org.relata.query.platform.graph.FigureSql;
import org.relata.query.platform.graph.Filter;
import org.relata.query.platform.graph.GraphRefusal;
import org.relata.query.platform.graph.Question;
import org.relata.query.platform.graph.Relation;

/** What is computed of accounts by more than reading rows. */
final class AccountFigures {

  static final int MAX_GROUPS = 1_000;

  private static final String ON_A_DAY =
      """
      SELECT {a.accountId},
        (SELECT {b.balance} FROM {b.rows}
         WHERE {b.at} AND {b.accountId} = {a.accountId} AND {b.on} <= {day}
         ORDER BY {b.on} DESC LIMIT 1)
      FROM {a.rows}
      WHERE {a.at} AND {a.accountId} = ANY({accounts})
        AND {a.openedOn} <= {day} AND ({a.closedOn} IS NULL OR {a.closedOn} >= {day})
      """;

  private AccountFigures() {}

  /** The latest balance by the day; 0 before the first and after the account's last day. */
  static Map<AccountCurrency, Money> balances(
      Set<AccountCurrency> accounts, LocalDate day, Question question) {
    Map<String, BigDecimal> known = new HashMap<>();
    new FigureSql(question.view())
        .rows("a", AccountFold.TABLE)
        .rows("b", DailyBalanceFold.TABLE)
        .value("accounts", accounts.stream().map(AccountCurrency::accountId).toArray(String[]::new))
        .value("day", day)
        .each(ON_A_DAY, row -> known.put(row.get(0, String.class), row.get(1, BigDecimal.class)));
    Map<AccountCurrency, Money> balances = new HashMap<>();
    for (AccountCurrency account : accounts) {
      @Nullable BigDecimal amount = known.get(account.accountId());
      balances.put(
          account,
          new Money(
              amount == null ? BigDecimal.ZERO : amount, Currency.getInstance(account.currency())));
    }
    return balances;
  }

  /** Accounts by the value of one attribute, with their number and the sum of their principals. */
  static List<Map<String, @Nullable Object>> byAttribute(
      String attribute, @Nullable Object filter, Question question) {
    Relation<AccountRow> account = question.read(AccountFold.TABLE);
    Field<String> value =
        DSL.field("{0} ->> {1}", String.class, account.column("attributes"), DSL.val(attribute));
    Field<Object> currency = account.column("currency");
    Condition chosen =
        HoldingGraph.ACCOUNTS.condition(
            filter, new Filter.Scope(question.snapshot(), question.moment(), account));
    List<Map<String, @Nullable Object>> groups = new ArrayList<>();
    question
        .snapshot()
        .sql()
        .select(
            value,
            currency,
            DSL.count(),
            DSL.sum(account.column("principal").cast(BigDecimal.class)))
        .from(account.table())
        .where(chosen)
        .groupBy(DSL.inline(1), DSL.inline(2))
        .orderBy(DSL.inline(3).desc(), DSL.inline(1), DSL.inline(2))
        .limit(MAX_GROUPS + 1)
        .forEach(
            row -> {
              Map<String, @Nullable Object> group = new LinkedHashMap<>();
              group.put("value", row.value1());
              group.put("currency", row.value2());
              group.put("count", row.value3().longValue());
              group.put("principal", row.value4());
              groups.add(group);
            });
    if (groups.size() > MAX_GROUPS) {
      throw GraphRefusal.limit(
          "GROUPS_LIMIT", "There are too many groups.", MAX_GROUPS, groups.size());
    }
    return groups;
  }
}
