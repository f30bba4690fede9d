package org.relata.query.holding;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.holding.AccountId;
import org.relata.kernel.holding.AccountKind;
import org.relata.kernel.holding.DailyBalance;
import org.relata.kernel.holding.HoldingEvent.AccountClosed;
import org.relata.kernel.holding.HoldingEvent.AccountOpened;
import org.relata.kernel.holding.HoldingEvent.AuthorisedUserAdded;
import org.relata.kernel.holding.HoldingEvent.AuthorisedUserRemoved;
import org.relata.kernel.holding.HoldingEvent.BalanceCorrected;
import org.relata.kernel.holding.HoldingEvent.BalancesRecorded;
import org.relata.kernel.holding.HoldingEvent.BaseCurrencyFixed;
import org.relata.kernel.holding.HoldingEvent.BaseCurrencySet;
import org.relata.kernel.holding.HoldingEvent.ExchangeRateRecorded;
import org.relata.kernel.holding.HoldingEvent.FeeCharged;
import org.relata.kernel.holding.HoldingEvent.InterestRateRecorded;
import org.relata.kernel.holding.HoldingEvent.OwnerChanged;
import org.relata.kernel.holding.HoldingEvent.PostingCorrected;
import org.relata.kernel.holding.HoldingEvent.PostingsRecorded;
import org.relata.kernel.holding.HoldingEvent.SourceReferenceUsed;
import org.relata.kernel.holding.Posting;
import org.relata.kernel.holding.PostingId;
import org.relata.kernel.holding.SourceRef;
import org.relata.kernel.segmentation.EvaluationId;
import org.relata.kernel.segmentation.EvaluationProgress;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.SegmentationEvent;
import org.relata.kernel.segmentation.SegmentationEvent.BindingSchemesSet;
import org.relata.kernel.segmentation.SegmentationEvent.BusinessDayClosed;
import org.relata.kernel.segmentation.SegmentationEvent.EvaluationCompleted;
import org.relata.kernel.segmentation.SegmentationEvent.EvaluationProgressed;
import org.relata.kernel.segmentation.SegmentationEvent.EvaluationRequested;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyActivated;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyDrafted;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyProposed;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyRefused;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyWithdrawn;
import org.relata.kernel.segmentation.SegmentationEvent.SchemeEvaluated;
import org.relata.kernel.segmentation.SegmentationEvent.TierAssigned;
import org.relata.kernel.segmentation.SegmentationEvent.TierCorrected;
import org.relata.kernel.segmentation.ShippedPolicies;
import org.relata.kernel.segmentation.TierStep;
import org.relata.kernel.valuation.Figure;
import org.relata.kernel.valuation.Lack;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.valuation.Metrics;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Money;
import org.relata.kernel.value.Note;

/** Random but possible histories of accounts and tiers; the same seed gives the same history. */
public final class HoldingHistory {

  private static final Currency CNY = Currency.getInstance("CNY");
  private static final LocalDate FIRST = LocalDate.of(2023, 12, 1);
  private static final SchemeId AUM = ShippedPolicies.PERSONAL_AUM;
  private static final List<Code> TIERS = List.of(new Code("MASS"), new Code("BASIC"));

  /** What must be remembered of an account for the next event to be possible. */
  private static final class Known {
    private final AccountId id;
    private CustomerId owner;
    private LocalDate since = FIRST;
    private boolean used;
    private LocalDate userSince = FIRST;
    private final Set<LocalDate> days = new HashSet<>();
    private int postings;

    Known(AccountId id, CustomerId owner) {
      this.id = id;
      this.owner = owner;
    }
  }

  private final Random random;
  private final List<Known> known = new ArrayList<>();
  private final List<DomainEvent> events = new ArrayList<>();
  private int number;
  private int versions;
  private LocalDate businessDay = FIRST;

  public HoldingHistory(long seed) {
    this.random = new Random(seed);
  }

  public List<DomainEvent> next(int count) {
    while (events.size() < count) {
      if (known.size() < 8 && (known.isEmpty() || random.nextInt(10) == 0)) {
        open();
      } else {
        step(known.get(random.nextInt(known.size())));
      }
    }
    return List.copyOf(events.subList(0, count));
  }

  private void open() {
    Known account = new Known(new AccountId("A-" + known.size()), customer());
    known.add(account);
    events.add(
        new AccountOpened(
            account.id,
            AccountKind.LOAN,
            null,
            CNY,
            account.owner,
            FIRST,
            null,
            Map.of(new Code("status"), new Label("A \"quoted\"")),
            source(),
            Money.of("5000.00", "CNY"),
            FIRST.plusYears(1)));
  }

  private void step(Known account) {
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> balances(account);
      case 3 -> correction(account);
      case 4, 5 -> postings(account);
      case 6 -> user(account);
      case 7 -> owner(account);
      case 8 -> events.add(rate());
      case 9 -> fee(account);
      case 10 -> tier(account.owner);
      default -> segmentation();
    }
  }

  private void balances(Known account) {
    List<DailyBalance> told = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      LocalDate day = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(300));
      if (account.days.add(day)) {
        told.add(new DailyBalance(day, amount()));
      }
    }
    if (!told.isEmpty()) {
      events.add(new BalancesRecorded(account.id, 2024, CNY, source(), told));
    }
  }

  private void correction(Known account) {
    if (!account.days.isEmpty()) {
      LocalDate day = account.days.iterator().next();
      events.add(
          new BalanceCorrected(account.id, 2024, CNY, source(), new DailyBalance(day, amount())));
    }
  }

  private void postings(Known account) {
    if (account.postings > 0 && random.nextBoolean()) {
      Posting posting = posting(random.nextInt(account.postings));
      events.add(new PostingCorrected(account.id, 2024, CNY, source(), posting));
    } else {
      List<Posting> some = List.of(posting(account.postings), posting(account.postings + 1));
      account.postings += 2;
      events.add(new PostingsRecorded(account.id, 2024, CNY, source(), some));
    }
  }

  private Posting posting(int id) {
    return new Posting(
        new PostingId("P-" + id),
        LocalDate.of(2024, 1 + random.nextInt(12), 5),
        random.nextBoolean() ? Posting.Direction.CREDIT : Posting.Direction.DEBIT,
        amount().abs(),
        random.nextBoolean() ? new Code("CASH") : null,
        null,
        new Label("李\\明"),
        null);
  }

  private void user(Known account) {
    CustomerId user = new CustomerId("U-1");
    if (account.used) {
      LocalDate to = account.userSince.plusDays(random.nextInt(5));
      events.add(new AuthorisedUserRemoved(account.id, user, account.userSince, to));
      account.userSince = to.plusDays(1);
    } else {
      events.add(new AuthorisedUserAdded(account.id, user, account.userSince));
    }
    account.used = !account.used;
  }

  private void owner(Known account) {
    LocalDate from = account.since.plusDays(1 + random.nextInt(9));
    CustomerId next = customer();
    events.add(new OwnerChanged(account.id, next, from, account.owner, account.since));
    account.owner = next;
    account.since = from;
    if (random.nextInt(6) == 0) {
      events.add(new AccountClosed(account.id, from));
      known.remove(account);
      known.add(new Known(new AccountId("B-" + number++), customer()));
      Known fresh = known.getLast();
      events.add(
          new AccountOpened(
              fresh.id,
              AccountKind.CARD,
              null,
              CNY,
              fresh.owner,
              FIRST,
              null,
              Map.of(),
              null,
              null,
              null));
    }
  }

  private DomainEvent rate() {
    return switch (random.nextInt(6)) {
      case 0 -> new BaseCurrencySet(CNY);
      case 1 -> new BaseCurrencyFixed(CNY);
      default -> {
        LocalDate day = LocalDate.of(2024, 1, 1 + random.nextInt(9));
        Currency dollar = Currency.getInstance("USD");
        BigDecimal rate = BigDecimal.valueOf(70_000 + random.nextInt(9), 4);
        yield new ExchangeRateRecorded(dollar, 2024, CNY, day, rate);
      }
    };
  }

  private void fee(Known account) {
    SourceRef source = source();
    events.add(new SourceReferenceUsed(account.id, source, "00ff"));
    events.add(
        new FeeCharged(account.id, source, FIRST, Money.of("1.50", "CNY"), new Code("STMT")));
    events.add(
        new InterestRateRecorded(
            account.id,
            FIRST.plusDays(random.nextInt(5)),
            BigDecimal.valueOf(random.nextInt(9), 3)));
  }

  private void tier(CustomerId customer) {
    BigDecimal aum = amount().abs();
    events.add(
        new TierAssigned(
            customer,
            AUM,
            1,
            TIERS.get(random.nextInt(2)),
            TIERS.get(random.nextInt(2)),
            random.nextBoolean(),
            4,
            new Metrics(
                CNY, Map.of(Metric.AUM, Figure.of(aum)), Map.of(Metric.AGE, Lack.NOT_RECORDED)),
            List.of(Metric.AGE),
            events.size(),
            FIRST.plusDays(events.size()),
            null));
    if (events.size() % 3 == 0) {
      corrected(customer);
    }
  }

  private void corrected(CustomerId customer) {
    LocalDate last = FIRST.plusDays(events.size() - 1L);
    events.add(
        new TierCorrected(
            customer,
            AUM,
            1,
            TIERS.get(0),
            TIERS.get(events.size() % 2),
            true,
            4,
            new Metrics(CNY, Map.of(), Map.of(Metric.AGE, Lack.NOT_RECORDED)),
            List.of(Metric.AGE),
            events.size(),
            last.minusDays(1 + events.size() % 40),
            new TierStep(last, TIERS.get(1), 1, 4),
            null));
  }

  private void segmentation() {
    businessDay = businessDay.plusDays(1);
    events.add(new BusinessDayClosed(businessDay));
    versions++;
    events.add(
        new PolicyDrafted(
            AUM,
            versions,
            businessDay,
            java.util.Objects.requireNonNull(ShippedPolicies.of(AUM, CNY)),
            "employee/E-1"));
    switch (random.nextInt(5)) {
      case 0 -> {}
      case 1 -> proposed(new PolicyWithdrawn(AUM, versions));
      case 2 -> proposed(new PolicyRefused(AUM, versions, new Note("no")));
      default -> proposed(new PolicyActivated(AUM, versions, businessDay));
    }
    events.add(new BindingSchemesSet(random.nextBoolean() ? List.of(AUM) : List.of()));
    EvaluationId id = new EvaluationId("E-" + versions);
    events.add(new EvaluationRequested(id, AUM, businessDay, List.of(customer())));
    events.add(new EvaluationProgressed(id, new EvaluationProgress(3, 2, 1, 0, 0), customer()));
    events.add(new SchemeEvaluated(AUM, businessDay, id));
    events.add(new EvaluationCompleted(id, new EvaluationProgress(3, 2, 2, 1, 1)));
  }

  private void proposed(SegmentationEvent next) {
    events.add(new PolicyProposed(AUM, versions, "employee/E-2"));
    events.add(next);
  }

  private CustomerId customer() {
    return new CustomerId("C-" + random.nextInt(5));
  }

  private SourceRef source() {
    return new SourceRef("file:" + number++);
  }

  private BigDecimal amount() {
    return BigDecimal.valueOf(random.nextInt(2_000_000) - 500_000, 2);
  }
}
