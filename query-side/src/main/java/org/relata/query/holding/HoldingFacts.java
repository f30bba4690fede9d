package org.relata.query.holding;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record2;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.holding.AccountKind;
import org.relata.query.customer.CustomerFacts;
import org.relata.query.customer.CustomerRow;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.graph.FigureSql;
import org.relata.query.platform.graph.Filed;
import org.relata.query.platform.graph.Relation;
import org.relata.query.platform.graph.View;

/**
 * What customers held in a span of days, as known at the view's moment: the facts that figures of
 * value are computed from. All customers of one question take one statement per kind of fact.
 *
 * @param base the currency that others are converted to
 * @param rates worth of one unit of each other currency from a day on
 * @param held by customer
 */
public record HoldingFacts(
    Currency base,
    Map<String, NavigableMap<LocalDate, BigDecimal>> rates,
    Map<String, List<Held>> held) {

  /** Which facts are wanted besides accounts and their owners. */
  public enum Part {
    BALANCES,
    MOVEMENTS,
    LAST_POSTING,
    FEES,
    INTEREST
  }

  /**
   * An account and the days in which the customer owned it while it was open.
   *
   * @param type of a card
   * @param to the last day; null while it lasts
   * @param balances by the day, from the last one before the span on
   * @param movements by the day, within the span, and the last day with some before it
   * @param interest rates of a year, each from its day on
   */
  public record Held(
      String accountId,
      AccountKind kind,
      String currency,
      @Nullable String type,
      @Nullable BigDecimal principal,
      LocalDate from,
      @Nullable LocalDate to,
      NavigableMap<LocalDate, BigDecimal> balances,
      NavigableMap<LocalDate, Movements> movements,
      NavigableMap<LocalDate, BigDecimal> fees,
      NavigableMap<LocalDate, BigDecimal> interest) {

    public boolean heldOn(LocalDate day) {
      return !from.isAfter(day) && (to == null || !to.isBefore(day));
    }

    /** What is held on a day: the balance, never below zero. */
    public BigDecimal on(LocalDate day) {
      return balance(day).max(BigDecimal.ZERO);
    }

    /** The latest balance by the day; of a loan what was lent, until a balance is known. */
    public BigDecimal balance(LocalDate day) {
      Map.@Nullable Entry<LocalDate, BigDecimal> latest = balances.floorEntry(day);
      if (latest != null) {
        return latest.getValue();
      }
      return kind == AccountKind.LOAN && principal != null ? principal : BigDecimal.ZERO;
    }
  }

  /** Postings of one account and day. */
  public record Movements(int debits, int credits, BigDecimal debited, BigDecimal credited) {

    /** There were some, and which is not asked. */
    static final Movements UNTOLD = new Movements(0, 0, BigDecimal.ZERO, BigDecimal.ZERO);

    static Movements of(Record row) {
      return new Movements(
          row.get(2, Integer.class),
          row.get(3, Integer.class),
          row.get(4, BigDecimal.class),
          row.get(5, BigDecimal.class));
    }
  }

  /** Days in which something was held; {@code to} is the last one, null while it lasts. */
  public record Span(LocalDate from, @Nullable LocalDate to) {
    public boolean holds(LocalDate day) {
      return !from.isAfter(day) && (to == null || !to.isBefore(day));
    }
  }

  private static final String ACCOUNTS =
      """
      SELECT {p.customerId}, {a.accountId}, {a.kind}, {a.currency}, {a.attributes} ->> 'type',
        {a.principal}, greatest({p.from}, {a.openedOn}), least({p.to}, {a.closedOn})
      FROM {p.rows} JOIN {a.rows} ON {a.accountId} = {p.accountId} AND {a.at}
      WHERE {p.at} AND {p.role} = 'OWNER' AND {p.customerId} = ANY({customers})
        AND {p.from} <= {to} AND {a.openedOn} <= {to}
      ORDER BY {a.accountId}, {p.from}
      """;

  /** Those of the span and the last one before it, looked up once for each account. */
  private static final String BALANCES =
      """
      SELECT {b.accountId}, {b.on}, {b.balance} FROM {b.rows}
      WHERE {b.at} AND {b.accountId} = ANY({accounts}) AND {b.on} BETWEEN {from} AND {to}
      UNION ALL
      SELECT before.* FROM unnest({accounts}) AS held (account) CROSS JOIN LATERAL (
        SELECT {c.accountId}, {c.on}, {c.balance} FROM {c.rows}
        WHERE {c.at} AND {c.accountId} = held.account AND {c.on} < {from}
        ORDER BY {c.on} DESC LIMIT 1) AS before
      """;

  private static final String MOVEMENTS =
      """
      SELECT {g.accountId}, {g.on}, count(*) FILTER (WHERE {g.direction} = 'DEBIT'),
        count(*) FILTER (WHERE {g.direction} = 'CREDIT'),
        coalesce(sum({g.amount}) FILTER (WHERE {g.direction} = 'DEBIT'), 0),
        coalesce(sum({g.amount}) FILTER (WHERE {g.direction} = 'CREDIT'), 0)
      FROM {g.rows}
      WHERE {g.at} AND {g.accountId} = ANY({accounts}) AND {g.on} BETWEEN {from} AND {to}
      GROUP BY {g.accountId}, {g.on}
      """;

  /** The last day before the span on which something was posted, for each ownership. */
  private static final String LAST =
      """
      SELECT {p.accountId}, max({g.on})
      FROM {p.rows} JOIN {g.rows} ON {g.at} AND {g.accountId} = {p.accountId}
        AND {g.on} >= {p.from} AND ({p.to} IS NULL OR {g.on} <= {p.to}) AND {g.on} < {from}
      WHERE {p.at} AND {p.role} = 'OWNER' AND {p.accountId} = ANY({accounts})
      GROUP BY {p.accountId}, {p.customerId}, {p.from}
      """;

  private static final String FEES =
      """
      SELECT {f.accountId}, {f.on}, sum({f.amount}) FROM {f.rows}
      WHERE {f.at} AND {f.accountId} = ANY({accounts}) AND {f.on} BETWEEN {from} AND {to}
      GROUP BY {f.accountId}, {f.on}
      """;

  private static final String INTEREST =
      """
      SELECT {i.accountId}, {i.from}, {i.rate} FROM {i.rows}
      WHERE {i.at} AND {i.accountId} = ANY({accounts}) AND {i.from} <= {to}
      """;

  private static final String SPANS =
      """
      SELECT {p.customerId}, greatest({p.from}, {a.openedOn}), least({p.to}, {a.closedOn})
      FROM {p.rows} JOIN {a.rows} ON {a.accountId} = {p.accountId} AND {a.at}
      WHERE {p.at} AND {p.role} = 'OWNER' AND {p.customerId} = ANY({customers})
      """;

  private static final String RATES =
      "SELECT {r.currency}, {r.on}, {r.rate} FROM {r.rows} WHERE {r.at} AND {r.on} <= {to}";

  /** What the facts are folded by. */
  public static List<Fold<?, ?>> folds() {
    return List.of(
        new AccountPartyFold(),
        new AccountFold(),
        new DailyBalanceFold(),
        new PostingFold(),
        new FeeFold(),
        new InterestRateFold(),
        new ExchangeRateFold(),
        new BaseCurrencyFold());
  }

  /** The facts of some customers, in the days from the one to the other. */
  public static HoldingFacts of(
      Set<String> customers, LocalDate from, LocalDate to, Set<Part> parts, View view) {
    Map<String, List<Held>> held =
        new FigureSql(view)
            .rows("p", AccountPartyFold.TABLE)
            .rows("a", AccountFold.TABLE)
            .value("customers", customers.toArray(String[]::new))
            .value("to", to)
            .grouped(ACCOUNTS, HoldingFacts::held);
    Map<String, List<Held>> byAccount =
        held.values().stream()
            .flatMap(List::stream)
            .collect(Collectors.groupingBy(Held::accountId));
    FigureSql facts =
        new FigureSql(view)
            .rows("b", DailyBalanceFold.TABLE)
            .rows("c", DailyBalanceFold.TABLE)
            .rows("g", PostingFold.TABLE)
            .rows("f", FeeFold.TABLE)
            .value("accounts", byAccount.keySet().toArray(String[]::new))
            .value("from", from)
            .value("to", to);
    if (parts.contains(Part.BALANCES)) {
      facts.each(BALANCES, row -> each(byAccount, row, Held::balances, amount(row)));
    }
    if (parts.contains(Part.MOVEMENTS)) {
      facts.each(MOVEMENTS, row -> ofTheDay(byAccount, row, Held::movements, Movements.of(row)));
    }
    if (parts.contains(Part.LAST_POSTING)) {
      facts
          .rows("p", AccountPartyFold.TABLE)
          .each(LAST, row -> ofTheDay(byAccount, row, Held::movements, Movements.UNTOLD));
    }
    if (parts.contains(Part.FEES)) {
      facts.each(FEES, row -> ofTheDay(byAccount, row, Held::fees, amount(row)));
    }
    if (parts.contains(Part.INTEREST)) {
      facts
          .rows("i", InterestRateFold.TABLE)
          .each(INTEREST, row -> each(byAccount, row, Held::interest, amount(row)));
    }
    return new HoldingFacts(Rates.base(view), rates(to, view), held);
  }

  /**
   * Which kinds of accounts customers hold on a day, each customer and kind once, as a table of
   * {@code customer_id} and {@code kind} to be joined.
   */
  public static Table<Record2<Object, Object>> kinds(LocalDate on, View view) {
    Relation<AccountPartyRow> party = view.read(AccountPartyFold.TABLE);
    Relation<AccountRow> account = view.read(AccountFold.TABLE);
    Field<Object> to = party.column("to");
    Field<Object> closed = account.column("closedOn");
    Relation<CustomerRow> customer = CustomerFacts.customers(view);
    Field<Object> holder = DSL.coalesce(customer.column("mergedInto"), party.column("customerId"));
    return DSL.selectDistinct(holder.as("customer_id"), account.column("kind").as("kind"))
        .from(party.table())
        .leftJoin(customer.table())
        .on(customer.column("customerId").eq(party.column("customerId")).and(customer.at()))
        .join(account.table())
        .on(account.column("accountId").eq(party.column("accountId")).and(account.at()))
        .where(party.at())
        .and(party.column("role").eq(AccountPartyRow.Role.OWNER.name()))
        .and(party.column("from").le((Object) on))
        .and(to.isNull().or(to.ge((Object) on)))
        .and(account.column("openedOn").le((Object) on))
        .and(closed.isNull().or(closed.ge((Object) on)))
        .asTable("kinds");
  }

  /** When customers held any account. */
  public static Map<String, List<Span>> spans(Set<String> customers, View view) {
    return new FigureSql(view)
        .rows("p", AccountPartyFold.TABLE)
        .rows("a", AccountFold.TABLE)
        .value("customers", customers.toArray(String[]::new))
        .grouped(SPANS, row -> new Span(row.get(1, LocalDate.class), row.get(2, LocalDate.class)));
  }

  /** The accounts that customers owned or used at some time. */
  public static Set<String> accounts(Set<String> customers, View view) {
    Relation<AccountPartyRow> party = view.read(AccountPartyFold.TABLE);
    return view.sql()
        .selectDistinct(party.column("accountId"))
        .from(party.table())
        .where(party.column("customerId").in(List.copyOf(customers)))
        .and(party.validFrom().le(view.moment().position()))
        .fetchSet(row -> row.get(0, String.class));
  }

  /** The positions at which the bank learnt of rates for the currencies of some accounts. */
  public static List<Long> ratePositions(Set<String> accounts, View view) {
    Relation<AccountRow> account = view.read(AccountFold.TABLE);
    Relation<ExchangeRateRow> rate = view.read(ExchangeRateFold.TABLE);
    Relation<BaseCurrencyRow> base = view.read(BaseCurrencyFold.TABLE);
    long position = view.moment().position();
    return view.sql()
        .selectDistinct(rate.validFrom())
        .from(rate.table())
        .where(rate.validFrom().le(position))
        .and(
            rate.column("currency")
                .in(
                    DSL.select(account.column("currency"))
                        .from(account.table())
                        .where(account.column("accountId").in(List.copyOf(accounts)))))
        .union(DSL.select(base.validFrom()).from(base.table()).where(base.validFrom().le(position)))
        .fetch(row -> row.get(0, Long.class));
  }

  /** What one customer held, by account. */
  public List<Held> of(Filed customer) {
    return customer.all(held, Comparator.comparing(Held::accountId));
  }

  private static Held held(Record row) {
    return new Held(
        row.get(1, String.class),
        AccountKind.valueOf(row.get(2, String.class)),
        row.get(3, String.class),
        row.get(4, String.class),
        row.get(5, BigDecimal.class),
        row.get(6, LocalDate.class),
        row.get(7, LocalDate.class),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>());
  }

  private static LocalDate day(Record row) {
    return row.get(1, LocalDate.class);
  }

  private static BigDecimal amount(Record row) {
    return row.get(2, BigDecimal.class);
  }

  /** Keeps a fact of an account and a day with every ownership of the account. */
  private static <V> void each(
      Map<String, List<Held>> byAccount,
      Record row,
      Function<Held, NavigableMap<LocalDate, V>> facts,
      V value) {
    LocalDate day = day(row);
    byAccount
        .getOrDefault(row.get(0, String.class), List.of())
        .forEach(one -> facts.apply(one).put(day, value));
  }

  /** Keeps a fact with the ownerships of the day: a posting or a fee belongs to no other. */
  private static <V> void ofTheDay(
      Map<String, List<Held>> byAccount,
      Record row,
      Function<Held, NavigableMap<LocalDate, V>> facts,
      V value) {
    LocalDate day = day(row);
    byAccount.getOrDefault(row.get(0, String.class), List.of()).stream()
        .filter(one -> one.heldOn(day))
        .forEach(one -> facts.apply(one).put(day, value));
  }

  private static Map<String, NavigableMap<LocalDate, BigDecimal>> rates(LocalDate to, View view) {
    Map<String, NavigableMap<LocalDate, BigDecimal>> rates = new HashMap<>();
    new FigureSql(view)
        .rows("r", ExchangeRateFold.TABLE)
        .value("to", to)
        .each(
            RATES,
            row ->
                rates
                    .computeIfAbsent(row.get(0, String.class), _ -> new TreeMap<>())
                    .put(row.get(1, LocalDate.class), row.get(2, BigDecimal.class)));
    return rates;
  }
}
