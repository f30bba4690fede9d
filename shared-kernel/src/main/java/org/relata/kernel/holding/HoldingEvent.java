package org.relata.kernel.holding;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.Bookkeeping;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.EventType;
import org.relata.kernel.Impersonal;
import org.relata.kernel.StreamId;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Money;

/**
 * Everything that core banking tells about accounts. The few facts about an account itself share
 * one stream; the many (balances, postings) have a stream per account and year, so that none grows
 * long.
 */
public sealed interface HoldingEvent extends DomainEvent {

  /** What happens to one account or contract. */
  sealed interface AboutAccount extends HoldingEvent {
    AccountId accountId();

    @Override
    default StreamId stream() {
      return new StreamId("account", accountId().value());
    }
  }

  /** Closing balances of one account and calendar year. */
  sealed interface AboutBalances extends HoldingEvent {
    AccountId accountId();

    int year();

    @Override
    default StreamId stream() {
      return new StreamId("balances", accountId() + ":" + year());
    }
  }

  /** Postings first recorded on days of one calendar year of one account. */
  sealed interface AboutPostings extends HoldingEvent {
    AccountId accountId();

    int year();

    @Override
    default StreamId stream() {
      return new StreamId("postings", accountId() + ":" + year());
    }
  }

  /** The use of one source reference on one account: its stream begins once. */
  sealed interface AboutSource extends HoldingEvent {
    AccountId accountId();

    SourceRef sourceRef();

    @Override
    default StreamId stream() {
      return new StreamId("source", accountId() + ":" + sourceRef());
    }
  }

  /** The interest rates of one account. */
  sealed interface AboutInterest extends HoldingEvent {
    AccountId accountId();

    @Override
    default StreamId stream() {
      return new StreamId("interest", accountId().value());
    }
  }

  /** Exchange rates of one currency and calendar year. */
  sealed interface AboutRate extends HoldingEvent {
    Currency currency();

    int year();

    @Override
    default StreamId stream() {
      return new StreamId("rate", currency() + ":" + year());
    }
  }

  /** The settings of the capability. */
  sealed interface AboutSettings extends HoldingEvent {
    @Override
    default StreamId stream() {
      return new StreamId("settings", "holding");
    }
  }

  /**
   * @param attributes terms of the contract, such as the interval of statements or the type of a
   *     card; never anything about a person
   * @param principal what was lent or bought at first, in the account's currency
   */
  @EventType("holding.AccountOpened")
  record AccountOpened(
      AccountId accountId,
      AccountKind kind,
      @Nullable Code product,
      Currency currency,
      CustomerId ownerId,
      @Impersonal LocalDate openedOn,
      @Nullable UnitId unitId,
      @Impersonal Map<Code, Label> attributes,
      @Nullable SourceRef sourceRef,
      @Nullable Money principal,
      @Impersonal @Nullable LocalDate maturesOn)
      implements AboutAccount {}

  /** The account's last day. */
  @EventType("holding.AccountClosed")
  record AccountClosed(AccountId accountId, @Impersonal LocalDate closedOn)
      implements AboutAccount {}

  @EventType("holding.AuthorisedUserAdded")
  record AuthorisedUserAdded(AccountId accountId, CustomerId customerId, @Impersonal LocalDate from)
      implements AboutAccount {}

  /**
   * @param from the day since which the customer was a user
   * @param to the last day of it
   */
  @EventType("holding.AuthorisedUserRemoved")
  record AuthorisedUserRemoved(
      AccountId accountId,
      CustomerId customerId,
      @Impersonal LocalDate from,
      @Impersonal LocalDate to)
      implements AboutAccount {}

  /** From a day on the account belongs to another customer; the one before held it until then. */
  @EventType("holding.OwnerChanged")
  record OwnerChanged(
      AccountId accountId,
      CustomerId ownerId,
      @Impersonal LocalDate from,
      CustomerId previousOwnerId,
      @Impersonal LocalDate previousFrom)
      implements AboutAccount {}

  /**
   * What the account pays or costs its owner in a year, from a day on until the next rate. Another
   * rate of the same day corrects it.
   *
   * @param rate 0.0275 for 2.75 %
   */
  @EventType("holding.InterestRateRecorded")
  record InterestRateRecorded(AccountId accountId, @Impersonal LocalDate from, BigDecimal rate)
      implements AboutInterest {}

  @EventType("holding.BalancesRecorded")
  record BalancesRecorded(
      AccountId accountId,
      int year,
      Currency currency,
      SourceRef sourceRef,
      List<DailyBalance> balances)
      implements AboutBalances {}

  /** What the balance of a day really was, as known from now on. */
  @EventType("holding.BalanceCorrected")
  record BalanceCorrected(
      AccountId accountId, int year, Currency currency, SourceRef sourceRef, DailyBalance balance)
      implements AboutBalances {}

  @EventType("holding.PostingsRecorded")
  record PostingsRecorded(
      AccountId accountId, int year, Currency currency, SourceRef sourceRef, List<Posting> postings)
      implements AboutPostings {}

  /** What the posting really was, as known from now on; it keeps its identity. */
  @EventType("holding.PostingCorrected")
  record PostingCorrected(
      AccountId accountId, int year, Currency currency, SourceRef sourceRef, Posting posting)
      implements AboutPostings {}

  /**
   * @param content fingerprint of the facts that came under the reference
   */
  @Bookkeeping
  @EventType("holding.SourceReferenceUsed")
  record SourceReferenceUsed(AccountId accountId, SourceRef sourceRef, @Impersonal String content)
      implements AboutSource {}

  @EventType("holding.FeeCharged")
  record FeeCharged(
      AccountId accountId, SourceRef sourceRef, @Impersonal LocalDate on, Money amount, Code kind)
      implements AboutSource {}

  /**
   * One unit of the currency is worth this much of the base currency, from a day on until the next
   * rate. Another rate of the same day corrects it.
   */
  @EventType("holding.ExchangeRateRecorded")
  record ExchangeRateRecorded(
      Currency currency, int year, Currency base, @Impersonal LocalDate on, BigDecimal rate)
      implements AboutRate {}

  @EventType("holding.BaseCurrencySet")
  record BaseCurrencySet(Currency currency) implements AboutSettings {}

  /** Exchange rates rest on the base currency from now on: it is set no more. */
  @Bookkeeping
  @EventType("holding.BaseCurrencyFixed")
  record BaseCurrencyFixed(Currency currency) implements AboutSettings {}
}
