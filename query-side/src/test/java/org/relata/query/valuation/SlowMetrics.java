package org.relata.query.valuation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.CustomerEvent.CreditRatingRecorded;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.CustomerLink;
import org.relata.kernel.customer.FinancialProfile;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.engagement.Contact;
import org.relata.kernel.holding.AccountKind;
import org.relata.kernel.holding.HoldingEvent.FeeCharged;
import org.relata.kernel.holding.Posting;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.valuation.Observation;
import org.relata.kernel.valuation.Valuation;
import org.relata.kernel.value.Money;
import org.relata.query.valuation.SlowBank.Account;
import org.relata.query.valuation.SlowBank.Unknown;

/**
 * Every metric once more, written from the domain's sentences alone and computed by walking through
 * each calendar day; what cannot be computed is the name of the lack in brackets.
 */
final class SlowMetrics {

  private static final MathContext MANY = new MathContext(60);
  private static final BigDecimal YEAR = new BigDecimal(360);
  private static final Set<AccountKind> SETTLING =
      Set.of(AccountKind.CURRENT, AccountKind.SETTLEMENT, AccountKind.PAYROLL, AccountKind.POS);

  private final SlowBank bank;
  private final String customer;
  private final LocalDate from;
  private final LocalDate to;

  SlowMetrics(SlowBank bank, String customer, LocalDate from, LocalDate to) {
    this.bank = bank;
    this.customer = customer;
    this.from = from;
    this.to = to;
  }

  String told(Metric metric) {
    try {
      Object value = value(metric);
      return switch (metric.kind()) {
        case AMOUNT, SCORE -> ((BigDecimal) value).setScale(2, RoundingMode.HALF_UP).toString();
        case SHARE -> ((BigDecimal) value).setScale(4, RoundingMode.HALF_UP).toString();
        case COUNT, FLAG, CODE -> value.toString();
      };
    } catch (Unknown unknown) {
      return "[" + unknown.getMessage() + "]";
    }
  }

  Object value(Metric metric) {
    return switch (metric) {
      case AUM -> assets(to);
      case DEPOSITS -> held(to, AccountKind::isDeposit);
      case LOANS -> held(to, kind -> kind == AccountKind.LOAN);
      case CUSTODY_BALANCE -> held(to, kind -> kind == AccountKind.CUSTODY);
      case CARD_BALANCE -> withCard(held(to, kind -> kind == AccountKind.CARD));
      case LARGEST_BALANCE ->
          bank.of(customer, to, kind -> kind != AccountKind.LOAN).stream()
              .map(one -> worth(one, to).max(BigDecimal.ZERO))
              .max(Comparator.naturalOrder())
              .orElse(BigDecimal.ZERO);
      case AVERAGE_DEPOSITS ->
          daily(from, to, AccountKind::isDeposit, (_, _) -> BigDecimal.ONE).divide(days(), MANY);
      case AVERAGE_LOANS ->
          daily(from, to, kind -> kind == AccountKind.LOAN, (_, _) -> BigDecimal.ONE)
              .divide(days(), MANY);
      case PRODUCTS ->
          bank.of(customer, to, _ -> true).stream()
              .map(one -> one.opened.kind())
              .distinct()
              .count();
      case CHANNELS ->
          Stream.of("ONLINE", "MOBILE", "TELEPHONE")
              .filter(
                  channel ->
                      "true"
                          .equals(
                              lastValue(
                                  Observation.Kind.CHANNEL,
                                  one -> String.valueOf(one.subject()).equals(channel))))
              .count();
      case CARD_SPENDING_YEAR -> cards(before(12));
      case CARD_SPENDING_MONTH -> withCard(cards(before(1)));
      case CARD_USES_MONTH ->
          withCard(
              postings(before(1), to, kind -> kind == AccountKind.CARD).stream()
                  .filter(one -> one.posting.direction() == Posting.Direction.DEBIT)
                  .count());
      case GOLD_OR_PLATINUM_CARD ->
          bank.of(customer, to, kind -> kind == AccountKind.CARD).stream()
              .anyMatch(one -> one.opened.attributes().toString().contains("gold"));
      case MONTHS_WITHOUT_POSTING -> idle();
      case ACTIVE_DAYS ->
          new BigDecimal(
                  postings(before(12), to, _ -> true).stream()
                      .map(one -> one.posting.on())
                      .distinct()
                      .count())
              .divide(new BigDecimal(12), MANY);
      case BUSINESS_KINDS -> kindsOfBusiness();
      case DEPOSIT_CONTRIBUTION -> deposits(from, to);
      case LOAN_CONTRIBUTION -> loans(from, to);
      case FEE_INCOME -> fees(from, to);
      case SERVICE_COST -> cost();
      case CURRENT_VALUE -> currentValue();
      case EXPECTED_INCOME -> expected();
      case MARGINAL_CONTRIBUTION -> marginal();
      case CAPITAL_RETURN -> onCapital();
      case CROSS_BUYING ->
          usual().stream()
              .filter(one -> bank.of(customer, to, one.kind()::equals).isEmpty())
              .count();
      case UP_BUYING ->
          usual().stream()
              .filter(
                  one ->
                      one.amount() != null
                          && !bank.of(customer, to, one.kind()::equals).isEmpty()
                          && held(to, one.kind()::equals).compareTo(one.amount()) < 0)
              .count();
      case REFERRALS -> times(Observation.Kind.REFERRAL);
      case ACCEPTED_SUGGESTIONS -> times(Observation.Kind.SUGGESTION_ACCEPTED);
      case FEEDBACK_GIVEN -> times(Observation.Kind.FEEDBACK);
      case CREDIT_GRADE -> grade();
      case BAD_CREDIT_IN_A_ROW -> badInARow();
      case BAD_CREDIT_RECORDS ->
          observations(Observation.Kind.CREDIT_RECORD).stream()
              .filter(one -> String.valueOf(one.value()).equals("false"))
              .count();
      case BAD_FAITH -> "true".equals(lastValue(Observation.Kind.BAD_FAITH));
      case VOLATILITY -> volatility();
      case INCOME_VOLATILITY -> incomeVolatility();
      case SWITCHING_COST -> penalties();
      case KEPT_AFTER_PRICE_RISE -> kept();
      case YEARS_WITH_US -> years();
      case COOPERATION -> observed(Observation.Kind.COOPERATION);
      case WALLET_SHARE, DEPOSIT_SHARE, LOAN_SHARE, INVESTMENT_SHARE, SETTLEMENT_SHARE ->
          share(List.of(business(metric)));
      case AFFILIATE_SHARE -> affiliates();
      case KIND -> kind().name();
      case REGION -> told(profile().region()).value();
      case AGE -> Period.between(told(profile().birthDate()), to).getYears();
      case ADMINISTRATIVE_LEVEL -> told(profile().administrativeLevel()).name();
      case TOTAL_ASSETS -> totalAssets();
      case REGISTERED_CAPITAL -> stated(FinancialProfile::registeredCapital);
      case BORROWER -> borrows();
      case TARGET_CREDIT -> observed(Observation.Kind.TARGET_CREDIT);
      case OF_RANK -> ofRank();
      case COOPERATION_AGREEMENT ->
          Boolean.valueOf(told(lastValue(Observation.Kind.COOPERATION_AGREEMENT)));
      case VALUE_SCORE, POTENTIAL_SCORE, STABILITY_SCORE -> score(metric);
    };
  }

  private interface Factor {
    BigDecimal of(Account account, LocalDate day);
  }

  private record Moved(Account account, Posting posting) {}

  private static <T> T told(@Nullable T fact) {
    if (fact == null) {
      throw new Unknown("NOT_RECORDED");
    }
    return fact;
  }

  private Profile profile() {
    return Objects.requireNonNull(bank.profiles.get(customer));
  }

  private CustomerKind kind() {
    return Objects.requireNonNull(bank.kinds.get(customer));
  }

  private BigDecimal days() {
    return new BigDecimal(from.datesUntil(to.plusDays(1)).count());
  }

  private BigDecimal worth(Account account, LocalDate day) {
    return bank.worth(account.balance(day), account.opened.currency().getCurrencyCode(), day);
  }

  private BigDecimal held(LocalDate day, Predicate<AccountKind> kinds) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Account one : bank.of(customer, day, kinds)) {
      BigDecimal amount = one.balance(day).max(BigDecimal.ZERO);
      sum = sum.add(bank.worth(amount, one.opened.currency().getCurrencyCode(), day));
    }
    return sum;
  }

  private BigDecimal assets(LocalDate day) {
    return held(day, AccountKind::countsToAssetsUnderManagement);
  }

  private BigDecimal daily(
      LocalDate first, LocalDate last, Predicate<AccountKind> kinds, Factor factor) {
    BigDecimal sum = BigDecimal.ZERO;
    for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
      for (Account one : bank.of(customer, day, kinds)) {
        BigDecimal worth = worth(one, day);
        if (worth.signum() != 0) {
          sum = sum.add(worth.multiply(factor.of(one, day)));
        }
      }
    }
    return sum;
  }

  private Valuation.Price price(Account account, LocalDate day) {
    return bank.valuation(day).prices().stream()
        .filter(one -> one.kind() == account.opened.kind())
        .findFirst()
        .orElseThrow(() -> new Unknown("NO_PARAMETER"));
  }

  private static BigDecimal set(@Nullable BigDecimal parameter) {
    if (parameter == null) {
      throw new Unknown("NO_PARAMETER");
    }
    return parameter;
  }

  private BigDecimal rate(Account account, LocalDate day) {
    var own = account.interest.floorEntry(day);
    return own == null ? set(price(account, day).usualRate()) : own.getValue();
  }

  private BigDecimal deposits(LocalDate first, LocalDate last) {
    return daily(
            first,
            last,
            AccountKind::isDeposit,
            (one, day) -> set(price(one, day).transferPrice()).subtract(rate(one, day)))
        .divide(YEAR, MANY);
  }

  private BigDecimal loans(LocalDate first, LocalDate last) {
    return daily(
            first,
            last,
            kind -> kind == AccountKind.LOAN,
            (one, day) -> rate(one, day).subtract(set(price(one, day).transferPrice())))
        .divide(YEAR, MANY);
  }

  private BigDecimal fees(LocalDate first, LocalDate last) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Account one : bank.accounts.values()) {
      for (FeeCharged fee : one.fees) {
        if (within(fee.on(), first, last) && one.isOf(customer, fee.on())) {
          String currency = fee.amount().currency().getCurrencyCode();
          sum = sum.add(bank.worth(fee.amount().amount(), currency, fee.on()));
        }
      }
    }
    return sum;
  }

  private static boolean within(LocalDate day, LocalDate first, LocalDate last) {
    return !day.isBefore(first) && !day.isAfter(last);
  }

  private BigDecimal contacts(LocalDate first, LocalDate last) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Contact contact : bank.contacts.values()) {
      LocalDate day = contact.on().date();
      if (contact.customerId().value().equals(customer) && within(day, first, last)) {
        sum =
            sum.add(
                bank.valuation(day).contactCosts().stream()
                    .filter(one -> one.channel() == contact.channel())
                    .map(Valuation.ContactCost::cost)
                    .findFirst()
                    .orElseThrow(() -> new Unknown("NO_PARAMETER")));
      }
    }
    return sum;
  }

  private BigDecimal cost() {
    BigDecimal keeping = BigDecimal.ZERO;
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
      for (Account one : bank.of(customer, day, _ -> true)) {
        keeping = keeping.add(set(price(one, day).yearlyCost()));
      }
    }
    return contacts(from, to).add(keeping.divide(YEAR, MANY));
  }

  private BigDecimal income(LocalDate first, LocalDate last) {
    return deposits(first, last).add(loans(first, last)).add(fees(first, last));
  }

  private BigDecimal currentValue() {
    return income(from, to).subtract(cost());
  }

  private BigDecimal expected() {
    Valuation valuation = bank.valuation(to);
    BigDecimal rate = set(valuation.discountRate());
    int years =
        valuation.horizons().stream()
            .filter(one -> one.kind() == kind())
            .findFirst()
            .orElseThrow(() -> new Unknown("NO_PARAMETER"))
            .years();
    BigDecimal value;
    try {
      value = currentValue();
    } catch (Unknown unknown) {
      if (!"NO_PARAMETER".equals(unknown.getMessage())) {
        throw unknown;
      }
      value = income(from, to);
    }
    BigDecimal yearly = value.multiply(YEAR).divide(days(), MANY);
    BigDecimal sum = BigDecimal.ZERO;
    for (int year = 1; year <= years; year++) {
      sum = sum.add(yearly.divide(BigDecimal.ONE.add(rate).pow(year), MANY));
    }
    return sum;
  }

  private BigDecimal marginal() {
    LocalDate last = from.minusDays(1);
    LocalDate first = from.minusDays(days().longValue());
    BigDecimal income = income(from, to).subtract(income(first, last));
    BigDecimal contacts = contacts(from, to).subtract(contacts(first, last));
    if (contacts.signum() == 0) {
      throw new Unknown("NOT_APPLICABLE");
    }
    return income.divide(contacts, MANY);
  }

  private BigDecimal onCapital() {
    BigDecimal bound =
        daily(
                from,
                to,
                _ -> true,
                (one, day) ->
                    Objects.requireNonNullElse(price(one, day).capitalShare(), BigDecimal.ZERO))
            .divide(days(), MANY);
    if (bound.signum() == 0) {
      throw new Unknown("NOT_APPLICABLE");
    }
    return currentValue().multiply(YEAR).divide(days(), MANY).divide(bound, MANY);
  }

  private List<? extends Valuation.Usual> usual() {
    Valuation valuation = bank.valuation(to);
    List<? extends Valuation.Usual> usual;
    if (kind() == CustomerKind.PERSONAL) {
      Profile.FamilyStage stage = told(profile().familyStage());
      usual = valuation.usualInStages().stream().filter(one -> one.familyStage() == stage).toList();
    } else {
      var industry = told(profile().industry());
      usual =
          valuation.usualInIndustries().stream()
              .filter(one -> one.industry().equals(industry))
              .toList();
    }
    if (usual.isEmpty()) {
      throw new Unknown("NO_PARAMETER");
    }
    return usual;
  }

  private List<Moved> postings(LocalDate after, LocalDate last, Predicate<AccountKind> kinds) {
    List<Moved> found = new ArrayList<>();
    for (Account one : bank.accounts.values()) {
      if (kinds.test(one.opened.kind())) {
        for (Posting posting : one.postings.values()) {
          LocalDate day = posting.on();
          if (day.isAfter(after) && !day.isAfter(last) && one.isOf(customer, day)) {
            found.add(new Moved(one, posting));
          }
        }
      }
    }
    return found;
  }

  private BigDecimal worth(Moved moved) {
    return bank.worth(
        moved.posting.amount(),
        moved.account.opened.currency().getCurrencyCode(),
        moved.posting.on());
  }

  private BigDecimal cards(LocalDate after) {
    return postings(after, to, kind -> kind == AccountKind.CARD).stream()
        .filter(one -> one.posting.direction() == Posting.Direction.DEBIT)
        .map(this::worth)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** A figure of cards, which only those have who hold one on the day. */
  private <T> T withCard(T figure) {
    if (bank.of(customer, to, kind -> kind == AccountKind.CARD).isEmpty()) {
      throw new Unknown("NOT_APPLICABLE");
    }
    return figure;
  }

  private long idle() {
    LocalDate beginning = LocalDate.of(1900, 1, 1);
    @Nullable LocalDate last =
        postings(beginning, to, _ -> true).stream()
            .map(one -> one.posting.on())
            .max(Comparator.naturalOrder())
            .orElse(null);
    if (last == null) {
      last = firstOwned();
    }
    if (last == null) {
      throw new Unknown("NOT_APPLICABLE");
    }
    return Period.between(last, to).toTotalMonths();
  }

  /** The first day by the period's end on which any account was owned, even for no full day. */
  private @Nullable LocalDate firstOwned() {
    return bank.accounts.values().stream()
        .flatMap(one -> one.owners.stream())
        .filter(one -> one.owner().equals(customer) && !one.from().isAfter(to))
        .map(SlowBank.Ownership::from)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** The last day from which so many months do not reach beyond the day: found by trying. */
  private LocalDate before(long months) {
    LocalDate day = to;
    while (day.plusMonths(months).isAfter(to)) {
      day = day.minusDays(1);
    }
    return day;
  }

  private BigDecimal kindsOfBusiness() {
    long sum = 0;
    for (int month = 0; month < 12; month++) {
      sum +=
          postings(before(month + 1L), before(month), _ -> true).stream()
              .map(one -> one.account.opened.kind())
              .distinct()
              .count();
    }
    return new BigDecimal(sum).divide(new BigDecimal(12), MANY);
  }

  private List<Observation> observations(Observation.Kind kind) {
    return bank.observations.getOrDefault(customer, java.util.Map.of()).values().stream()
        .filter(one -> one.kind() == kind && !one.on().isAfter(to))
        .sorted(Comparator.comparing(Observation::on).thenComparing(one -> one.key().toString()))
        .toList();
  }

  private @Nullable String lastValue(Observation.Kind kind) {
    return lastValue(kind, _ -> true);
  }

  private @Nullable String lastValue(Observation.Kind kind, Predicate<Observation> which) {
    List<Observation> all = observations(kind).stream().filter(which).toList();
    return all.isEmpty() ? null : String.valueOf(all.getLast().value());
  }

  private BigDecimal observed(Observation.Kind kind) {
    return new BigDecimal(told(lastValue(kind)));
  }

  private long times(Observation.Kind kind) {
    return observations(kind).stream().filter(one -> !one.on().isBefore(from)).count();
  }

  private long grade() {
    CreditRatingRecorded latest =
        told(
            bank.ratings.getOrDefault(customer, java.util.Map.of()).values().stream()
                .filter(one -> !one.ratedOn().isAfter(to))
                .max(
                    Comparator.comparing(CreditRatingRecorded::ratedOn)
                        .thenComparing(one -> one.agency().value()))
                .orElse(null));
    int place =
        bank.valuation(to).creditGrades().stream()
            .map(Object::toString)
            .toList()
            .indexOf(latest.rating().value());
    if (place < 0) {
      throw new Unknown("NO_PARAMETER");
    }
    return place + 1L;
  }

  private long badInARow() {
    long bad = 0;
    for (Observation one : observations(Observation.Kind.CREDIT_RECORD)) {
      bad = String.valueOf(one.value()).equals("true") ? 0 : bad + 1;
    }
    return bad;
  }

  /** The ends of twelve months, the last first, of one who held something at the earliest. */
  private List<LocalDate> monthEnds() {
    LocalDate end = to.plusDays(1).getDayOfMonth() == 1 ? to : to.withDayOfMonth(1).minusDays(1);
    List<LocalDate> ends = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      ends.add(end);
      end = end.withDayOfMonth(1).minusDays(1);
    }
    if (bank.of(customer, ends.getLast(), _ -> true).isEmpty()) {
      throw new Unknown("TOO_LITTLE_HISTORY");
    }
    return ends;
  }

  private BigDecimal volatility() {
    return variation(monthEnds().stream().map(this::assets).toList());
  }

  private BigDecimal incomeVolatility() {
    List<BigDecimal> incomes = new ArrayList<>();
    for (LocalDate end : monthEnds()) {
      BigDecimal income = BigDecimal.ZERO;
      for (Moved one : postings(end.withDayOfMonth(1).minusDays(1), end, SETTLING::contains)) {
        if (one.posting.direction() == Posting.Direction.CREDIT) {
          income = income.add(worth(one));
        }
      }
      incomes.add(income);
    }
    return variation(incomes);
  }

  private static BigDecimal variation(List<BigDecimal> months) {
    BigDecimal mean =
        months.stream().reduce(BigDecimal.ZERO, BigDecimal::add).divide(new BigDecimal(12), MANY);
    if (mean.signum() == 0) {
      throw new Unknown("NOT_APPLICABLE");
    }
    BigDecimal squares = BigDecimal.ZERO;
    for (BigDecimal one : months) {
      squares = squares.add(one.subtract(mean).pow(2));
    }
    return squares.divide(new BigDecimal(12), MANY).sqrt(MANY).divide(mean, MANY);
  }

  private BigDecimal penalties() {
    Set<String> subjects = new TreeSet<>();
    observations(Observation.Kind.LEAVING_PENALTY)
        .forEach(one -> subjects.add(String.valueOf(one.subject())));
    if (subjects.isEmpty()) {
      throw new Unknown("NOT_RECORDED");
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (String subject : subjects) {
      sum =
          sum.add(
              new BigDecimal(
                  told(
                      lastValue(
                          Observation.Kind.LEAVING_PENALTY,
                          one -> String.valueOf(one.subject()).equals(subject)))));
    }
    return sum;
  }

  private BigDecimal kept() {
    Valuation valuation = bank.valuation(to);
    if (valuation.priceRises().isEmpty()) {
      throw new Unknown("NOT_APPLICABLE");
    }
    int days = Objects.requireNonNull(valuation.priceRiseDays());
    Valuation.@Nullable PriceRise rise =
        valuation.priceRises().stream()
            .filter(one -> !one.on().plusDays(days - 1L).isAfter(to))
            .max(Comparator.comparing(Valuation.PriceRise::on))
            .orElse(null);
    if (rise == null) {
      throw new Unknown("NOT_APPLICABLE");
    }
    LocalDate on = rise.on();
    BigDecimal after =
        daily(on, on.plusDays(days - 1L), rise.kind()::equals, (_, _) -> BigDecimal.ONE);
    BigDecimal before =
        daily(on.minusDays(days), on.minusDays(1), rise.kind()::equals, (_, _) -> BigDecimal.ONE);
    if (before.signum() <= 0) {
      throw new Unknown("NOT_APPLICABLE");
    }
    return after.max(BigDecimal.ZERO).divide(before, MANY).min(BigDecimal.ONE);
  }

  private long years() {
    @Nullable LocalDate since = profile().registeredOn();
    if (since == null) {
      since = firstOwned();
    }
    if (since == null || since.isAfter(to)) {
      throw new Unknown("NOT_RECORDED");
    }
    return Period.between(since, to).getYears();
  }

  /** Business with us and with others. */
  record Business(BigDecimal ours, BigDecimal others) {}

  /** What part of the business of some customers together is with us. */
  static BigDecimal share(List<Business> parts) {
    BigDecimal ours = BigDecimal.ZERO;
    BigDecimal all = BigDecimal.ZERO;
    for (Business one : parts) {
      ours = ours.add(one.ours());
      all = all.add(one.ours()).add(one.others());
    }
    if (all.signum() == 0) {
      throw new Unknown("NOT_APPLICABLE");
    }
    return ours.divide(all, MANY);
  }

  /** What a share of business is the share of. */
  Business business(Metric metric) {
    return switch (metric) {
      case WALLET_SHARE ->
          new Business(assets(to).add(held(to, kind -> kind == AccountKind.LOAN)), outside());
      case DEPOSIT_SHARE ->
          new Business(
              held(to, AccountKind::isDeposit), observed(Observation.Kind.OUTSIDE_DEPOSITS));
      case LOAN_SHARE ->
          new Business(
              held(to, kind -> kind == AccountKind.LOAN), observed(Observation.Kind.OUTSIDE_LOANS));
      case INVESTMENT_SHARE ->
          new Business(
              held(
                  to,
                  kind ->
                      Set.of(AccountKind.FUND, AccountKind.WEALTH_PRODUCT, AccountKind.CUSTODY)
                          .contains(kind)),
              observed(Observation.Kind.OUTSIDE_INVESTMENTS));
      case SETTLEMENT_SHARE -> settlement();
      default -> throw new AssertionError(metric + " is no share of business");
    };
  }

  private BigDecimal outside() {
    List<String> known =
        Stream.of(
                Observation.Kind.OUTSIDE_DEPOSITS,
                Observation.Kind.OUTSIDE_LOANS,
                Observation.Kind.OUTSIDE_INVESTMENTS)
            .map(this::lastValue)
            .filter(Objects::nonNull)
            .toList();
    return known.isEmpty()
        ? stated(FinancialProfile::outsideBusiness)
        : known.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Those of an interim statement count for whoever was founded in the year, and no longer. */
  private BigDecimal totalAssets() {
    @Nullable LocalDate founded = profile().foundedOn();
    boolean young = founded != null && founded.getYear() == to.getYear();
    return stated(
        statement ->
            young || statement.statementKind() == FinancialProfile.StatementKind.ANNUAL
                ? statement.totalAssets()
                : null);
  }

  private List<FinancialProfile> statements() {
    return bank.statements.getOrDefault(customer, java.util.Map.of()).values().stream()
        .filter(one -> !one.statementDate().isAfter(to))
        .sorted(
            Comparator.comparing(FinancialProfile::statementDate)
                .reversed()
                .thenComparing(FinancialProfile::statementKind))
        .toList();
  }

  private BigDecimal stated(java.util.function.Function<FinancialProfile, @Nullable Money> what) {
    for (FinancialProfile statement : statements()) {
      @Nullable Money money = what.apply(statement);
      if (money != null) {
        return bank.worth(
            money.amount(), money.currency().getCurrencyCode(), statement.statementDate());
      }
    }
    throw new Unknown("NOT_RECORDED");
  }

  private boolean borrows() {
    return held(to, kind -> kind == AccountKind.LOAN).signum() > 0
        || told(
            statements().stream()
                .map(FinancialProfile::borrower)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null));
  }

  private Business settlement() {
    BigDecimal others = observed(Observation.Kind.OUTSIDE_SETTLEMENT);
    BigDecimal ours =
        postings(before(12), to, SETTLING::contains).stream()
            .map(this::worth)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Business(ours, others);
  }

  private List<CustomerLink> links() {
    List<CustomerLink> live = new ArrayList<>();
    bank.links.forEach(
        (id, link) -> {
          @Nullable LocalDate last = bank.ended.get(id);
          boolean begun = link.from() == null || !link.from().isAfter(to);
          boolean touches =
              link.fromCustomerId().value().equals(customer)
                  || link.toCustomerId().value().equals(customer);
          if (touches && begun && (last == null || !last.isBefore(to))) {
            live.add(link);
          }
        });
    return live;
  }

  private BigDecimal affiliates() {
    Set<String> partners = new HashSet<>();
    for (CustomerLink link : links()) {
      if (link.kind() != CustomerLink.Kind.HOUSEHOLD
          && link.kind() != CustomerLink.Kind.GUARANTOR) {
        partners.add(link.fromCustomerId().value());
        partners.add(link.toCustomerId().value());
      }
    }
    partners.remove(customer);
    if (partners.isEmpty()) {
      throw new Unknown("NOT_RECORDED");
    }
    long with = partners.stream().filter(one -> !bank.of(one, to, _ -> true).isEmpty()).count();
    return new BigDecimal(with).divide(new BigDecimal(partners.size()), MANY);
  }

  private boolean ofRank() {
    List<String> known =
        Stream.of(
                Observation.Kind.LISTED, Observation.Kind.TOP_500, Observation.Kind.SECTOR_TOP_100)
            .map(this::lastValue)
            .filter(Objects::nonNull)
            .toList();
    boolean leads =
        links().stream()
            .anyMatch(
                link ->
                    link.kind() == CustomerLink.Kind.GROUP_MEMBER
                        && link.fromCustomerId().value().equals(customer));
    if (known.isEmpty() && !leads) {
      throw new Unknown("NOT_RECORDED");
    }
    return leads || known.contains("true");
  }

  private BigDecimal score(Metric metric) {
    Valuation.Score score =
        bank.valuation(to).scores().stream()
            .filter(one -> one.metric() == metric)
            .findFirst()
            .orElseThrow(() -> new Unknown("NO_PARAMETER"));
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal weights = BigDecimal.ZERO;
    for (Valuation.Weight weight : score.weights()) {
      String value = told(weight.metric());
      if (value.equals("[NO_PARAMETER]") || value.equals("[NO_EXCHANGE_RATE]")) {
        throw new Unknown(value.substring(1, value.length() - 1));
      }
      if (!value.startsWith("[")) {
        BigDecimal points = BigDecimal.ZERO;
        for (Valuation.Step step : weight.steps()) {
          if (step.from().decimal().compareTo(new BigDecimal(value)) <= 0) {
            points = step.score();
          }
        }
        sum = sum.add(points.multiply(new BigDecimal(weight.weight())));
        weights = weights.add(new BigDecimal(weight.weight()));
      }
    }
    if (weights.signum() == 0) {
      throw new Unknown("NOT_RECORDED");
    }
    return sum.divide(weights, MANY);
  }
}
