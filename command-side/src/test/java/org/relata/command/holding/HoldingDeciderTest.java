package org.relata.command.holding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.relata.command.customer.CustomerDecider;
import org.relata.command.holding.HoldingCommand.*;
import org.relata.command.platform.Scenario;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.Rejection;
import org.relata.kernel.customer.CustomerEvent.CustomerClosed;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.holding.AccountId;
import org.relata.kernel.holding.AccountKind;
import org.relata.kernel.holding.DailyBalance;
import org.relata.kernel.holding.HoldingEvent.*;
import org.relata.kernel.holding.Posting;
import org.relata.kernel.holding.Posting.Direction;
import org.relata.kernel.holding.PostingId;
import org.relata.kernel.holding.SourceRef;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Money;

class HoldingDeciderTest {

  private static final Currency CNY = Currency.getInstance("CNY");
  private static final Currency USD = Currency.getInstance("USD");
  private static final CustomerId WANG = new CustomerId("C-1");
  private static final CustomerId LI = new CustomerId("C-2");
  private static final CustomerId NOBODY = new CustomerId("C-9");
  private static final AccountId SAVINGS = new AccountId("A-1");
  private static final LocalDate OPENING = day("2023-12-30");
  private static final SourceRef FILE = new SourceRef("eod/2024.csv:1");
  private static final SourceRef OTHER_FILE = new SourceRef("eod/2024.csv:2");

  private final Scenario<HoldingCommand> scenario =
      Scenario.of(new HoldingDecider(), new CustomerDecider());

  private static LocalDate day(String day) {
    return LocalDate.parse(day);
  }

  private static CustomerRegistered registered(CustomerId id) {
    return new CustomerRegistered(
        id, CustomerKind.PERSONAL, new Label("王小明"), List.of(), Profile.EMPTY);
  }

  private static OpenAccount open(@Nullable SourceRef ref) {
    return open(ref, WANG);
  }

  private static OpenAccount open(@Nullable SourceRef ref, CustomerId owner) {
    return new OpenAccount(
        SAVINGS,
        AccountKind.DEPOSIT,
        new Code("SAVINGS"),
        CNY,
        owner,
        OPENING,
        null,
        Map.of(new Code("statement"), new Label("monthly")),
        ref,
        null,
        null);
  }

  private static AccountOpened opened() {
    return new AccountOpened(
        SAVINGS,
        AccountKind.DEPOSIT,
        new Code("SAVINGS"),
        CNY,
        WANG,
        OPENING,
        null,
        Map.of(new Code("statement"), new Label("monthly")),
        null,
        null,
        null);
  }

  private static DailyBalance balance(String on, String amount) {
    return new DailyBalance(day(on), new BigDecimal(amount));
  }

  private static RecordBalances balances(SourceRef ref, DailyBalance... balances) {
    return new RecordBalances(SAVINGS, ref, List.of(balances));
  }

  private static Posting posting(String id, String on, String amount) {
    return new Posting(
        new PostingId(id),
        day(on),
        Direction.CREDIT,
        new BigDecimal(amount),
        new Code("CASH"),
        null,
        null,
        null);
  }

  private static RecordPostings postings(SourceRef ref, Posting... postings) {
    return new RecordPostings(SAVINGS, ref, List.of(postings));
  }

  private static CorrectPosting correction(
      SourceRef ref, String id, String on, String amount, @Nullable LocalDate recordedOn) {
    return new CorrectPosting(
        SAVINGS,
        ref,
        new PostingId(id),
        day(on),
        Direction.DEBIT,
        new BigDecimal(amount),
        null,
        null,
        null,
        null,
        recordedOn);
  }

  /** What a command led to, without the note that its source reference was used. */
  private List<? extends DomainEvent> facts(HoldingCommand command) {
    List<? extends DomainEvent> events = scenario.when(command);
    assertThat(events.getFirst()).isInstanceOf(SourceReferenceUsed.class);
    return events.subList(1, events.size());
  }

  @BeforeEach
  void twoCustomersAndAnAccount() {
    scenario.given(registered(WANG), registered(LI), opened());
  }

  @Test
  void anAccountIsOpenedForAKnownCustomerOnly() {
    Scenario<HoldingCommand> empty = Scenario.of(new HoldingDecider(), new CustomerDecider());
    empty.thenRefused(open(null), "UNKNOWN_CUSTOMER");
    empty.given(registered(WANG)).then(open(null), opened());
    empty.given(registered(LI), new CustomerClosed(LI));
    empty.thenRefused(new ChangeOwner(SAVINGS, LI, OPENING.plusDays(1)), "CUSTOMER_CLOSED");
  }

  @Test
  void theSameAccountFromTheSameSourceChangesNothing() {
    Scenario<HoldingCommand> empty = Scenario.of(new HoldingDecider(), new CustomerDecider());
    empty.given(registered(WANG), registered(LI));
    empty.when(open(FILE));
    empty.thenNothing(open(FILE));
    empty.thenRefused(open(OTHER_FILE), "ACCOUNT_EXISTS");
    empty.thenRefused(open(FILE, LI), "ACCOUNT_EXISTS");
    scenario.thenRefused(open(null), "ACCOUNT_EXISTS");
  }

  @Test
  void balancesOfSeveralYearsBecomeOneEventPerYear() {
    assertThat(facts(balances(FILE, balance("2024-01-01", "-5"), balance("2023-12-31", "100.5"))))
        .isEqualTo(
            List.of(
                new BalancesRecorded(
                    SAVINGS, 2023, CNY, FILE, List.of(balance("2023-12-31", "100.50"))),
                new BalancesRecorded(
                    SAVINGS, 2024, CNY, FILE, List.of(balance("2024-01-01", "-5.00")))));
  }

  @Test
  void theSameFactsUnderTheSameReferenceChangeNothing() {
    scenario.when(balances(FILE, balance("2023-12-31", "1"), balance("2024-01-02", "2")));
    scenario.thenNothing(
        balances(FILE, balance("2024-01-02", "2.00"), balance("2023-12-31", "1.00")));
    scenario.when(new CloseAccount(SAVINGS, day("2024-01-02")));
    scenario.thenNothing(balances(FILE, balance("2023-12-31", "1"), balance("2024-01-02", "2")));
  }

  @Test
  void otherFactsUnderAUsedReferenceAreRefused() {
    scenario.when(balances(FILE, balance("2023-12-31", "1")));
    String reused = "SOURCE_REFERENCE_REUSED";
    scenario.thenRefused(balances(FILE, balance("2023-12-31", "2")), reused);
    scenario.thenRefused(balances(FILE, balance("2025-12-31", "1")), reused);
    scenario.thenRefused(
        new CorrectBalance(SAVINGS, FILE, day("2023-12-31"), new BigDecimal("1")), reused);
    scenario.thenRefused(postings(FILE, posting("P-1", "2024-01-01", "1")), reused);
    scenario.thenRefused(fee(FILE, "2024-01-01", "1"), reused);
  }

  @Test
  void aDayHasOneBalanceUntilItIsCorrected() {
    scenario.when(balances(FILE, balance("2024-01-01", "1")));
    scenario.thenRefused(balances(OTHER_FILE, balance("2024-01-01", "2")), "BALANCE_EXISTS");
    assertThat(facts(balances(OTHER_FILE, balance("2024-01-01", "1"), balance("2024-01-02", "2"))))
        .isEqualTo(
            List.of(
                new BalancesRecorded(
                    SAVINGS, 2024, CNY, OTHER_FILE, List.of(balance("2024-01-02", "2.00")))));
  }

  @Test
  void aCorrectionIsANewFactAboutARecordedDay() {
    CorrectBalance correction =
        new CorrectBalance(SAVINGS, OTHER_FILE, day("2024-01-01"), new BigDecimal("7.5"));
    scenario.thenRefused(correction, "UNKNOWN_BALANCE");
    scenario.when(balances(FILE, balance("2024-01-01", "1")));
    assertThat(facts(correction))
        .isEqualTo(
            List.of(
                new BalanceCorrected(
                    SAVINGS, 2024, CNY, OTHER_FILE, balance("2024-01-01", "7.50"))));
    scenario.thenNothing(correction);
    assertThat(
            facts(
                new CorrectBalance(
                    SAVINGS, new SourceRef("x"), day("2024-01-01"), new BigDecimal("7.50"))))
        .isEmpty();
  }

  @Test
  void factsLieBetweenOpeningAndClosing() {
    scenario.thenRefused(balances(FILE, balance("2023-12-29", "1")), "OUTSIDE_ACCOUNT");
    scenario.when(new CloseAccount(SAVINGS, day("2024-02-01")));
    scenario.thenRefused(balances(FILE, balance("2024-02-02", "1")), "OUTSIDE_ACCOUNT");
    scenario.thenRefused(postings(FILE, posting("P-1", "2024-02-02", "1")), "OUTSIDE_ACCOUNT");
    scenario.thenRefused(fee(FILE, "2024-02-02", "1"), "OUTSIDE_ACCOUNT");
    assertThat(facts(balances(FILE, balance("2023-12-30", "1"), balance("2024-02-01", "0"))))
        .hasSize(2);
  }

  @Test
  void amountsHaveTheDecimalsOfTheCurrency() {
    Rejection rejection =
        catchThrowableOfType(
            Rejection.class,
            () ->
                scenario.when(
                    balances(FILE, balance("2024-01-01", "1"), balance("2024-01-02", "1.005"))));
    assertThat(rejection.code()).isEqualTo("WRONG_SCALE");
    assertThat(rejection.fields().getFirst().pointer()).isEqualTo("/balances/1/amount");
    scenario.thenRefused(postings(FILE, posting("P-1", "2024-01-01", "0.001")), "WRONG_SCALE");
    scenario.thenRefused(fee(FILE, "2024-01-01", "0.001"), "WRONG_SCALE");
  }

  @Test
  void anUnknownAccountIsRefused() {
    AccountId nowhere = new AccountId("A-9");
    String unknown = "UNKNOWN_ACCOUNT";
    scenario
        .thenRefused(
            new RecordBalances(nowhere, FILE, List.of(balance("2024-01-01", "1"))), unknown)
        .thenRefused(new CorrectBalance(nowhere, FILE, day("2024-01-01"), BigDecimal.ONE), unknown)
        .thenRefused(
            new RecordPostings(nowhere, FILE, List.of(posting("P-1", "2024-01-01", "1"))), unknown)
        .thenRefused(new CloseAccount(nowhere, day("2024-01-01")), unknown)
        .thenRefused(new ChangeOwner(nowhere, LI, day("2024-01-01")), unknown)
        .thenRefused(new AddAuthorisedUser(nowhere, LI, null), unknown)
        .thenRefused(new RemoveAuthorisedUser(nowhere, LI, null), unknown);
  }

  @Test
  void aPostingIsKnownOnce() {
    Posting deposit = posting("P-1", "2024-01-01", "10");
    assertThat(facts(postings(FILE, deposit)))
        .isEqualTo(
            List.of(
                new PostingsRecorded(
                    SAVINGS, 2024, CNY, FILE, List.of(posting("P-1", "2024-01-01", "10.00")))));
    scenario.thenNothing(postings(FILE, deposit));
    scenario.thenRefused(postings(OTHER_FILE, deposit), "POSTING_EXISTS");
  }

  @Test
  void aCorrectedPostingKeepsItsIdentityEvenInAnotherYear() {
    scenario.thenRefused(correction(OTHER_FILE, "P-1", "2024-01-02", "9", null), "UNKNOWN_POSTING");
    scenario.when(postings(FILE, posting("P-1", "2024-01-01", "10")));
    CorrectPosting earlier = correction(OTHER_FILE, "P-1", "2023-12-31", "9", day("2024-01-01"));
    assertThat(facts(earlier).getFirst())
        .isInstanceOfSatisfying(
            PostingCorrected.class,
            event -> {
              assertThat(event.year()).isEqualTo(2024);
              assertThat(event.posting().on()).isEqualTo(day("2023-12-31"));
              assertThat(event.posting().amount()).isEqualTo("9.00");
            });
    scenario.thenNothing(earlier);
  }

  @Test
  void aFeeIsChargedOncePerReference() {
    assertThat(facts(fee(FILE, "2024-01-31", "14.6")))
        .isEqualTo(
            List.of(
                new FeeCharged(
                    SAVINGS, FILE, day("2024-01-31"), Money.of("14.60", "CNY"), new Code("STMT"))));
    scenario.thenNothing(fee(FILE, "2024-01-31", "14.60"));
  }

  @Test
  void anInterestRateIsCorrectedByAnotherOfTheSameDay() {
    scenario
        .then(
            rate("2024-01-01", "0.0275"),
            new InterestRateRecorded(SAVINGS, day("2024-01-01"), new BigDecimal("0.0275")))
        .thenNothing(rate("2024-01-01", "0.02750"))
        .then(
            rate("2024-01-01", "0.03"),
            new InterestRateRecorded(SAVINGS, day("2024-01-01"), new BigDecimal("0.03")))
        .thenRefused(rate("2020-01-01", "0.03"), "OUTSIDE_ACCOUNT")
        .thenRefused(
            new RecordInterestRate(new AccountId("A-none"), day("2024-01-01"), BigDecimal.ONE),
            "UNKNOWN_ACCOUNT");
    refusedShape("OUT_OF_RANGE", () -> rate("2024-01-01", "10.01"));
    refusedShape("WRONG_SCALE", () -> rate("2024-01-01", "0.123456789"));
  }

  private static RecordInterestRate rate(String from, String rate) {
    return new RecordInterestRate(SAVINGS, day(from), new BigDecimal(rate));
  }

  private static ChargeFee fee(SourceRef ref, String on, String amount) {
    return new ChargeFee(SAVINGS, ref, day(on), new BigDecimal(amount), new Code("STMT"));
  }

  @Test
  void authorisedUsersComeAndGo() {
    scenario
        .then(
            new AddAuthorisedUser(SAVINGS, LI, null), new AuthorisedUserAdded(SAVINGS, LI, OPENING))
        .thenNothing(new AddAuthorisedUser(SAVINGS, LI, null))
        .thenRefused(new AddAuthorisedUser(SAVINGS, LI, day("2024-01-01")), "ALREADY_A_USER")
        .thenRefused(new AddAuthorisedUser(SAVINGS, NOBODY, null), "UNKNOWN_CUSTOMER")
        .thenRefused(new RemoveAuthorisedUser(SAVINGS, WANG, null), "UNKNOWN_USER")
        .thenRefused(new RemoveAuthorisedUser(SAVINGS, LI, day("2023-12-29")), "OUT_OF_RANGE")
        .then(
            new RemoveAuthorisedUser(SAVINGS, LI, day("2024-01-31")),
            new AuthorisedUserRemoved(SAVINGS, LI, OPENING, day("2024-01-31")))
        .thenRefused(new AddAuthorisedUser(SAVINGS, LI, day("2024-01-31")), "OUT_OF_RANGE")
        .then(
            new AddAuthorisedUser(SAVINGS, LI, day("2024-02-01")),
            new AuthorisedUserAdded(SAVINGS, LI, day("2024-02-01")))
        .thenRefused(new AddAuthorisedUser(SAVINGS, WANG, day("2023-01-01")), "OUTSIDE_ACCOUNT");
  }

  @Test
  void anAccountHasOneOwnerAtATime() {
    scenario
        .thenRefused(new ChangeOwner(SAVINGS, LI, OPENING), "OUT_OF_RANGE")
        .then(
            new ChangeOwner(SAVINGS, LI, day("2024-01-01")),
            new OwnerChanged(SAVINGS, LI, day("2024-01-01"), WANG, OPENING))
        .thenNothing(new ChangeOwner(SAVINGS, LI, day("2024-06-01")))
        .thenRefused(new CloseAccount(SAVINGS, day("2023-12-31")), "CLOSED_TOO_EARLY")
        .then(
            new CloseAccount(SAVINGS, day("2024-01-01")),
            new AccountClosed(SAVINGS, day("2024-01-01")))
        .thenNothing(new CloseAccount(SAVINGS, day("2024-01-01")))
        .thenRefused(new CloseAccount(SAVINGS, day("2024-01-02")), "ACCOUNT_CLOSED")
        .thenRefused(new ChangeOwner(SAVINGS, WANG, day("2024-01-02")), "OUTSIDE_ACCOUNT");
  }

  @Test
  void anAccountDoesNotCloseBeforeItsLastBalanceUnlessThatIsNought() {
    String later = "ACCOUNT_HAS_LATER_FACTS";
    scenario.when(balances(FILE, balance("2024-02-01", "8"), balance("2024-12-31", "0")));
    scenario.when(balances(OTHER_FILE, balance("2025-01-02", "5")));
    scenario.thenRefused(new CloseAccount(SAVINGS, day("2024-02-01")), later);
    Rejection rejection =
        catchThrowableOfType(
            Rejection.class, () -> scenario.when(new CloseAccount(SAVINGS, day("2024-02-01"))));
    assertThat(rejection.sentence()).contains("a balance on 2025-01-02");
    scenario.when(
        new CorrectBalance(SAVINGS, new SourceRef("file:3"), day("2025-01-02"), BigDecimal.ZERO));
    scenario
        .thenRefused(new CloseAccount(SAVINGS, day("2024-01-31")), later)
        .then(
            new CloseAccount(SAVINGS, day("2024-02-01")),
            new AccountClosed(SAVINGS, day("2024-02-01")));
  }

  @Test
  void theBaseCurrencyIsSetUntilARateRestsOnIt() {
    RecordExchangeRate rate = new RecordExchangeRate(USD, day("2024-01-02"), new BigDecimal("7.1"));
    ExchangeRateRecorded recorded =
        new ExchangeRateRecorded(USD, 2024, CNY, day("2024-01-02"), new BigDecimal("7.1"));
    scenario
        .thenNothing(new SetBaseCurrency(CNY))
        .then(new SetBaseCurrency(USD), new BaseCurrencySet(USD))
        .thenRefused(rate, "BASE_CURRENCY")
        .then(new SetBaseCurrency(CNY), new BaseCurrencySet(CNY))
        .then(rate, new BaseCurrencyFixed(CNY), recorded)
        .thenNothing(rate)
        .thenNothing(new RecordExchangeRate(USD, day("2024-01-02"), new BigDecimal("7.100")))
        .then(
            new RecordExchangeRate(USD, day("2024-01-02"), new BigDecimal("7.2")),
            new ExchangeRateRecorded(USD, 2024, CNY, day("2024-01-02"), new BigDecimal("7.2")))
        .thenRefused(new SetBaseCurrency(USD), "BASE_CURRENCY_FIXED")
        .thenNothing(new SetBaseCurrency(CNY));
  }

  @Test
  void aBatchIsBoundedAndNamesEachFactOnce() {
    refusedShape("OUT_OF_RANGE", () -> balances(FILE));
    DailyBalance one = balance("2024-01-01", "1");
    refusedShape("DUPLICATE", () -> balances(FILE, one, balance("2024-01-01", "2")));
    Posting[] many = new Posting[1001];
    Arrays.setAll(many, i -> posting("P-" + i, "2024-01-01", "1"));
    refusedShape("OUT_OF_RANGE", () -> postings(FILE, many));
    assertThat(facts(postings(FILE, Arrays.copyOf(many, 1000)))).hasSize(1);
    refusedShape("OUT_OF_RANGE", () -> posting("P-1", "2024-01-01", "-0.01"));
    refusedShape("OUT_OF_RANGE", () -> balance("1899-12-31", "1"));
    refusedShape("OUT_OF_RANGE", () -> balance("2200-01-01", "1"));
    refusedShape("INVALID_SOURCE_REFERENCE", () -> new SourceRef("no blanks please"));
  }

  private static void refusedShape(String code, Runnable construction) {
    Rejection rejection = catchThrowableOfType(Rejection.class, construction::run);
    assertThat(rejection).isNotNull();
    assertThat(rejection.code()).isEqualTo(code);
  }
}
