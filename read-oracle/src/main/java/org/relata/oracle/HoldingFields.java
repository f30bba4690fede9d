package org.relata.oracle;

import java.util.Collection;
import java.util.Map;
import org.relata.oracle.Known.Asked;
import org.relata.oracle.Known.Value;

/** The fields of accounts and of what happens on them. */
final class HoldingFields {

  private static final String CUSTOMER_ID = "customerId";

  private HoldingFields() {}

  static void tell(Fields fields) {
    fields.node("Account", "account", "account");
    fields.notCovered("Customer.aum", "computed by the day; HoldingGraphTest compares it");
    fields.notCovered(
        "Customer.averageDailyBalance", "computed by the day; HoldingGraphTest compares it");
    fields.listAndGroups("accounts", "accountGroups", Known.all("account"));
    fields.put(
        "Query.accountAttributeGroups", new Known.Groups("account", Known.all("account").rows()));
    fields.listAndGroups("postings", "postingGroups", Known.all("posting"));
    fields.listAndGroups("fees", "feeGroups", Known.all("fee"));
    fields.list("exchangeRates", Known.all("exchange_rate"));
    fields.one("account", "account", "accountId");
    fields.put("Query.baseCurrency", new Value(HoldingFields::baseCurrency));
    fields.ofCustomer("accountRoles", "account_party");
    fields.put("Customer.accounts", Known.belonging("account", "ownerId"));
    fields.put("Account.owner", Known.reference("customer", "ownerId"));
    fields.put("Account.attributes", Known.attributes());
    fields.put("Account.parties", Known.below("account_party", "accountId", "accountId"));
    fields.put("Account.dailyBalances", Known.below("daily_balance", "accountId", "accountId"));
    fields.put("Account.postings", Known.below("posting", "accountId", "accountId"));
    fields.put("Account.fees", Known.below("fee", "accountId", "accountId"));
    fields.put("Account.interestRates", Known.below("interest_rate", "accountId", "accountId"));
    fields.put("Account.balanceOn", new Value(Balances::on));
    fields.put("Account.averageDailyBalance", new Value(Balances::average));
    fields.put("Posting.account", Known.reference("account", "accountId"));
    fields.put("Fee.account", Known.reference("account", "accountId"));
    fields.put("AccountParty.account", Known.reference("account", "accountId"));
    fields.put("AccountParty.customer", Known.reference("customer", CUSTOMER_ID));
  }

  private static Object baseCurrency(Asked asked) {
    Collection<Record> set = asked.at().rows("base_currency");
    return set.isEmpty() ? Map.of("currency", "CNY", "fixed", false) : set.iterator().next();
  }
}
