package org.relata.query.holding;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.holding.AccountId;
import org.relata.kernel.holding.AccountKind;
import org.relata.kernel.holding.Posting;
import org.relata.kernel.holding.PostingId;
import org.relata.kernel.holding.SourceRef;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Money;
import org.relata.query.CapabilityGraphs;
import org.relata.query.customer.CustomerRow;
import org.relata.query.customer.Customers;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.graph.Graph;
import org.relata.query.platform.graph.GraphModule;
import org.relata.query.platform.graph.GraphServer;
import org.relata.query.platform.graph.TestStore;
import tools.jackson.databind.JsonNode;

/**
 * Figures of accounts and customers, compared with a slow calculation that walks through every
 * calendar day of a random history, now and as of positions before corrections.
 */
class HoldingGraphTest {

  private static final LocalDate FIRST = LocalDate.of(2023, 11, 1);
  private static final int DAYS = 120;
  private static final int CUSTOMERS = 6;
  private static final SourceRef FILE = new SourceRef("file:1");
  private static final RowTable<CustomerRow> CUSTOMER = customerTable();
  private static final List<Known> ACCOUNTS = new ArrayList<>();
  private static final TreeMap<LocalDate, BigDecimal> DOLLAR = new TreeMap<>();
  private static final TestStore STORE =
      new TestStore(
          CUSTOMER,
          AccountFold.TABLE,
          AccountPartyFold.TABLE,
          DailyBalanceFold.TABLE,
          PostingFold.TABLE,
          FeeFold.TABLE,
          ExchangeRateFold.TABLE,
          BaseCurrencyFold.TABLE);

  private static GraphServer server;

  /** All capabilities, as an application has them. */
  public static final class Everything implements GraphModule {
    @Override
    public void register(Graph graph) {
      CapabilityGraphs.all().forEach(module -> module.register(graph));
    }
  }

  /** An account, its balances and its owners, by days. */
  private record Known(
      AccountRow row, TreeMap<LocalDate, BigDecimal> balances, TreeMap<LocalDate, String> owners) {

    BigDecimal on(LocalDate day) {
      @Nullable LocalDate closed = row.closedOn();
      boolean open = !day.isBefore(row.openedOn()) && (closed == null || !day.isAfter(closed));
      Map.Entry<LocalDate, BigDecimal> known = balances.floorEntry(day);
      return open && known != null ? known.getValue() : BigDecimal.ZERO;
    }

    boolean ownedBy(String customer, LocalDate day) {
      Map.Entry<LocalDate, String> owner = owners.floorEntry(day);
      return owner != null && owner.getValue().equals(customer);
    }

    BigDecimal rate(LocalDate day) {
      return row.currency().equals("CNY") ? BigDecimal.ONE : DOLLAR.floorEntry(day).getValue();
    }
  }

  @SuppressWarnings("unchecked")
  private static RowTable<CustomerRow> customerTable() {
    return (RowTable<CustomerRow>)
        Customers.folds().folds().stream()
            .map(Fold::table)
            .filter(table -> table.name().equals("customer"))
            .findFirst()
            .orElseThrow();
  }

  @BeforeAll
  static void aRandomBank() {
    Random random = new Random(11);
    for (int i = 0; i < CUSTOMERS; i++) {
      customer("C-" + i);
    }
    for (int i = 0; i < DAYS; i += 9) {
      BigDecimal rate = BigDecimal.valueOf(70_000 + random.nextInt(2_000), 4);
      DOLLAR.put(FIRST.plusDays(i), rate);
      STORE.put(ExchangeRateFold.TABLE, new ExchangeRateRow("USD", FIRST.plusDays(i), rate, "CNY"));
    }
    List<AccountKind> kinds =
        List.of(
            AccountKind.DEPOSIT,
            AccountKind.CURRENT,
            AccountKind.FUND,
            AccountKind.CUSTODY,
            AccountKind.LOAN);
    for (int i = 0; i < 14; i++) {
      account(i, kinds.get(i % kinds.size()), random);
    }
    server = new GraphServer(STORE.database(), Everything.class);
  }

  @AfterAll
  static void close() {
    server.close();
  }

  private static void customer(String id) {
    STORE.put(
        CUSTOMER,
        new CustomerRow(
            new CustomerId(id),
            CustomerKind.PERSONAL,
            new Label("王小明"),
            CustomerRow.Status.OPEN,
            null,
            null,
            null,
            LocalDate.of(1964, 2, 29),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null));
  }

  private static void account(int number, AccountKind kind, Random random) {
    String owner = "C-" + random.nextInt(CUSTOMERS);
    LocalDate opened = FIRST.plusDays(random.nextInt(20));
    @Nullable LocalDate closed = number % 4 == 3 ? opened.plusDays(70) : null;
    String currency = number % 3 == 2 ? "USD" : "CNY";
    AccountId id = new AccountId("A-" + number);
    AccountRow row = accountRow(id, kind, currency, owner, opened, closed, "monthly", null);
    Known known = new Known(row, new TreeMap<>(), new TreeMap<>());
    known.owners().put(opened, owner);
    STORE.put(AccountFold.TABLE, row);
    if (number % 5 == 0) {
      String next = "C-" + (CUSTOMERS - 1 - number % 2);
      LocalDate change = opened.plusDays(30);
      party(id, owner, opened, change.minusDays(1));
      party(id, next, change, null);
      known.owners().put(change, next);
    } else {
      party(id, owner, opened, null);
    }
    LocalDate day = opened.plusDays(random.nextInt(4));
    LocalDate end = closed == null ? FIRST.plusDays(DAYS) : closed;
    while (!day.isAfter(end)) {
      BigDecimal amount = BigDecimal.valueOf(random.nextInt(30_000_00) - 3_000_00, 2);
      known.balances().put(day, amount);
      balance(known, day, amount);
      day = day.plusDays(1 + random.nextInt(20));
    }
    ACCOUNTS.add(known);
  }

  private static AccountRow accountRow(
      AccountId id,
      AccountKind kind,
      String currency,
      String owner,
      LocalDate opened,
      @Nullable LocalDate closed,
      String statement,
      @Nullable Money principal) {
    return new AccountRow(
        id,
        kind,
        closed == null ? AccountRow.Status.OPEN : AccountRow.Status.CLOSED,
        null,
        currency,
        new CustomerId(owner),
        opened,
        closed,
        null,
        Map.of(new Code("statement"), new Label(statement)),
        null,
        principal,
        null);
  }

  private static void party(
      AccountId account, String customer, LocalDate from, @Nullable LocalDate to) {
    STORE.put(
        AccountPartyFold.TABLE,
        new AccountPartyRow(
            account, new CustomerId(customer), AccountPartyRow.Role.OWNER, from, to));
  }

  private static long balance(Known known, LocalDate day, BigDecimal amount) {
    Currency currency = Currency.getInstance(known.row().currency());
    return STORE.put(
        DailyBalanceFold.TABLE,
        new DailyBalanceRow(known.row().accountId(), day, new Money(amount, currency), FILE));
  }

  private static String slowAverage(List<Known> accounts, LocalDate from, LocalDate to) {
    BigDecimal sum = BigDecimal.ZERO;
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
      for (Known account : accounts) {
        sum = sum.add(account.on(day));
      }
    }
    return divided(sum, from, to);
  }

  private static String slowAverageOf(String customer, LocalDate from, LocalDate to) {
    BigDecimal sum = BigDecimal.ZERO;
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
      for (Known account : ACCOUNTS) {
        if (account.row().kind().countsToAssetsUnderManagement()
            && account.ownedBy(customer, day)) {
          sum = sum.add(account.on(day).multiply(account.rate(day)));
        }
      }
    }
    return divided(sum, from, to);
  }

  private static String divided(BigDecimal sum, LocalDate from, LocalDate to) {
    BigDecimal days = BigDecimal.valueOf(ChronoUnit.DAYS.between(from, to) + 1);
    return sum.divide(days, 2, RoundingMode.HALF_UP).toPlainString();
  }

  private static String slowAssets(String customer, LocalDate day) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Known account : ACCOUNTS) {
      if (account.row().kind().countsToAssetsUnderManagement() && account.ownedBy(customer, day)) {
        sum = sum.add(account.on(day).max(BigDecimal.ZERO).multiply(account.rate(day)));
      }
    }
    return sum.setScale(2, RoundingMode.HALF_UP).toPlainString();
  }

  @Test
  void averagesOfAccountsAreThoseOfWalkingThroughEveryDay() {
    Random random = new Random(5);
    for (int i = 0; i < 8; i++) {
      LocalDate from = FIRST.minusDays(5).plusDays(random.nextInt(DAYS));
      LocalDate to = from.plusDays(random.nextInt(60));
      JsonNode nodes =
          server
              .data(
                  """
                  {accounts(first: 100) {nodes {accountId balanceOn(date: "%s") {amount}
                    averageDailyBalance(from: "%s", to: "%s") {amount currency}}}}
                  """
                      .formatted(to, from, to))
              .get("accounts")
              .get("nodes");
      for (Known account : ACCOUNTS) {
        JsonNode told = find(nodes, "accountId", account.row().accountId().value());
        assertThat(told.at("/averageDailyBalance/amount").stringValue())
            .as("%s from %s to %s", account.row(), from, to)
            .isEqualTo(slowAverage(List.of(account), from, to));
        assertThat(new BigDecimal(told.at("/balanceOn/amount").stringValue()))
            .isEqualByComparingTo(account.on(to));
      }
    }
  }

  @Test
  void figuresOfCustomersAreThoseOfWalkingThroughEveryDay() {
    Random random = new Random(6);
    for (int i = 0; i < 8; i++) {
      LocalDate from = FIRST.plusDays(random.nextInt(DAYS));
      LocalDate to = from.plusDays(random.nextInt(60));
      long before = server.statements();
      JsonNode nodes = customers(from, to, "");
      assertThat(server.statements() - before).isLessThan(16);
      for (int c = 0; c < CUSTOMERS; c++) {
        JsonNode told = find(nodes, "customerId", "C-" + c);
        assertThat(told.at("/aum/amount").stringValue()).isEqualTo(slowAssets("C-" + c, to));
        assertThat(told.at("/averageDailyBalance/amount").stringValue())
            .isEqualTo(slowAverageOf("C-" + c, from, to));
      }
    }
  }

  @Test
  void aCorrectionChangesWhatIsKnownNowAndNotWhatWasKnownThen() {
    Known account = ACCOUNTS.getFirst();
    LocalDate day = account.balances().firstKey();
    BigDecimal right = account.balances().firstEntry().getValue();
    long before = STORE.position();
    JsonNode told = customers(day, day.plusDays(9), "");
    balance(account, day, right.add(new BigDecimal("1000.00")));
    assertThat(customers(day, day.plusDays(9), "")).isNotEqualTo(told);
    assertThat(customers(day, day.plusDays(9), ", asOf: {position: %d}".formatted(before)))
        .isEqualTo(told);
    balance(account, day, right);
    assertThat(customers(day, day.plusDays(9), "")).isEqualTo(told);
  }

  @Test
  void aMissingRateIsNamedAndTheOthersAreTold() {
    STORE.put(
        AccountFold.TABLE,
        accountRow(
            new AccountId("X-1"), AccountKind.DEPOSIT, "JPY", "C-x", FIRST, null, "never", null));
    customer("C-x");
    party(new AccountId("X-1"), "C-x", FIRST, null);
    String question =
        "{customers(filter: {customerId: [\"C-0\", \"C-x\"]}) {nodes {customerId aum(on:"
            + " \"2024-01-31\") {amount} averageDailyBalance(from: \"2024-01-01\", to:"
            + " \"2024-01-31\") {amount}}}}";
    assertThat(server.data(question).at("/customers/nodes/1/aum/amount").stringValue())
        .isEqualTo("0.00");
    STORE.put(
        DailyBalanceFold.TABLE,
        new DailyBalanceRow(new AccountId("X-1"), FIRST.plusDays(3), Money.of("5", "JPY"), FILE));
    JsonNode answer = server.ask(question);
    assertThat(GraphServer.code(answer)).isEqualTo("EXCHANGE_RATE_MISSING");
    assertThat(answer.at("/errors/0/extensions/currencies").stringValue()).isEqualTo("JPY");
    assertThat(answer.at("/errors")).hasSize(2);
    assertThat(answer.at("/data/customers/nodes/0/aum/amount").isString()).isTrue();
    assertThat(answer.at("/data/customers/nodes/1/aum").isNull()).isTrue();
  }

  @Test
  void accountsAndPostingsAreGroupedAndSummed() {
    for (int i = 0; i < 6; i++) {
      Posting posting =
          new Posting(
              new PostingId("P-" + i),
              LocalDate.of(2024, 1 + i % 2, 3),
              i % 3 == 0 ? Posting.Direction.DEBIT : Posting.Direction.CREDIT,
              new BigDecimal("10.10"),
              new Code("CASH"),
              null,
              null,
              null);
      STORE.put(
          PostingFold.TABLE,
          PostingRow.of(new AccountId("A-0"), 2024, posting, Currency.getInstance("CNY"), FILE));
    }
    JsonNode data =
        server.data(
            """
            {postingGroups(by: [DIRECTION, MONTH], filter: {account: {accountId: ["A-0"]}})
              {direction month count amount {sum currency}}
             accountAttributeGroups(attribute: "statement", filter: {kind: [DEPOSIT], usedBy:
               ["C-0", "C-1", "C-2", "C-3", "C-4", "C-5"]}) {value currency count principal}
             accounts(filter: {attribute: {name: "statement", value: "monthly"}}) {totalCount}
             account(accountId: "A-0") {postings(first: 2, orderBy: [{by: ON, direction: DESC}])
               {totalCount nodes {postingId on amount {amount}}}}}
            """);
    assertThat(data.at("/postingGroups")).hasSize(4);
    assertThat(data.at("/postingGroups/0/amount/sum").stringValue()).isEqualTo("20.20");
    assertThat(data.at("/accounts/totalCount").asInt()).isEqualTo(14);
    assertThat(data.at("/account/postings/totalCount").asInt()).isEqualTo(6);
    assertThat(data.at("/accountAttributeGroups/0/value").stringValue()).isEqualTo("monthly");
  }

  @Test
  void figuresCostByCustomersAndTheYearsThatAreReadOfThem() {
    String question =
        "{customers(first: %d) {nodes {%s(from: \"%s\", on: \"2024-01-31\", metrics: [AUM])"
            + " {value}}}}";
    assertThat(cost(question.formatted(500, "figures", "2024-01-01"))).isEqualTo(1 + 500 * 19);
    assertThat(cost(question.formatted(100, "figures", "2014-03-01"))).isEqualTo(1 + 100 * 91);
    assertThat(cost(question.formatted(60, "groupFigures", "2024-01-01"))).isEqualTo(1 + 60 * 91);
  }

  /** What was too much. */
  private static int cost(String question) {
    JsonNode answer = server.ask(question);
    assertThat(GraphServer.code(answer)).isEqualTo("COST_LIMIT");
    return GraphServer.error(answer).get("value").intValue();
  }

  @Test
  void aPeriodEndsNotBeforeItBegins() {
    assertThat(
            server.code(
                "{account(accountId: \"A-0\") {averageDailyBalance(from: \"2024-01-02\", to:"
                    + " \"2024-01-01\") {amount}}}"))
        .isEqualTo("INVALID_PERIOD");
  }

  private static JsonNode customers(LocalDate from, LocalDate to, String asOf) {
    return server
        .data(
            """
            {customers(first: 50, filter: {customerId: ["C-0", "C-1", "C-2", "C-3", "C-4", "C-5"]}
              %s) {nodes {customerId aum(on: "%s") {amount}
              averageDailyBalance(from: "%s", to: "%s") {amount}
              deposits: averageDailyBalance(from: "%s", to: "%s", kinds: [DEPOSIT, CURRENT])
                {amount}}}}
            """
                .formatted(asOf, to, from, to, from, to))
        .get("customers")
        .get("nodes");
  }

  private static JsonNode find(JsonNode nodes, String field, String value) {
    for (JsonNode node : nodes) {
      if (node.get(field).stringValue().equals(value)) {
        return node;
      }
    }
    throw new AssertionError("Nobody is called " + value);
  }
}
