package org.relata.query.valuation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.customer.CustomerEvent.CreditRatingRecorded;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerEvent.FinancialProfileRecorded;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.FinancialProfile;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.holding.AccountId;
import org.relata.kernel.holding.AccountKind;
import org.relata.kernel.holding.DailyBalance;
import org.relata.kernel.holding.HoldingEvent.AccountClosed;
import org.relata.kernel.holding.HoldingEvent.AccountOpened;
import org.relata.kernel.holding.HoldingEvent.BalancesRecorded;
import org.relata.kernel.holding.HoldingEvent.FeeCharged;
import org.relata.kernel.holding.HoldingEvent.PostingsRecorded;
import org.relata.kernel.holding.Posting;
import org.relata.kernel.holding.PostingId;
import org.relata.kernel.holding.SourceRef;
import org.relata.kernel.log.Json;
import org.relata.kernel.valuation.Figure;
import org.relata.kernel.valuation.Observation;
import org.relata.kernel.valuation.Valuation;
import org.relata.kernel.valuation.ValuationEvent.ObservationRecorded;
import org.relata.kernel.valuation.ValuationEvent.ValuationApproved;
import org.relata.kernel.valuation.ValuationEvent.ValuationDrafted;
import org.relata.kernel.valuation.ValuationEvent.ValuationProposed;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Money;

/** What core banking, managers and statements tell of customers, in short sentences. */
final class ToldFacts {

  static final Currency CNY = Currency.getInstance("CNY");

  private final List<DomainEvent> events = new ArrayList<>();

  List<DomainEvent> events() {
    return events;
  }

  /** By what the bank reckons from a day on. */
  ToldFacts valuation(int version, String from, Valuation valuation) {
    LocalDate day = LocalDate.parse(from);
    events.add(new ValuationDrafted(version, day, valuation, "employee/E-1"));
    events.add(new ValuationProposed(version, "employee/E-2"));
    events.add(new ValuationApproved(version, day));
    return this;
  }

  /**
   * Somebody who is registered.
   *
   * @param profile as JSON
   */
  ToldFacts customer(String id, CustomerKind kind, String profile) {
    events.add(
        new CustomerRegistered(
            new CustomerId(id),
            kind,
            new Label(id),
            List.of(),
            Json.mapper().readValue(profile, Profile.class)));
    return this;
  }

  ToldFacts account(String id, AccountKind kind, String owner, String openedOn) {
    return account(id, kind, "CNY", owner, openedOn, Map.of(), null);
  }

  ToldFacts loan(String id, String owner, String openedOn, String principal) {
    Money money = new Money(new BigDecimal(principal), CNY);
    return account(id, AccountKind.LOAN, "CNY", owner, openedOn, Map.of(), money);
  }

  ToldFacts card(String id, String type, String owner, String openedOn) {
    Map<Code, Label> attributes = Map.of(new Code("type"), new Label(type));
    return account(id, AccountKind.CARD, "CNY", owner, openedOn, attributes, null);
  }

  ToldFacts account(
      String id,
      AccountKind kind,
      String currency,
      String owner,
      String openedOn,
      Map<Code, Label> attributes,
      @Nullable Money principal) {
    events.add(
        new AccountOpened(
            new AccountId(id),
            kind,
            null,
            Currency.getInstance(currency),
            new CustomerId(owner),
            LocalDate.parse(openedOn),
            null,
            attributes,
            null,
            principal,
            null));
    return this;
  }

  ToldFacts closed(String account, String on) {
    events.add(new AccountClosed(new AccountId(account), LocalDate.parse(on)));
    return this;
  }

  ToldFacts balance(String account, String currency, String on, String amount) {
    LocalDate day = LocalDate.parse(on);
    events.add(
        new BalancesRecorded(
            new AccountId(account),
            day.getYear(),
            Currency.getInstance(currency),
            source(),
            List.of(new DailyBalance(day, new BigDecimal(amount)))));
    return this;
  }

  ToldFacts balance(String account, String on, String amount) {
    return balance(account, "CNY", on, amount);
  }

  ToldFacts credit(String account, String on, String amount) {
    return posting(account, on, Posting.Direction.CREDIT, amount);
  }

  ToldFacts debit(String account, String on, String amount) {
    return posting(account, on, Posting.Direction.DEBIT, amount);
  }

  private ToldFacts posting(String account, String on, Posting.Direction direction, String amount) {
    LocalDate day = LocalDate.parse(on);
    events.add(
        new PostingsRecorded(
            new AccountId(account),
            day.getYear(),
            CNY,
            source(),
            List.of(
                new Posting(
                    new PostingId("P-" + events.size()),
                    day,
                    direction,
                    new BigDecimal(amount),
                    null,
                    null,
                    null,
                    null))));
    return this;
  }

  ToldFacts fee(String account, String on, String amount) {
    events.add(
        new FeeCharged(
            new AccountId(account),
            source(),
            LocalDate.parse(on),
            new Money(new BigDecimal(amount), CNY),
            new Code("FEE")));
    return this;
  }

  ToldFacts rated(String customer, String rating, String on) {
    events.add(
        new CreditRatingRecorded(
            new CustomerId(customer), new Label(rating), new Label("ours"), LocalDate.parse(on)));
    return this;
  }

  /** The statement of a day, which tells the total assets. */
  ToldFacts statement(
      String customer, FinancialProfile.StatementKind kind, String on, String totalAssets) {
    events.add(
        new FinancialProfileRecorded(
            new CustomerId(customer),
            new FinancialProfile(
                LocalDate.parse(on),
                kind,
                new Money(new BigDecimal(totalAssets), CNY),
                null,
                null,
                null,
                null)));
    return this;
  }

  ToldFacts observed(
      String customer,
      Observation.Kind kind,
      @Nullable String subject,
      String on,
      @Nullable String value) {
    events.add(
        new ObservationRecorded(
            new CustomerId(customer),
            new Observation(
                kind,
                subject == null ? null : new Code(subject),
                LocalDate.parse(on),
                value == null ? null : new Figure(value))));
    return this;
  }

  private SourceRef source() {
    return new SourceRef("file:" + events.size());
  }
}
