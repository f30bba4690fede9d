package org.relata.command.holding;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.relata.command.customer.CustomerDecider;
import org.relata.command.holding.HoldingCommand.*;
import org.relata.command.platform.Scenario;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.Rejection;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.holding.AccountId;
import org.relata.kernel.holding.AccountKind;
import org.relata.kernel.holding.DailyBalance;
import org.relata.kernel.holding.HoldingEvent.*;
import org.relata.kernel.holding.Posting;
import org.relata.kernel.holding.PostingId;
import org.relata.kernel.holding.SourceRef;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;

/**
 * Random commands, wrong ones among them: what was told is never counted twice nor contradicted.
 */
class HoldingRandomHistoryTest {

  private static final LocalDate FIRST = LocalDate.of(2023, 12, 20);
  private static final Currency CNY = Currency.getInstance("CNY");

  private final Random random = new Random(42);
  private final Scenario<HoldingCommand> scenario =
      Scenario.of(new HoldingDecider(), new CustomerDecider());
  private final Map<String, LocalDate> opened = new HashMap<>();
  private final Map<String, LocalDate> closed = new HashMap<>();
  private final Set<String> balances = new HashSet<>();
  private final Set<String> postings = new HashSet<>();
  private final Set<String> sources = new HashSet<>();
  private int refused;

  @Test
  void nothingIsCountedTwiceWhateverIsSent() {
    for (int i = 0; i < 3; i++) {
      scenario.given(
          new CustomerRegistered(
              new CustomerId("C-" + i),
              CustomerKind.PERSONAL,
              new Label("王小明"),
              List.of(),
              Profile.EMPTY));
    }
    for (int i = 0; i < 4_000; i++) {
      HoldingCommand command = command();
      try {
        scenario.when(command).forEach(this::check);
        if (command instanceof FromSource) {
          scenario.thenNothing(command);
        }
      } catch (Rejection rejection) {
        refused++;
      }
    }
    assertThat(refused).isBetween(400, 3_600);
    assertThat(balances).hasSizeGreaterThan(100);
    assertThat(postings).hasSizeGreaterThan(100);
  }

  private HoldingCommand command() {
    AccountId account = new AccountId("A-" + random.nextInt(8));
    SourceRef source = new SourceRef("s" + random.nextInt(2_000));
    LocalDate day = FIRST.plusDays(random.nextInt(40));
    return switch (random.nextInt(10)) {
      case 0 ->
          new OpenAccount(
              account,
              AccountKind.DEPOSIT,
              null,
              CNY,
              customer(),
              day,
              null,
              null,
              null,
              null,
              null);
      case 1 ->
          random.nextInt(60) == 0
              ? new CloseAccount(account, day)
              : new ChangeOwner(account, customer(), day);
      case 2, 3 -> new RecordBalances(account, source, days(day));
      case 4 -> new CorrectBalance(account, source, day, amount());
      case 5, 6 -> new RecordPostings(account, source, List.of(posting(day)));
      case 7 ->
          new CorrectPosting(
              account,
              source,
              new PostingId("P-" + random.nextInt(300)),
              day,
              Posting.Direction.DEBIT,
              amount().abs(),
              null,
              null,
              null,
              null,
              null);
      case 8 -> new RecordInterestRate(account, day, BigDecimal.valueOf(random.nextInt(4), 2));
      default ->
          new ChargeFee(account, source, day, amount().abs().add(BigDecimal.ONE), new Code("F"));
    };
  }

  private void check(DomainEvent event) {
    switch ((org.relata.kernel.holding.HoldingEvent) event) {
      case AccountOpened e -> assertThat(opened.put(e.accountId().value(), e.openedOn())).isNull();
      case AccountClosed e -> assertThat(closed.put(e.accountId().value(), e.closedOn())).isNull();
      case BalancesRecorded e ->
          e.balances()
              .forEach(
                  balance -> {
                    within(e.accountId(), balance.on());
                    assertThat(balance.on().getYear()).isEqualTo(e.year());
                    assertThat(balances.add(e.accountId() + " " + balance.on())).isTrue();
                  });
      case BalanceCorrected e ->
          assertThat(balances).contains(e.accountId() + " " + e.balance().on());
      case PostingsRecorded e ->
          e.postings()
              .forEach(
                  posting -> {
                    within(e.accountId(), posting.on());
                    String name = e.accountId() + " " + e.year() + " " + posting.postingId();
                    assertThat(postings.add(name)).isTrue();
                  });
      case PostingCorrected e ->
          assertThat(postings)
              .contains(e.accountId() + " " + e.year() + " " + e.posting().postingId());
      case SourceReferenceUsed e ->
          assertThat(sources.add(e.accountId() + " " + e.sourceRef())).isTrue();
      case FeeCharged e -> within(e.accountId(), e.on());
      case InterestRateRecorded e -> within(e.accountId(), e.from());
      case OwnerChanged e -> assertThat(e.ownerId()).isNotEqualTo(e.previousOwnerId());
      case AuthorisedUserAdded _,
          AuthorisedUserRemoved _,
          ExchangeRateRecorded _,
          BaseCurrencySet _,
          BaseCurrencyFixed _ ->
          throw new AssertionError("Nobody asked for " + event);
    }
  }

  private void within(AccountId account, LocalDate day) {
    assertThat(day).isAfterOrEqualTo(opened.get(account.value()));
    LocalDate last = closed.get(account.value());
    if (last != null) {
      assertThat(day).isBeforeOrEqualTo(last);
    }
  }

  private List<DailyBalance> days(LocalDate first) {
    List<DailyBalance> days = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      days.add(new DailyBalance(first.plusDays(i), amount()));
    }
    return days;
  }

  private Posting posting(LocalDate day) {
    return new Posting(
        new PostingId("P-" + random.nextInt(300)),
        day,
        Posting.Direction.CREDIT,
        amount().abs(),
        null,
        null,
        null,
        null);
  }

  private CustomerId customer() {
    return new CustomerId("C-" + random.nextInt(3));
  }

  private BigDecimal amount() {
    return BigDecimal.valueOf(random.nextInt(2_000) - 500, 2);
  }
}
