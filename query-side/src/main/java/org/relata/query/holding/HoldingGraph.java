package org.relata.query.holding;

import graphql.execution.DataFetcherResult;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.holding.AccountKind;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Money;
import org.relata.query.customer.CustomerGraph;
import org.relata.query.customer.CustomerRow;
import org.relata.query.holding.AverageBalances.AccountCurrency;
import org.relata.query.holding.AverageBalances.Days;
import org.relata.query.platform.graph.Filed;
import org.relata.query.platform.graph.Filter;
import org.relata.query.platform.graph.Filters;
import org.relata.query.platform.graph.Graph;
import org.relata.query.platform.graph.GraphModule;
import org.relata.query.platform.graph.Listing;
import org.relata.query.platform.graph.NodeType;
import org.relata.query.platform.graph.Question;

/** What can be asked about accounts; the schema is {@code graphql/holding.graphqls}. */
public final class HoldingGraph implements GraphModule {

  static final Listing<AccountRow> ACCOUNTS =
      Listing.of(AccountFold.TABLE)
          .filterIn("accountId", "kind", "status", "product", "currency", "unitId")
          .filter("ownerId", CustomerGraph.belongingTo("ownerId"))
          .filter("openedOn", Filters.range("openedOn"))
          .filter("closedOn", Filters.range("closedOn"))
          .filter("maturesOn", Filters.range("maturesOn"))
          .filter("principal", Filters.range("principal"))
          .filter("attribute", HoldingGraph::attribute)
          .filter(
              "usedBy",
              Filters.exists(
                  AccountPartyFold.TABLE, "accountId", "accountId", Filters.in("customerId")))
          .orderBy("openedOn", "kind", "ownerId")
          .groupBy("kind", "status", "product", "currency", "unitId")
          .aggregate("principal", "openedOn")
          .build();

  private static final Listing<PostingRow> POSTINGS =
      Listing.of(PostingFold.TABLE)
          .filterIn("accountId", "direction", "kind", "purpose", "month")
          .filter("on", Filters.range("on"))
          .filter("amount", Filters.range("amount"))
          .filter("counterparty", Filters.text("counterparty"))
          .filter("account", ofAccount())
          .orderBy("on", "amount")
          .groupBy("direction", "kind", "purpose", "month")
          .groupByCurrency("currency", "amount")
          .aggregate("amount", "on")
          .build();

  private static final Listing<FeeRow> FEES =
      Listing.of(FeeFold.TABLE)
          .filterIn("accountId", "kind", "month")
          .filter("on", Filters.range("on"))
          .filter("account", ofAccount())
          .orderBy("on", "amount")
          .groupBy("kind", "month")
          .groupByCurrency("currency", "amount")
          .aggregate("amount")
          .build();

  private static final Listing<DailyBalanceRow> BALANCES =
      Listing.of(DailyBalanceFold.TABLE).filter("on", Filters.range("on")).orderBy("on").build();

  private static final Listing<ExchangeRateRow> RATES =
      Listing.of(ExchangeRateFold.TABLE)
          .filterIn("currency")
          .filter("on", Filters.range("on"))
          .orderBy("on")
          .build();

  private static final Listing<InterestRateRow> INTEREST =
      Listing.of(InterestRateFold.TABLE).build();

  private static final Listing<AccountPartyRow> PARTIES =
      Listing.of(AccountPartyFold.TABLE).filterIn("role").orderBy("from").build();

  @Override
  public void register(Graph graph) {
    NodeType<AccountRow> account = graph.node("Account", "account", AccountFold.TABLE);
    graph.type("Posting", PostingRow.class);
    graph.type("Fee", FeeRow.class);
    graph.type("DailyBalance", DailyBalanceRow.class);
    graph.type("ExchangeRate", ExchangeRateRow.class);
    graph.type("BaseCurrency", BaseCurrencyRow.class);
    graph.type("InterestRate", InterestRateRow.class);
    graph.type("AccountParty", AccountPartyRow.class);
    graph.type("AccountAttribute", AccountAttribute.class);
    graph.one("account", "accountId", account);
    graph.connection("accounts", ACCOUNTS);
    graph.groups("accountGroups", ACCOUNTS);
    graph.root(
        "accountAttributeGroups",
        question ->
            AccountFigures.byAttribute(
                question.text("attribute"), question.argument("filter"), question));
    graph.connection("postings", POSTINGS);
    graph.groups("postingGroups", POSTINGS);
    graph.connection("fees", FEES);
    graph.groups("feeGroups", FEES);
    graph.connection("exchangeRates", RATES);
    graph.root("baseCurrency", question -> Rates.setting(question.view()));
    accounts(graph);
    customers(graph);
    graph.reference("Posting", "account", "Account", PostingFold.TABLE, "accountId");
    graph.reference("Fee", "account", "Account", FeeFold.TABLE, "accountId");
    graph.reference("AccountParty", "account", "Account", AccountPartyFold.TABLE, "accountId");
    graph.reference("AccountParty", "customer", "Customer", AccountPartyFold.TABLE, "customerId");
  }

  private static void accounts(Graph graph) {
    graph.reference("Account", "owner", "Customer", AccountFold.TABLE, "ownerId");
    graph.<AccountRow>field(
        "Account", "attributes", (row, _) -> AccountAttribute.of(row.attributes()));
    graph.<AccountRow, AccountPartyRow>list(
        "Account", "parties", PARTIES, "accountId", AccountRow::accountId);
    graph.<AccountRow, InterestRateRow>list(
        "Account", "interestRates", INTEREST, "accountId", AccountRow::accountId);
    graph.<AccountRow, DailyBalanceRow>nested(
        "Account", "dailyBalances", BALANCES, "accountId", AccountRow::accountId);
    graph.<AccountRow, PostingRow>nested(
        "Account", "postings", POSTINGS, "accountId", AccountRow::accountId);
    graph.<AccountRow, FeeRow>nested("Account", "fees", FEES, "accountId", AccountRow::accountId);
    graph.<AccountRow, AccountCurrency, Money>batch(
        "Account",
        "balanceOn",
        HoldingGraph::figured,
        (keys, question) -> AccountFigures.balances(keys, day(question, "date"), question));
    graph.<AccountRow, AccountCurrency, Money>batch(
        "Account",
        "averageDailyBalance",
        HoldingGraph::figured,
        (keys, question) -> AverageBalances.ofAccounts(keys, days(question), question));
  }

  private static void customers(Graph graph) {
    graph.<CustomerRow, AccountRow>nested(
        "Customer", "accounts", ACCOUNTS, "ownerId", CustomerRow::filed);
    graph.<CustomerRow, AccountPartyRow>nested(
        "Customer", "accountRoles", PARTIES, "customerId", CustomerRow::filed);
    graph.<CustomerRow, Filed, DataFetcherResult<Money>>batch(
        "Customer",
        "aum",
        CustomerRow::filed,
        (keys, question) -> CustomerFigures.assets(keys, day(question, "on"), question));
    graph.<CustomerRow, Filed, DataFetcherResult<Money>>batch(
        "Customer",
        "averageDailyBalance",
        CustomerRow::filed,
        (keys, question) ->
            AverageBalances.ofCustomers(keys, kinds(question), days(question), question));
  }

  /** A term of a contract. */
  record AccountAttribute(String name, String value) {

    static List<AccountAttribute> of(Map<Code, Label> attributes) {
      return attributes.entrySet().stream()
          .map(entry -> new AccountAttribute(entry.getKey().value(), entry.getValue().value()))
          .sorted(Comparator.comparing(AccountAttribute::name))
          .toList();
    }
  }

  private static AccountCurrency figured(AccountRow row) {
    return new AccountCurrency(row.accountId().value(), row.currency());
  }

  private static LocalDate day(Question question, String argument) {
    return Objects.requireNonNull(question.<LocalDate>argument(argument));
  }

  private static Days days(Question question) {
    return new Days(day(question, "from"), day(question, "to"));
  }

  private static List<AccountKind> kinds(Question question) {
    @Nullable List<?> asked = question.argument("kinds");
    return asked == null
        ? Stream.of(AccountKind.values())
            .filter(AccountKind::countsToAssetsUnderManagement)
            .toList()
        : asked.stream().map(kind -> AccountKind.valueOf(String.valueOf(kind))).toList();
  }

  private static Condition attribute(Object value, Filter.Scope scope) {
    Map<?, ?> asked = (Map<?, ?>) value;
    return DSL.condition(
        "{0} ->> {1} = {2}",
        scope.relation().column("attributes"),
        DSL.val(String.valueOf(asked.get("name"))),
        DSL.val(String.valueOf(asked.get("value"))));
  }

  /** Facts are chosen by an {@code AccountFilter} on the account that they belong to. */
  private static Filter ofAccount() {
    return Filters.exists(
        AccountFold.TABLE,
        "accountId",
        "accountId",
        (value, scope) -> ACCOUNTS.condition(value, scope));
  }
}
