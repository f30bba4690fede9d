package org.relata.standalone.demo;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.relata.command.holding.HoldingCommand.AddAuthorisedUser;
import org.relata.command.holding.HoldingCommand.ChargeFee;
import org.relata.command.holding.HoldingCommand.CorrectBalance;
import org.relata.command.holding.HoldingCommand.OpenAccount;
import org.relata.command.holding.HoldingCommand.RecordBalances;
import org.relata.command.holding.HoldingCommand.RecordExchangeRate;
import org.relata.command.holding.HoldingCommand.RecordPostings;
import org.relata.command.platform.Command;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.holding.AccountId;
import org.relata.kernel.holding.AccountKind;
import org.relata.kernel.holding.DailyBalance;
import org.relata.kernel.holding.Posting;
import org.relata.kernel.holding.PostingId;
import org.relata.kernel.holding.SourceRef;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Money;

/** Accounts with balances over two years, some in dollars, cards with postings, loans. */
final class DemoHoldings {

  private static final Currency CNY = Currency.getInstance("CNY");
  private static final Currency USD = Currency.getInstance("USD");

  private final DemoBank bank;
  private int accounts;

  DemoHoldings(DemoBank bank) {
    this.bank = bank;
  }

  void build() {
    for (LocalDate on = DemoBank.FIRST_DAY; on.isBefore(DemoBank.LAST_DAY); on = on.plusMonths(1)) {
      BigDecimal rate = BigDecimal.valueOf(70_000L + bank.below(3_000), 4);
      bank.add(new RecordExchangeRate(USD, on, rate));
    }
    for (CustomerId customer : bank.personal) {
      // A few have much, most have little: the tiers look like those of a real bank.
      int size = bank.below(100);
      long wealth =
          size < 3
              ? 3_000_000
              : size < 18 ? 400_000 : size < 35 ? 140_000 : size < 60 ? 70_000 : 9_000;
      account(customer, AccountKind.CURRENT, CNY, wealth / 4);
      account(customer, AccountKind.DEPOSIT, CNY, wealth / 2);
      if (bank.chance(40)) {
        account(customer, AccountKind.WEALTH_PRODUCT, CNY, wealth / 2);
      }
      if (bank.chance(8)) {
        account(customer, AccountKind.DEPOSIT, USD, wealth / 50);
      }
      if (bank.chance(35)) {
        card(customer, wealth);
      }
      if (bank.chance(15)) {
        loan(customer, bank.between(10, 150) * 10_000L);
      }
    }
    for (CustomerId customer : bank.companies) {
      long wealth = bank.between(1, 400) * 250_000L;
      account(customer, AccountKind.SETTLEMENT, CNY, wealth / 3);
      account(customer, AccountKind.DEPOSIT, CNY, wealth);
      if (bank.chance(50)) {
        loan(customer, wealth / 2);
      }
    }
  }

  private AccountId open(
      CustomerId owner,
      AccountKind kind,
      Currency currency,
      Map<Code, Label> attributes,
      @Nullable Money principal) {
    AccountId id = new AccountId(String.format(java.util.Locale.ROOT, "a%05d", ++accounts));
    bank.add(
        new OpenAccount(
            id,
            kind,
            null,
            currency,
            owner,
            DemoBank.FIRST_DAY,
            bank.oneOf(bank.units),
            attributes,
            null,
            principal,
            principal == null ? null : DemoBank.FIRST_DAY.plusYears(bank.between(1, 20))));
    return id;
  }

  private void account(CustomerId owner, AccountKind kind, Currency currency, long about) {
    AccountId id = open(owner, kind, currency, Map.of(), null);
    balances(id, about, bank.between(-15, 40));
    if (kind == AccountKind.CURRENT && bank.chance(10)) {
      CustomerId user = bank.oneOf(bank.personal);
      if (!user.equals(owner)) {
        bank.add(new AddAuthorisedUser(id, user, null));
      }
    }
    if (kind == AccountKind.CURRENT && bank.chance(20)) {
      bank.add(
          new ChargeFee(
              id,
              new SourceRef("fee-" + id),
              bank.day(),
              BigDecimal.valueOf(bank.between(5, 50)),
              new Code("STATEMENT")));
    }
  }

  /** Two balances a month that wander about a line which rises or falls over the two years. */
  private void balances(AccountId id, long about, int percentOverTwoYears) {
    List<DailyBalance> balances = new ArrayList<>();
    YearMonth last = YearMonth.from(DemoBank.LAST_DAY);
    for (YearMonth month = YearMonth.from(DemoBank.FIRST_DAY);
        !month.isAfter(last);
        month = month.plusMonths(1)) {
      for (LocalDate on : List.of(month.atDay(15), month.atEndOfMonth())) {
        double line = about * (1 + percentOverTwoYears / 100.0 * balances.size() / 48);
        long cents = (long) (line * 100 * (0.85 + bank.below(3_000) / 10_000.0));
        balances.add(new DailyBalance(on, BigDecimal.valueOf(cents, 2)));
      }
    }
    bank.add(new RecordBalances(id, new SourceRef("balances-" + id), balances));
  }

  private void card(CustomerId owner, long wealth) {
    String type = wealth > 300_000 ? "platinum" : wealth > 100_000 ? "gold" : "classic";
    AccountId id =
        open(owner, AccountKind.CARD, CNY, Map.of(new Code("type"), new Label(type)), null);
    List<Posting> postings = new ArrayList<>();
    for (int i = 0; i < bank.between(10, 40); i++) {
      postings.add(
          new Posting(
              new PostingId("p" + i),
              bank.day(),
              Posting.Direction.DEBIT,
              BigDecimal.valueOf(bank.between(1_000, 300_000), 2),
              new Code("PURCHASE"),
              new Code(bank.oneOf("FOOD", "TRAVEL", "HOUSEHOLD", "HEALTH")),
              null,
              null));
    }
    bank.add(new RecordPostings(id, new SourceRef("postings-" + id), postings));
  }

  private void loan(CustomerId owner, long principal) {
    Money amount = DemoCustomers.cny(BigDecimal.valueOf(principal));
    AccountId id = open(owner, AccountKind.LOAN, CNY, Map.of(), amount);
    balances(id, principal, -bank.between(10, 60));
  }

  /** A deposit of January had been missed when tiers were given. */
  static Command correction() {
    return new CorrectBalance(
        new AccountId("a00001"),
        new SourceRef("correction-1"),
        LocalDate.of(2026, 1, 31),
        new BigDecimal("88000.00"));
  }
}
