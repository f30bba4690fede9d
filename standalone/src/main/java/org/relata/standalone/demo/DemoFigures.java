package org.relata.standalone.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.relata.command.customer.CustomerCommand.RegisterCustomer;
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
import org.relata.kernel.valuation.Figure;
import org.relata.kernel.valuation.Lack;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.valuation.Metrics;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;

/**
 * What policies decide by, reckoned from the commands of the demo bank. Its accounts keep their
 * owners, stay open, and are told once; cards are in the base currency. That these figures are
 * those of the query side is shown by a test.
 */
final class DemoFigures {

  private static final Currency BASE = Currency.getInstance("CNY");

  /** An account with its closing balances and its postings. */
  private record Account(
      OpenAccount opened, NavigableMap<LocalDate, BigDecimal> balances, List<Posting> postings) {

    BigDecimal on(LocalDate day) {
      Map.@Nullable Entry<LocalDate, BigDecimal> latest = balances.floorEntry(day);
      return latest == null
          ? opened.principal() == null ? BigDecimal.ZERO : opened.principal().amount()
          : latest.getValue().max(BigDecimal.ZERO);
    }

    boolean isGoldOrPlatinum() {
      @Nullable Label type =
          opened.attributes() == null ? null : opened.attributes().get(new Code("type"));
      return type != null && (type.value().equals("gold") || type.value().equals("platinum"));
    }
  }

  private final Map<CustomerId, List<Account>> owned = new HashMap<>();
  private final Map<AccountId, Account> accounts = new HashMap<>();
  private final Map<CustomerId, LocalDate> births = new HashMap<>();
  private final NavigableMap<LocalDate, BigDecimal> dollar = new TreeMap<>();

  private DemoFigures() {}

  static DemoFigures of(List<Command> commands) {
    DemoFigures figures = new DemoFigures();
    commands.forEach(figures::take);
    return figures;
  }

  private void take(Command command) {
    switch (command) {
      case RegisterCustomer c -> {
        if (c.profile() != null && c.profile().birthDate() != null) {
          births.put(c.customerId(), c.profile().birthDate());
        }
      }
      case RecordExchangeRate c -> dollar.put(c.on(), c.rate());
      case OpenAccount c -> {
        Account account = new Account(c, new TreeMap<>(), new ArrayList<>());
        accounts.put(c.accountId(), account);
        owned.computeIfAbsent(c.ownerId(), _ -> new ArrayList<>()).add(account);
      }
      case RecordBalances c -> {
        for (DailyBalance balance : c.balances()) {
          account(c.accountId()).balances().put(balance.on(), balance.amount());
        }
      }
      case RecordPostings c -> account(c.accountId()).postings().addAll(c.postings());
      default -> {
        // Nothing else counts.
      }
    }
  }

  private Account account(AccountId id) {
    return Objects.requireNonNull(accounts.get(id), id.value());
  }

  Metrics of(CustomerId customer, LocalDate day) {
    List<Account> all = owned.getOrDefault(customer, List.of());
    Map<Metric, Figure> known = new EnumMap<>(Metric.class);
    known.put(Metric.AUM, sum(all, day, AccountKind::countsToAssetsUnderManagement));
    known.put(Metric.LOANS, sum(all, day, kind -> kind == AccountKind.LOAN));
    known.put(Metric.CARD_SPENDING_YEAR, spent(all, day));
    known.put(Metric.CUSTODY_BALANCE, sum(all, day, kind -> kind == AccountKind.CUSTODY));
    known.put(
        Metric.GOLD_OR_PLATINUM_CARD, Figure.of(all.stream().anyMatch(Account::isGoldOrPlatinum)));
    @Nullable LocalDate birth = births.get(customer);
    if (birth == null) {
      return new Metrics(BASE, known, Map.of(Metric.AGE, Lack.NOT_RECORDED));
    }
    known.put(Metric.AGE, Figure.of(Period.between(birth, day).getYears()));
    return Metrics.of(BASE, known);
  }

  private Figure sum(List<Account> all, LocalDate day, Predicate<AccountKind> kinds) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Account account : all) {
      if (kinds.test(account.opened().kind())) {
        BigDecimal rate =
            account.opened().currency().equals(BASE)
                ? BigDecimal.ONE
                : dollar.floorEntry(day).getValue();
        sum = sum.add(account.on(day).multiply(rate));
      }
    }
    return Figure.of(sum.setScale(2, RoundingMode.HALF_UP));
  }

  private static Figure spent(List<Account> all, LocalDate day) {
    return Figure.of(
        all.stream()
            .filter(account -> account.opened().kind() == AccountKind.CARD)
            .flatMap(account -> account.postings().stream())
            .filter(
                posting -> posting.on().isAfter(day.minusYears(1)) && !posting.on().isAfter(day))
            .map(Posting::amount)
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .setScale(2, RoundingMode.HALF_UP));
  }
}
