package org.relata.query.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.holding.AccountId;
import org.relata.kernel.holding.AccountKind;
import org.relata.kernel.holding.DailyBalance;
import org.relata.kernel.holding.HoldingEvent.AccountOpened;
import org.relata.kernel.holding.HoldingEvent.BalanceCorrected;
import org.relata.kernel.holding.HoldingEvent.BalancesRecorded;
import org.relata.kernel.holding.SourceRef;
import org.relata.kernel.segmentation.Expression;
import org.relata.kernel.segmentation.PolicyText;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyActivated;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyDrafted;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyProposed;
import org.relata.kernel.segmentation.SegmentationEvent.TierAssigned;
import org.relata.kernel.valuation.Figure;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.valuation.Metrics;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.query.AskedBank;
import tools.jackson.databind.JsonNode;

class TierReasonsTest {

  private static final Currency CNY = Currency.getInstance("CNY");
  private static final SchemeId SCHEME = new SchemeId("aum");
  private static final CustomerId CUSTOMER = new CustomerId("C-1");
  private static final LocalDate OPENED = LocalDate.of(2025, 1, 1);
  private static final LocalDate ON = LocalDate.of(2025, 1, 31);

  @Test
  void aTierNamesThePolicyTheRuleAndTheEventsWithoutWhichItWouldBeAnother() {
    try (AskedBank bank = new AskedBank()) {
      bank.happened(
          new PolicyDrafted(SCHEME, 1, OPENED, policy(), "employee/E-1"),
          new PolicyProposed(SCHEME, 1, "employee/E-1"),
          new PolicyActivated(SCHEME, 1, OPENED),
          new CustomerRegistered(
              CUSTOMER, CustomerKind.PERSONAL, new Label("王"), List.of(), Profile.EMPTY),
          opened("A-1"),
          opened("A-2"),
          opened("A-3"));
      bank.happened(told("A-1", 150), told("A-2", 60), told("A-3", 10));
      bank.happened(
          new BalanceCorrected(
              new AccountId("A-2"), 2025, CNY, new SourceRef("file-2"), balance(55)));
      long readAt = bank.position();
      bank.happened(assigned("UPPER", null, readAt, "215.00"));
      // What was learnt after the tier was decided is none of its reasons.
      bank.happened(told("A-1", "file-3", ON.minusDays(1), 5_000));

      JsonNode why =
          bank.data(
                  """
                  customer(customerId: "C-1") { tier(scheme: "aum") { why {
                    policy { version } rule { tier when } tier
                    reasons { position type without } } } }
                  """)
              .at("/tier/why");
      assertThat(why.at("/policy/version").intValue()).isEqualTo(1);
      assertThat(why.at("/rule/tier").asString()).isEqualTo("UPPER");
      assertThat(why.at("/rule/when").asString()).isEqualTo("aum >= money('200')");
      assertThat(why.path("tier").asString()).isEqualTo("UPPER");
      Map<Long, String> reasons = new TreeMap<>();
      for (JsonNode reason : why.path("reasons")) {
        reasons.put(
            reason.path("position").asLong(),
            reason.path("type").asString() + " " + reason.path("without").asString("none"));
      }
      assertThat(reasons)
          .isEqualTo(
              Map.of(
                  1L, "segmentation.PolicyDrafted none",
                  3L, "segmentation.PolicyActivated none",
                  4L, "customer.CustomerRegistered none",
                  5L, "holding.AccountOpened REST",
                  6L, "holding.AccountOpened REST",
                  8L, "holding.BalancesRecorded REST",
                  9L, "holding.BalancesRecorded REST"));
    }
  }

  @Test
  void aVersionThatWasApprovedAfterTheFiguresWereReadIsTheOneThatDecided() {
    try (AskedBank bank = new AskedBank()) {
      bank.happened(
          new PolicyDrafted(SCHEME, 1, OPENED, policy(), "employee/E-1"),
          new PolicyProposed(SCHEME, 1, "employee/E-1"),
          new PolicyActivated(SCHEME, 1, OPENED),
          new CustomerRegistered(
              CUSTOMER, CustomerKind.PERSONAL, new Label("王"), List.of(), Profile.EMPTY),
          opened("A-1"));
      bank.happened(told("A-1", 150));
      long readAt = bank.position();
      bank.happened(
          new PolicyDrafted(
              SCHEME,
              2,
              ON,
              policy(rule("MODEST", "aum >= money('100')"), rule("REST", "true")),
              "employee/E-1"),
          new PolicyProposed(SCHEME, 2, "employee/E-1"),
          new PolicyActivated(SCHEME, 2, ON));
      bank.happened(
          new TierAssigned(
              CUSTOMER,
              SCHEME,
              2,
              null,
              new Code("MODEST"),
              true,
              1,
              Metrics.of(CNY, Map.of(Metric.AUM, new Figure("150.00"))),
              List.of(),
              readAt,
              ON,
              null));
      JsonNode why =
          bank.data(
                  """
                  customer(customerId: "C-1") { tier(scheme: "aum") { why {
                    policy { version } rule { tier } tier
                    reasons { position without } } } }
                  """)
              .at("/tier/why");
      assertThat(why.toString())
          .isEqualTo(
              "{\"policy\":{\"version\":2},\"rule\":{\"tier\":\"MODEST\"},\"tier\":\"MODEST\","
                  + "\"reasons\":["
                  + "{\"position\":4,\"without\":null},"
                  + "{\"position\":5,\"without\":\"REST\"},"
                  + "{\"position\":6,\"without\":\"REST\"},"
                  + "{\"position\":7,\"without\":\"REST\"},"
                  + "{\"position\":9,\"without\":\"REST\"}]}");
    }
  }

  @Test
  void aBackDatedBalanceCountsFromWhenItWasKnownAndAReEvaluationNamesBothClocks() {
    try (AskedBank bank = new AskedBank()) {
      bank.happened(
          new CustomerRegistered(
              CUSTOMER, CustomerKind.PERSONAL, new Label("王"), List.of(), Profile.EMPTY),
          opened("A-1"),
          told("A-1", 150));
      long before = bank.position();
      bank.happened(assigned("REST", null, before, "150.00"));
      long decided = bank.position();
      bank.happened(
          new BalanceCorrected(
              new AccountId("A-1"), 2025, CNY, new SourceRef("file-2"), balance(250)));
      long after = bank.position();
      bank.happened(assigned("UPPER", "REST", after, "250.00"));

      String asked =
          "customer(customerId: \"C-1\" %s) { figures(on: \"2025-01-31\", metrics: [AUM])"
              + " { value } tier(scheme: \"aum\") { tier on readAt } }";
      assertThat(bank.ask(asked.formatted("")))
          .contains("250.00", "\"tier\":\"UPPER\",\"on\":\"2025-01-31\",\"readAt\":" + after);
      assertThat(bank.ask(asked.formatted(", asOf: {position: " + decided + "}")))
          .contains("150.00", "\"tier\":\"REST\",\"on\":\"2025-01-31\",\"readAt\":" + before);
      // The correction is known, the tier is not decided anew yet.
      assertThat(bank.ask(asked.formatted(", asOf: {position: " + after + "}")))
          .contains("250.00", "\"tier\":\"REST\"");
    }
  }

  private static TierAssigned assigned(
      String tier, @Nullable String former, long readAt, String aum) {
    return new TierAssigned(
        CUSTOMER,
        SCHEME,
        1,
        former == null ? null : new Code(former),
        new Code(tier),
        true,
        2,
        Metrics.of(CNY, Map.of(Metric.AUM, new Figure(aum))),
        List.of(),
        readAt,
        ON,
        null);
  }

  private static PolicyText policy() {
    return policy(
        rule("TOP", "aum >= money('1000')"),
        rule("UPPER", "aum >= money('200')"),
        rule("REST", "true"));
  }

  private static PolicyText policy(PolicyText.Rule... rules) {
    return new PolicyText(CNY, List.of(), null, List.of(rules), List.of(), 0);
  }

  private static PolicyText.Rule rule(String tier, String when) {
    return new PolicyText.Rule(new Code(tier), new Expression(when));
  }

  private static AccountOpened opened(String account) {
    return new AccountOpened(
        new AccountId(account),
        AccountKind.DEPOSIT,
        null,
        CNY,
        CUSTOMER,
        OPENED,
        null,
        Map.of(),
        null,
        null,
        null);
  }

  private static BalancesRecorded told(String account, long amount) {
    return told(account, "file-1", ON.minusDays(3), amount);
  }

  private static BalancesRecorded told(String account, String file, LocalDate day, long amount) {
    return new BalancesRecorded(
        new AccountId(account),
        2025,
        CNY,
        new SourceRef(file),
        List.of(new DailyBalance(day, BigDecimal.valueOf(amount).setScale(2))));
  }

  private static DailyBalance balance(long amount) {
    return new DailyBalance(ON.minusDays(3), BigDecimal.valueOf(amount).setScale(2));
  }
}
