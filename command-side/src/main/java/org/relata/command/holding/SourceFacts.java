package org.relata.command.holding;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.relata.command.holding.HoldingCommand.ChargeFee;
import org.relata.command.holding.HoldingCommand.CloseAccount;
import org.relata.command.holding.HoldingCommand.CorrectBalance;
import org.relata.command.holding.HoldingCommand.CorrectPosting;
import org.relata.command.holding.HoldingCommand.FromSource;
import org.relata.command.holding.HoldingCommand.RecordBalances;
import org.relata.command.holding.HoldingCommand.RecordPostings;
import org.relata.command.platform.CommandContext;
import org.relata.command.platform.States;
import org.relata.kernel.Rejection;
import org.relata.kernel.holding.AccountId;
import org.relata.kernel.holding.DailyBalance;
import org.relata.kernel.holding.HoldingEvent;
import org.relata.kernel.holding.HoldingEvent.BalanceCorrected;
import org.relata.kernel.holding.HoldingEvent.BalancesRecorded;
import org.relata.kernel.holding.HoldingEvent.FeeCharged;
import org.relata.kernel.holding.HoldingEvent.PostingCorrected;
import org.relata.kernel.holding.HoldingEvent.PostingsRecorded;
import org.relata.kernel.holding.HoldingEvent.SourceReferenceUsed;
import org.relata.kernel.holding.Posting;
import org.relata.kernel.value.Money;

/**
 * The rules about facts that come under a source reference. The same facts under the same reference
 * change nothing, whatever happened since; other facts under it are refused. A batch that spans
 * several years becomes one event in the stream of each year, all of one command.
 */
final class SourceFacts {

  private SourceFacts() {}

  static List<HoldingEvent> decide(FromSource command, AccountState account, States states) {
    return switch (command) {
      case RecordBalances c -> recordBalances(c, account, states);
      case CorrectBalance c -> correctBalance(c, account, states);
      case RecordPostings c -> recordPostings(c, account, states);
      case CorrectPosting c -> correctPosting(c, account, states);
      case ChargeFee c -> chargeFee(c, account, states);
    };
  }

  private static List<HoldingEvent> recordBalances(
      RecordBalances c, AccountState account, States states) {
    Currency currency = account.currency();
    List<DailyBalance> balances = new ArrayList<>();
    for (int i = 0; i < c.balances().size(); i++) {
      DailyBalance given = c.balances().get(i);
      String field = "balances/" + i + "/amount";
      balances.add(new DailyBalance(given.on(), exact(field, given.amount(), currency)));
    }
    balances.sort(Comparator.comparing(DailyBalance::on));
    String content = Fingerprint.of("balances", balances);
    if (isRepeated(c, content, states)) {
      return List.of();
    }
    balances.forEach(balance -> requireWithin(c.accountId(), account, balance.on()));
    Map<Integer, List<DailyBalance>> years = new TreeMap<>();
    for (DailyBalance balance : balances) {
      int year = balance.on().getYear();
      @Nullable BigDecimal known = balancesOf(c.accountId(), year, states).get(balance.on());
      Rejection.unless(
          known == null || known.equals(balance.amount()),
          "BALANCE_EXISTS",
          "The balance of " + balance.on() + " is known otherwise; correct it instead.");
      if (known == null) {
        years.computeIfAbsent(year, _ -> new ArrayList<>()).add(balance);
      }
    }
    List<HoldingEvent> events = begin(c, content);
    years.forEach(
        (year, some) ->
            events.add(
                new BalancesRecorded(
                    c.accountId(), year, currency, c.sourceRef(), List.copyOf(some))));
    return events;
  }

  private static List<HoldingEvent> correctBalance(
      CorrectBalance c, AccountState account, States states) {
    DailyBalance balance =
        new DailyBalance(c.on(), exact("amount", c.amount(), account.currency()));
    String content = Fingerprint.of("balance correction", balance);
    if (isRepeated(c, content, states)) {
      return List.of();
    }
    int year = c.on().getYear();
    @Nullable BigDecimal known = balancesOf(c.accountId(), year, states).get(c.on());
    Rejection.unless(
        known != null, "UNKNOWN_BALANCE", "No balance of " + c.on() + " was ever recorded.");
    List<HoldingEvent> events = begin(c, content);
    if (!balance.amount().equals(known)) {
      events.add(
          new BalanceCorrected(c.accountId(), year, account.currency(), c.sourceRef(), balance));
    }
    return events;
  }

  private static List<HoldingEvent> recordPostings(
      RecordPostings c, AccountState account, States states) {
    Currency currency = account.currency();
    List<Posting> postings = new ArrayList<>();
    for (int i = 0; i < c.postings().size(); i++) {
      Posting given = c.postings().get(i);
      String field = "postings/" + i + "/amount";
      postings.add(given.withAmount(exact(field, given.amount(), currency)));
    }
    List<Posting> sorted =
        postings.stream()
            .sorted(Comparator.comparing(posting -> posting.postingId().value()))
            .toList();
    String content = Fingerprint.of("postings", sorted);
    if (isRepeated(c, content, states)) {
      return List.of();
    }
    Map<Integer, List<Posting>> years = new TreeMap<>();
    for (Posting posting : postings) {
      requireWithin(c.accountId(), account, posting.on());
      int year = posting.on().getYear();
      Rejection.unless(
          !postingsOf(c.accountId(), year, states).contains(posting.postingId().value()),
          "POSTING_EXISTS",
          "The posting " + posting.postingId() + " is known already; correct it instead.");
      years.computeIfAbsent(year, _ -> new ArrayList<>()).add(posting);
    }
    List<HoldingEvent> events = begin(c, content);
    years.forEach(
        (year, some) ->
            events.add(
                new PostingsRecorded(
                    c.accountId(), year, currency, c.sourceRef(), List.copyOf(some))));
    return events;
  }

  private static List<HoldingEvent> correctPosting(
      CorrectPosting c, AccountState account, States states) {
    Currency currency = account.currency();
    Posting posting = c.posting().withAmount(exact("amount", c.amount(), currency));
    String content = Fingerprint.of("posting correction " + c.year(), posting);
    if (isRepeated(c, content, states)) {
      return List.of();
    }
    requireWithin(c.accountId(), account, c.on());
    Rejection.unless(
        postingsOf(c.accountId(), c.year(), states).contains(c.postingId().value()),
        "UNKNOWN_POSTING",
        "No posting " + c.postingId() + " was recorded in " + c.year() + ".");
    List<HoldingEvent> events = begin(c, content);
    events.add(new PostingCorrected(c.accountId(), c.year(), currency, c.sourceRef(), posting));
    return events;
  }

  private static List<HoldingEvent> chargeFee(ChargeFee c, AccountState account, States states) {
    Money fee = new Money(exact("amount", c.amount(), account.currency()), account.currency());
    FeeCharged charged = new FeeCharged(c.accountId(), c.sourceRef(), c.on(), fee, c.kind());
    String content = Fingerprint.of("fee", charged);
    if (isRepeated(c, content, states)) {
      return List.of();
    }
    requireWithin(c.accountId(), account, c.on());
    List<HoldingEvent> events = begin(c, content);
    events.add(charged);
    return events;
  }

  /**
   * An account holds nothing after its last day, so a balance of a later day contradicts the
   * closing unless it is 0. Balances are known by day and looked through until the end of next
   * year; postings and fees are not, as that would make their states large.
   */
  static void requireNothingHeldAfter(CloseAccount c, CommandContext context, States states) {
    int first = c.closedOn().getYear();
    int last = Math.max(first, context.today().getYear()) + 1;
    IntStream.rangeClosed(first, last)
        .boxed()
        .flatMap(year -> balancesOf(c.accountId(), year, states).entrySet().stream())
        .filter(held -> held.getKey().isAfter(c.closedOn()) && held.getValue().signum() != 0)
        .max(Map.Entry.comparingByKey())
        .ifPresent(
            held -> {
              throw new Rejection(
                  "ACCOUNT_HAS_LATER_FACTS",
                  "The account "
                      + c.accountId()
                      + " had a balance on "
                      + held.getKey()
                      + "; close it on that day or later, or correct the balance.");
            });
  }

  private static List<HoldingEvent> begin(FromSource c, String content) {
    List<HoldingEvent> events = new ArrayList<>();
    events.add(new SourceReferenceUsed(c.accountId(), c.sourceRef(), content));
    return events;
  }

  private static boolean isRepeated(FromSource c, String content, States states) {
    @Nullable String known =
        states.of(SourceState.SOURCE, SourceState.id(c.accountId(), c.sourceRef())).content();
    Rejection.unless(
        known == null || known.equals(content),
        "SOURCE_REFERENCE_REUSED",
        "The source reference " + c.sourceRef() + " stands for other facts of this account.");
    return known != null;
  }

  private static Map<LocalDate, BigDecimal> balancesOf(AccountId id, int year, States states) {
    return states.of(BalancesState.BALANCES, BalancesState.id(id, year)).balances();
  }

  private static IdSet postingsOf(AccountId id, int year, States states) {
    return states.of(PostingsState.POSTINGS, PostingsState.id(id, year)).known();
  }

  private static void requireWithin(AccountId id, AccountState account, LocalDate day) {
    Rejection.unless(
        account.knew(day),
        "OUTSIDE_ACCOUNT",
        "The account " + id + " was not open on " + day + ".");
  }

  private static BigDecimal exact(String field, BigDecimal amount, Currency currency) {
    try {
      return new Money(amount, currency).amount();
    } catch (Rejection rejection) {
      throw Rejection.of(field, rejection.code(), rejection.sentence());
    }
  }
}
