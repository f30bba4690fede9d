package org.relata.query.valuation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.customer.CustomerEvent.CreditRatingRecorded;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerEvent.CustomersLinked;
import org.relata.kernel.customer.CustomerEvent.FinancialProfileRecorded;
import org.relata.kernel.customer.CustomerEvent.LinkEnded;
import org.relata.kernel.customer.CustomerEvent.ProfileChanged;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.CustomerLink;
import org.relata.kernel.customer.FinancialProfile;
import org.relata.kernel.customer.LinkId;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.engagement.Channel;
import org.relata.kernel.engagement.Contact;
import org.relata.kernel.engagement.ContactId;
import org.relata.kernel.engagement.EngagementEvent.ContactCorrected;
import org.relata.kernel.engagement.EngagementEvent.ContactLogged;
import org.relata.kernel.engagement.Occasion;
import org.relata.kernel.holding.AccountId;
import org.relata.kernel.holding.AccountKind;
import org.relata.kernel.holding.DailyBalance;
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
import org.relata.kernel.holding.PostingId;
import org.relata.kernel.holding.SourceRef;
import org.relata.kernel.valuation.Figure;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.valuation.Observation;
import org.relata.kernel.valuation.ShippedValuation;
import org.relata.kernel.valuation.Valuation;
import org.relata.kernel.valuation.ValuationEvent;
import org.relata.kernel.valuation.ValuationEvent.ObservationRecorded;
import org.relata.kernel.valuation.ValuationEvent.ObservationWithdrawn;
import org.relata.kernel.valuation.ValuationEvent.ValuationApproved;
import org.relata.kernel.valuation.ValuationEvent.ValuationDrafted;
import org.relata.kernel.valuation.ValuationEvent.ValuationProposed;
import org.relata.kernel.valuation.ValuationEvent.ValuationRefused;
import org.relata.kernel.valuation.ValuationEvent.ValuationWithdrawn;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Money;
import org.relata.kernel.value.Note;

/**
 * Random but possible histories of everything that customers are reckoned by: two years, a few
 * customers of each kind, accounts of all kinds in two currencies. The same seed gives the same.
 */
public final class ValuedBank {

  static final LocalDate FIRST = LocalDate.of(2023, 1, 1);
  static final int DAYS = 730;
  static final int CUSTOMERS = 9;
  private static final Currency CNY = Currency.getInstance("CNY");
  private static final Currency USD = Currency.getInstance("USD");
  private static final String[] CHANNELS = {"ONLINE", "MOBILE", "TELEPHONE"};
  private static final String[] RATINGS = {"AAA", "AA", "A", "BBB", "B", "unknown grade"};

  private record Known(
      AccountId id, AccountKind kind, Currency currency, LocalDate openedOn, Set<LocalDate> told) {}

  private final Random random;
  private final List<DomainEvent> history = new ArrayList<>();
  private final List<Known> accounts = new ArrayList<>();
  private final Map<AccountId, String> owners = new HashMap<>();
  private final Map<AccountId, LocalDate> since = new HashMap<>();
  private final Set<AccountId> closed = new HashSet<>();
  private final Map<Integer, Known> postings = new HashMap<>();
  private final Map<Integer, Integer> years = new HashMap<>();
  private final List<ObservationRecorded> observed = new ArrayList<>();
  private final List<LinkId> links = new ArrayList<>();
  private int number;

  private ValuedBank(long seed) {
    random = new Random(seed);
  }

  static CustomerId customer(int number) {
    return new CustomerId("C-" + number);
  }

  /** So many events and a few more. */
  static List<DomainEvent> history(long seed, int events) {
    return new ValuedBank(seed).of(events);
  }

  /** So many events about observations and valuations alone. */
  public static List<DomainEvent> observations(long seed, int events) {
    return history(seed, 20 * events).stream()
        .filter(ValuationEvent.class::isInstance)
        .limit(events)
        .toList();
  }

  private List<DomainEvent> of(int events) {
    for (int i = 0; i < CUSTOMERS; i++) {
      history.add(
          new CustomerRegistered(
              customer(i), kind(i), new Label("客户 " + i), List.of(), profile(i)));
    }
    rate();
    valuation(1, FIRST.plusDays(40));
    valuation(2, FIRST.plusDays(400));
    refusedValuations();
    while (history.size() < events) {
      number++;
      switch (random.nextInt(24)) {
        case 0, 1 -> open();
        case 2 -> close();
        case 3 -> changeOwner();
        case 4, 5, 6, 7 -> balances();
        case 8 -> correctBalance();
        case 9, 10, 11 -> post();
        case 12 -> correctPosting();
        case 13 -> fee();
        case 14 -> interest();
        case 15 -> rate();
        case 16, 17 -> observe();
        case 18 -> withdraw();
        case 19, 20 -> contact();
        case 21 -> told();
        case 22 -> link();
        default -> {
          int who = random.nextInt(CUSTOMERS);
          history.add(new ProfileChanged(customer(who), profile(who)));
        }
      }
    }
    return history;
  }

  private static CustomerKind kind(int customer) {
    return CustomerKind.values()[customer % 3];
  }

  private Profile profile(int customer) {
    return new Profile(
        random.nextInt(4) == 0 ? null : new Code(any("BJ", "310000", "华东 1")),
        random.nextInt(4) == 0 ? null : new Code(any("RETAIL", "MANUFACTURING", "FISHING")),
        null,
        random.nextInt(4) == 0 ? null : LocalDate.of(1964, 2, 29).plusDays(random.nextInt(5000)),
        null,
        random.nextInt(4) == 0
            ? null
            : Profile.FamilyStage.values()[random.nextInt(Profile.FamilyStage.values().length)],
        null,
        null,
        null,
        random.nextBoolean() ? null : LocalDate.of(2019, 3, 1).plusDays(random.nextInt(900)),
        random.nextBoolean() ? null : LocalDate.of(2022, 7, 1).plusDays(random.nextInt(900)),
        kind(customer) == CustomerKind.INSTITUTIONAL
            ? Profile.AdministrativeLevel.values()[random.nextInt(9)]
            : null,
        null);
  }

  @SafeVarargs
  private <T> T any(T... all) {
    return all[random.nextInt(all.length)];
  }

  private LocalDate day() {
    return FIRST.plusDays(random.nextInt(DAYS));
  }

  private SourceRef source() {
    return new SourceRef("file:" + number);
  }

  private BigDecimal amount(int limit) {
    return BigDecimal.valueOf(random.nextInt(limit * 100), 2);
  }

  /** Prices that differ, and tables that lack something. */
  private void valuation(int version, LocalDate from) {
    Valuation shipped = ShippedValuation.of(CNY);
    Valuation valuation =
        new Valuation(
            CNY,
            version == 1
                ? shipped.prices()
                : shipped.prices().stream().map(ValuedBank::dearer).toList(),
            shipped.contactCosts().subList(0, version == 1 ? 7 : 6),
            shipped.discountRate(),
            shipped.horizons(),
            shipped.creditGrades(),
            shipped.usualInStages(),
            shipped.usualInIndustries(),
            version == 1
                ? List.of()
                : List.of(new Valuation.PriceRise(AccountKind.DEPOSIT, FIRST.plusDays(300))),
            version == 1 ? shipped.priceRiseDays() : Integer.valueOf(45),
            shipped.scores());
    history.add(new ValuationDrafted(version, from, valuation, "employee/E-1"));
    history.add(new ValuationProposed(version, "employee/E-2"));
    history.add(new ValuationApproved(version, from));
  }

  /** Versions that never count. */
  private void refusedValuations() {
    for (int version = 3; version <= 5; version++) {
      history.add(new ValuationDrafted(version, FIRST, ShippedValuation.of(CNY), "employee/E-1"));
    }
    history.add(new ValuationProposed(3, "employee/E-1"));
    history.add(new ValuationProposed(4, "employee/E-1"));
    history.add(new ValuationRefused(3, new Note("too cheap")));
    history.add(new ValuationWithdrawn(4));
  }

  private static Valuation.Price dearer(Valuation.Price price) {
    @Nullable BigDecimal cost = price.yearlyCost();
    return new Valuation.Price(
        price.kind(),
        price.transferPrice() == null ? null : price.transferPrice().add(new BigDecimal("0.0013")),
        price.usualRate(),
        cost == null ? null : cost.add(BigDecimal.ONE),
        price.capitalShare());
  }

  private void open() {
    if (accounts.size() >= 4 * CUSTOMERS) {
      return;
    }
    AccountId id = new AccountId("A-" + number);
    AccountKind kind = any(AccountKind.values());
    Currency currency = random.nextInt(4) == 0 ? USD : CNY;
    String owner = "C-" + random.nextInt(CUSTOMERS);
    LocalDate day = FIRST.plusDays(random.nextInt(DAYS / 2));
    history.add(
        new AccountOpened(
            id,
            kind,
            null,
            currency,
            new CustomerId(owner),
            day,
            null,
            kind == AccountKind.CARD
                ? Map.of(new Code("type"), new Label(any("gold", "classic")))
                : Map.of(),
            null,
            kind == AccountKind.LOAN ? new Money(amount(90_000), currency) : null,
            null));
    accounts.add(new Known(id, kind, currency, day, new HashSet<>()));
    owners.put(id, owner);
    since.put(id, day);
  }

  private @Nullable Known account() {
    return accounts.isEmpty() ? null : accounts.get(random.nextInt(accounts.size()));
  }

  private void close() {
    @Nullable Known known = account();
    if (known != null && random.nextInt(5) == 0 && closed.add(known.id())) {
      LocalDate from = Objects.requireNonNull(since.get(known.id()));
      history.add(new AccountClosed(known.id(), from.plusDays(100 + random.nextInt(400))));
    }
  }

  private void changeOwner() {
    @Nullable Known known = account();
    if (known != null && random.nextInt(4) == 0 && !closed.contains(known.id())) {
      String next = "C-" + random.nextInt(CUSTOMERS);
      String previous = Objects.requireNonNull(owners.get(known.id()));
      LocalDate previousFrom = Objects.requireNonNull(since.get(known.id()));
      LocalDate from = previousFrom.plusDays(1 + random.nextInt(200));
      if (!next.equals(previous)) {
        history.add(
            new OwnerChanged(
                known.id(), new CustomerId(next), from, new CustomerId(previous), previousFrom));
        owners.put(known.id(), next);
        since.put(known.id(), from);
      }
    }
  }

  private LocalDate dayOf(Known known) {
    return known.openedOn().plusDays(random.nextInt(DAYS / 2));
  }

  private void balances() {
    @Nullable Known known = account();
    if (known == null) {
      return;
    }
    LocalDate day = dayOf(known);
    List<DailyBalance> some = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      LocalDate on = day.plusDays(i * 9L);
      if (on.getYear() == day.getYear() && known.told().add(on)) {
        BigDecimal sign = random.nextInt(9) == 0 ? BigDecimal.ONE.negate() : BigDecimal.ONE;
        some.add(new DailyBalance(on, amount(200_000).multiply(sign)));
      }
    }
    if (!some.isEmpty()) {
      history.add(
          new BalancesRecorded(known.id(), day.getYear(), known.currency(), source(), some));
    }
  }

  private void correctBalance() {
    @Nullable Known known = account();
    if (known != null && !known.told().isEmpty()) {
      LocalDate day = known.told().stream().sorted().toList().get(0);
      history.add(
          new BalanceCorrected(
              known.id(),
              day.getYear(),
              known.currency(),
              source(),
              new DailyBalance(day, amount(200_000))));
    }
  }

  private Posting posting(int id, LocalDate day) {
    return new Posting(
        new PostingId("P-" + id),
        day,
        any(Posting.Direction.values()),
        amount(3_000),
        null,
        null,
        null,
        null);
  }

  private void post() {
    @Nullable Known known = account();
    if (known != null) {
      LocalDate day = dayOf(known);
      postings.put(number, known);
      years.put(number, day.getYear());
      history.add(
          new PostingsRecorded(
              known.id(),
              day.getYear(),
              known.currency(),
              source(),
              List.of(posting(number, day))));
    }
  }

  private void correctPosting() {
    if (!postings.isEmpty()) {
      int id = any(postings.keySet().toArray(Integer[]::new));
      Known known = Objects.requireNonNull(postings.get(id));
      history.add(
          new PostingCorrected(
              known.id(),
              Objects.requireNonNull(years.get(id)),
              known.currency(),
              source(),
              posting(id, dayOf(known))));
    }
  }

  private void fee() {
    @Nullable Known known = account();
    if (known != null) {
      history.add(
          new FeeCharged(
              known.id(),
              source(),
              dayOf(known),
              new Money(amount(90).add(BigDecimal.ONE), known.currency()),
              new Code("STMT")));
    }
  }

  private void interest() {
    @Nullable Known known = account();
    if (known != null) {
      history.add(
          new InterestRateRecorded(
              known.id(), dayOf(known), BigDecimal.valueOf(random.nextInt(600), 4)));
    }
  }

  private void rate() {
    LocalDate day = history.size() < 20 ? FIRST.plusDays(30) : day();
    history.add(
        new ExchangeRateRecorded(
            USD, day.getYear(), CNY, day, BigDecimal.valueOf(70_000 + random.nextInt(2_000), 4)));
  }

  private void observe() {
    Observation.Kind kind = any(Observation.Kind.values());
    @Nullable Code subject = null;
    if (kind.hasSubject()) {
      subject =
          new Code(kind == Observation.Kind.CHANNEL ? any(CHANNELS) : "S" + random.nextInt(3));
    }
    Metric.@Nullable Kind written = kind.value();
    @Nullable Figure value = null;
    if (written == Metric.Kind.FLAG) {
      value = Figure.of(random.nextBoolean());
    } else if (written == Metric.Kind.AMOUNT) {
      value = Figure.of(amount(90_000));
    } else if (written == Metric.Kind.SCORE) {
      value = Figure.of(amount(100));
    }
    ObservationRecorded event =
        new ObservationRecorded(
            customer(random.nextInt(CUSTOMERS)), new Observation(kind, subject, day(), value));
    observed.add(event);
    history.add(event);
  }

  private void withdraw() {
    if (!observed.isEmpty()) {
      ObservationRecorded event = observed.remove(random.nextInt(observed.size()));
      boolean replaced =
          observed.removeIf(
              other ->
                  other.customerId().equals(event.customerId())
                      && other.observation().key().equals(event.observation().key()));
      if (!replaced) {
        history.add(new ObservationWithdrawn(event.customerId(), event.observation()));
      }
    }
  }

  private Contact random(CustomerId customer) {
    return new Contact(
        customer,
        any(Channel.values()),
        Occasion.on(day()),
        List.of(),
        List.of(),
        null,
        new Note("said"),
        null,
        null,
        Map.of());
  }

  private void contact() {
    ContactId id = new ContactId("K-" + number);
    history.add(new ContactLogged(id, random(customer(random.nextInt(CUSTOMERS)))));
    if (random.nextInt(3) == 0) {
      history.add(new ContactCorrected(id, random(customer(random.nextInt(CUSTOMERS))), List.of()));
    }
  }

  private void told() {
    CustomerId who = customer(random.nextInt(CUSTOMERS));
    if (random.nextBoolean()) {
      history.add(
          new CreditRatingRecorded(
              who, new Label(any(RATINGS)), new Label(any("S&P", "ours")), day()));
      return;
    }
    history.add(
        new FinancialProfileRecorded(
            who,
            new FinancialProfile(
                day(),
                any(FinancialProfile.StatementKind.values()),
                random.nextBoolean() ? null : new Money(amount(900_000), any(CNY, USD)),
                random.nextBoolean() ? null : new Money(amount(900_000), CNY),
                null,
                random.nextBoolean() ? null : random.nextBoolean(),
                random.nextBoolean() ? null : new Money(amount(900_000), CNY))));
  }

  private void link() {
    if (!links.isEmpty() && random.nextInt(3) == 0) {
      history.add(new LinkEnded(links.removeFirst(), FIRST.plusDays(300 + random.nextInt(300))));
      return;
    }
    int from = random.nextInt(CUSTOMERS);
    LinkId id = new LinkId("L-" + number);
    links.add(id);
    history.add(
        new CustomersLinked(
            new CustomerLink(
                id,
                customer(from),
                customer((from + 1 + random.nextInt(CUSTOMERS - 1)) % CUSTOMERS),
                any(CustomerLink.Kind.values()),
                null,
                random.nextBoolean() ? null : FIRST.plusDays(random.nextInt(200)))));
  }
}
