package org.relata.command.holding;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.relata.command.customer.KnownCustomers;
import org.relata.command.holding.HoldingCommand.AddAuthorisedUser;
import org.relata.command.holding.HoldingCommand.ChangeOwner;
import org.relata.command.holding.HoldingCommand.CloseAccount;
import org.relata.command.holding.HoldingCommand.FromSource;
import org.relata.command.holding.HoldingCommand.OpenAccount;
import org.relata.command.holding.HoldingCommand.RecordExchangeRate;
import org.relata.command.holding.HoldingCommand.RecordInterestRate;
import org.relata.command.holding.HoldingCommand.RemoveAuthorisedUser;
import org.relata.command.holding.HoldingCommand.SetBaseCurrency;
import org.relata.command.platform.CommandContext;
import org.relata.command.platform.Decider;
import org.relata.command.platform.States;
import org.relata.command.platform.StreamType;
import org.relata.kernel.Rejection;
import org.relata.kernel.holding.AccountId;
import org.relata.kernel.holding.EffectiveDay;
import org.relata.kernel.holding.HoldingEvent;
import org.relata.kernel.holding.HoldingEvent.AccountClosed;
import org.relata.kernel.holding.HoldingEvent.AccountOpened;
import org.relata.kernel.holding.HoldingEvent.AuthorisedUserAdded;
import org.relata.kernel.holding.HoldingEvent.AuthorisedUserRemoved;
import org.relata.kernel.holding.HoldingEvent.BaseCurrencyFixed;
import org.relata.kernel.holding.HoldingEvent.BaseCurrencySet;
import org.relata.kernel.holding.HoldingEvent.ExchangeRateRecorded;
import org.relata.kernel.holding.HoldingEvent.InterestRateRecorded;
import org.relata.kernel.holding.HoldingEvent.OwnerChanged;
import org.springframework.stereotype.Component;

/**
 * The rules about accounts themselves: each has one owner at a time, from its opening on, and any
 * number of authorised users; a closed one takes no more facts of later days. Facts under a source
 * reference are decided by {@link SourceFacts}.
 */
@Component
public final class HoldingDecider implements Decider<HoldingCommand> {

  static final int MAX_USERS = 100;

  @Override
  public Class<HoldingCommand> commands() {
    return HoldingCommand.class;
  }

  @Override
  public List<StreamType<?>> streams() {
    return List.of(
        AccountState.ACCOUNT,
        BalancesState.BALANCES,
        PostingsState.POSTINGS,
        SourceState.SOURCE,
        InterestState.INTEREST,
        RateState.RATE,
        BaseCurrency.SETTINGS);
  }

  @Override
  public List<? extends HoldingEvent> decide(
      HoldingCommand command, CommandContext context, States states) {
    return switch (command) {
      case OpenAccount c -> open(c, states);
      case CloseAccount c -> close(c, context, states);
      case AddAuthorisedUser c -> addUser(c, states);
      case RemoveAuthorisedUser c -> removeUser(c, context, states);
      case ChangeOwner c -> changeOwner(c, states);
      case FromSource c -> SourceFacts.decide(c, known(c.accountId(), states), states);
      case RecordInterestRate c -> recordInterest(c, states);
      case RecordExchangeRate c -> recordRate(c, states);
      case SetBaseCurrency c -> setBaseCurrency(c, states);
    };
  }

  private static List<HoldingEvent> open(OpenAccount c, States states) {
    AccountOpened opened =
        new AccountOpened(
            c.accountId(),
            c.kind(),
            c.product(),
            c.currency(),
            c.ownerId(),
            c.openedOn(),
            c.unitId(),
            Objects.requireNonNullElse(c.attributes(), Map.of()),
            c.sourceRef(),
            c.principal(),
            c.maturesOn());
    @Nullable AccountOpened known = states.of(AccountState.ACCOUNT, c.accountId()).opened();
    if (known != null) {
      Rejection.unless(
          c.sourceRef() != null && opened.equals(known),
          "ACCOUNT_EXISTS",
          "The account " + c.accountId() + " is known already.");
      return List.of();
    }
    KnownCustomers.requireLiving(states, c.ownerId());
    return List.of(opened);
  }

  private static List<HoldingEvent> close(CloseAccount c, CommandContext context, States states) {
    AccountState account = known(c.accountId(), states);
    if (c.closedOn().equals(account.closedOn())) {
      return List.of();
    }
    requireNotClosed(c.accountId(), account);
    Rejection.unless(
        account.knew(c.closedOn()) && !c.closedOn().isBefore(since(account)),
        "CLOSED_TOO_EARLY",
        "The account " + c.accountId() + " cannot close before its present owner held it.");
    SourceFacts.requireNothingHeldAfter(c, context, states);
    return List.of(new AccountClosed(c.accountId(), c.closedOn()));
  }

  private static List<HoldingEvent> addUser(AddAuthorisedUser c, States states) {
    AccountState account = known(c.accountId(), states);
    KnownCustomers.requireLiving(states, c.customerId());
    LocalDate from = EffectiveDay.checked(c.from() == null ? openedOn(account) : c.from());
    if (from.equals(account.users().get(c.customerId()))) {
      return List.of();
    }
    Rejection.unless(
        !account.users().containsKey(c.customerId()),
        "ALREADY_A_USER",
        "The customer " + c.customerId() + " is an authorised user already.");
    Rejection.unless(
        account.users().size() < MAX_USERS,
        "TOO_MANY",
        "An account has at most " + MAX_USERS + " authorised users.");
    requireWithin(c.accountId(), account, from);
    @Nullable LocalDate removed = account.lastRemovals().get(c.customerId());
    Rejection.unless(
        removed == null || from.isAfter(removed),
        "OUT_OF_RANGE",
        "The customer was an authorised user until " + removed + "; begin after that.");
    return List.of(new AuthorisedUserAdded(c.accountId(), c.customerId(), from));
  }

  private static List<HoldingEvent> removeUser(
      RemoveAuthorisedUser c, CommandContext context, States states) {
    AccountState account = known(c.accountId(), states);
    @Nullable LocalDate from = account.users().get(c.customerId());
    if (from == null) {
      throw new Rejection(
          "UNKNOWN_USER", "The customer " + c.customerId() + " is no authorised user.");
    }
    LocalDate to = EffectiveDay.checked(c.to() == null ? context.today() : c.to());
    if (to.isBefore(from)) {
      throw Rejection.of("to", "OUT_OF_RANGE", "The customer is a user only from " + from + " on.");
    }
    return List.of(new AuthorisedUserRemoved(c.accountId(), c.customerId(), from, to));
  }

  private static List<HoldingEvent> changeOwner(ChangeOwner c, States states) {
    AccountState account = known(c.accountId(), states);
    KnownCustomers.requireLiving(states, c.ownerId());
    if (c.ownerId().equals(account.owner())) {
      return List.of();
    }
    requireWithin(c.accountId(), account, c.from());
    Rejection.unless(
        c.from().isAfter(since(account)),
        "OUT_OF_RANGE",
        "The present owner holds the account since " + since(account) + "; begin after that.");
    return List.of(
        new OwnerChanged(
            c.accountId(),
            c.ownerId(),
            c.from(),
            Objects.requireNonNull(account.owner()),
            since(account)));
  }

  private static List<HoldingEvent> recordInterest(RecordInterestRate c, States states) {
    requireWithin(c.accountId(), known(c.accountId(), states), c.from());
    @Nullable BigDecimal known =
        states.of(InterestState.INTEREST, c.accountId()).rates().get(c.from());
    return known != null && known.compareTo(c.rate()) == 0
        ? List.of()
        : List.of(new InterestRateRecorded(c.accountId(), c.from(), c.rate()));
  }

  private static List<HoldingEvent> recordRate(RecordExchangeRate c, States states) {
    BaseCurrency base = BaseCurrency.state(states);
    Rejection.unless(
        !c.currency().equals(base.currency()),
        "BASE_CURRENCY",
        "The base currency " + base.currency() + " has no rate.");
    int year = c.on().getYear();
    @Nullable BigDecimal known =
        states.of(RateState.RATE, RateState.id(c.currency(), year)).rates().get(c.on());
    if (known != null && known.compareTo(c.rate()) == 0) {
      return List.of();
    }
    Currency currency = base.currency();
    ExchangeRateRecorded recorded =
        new ExchangeRateRecorded(c.currency(), year, currency, c.on(), c.rate());
    return base.fixed() ? List.of(recorded) : List.of(new BaseCurrencyFixed(currency), recorded);
  }

  private static List<HoldingEvent> setBaseCurrency(SetBaseCurrency c, States states) {
    BaseCurrency base = BaseCurrency.state(states);
    if (c.currency().equals(base.currency())) {
      return List.of();
    }
    Rejection.unless(
        !base.fixed(),
        "BASE_CURRENCY_FIXED",
        "Exchange rates rest on the base currency " + base.currency() + "; it changes no more.");
    return List.of(new BaseCurrencySet(c.currency()));
  }

  private static AccountState known(AccountId id, States states) {
    AccountState account = states.of(AccountState.ACCOUNT, id);
    Rejection.unless(
        account.opened() != null, "UNKNOWN_ACCOUNT", "There is no account " + id + ".");
    return account;
  }

  private static void requireNotClosed(AccountId id, AccountState account) {
    Rejection.unless(
        account.closedOn() == null,
        "ACCOUNT_CLOSED",
        "The account " + id + " was closed on " + account.closedOn() + ".");
  }

  private static void requireWithin(AccountId id, AccountState account, LocalDate day) {
    Rejection.unless(
        account.knew(day),
        "OUTSIDE_ACCOUNT",
        "The account " + id + " was not open on " + day + ".");
  }

  private static LocalDate openedOn(AccountState account) {
    return Objects.requireNonNull(account.opened()).openedOn();
  }

  private static LocalDate since(AccountState account) {
    return Objects.requireNonNull(account.ownerSince());
  }
}
