package org.relata.query.valuation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.customer.CustomerEvent.CreditRatingRecorded;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerEvent.CustomersLinked;
import org.relata.kernel.customer.CustomerEvent.FinancialProfileRecorded;
import org.relata.kernel.customer.CustomerEvent.LinkEnded;
import org.relata.kernel.customer.CustomerEvent.ProfileChanged;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.CustomerLink;
import org.relata.kernel.customer.FinancialProfile;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.engagement.Contact;
import org.relata.kernel.engagement.EngagementEvent.ContactCorrected;
import org.relata.kernel.engagement.EngagementEvent.ContactLogged;
import org.relata.kernel.holding.AccountKind;
import org.relata.kernel.holding.DailyBalance;
import org.relata.kernel.holding.HoldingEvent.AboutAccount;
import org.relata.kernel.holding.HoldingEvent.AboutBalances;
import org.relata.kernel.holding.HoldingEvent.AboutInterest;
import org.relata.kernel.holding.HoldingEvent.AboutPostings;
import org.relata.kernel.holding.HoldingEvent.AccountClosed;
import org.relata.kernel.holding.HoldingEvent.AccountOpened;
import org.relata.kernel.holding.HoldingEvent.BalanceCorrected;
import org.relata.kernel.holding.HoldingEvent.BalancesRecorded;
import org.relata.kernel.holding.HoldingEvent.ExchangeRateRecorded;
import org.relata.kernel.holding.HoldingEvent.FeeCharged;
import org.relata.kernel.holding.HoldingEvent.InterestRateRecorded;
import org.relata.kernel.holding.HoldingEvent.OwnerChanged;
import org.relata.kernel.holding.HoldingEvent.PostingCorrected;
import org.relata.kernel.holding.HoldingEvent.PostingsRecorded;
import org.relata.kernel.holding.Posting;
import org.relata.kernel.valuation.Observation;
import org.relata.kernel.valuation.Valuation;
import org.relata.kernel.valuation.ValuationEvent.ObservationRecorded;
import org.relata.kernel.valuation.ValuationEvent.ObservationWithdrawn;
import org.relata.kernel.valuation.ValuationEvent.ValuationApproved;
import org.relata.kernel.valuation.ValuationEvent.ValuationDrafted;
import org.relata.kernel.valuation.ValuationEvent.ValuationProposed;
import org.relata.kernel.valuation.ValuationEvent.ValuationRefused;
import org.relata.kernel.valuation.ValuationEvent.ValuationWithdrawn;

/**
 * What a bank knows after some events, kept as simply as can be, and asked about one day at a time:
 * it shares nothing with the read models.
 */
final class SlowBank {

  /** Who owned an account from the one day to the other. */
  record Ownership(String owner, LocalDate from, LocalDate to) {
    boolean is(String customer, LocalDate day) {
      return owner.equals(customer) && !day.isBefore(from) && !day.isAfter(to);
    }
  }

  /** An account, and who owned it. */
  static final class Account {
    final AccountOpened opened;
    @Nullable LocalDate closedOn;
    final List<Ownership> owners = new ArrayList<>();
    final TreeMap<LocalDate, BigDecimal> balances = new TreeMap<>();
    final TreeMap<LocalDate, BigDecimal> interest = new TreeMap<>();
    final Map<String, Posting> postings = new LinkedHashMap<>();
    final List<FeeCharged> fees = new ArrayList<>();

    Account(AccountOpened opened) {
      this.opened = opened;
      owners.add(new Ownership(opened.ownerId().value(), opened.openedOn(), LocalDate.MAX));
    }

    boolean isOf(String customer, LocalDate day) {
      return owners.stream().anyMatch(one -> one.is(customer, day))
          && (closedOn == null || !day.isAfter(closedOn));
    }

    BigDecimal balance(LocalDate day) {
      Map.@Nullable Entry<LocalDate, BigDecimal> known = balances.floorEntry(day);
      if (known != null) {
        return known.getValue();
      }
      return opened.principal() != null && opened.kind() == AccountKind.LOAN
          ? opened.principal().amount()
          : BigDecimal.ZERO;
    }
  }

  final Map<String, CustomerKind> kinds = new TreeMap<>();
  final Map<String, Profile> profiles = new TreeMap<>();
  final Map<String, Account> accounts = new TreeMap<>();
  final TreeMap<LocalDate, BigDecimal> dollars = new TreeMap<>();
  final Map<String, Map<String, FinancialProfile>> statements = new TreeMap<>();
  final Map<String, Map<String, CreditRatingRecorded>> ratings = new TreeMap<>();
  final Map<String, Map<Observation.Key, Observation>> observations = new TreeMap<>();
  final Map<String, Contact> contacts = new TreeMap<>();
  final Map<String, CustomerLink> links = new TreeMap<>();
  final Map<String, LocalDate> ended = new TreeMap<>();
  final Map<Integer, Valuation> drafts = new TreeMap<>();
  final TreeMap<LocalDate, Valuation> valuations = new TreeMap<>();

  static SlowBank after(List<DomainEvent> events) {
    SlowBank bank = new SlowBank();
    events.forEach(bank::learn);
    return bank;
  }

  /** The same as if one of the events had not happened; what it misses to change stays. */
  static SlowBank without(DomainEvent left, List<DomainEvent> events) {
    SlowBank bank = new SlowBank();
    for (DomainEvent event : events) {
      if (event != left) {
        bank.learnIfPossible(event);
      }
    }
    return bank;
  }

  private void learnIfPossible(DomainEvent event) {
    boolean known =
        switch (event) {
          case AccountOpened _ -> true;
          case AboutAccount e -> accounts.containsKey(e.accountId().value());
          case AboutBalances e -> accounts.containsKey(e.accountId().value());
          case AboutPostings e -> accounts.containsKey(e.accountId().value());
          case AboutInterest e -> accounts.containsKey(e.accountId().value());
          case FeeCharged e -> accounts.containsKey(e.accountId().value());
          case ObservationWithdrawn e -> observations.containsKey(e.customerId().value());
          case ValuationApproved e -> drafts.containsKey(e.version());
          default -> true;
        };
    if (known) {
      learn(event);
    }
  }

  private void learn(DomainEvent event) {
    switch (event) {
      case CustomerRegistered e -> {
        kinds.put(e.customerId().value(), e.kind());
        profiles.put(e.customerId().value(), e.profile());
      }
      case ProfileChanged e -> profiles.put(e.customerId().value(), e.profile());
      case FinancialProfileRecorded e ->
          statements
              .computeIfAbsent(e.customerId().value(), _ -> new TreeMap<>())
              .put(
                  e.financialProfile().statementDate() + " " + e.financialProfile().statementKind(),
                  e.financialProfile());
      case CreditRatingRecorded e ->
          ratings
              .computeIfAbsent(e.customerId().value(), _ -> new TreeMap<>())
              .put(e.ratedOn() + " " + e.agency(), e);
      case CustomersLinked e -> links.put(e.linkId().value(), e.link());
      case LinkEnded e -> ended.put(e.linkId().value(), e.to());
      case AccountOpened e -> accounts.put(e.accountId().value(), new Account(e));
      case AccountClosed e -> account(e.accountId().value()).closedOn = e.closedOn();
      case OwnerChanged e -> {
        List<Ownership> owners = account(e.accountId().value()).owners;
        owners.replaceAll(
            one ->
                one.owner().equals(e.previousOwnerId().value())
                        && one.from().equals(e.previousFrom())
                    ? new Ownership(one.owner(), one.from(), e.from().minusDays(1))
                    : one);
        owners.add(new Ownership(e.ownerId().value(), e.from(), LocalDate.MAX));
      }
      case BalancesRecorded e -> {
        for (DailyBalance one : e.balances()) {
          account(e.accountId().value()).balances.put(one.on(), one.amount());
        }
      }
      case BalanceCorrected e ->
          account(e.accountId().value()).balances.replace(e.balance().on(), e.balance().amount());
      case PostingsRecorded e ->
          e.postings()
              .forEach(
                  one ->
                      account(e.accountId().value())
                          .postings
                          .put(e.year() + " " + one.postingId(), one));
      case PostingCorrected e ->
          account(e.accountId().value())
              .postings
              .replace(e.year() + " " + e.posting().postingId(), e.posting());
      case FeeCharged e -> account(e.accountId().value()).fees.add(e);
      case InterestRateRecorded e ->
          account(e.accountId().value()).interest.put(e.from(), e.rate());
      case ExchangeRateRecorded e -> dollars.put(e.on(), e.rate());
      case ContactLogged e -> contacts.put(e.contactId().value(), e.contact());
      case ContactCorrected e -> contacts.replace(e.contactId().value(), e.contact());
      case ObservationRecorded e ->
          observations
              .computeIfAbsent(e.customerId().value(), _ -> new LinkedHashMap<>())
              .put(e.observation().key(), e.observation());
      case ObservationWithdrawn e ->
          Objects.requireNonNull(observations.get(e.customerId().value()))
              .remove(e.observation().key());
      case ValuationDrafted e -> drafts.put(e.version(), e.valuation());
      case ValuationApproved e ->
          valuations.put(e.effectiveFrom(), Objects.requireNonNull(drafts.get(e.version())));
      case ValuationProposed _, ValuationRefused _, ValuationWithdrawn _ -> {}
      default -> throw new AssertionError("Not known here: " + event);
    }
  }

  private Account account(String id) {
    return Objects.requireNonNull(accounts.get(id));
  }

  List<Account> of(String customer, LocalDate day, Predicate<AccountKind> kinds) {
    return accounts.values().stream()
        .filter(one -> kinds.test(one.opened.kind()) && one.isOf(customer, day))
        .toList();
  }

  /** In the base currency; an amount of nothing needs no rate. */
  BigDecimal worth(BigDecimal amount, String currency, LocalDate day) {
    if (currency.equals("CNY") || amount.signum() == 0) {
      return amount;
    }
    Map.@Nullable Entry<LocalDate, BigDecimal> rate = dollars.floorEntry(day);
    if (rate == null) {
      throw new Unknown("NO_EXCHANGE_RATE");
    }
    return amount.multiply(rate.getValue());
  }

  Valuation valuation(LocalDate day) {
    Map.@Nullable Entry<LocalDate, Valuation> found = valuations.floorEntry(day);
    if (found == null) {
      throw new Unknown("NO_PARAMETER");
    }
    return found.getValue();
  }

  /** A figure that cannot be computed: the name of the lack. */
  static final class Unknown extends RuntimeException {
    Unknown(String lack) {
      super(lack);
    }
  }
}
