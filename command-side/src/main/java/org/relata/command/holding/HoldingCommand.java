package org.relata.command.holding;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.relata.command.customer.KnownCustomers;
import org.relata.command.platform.Command;
import org.relata.command.platform.Description;
import org.relata.kernel.Rejection;
import org.relata.kernel.StreamId;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.holding.AccountId;
import org.relata.kernel.holding.AccountKind;
import org.relata.kernel.holding.DailyBalance;
import org.relata.kernel.holding.EffectiveDay;
import org.relata.kernel.holding.Posting;
import org.relata.kernel.holding.PostingId;
import org.relata.kernel.holding.SourceRef;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Money;

/** Everything that core banking can tell about accounts. */
public sealed interface HoldingCommand extends Command {

  int MAX_BATCH = 1000;
  int MAX_ATTRIBUTES = 20;

  /** What is told about one account. */
  sealed interface ForAccount extends HoldingCommand {
    AccountId accountId();

    @Override
    default StreamId target() {
      return AccountState.ACCOUNT.id(accountId().value());
    }
  }

  /** Facts under a source reference: the same again changes nothing. */
  sealed interface FromSource extends ForAccount {
    SourceRef sourceRef();

    /** The account, the reference, and the streams of the years that the facts lie in. */
    default List<StreamId> readsOf(List<StreamId> years) {
      List<StreamId> streams = new ArrayList<>(years);
      streams.add(target());
      streams.add(SourceState.SOURCE.id(SourceState.id(accountId(), sourceRef())));
      return streams;
    }
  }

  /**
   * @param principal what was lent or bought at first, in the account's currency
   */
  @Description("Opens an account or contract of any kind for its owner.")
  record OpenAccount(
      AccountId accountId,
      AccountKind kind,
      @Nullable Code product,
      Currency currency,
      CustomerId ownerId,
      LocalDate openedOn,
      @Nullable UnitId unitId,
      @Nullable Map<Code, Label> attributes,
      @Nullable SourceRef sourceRef,
      @Nullable Money principal,
      @Nullable LocalDate maturesOn)
      implements ForAccount {

    public OpenAccount {
      EffectiveDay.checked(openedOn);
      if (attributes != null) {
        if (attributes.size() > MAX_ATTRIBUTES) {
          throw Rejection.of(
              "attributes",
              "TOO_MANY",
              "An account has at most " + MAX_ATTRIBUTES + " attributes.");
        }
        attributes = Map.copyOf(attributes);
      }
      if (principal != null && !principal.currency().equals(currency)) {
        throw Rejection.of(
            "principal", "WRONG_CURRENCY", "The principal is in the account's currency.");
      }
      if (maturesOn != null && EffectiveDay.checked(maturesOn).isBefore(openedOn)) {
        throw Rejection.of(
            "maturesOn", "OUT_OF_RANGE", "An account does not mature before it is opened.");
      }
    }

    @Override
    public List<StreamId> reads() {
      return List.of(target(), KnownCustomers.stream(ownerId));
    }
  }

  @Description("Closes an account on a day.")
  record CloseAccount(AccountId accountId, LocalDate closedOn) implements ForAccount {
    public CloseAccount {
      EffectiveDay.checked(closedOn);
    }
  }

  /**
   * @param from the account's opening unless given
   */
  @Description("Lets another customer use an account, from a day on.")
  record AddAuthorisedUser(AccountId accountId, CustomerId customerId, @Nullable LocalDate from)
      implements ForAccount {
    @Override
    public List<StreamId> reads() {
      return List.of(target(), KnownCustomers.stream(customerId));
    }
  }

  /**
   * @param to the last day; the day of the command unless given
   */
  @Description("Ends what another customer may do with an account.")
  record RemoveAuthorisedUser(AccountId accountId, CustomerId customerId, @Nullable LocalDate to)
      implements ForAccount {}

  @Description("Gives an account to another owner from a day on.")
  record ChangeOwner(AccountId accountId, CustomerId ownerId, LocalDate from)
      implements ForAccount {
    public ChangeOwner {
      EffectiveDay.checked(from);
    }

    @Override
    public List<StreamId> reads() {
      return List.of(target(), KnownCustomers.stream(ownerId));
    }
  }

  /** Daily closing balances, in the account's currency. */
  @Description("Records daily closing balances in the account's currency.")
  record RecordBalances(AccountId accountId, SourceRef sourceRef, List<DailyBalance> balances)
      implements FromSource {
    public RecordBalances {
      balances = batch("balances", balances, DailyBalance::on);
    }

    @Override
    public List<StreamId> reads() {
      return readsOf(
          balances.stream()
              .map(balance -> BalancesState.stream(accountId, balance.on().getYear()))
              .distinct()
              .toList());
    }
  }

  /** The balance of a day was recorded wrongly; the first version stays in history. */
  @Description("Corrects the balance of a day; the first version stays in history.")
  record CorrectBalance(AccountId accountId, SourceRef sourceRef, LocalDate on, BigDecimal amount)
      implements FromSource {
    @Override
    public List<StreamId> reads() {
      return readsOf(List.of(BalancesState.stream(accountId, on.getYear())));
    }
  }

  /** Movements on an account, in its currency; a posting is named once per account and year. */
  @Description("Records movements on an account, in its currency.")
  record RecordPostings(AccountId accountId, SourceRef sourceRef, List<Posting> postings)
      implements FromSource {
    public RecordPostings {
      postings = batch("postings", postings, Posting::postingId);
    }

    @Override
    public List<StreamId> reads() {
      return readsOf(
          postings.stream()
              .map(posting -> PostingsState.stream(accountId, posting.on().getYear()))
              .distinct()
              .toList());
    }
  }

  /**
   * A posting was recorded wrongly; the first version stays in history.
   *
   * @param recordedOn the day under which it was recorded, when its year is another one
   */
  @Description("Corrects a recorded posting; the first version stays in history.")
  record CorrectPosting(
      AccountId accountId,
      SourceRef sourceRef,
      PostingId postingId,
      LocalDate on,
      Posting.Direction direction,
      BigDecimal amount,
      @Nullable Code kind,
      @Nullable Code purpose,
      @Nullable Label counterparty,
      @Nullable Label text,
      @Nullable LocalDate recordedOn)
      implements FromSource {

    public CorrectPosting {
      EffectiveDay.checked(on);
    }

    /** The year under which the posting is known. */
    int year() {
      return recordedOn == null ? on.getYear() : recordedOn.getYear();
    }

    Posting posting() {
      return new Posting(postingId, on, direction, amount, kind, purpose, counterparty, text);
    }

    @Override
    public List<StreamId> reads() {
      return readsOf(List.of(PostingsState.stream(accountId, year())));
    }
  }

  @Description("Records a fee that a customer was charged.")
  record ChargeFee(
      AccountId accountId, SourceRef sourceRef, LocalDate on, BigDecimal amount, Code kind)
      implements FromSource {
    public ChargeFee {
      EffectiveDay.checked(on);
      if (amount.signum() <= 0) {
        throw Rejection.of("amount", "OUT_OF_RANGE", "A fee is more than nothing.");
      }
    }

    @Override
    public List<StreamId> reads() {
      return readsOf(List.of());
    }
  }

  /**
   * @param rate of a year, 0.0275 for 2.75 %: from -1 to 10, at most 8 decimals
   */
  @Description("Records what an account pays or costs its owner in a year, from a day on.")
  record RecordInterestRate(AccountId accountId, LocalDate from, BigDecimal rate)
      implements ForAccount {

    public RecordInterestRate {
      EffectiveDay.checked(from);
      if (rate.compareTo(BigDecimal.ONE.negate()) < 0 || rate.compareTo(BigDecimal.TEN) > 0) {
        throw Rejection.of("rate", "OUT_OF_RANGE", "An interest rate lies between -1 and 10.");
      }
      if (rate.stripTrailingZeros().scale() > 8) {
        throw Rejection.of("rate", "WRONG_SCALE", "An interest rate has at most 8 decimals.");
      }
    }

    @Override
    public List<StreamId> reads() {
      return List.of(target(), InterestState.INTEREST.id(accountId.value()));
    }
  }

  /**
   * @param rate what one unit is worth in the base currency: above 0, at most 12 decimals
   */
  @Description("Records what one unit of a currency is worth in the base currency on a day.")
  record RecordExchangeRate(Currency currency, LocalDate on, BigDecimal rate)
      implements HoldingCommand {

    public RecordExchangeRate {
      EffectiveDay.checked(on);
      if (rate.signum() <= 0 || rate.precision() - rate.scale() > 12) {
        throw Rejection.of(
            "rate",
            "OUT_OF_RANGE",
            "A rate is above 0 and has at most 12 digits before the point.");
      }
      if (rate.stripTrailingZeros().scale() > 12) {
        throw Rejection.of("rate", "WRONG_SCALE", "A rate has at most 12 decimals.");
      }
    }

    @Override
    public StreamId target() {
      return RateState.stream(currency, on.getYear());
    }

    @Override
    public List<StreamId> reads() {
      return List.of(target(), BaseCurrency.stream());
    }
  }

  /** The currency of all totals, before any exchange rate rests on it. */
  @Description("Sets the currency of all totals, before any exchange rate rests on it.")
  record SetBaseCurrency(Currency currency) implements HoldingCommand {
    @Override
    public StreamId target() {
      return BaseCurrency.stream();
    }
  }

  private static <T> List<T> batch(String field, List<T> facts, Function<T, Object> name) {
    if (facts.isEmpty() || facts.size() > MAX_BATCH) {
      throw Rejection.of(field, "OUT_OF_RANGE", "A batch has 1 to " + MAX_BATCH + " facts.");
    }
    HashSet<Object> names = new HashSet<>();
    for (int i = 0; i < facts.size(); i++) {
      if (!names.add(name.apply(facts.get(i)))) {
        throw Rejection.of(field + "/" + i, "DUPLICATE", "A batch names each fact once.");
      }
    }
    return List.copyOf(facts);
  }
}
