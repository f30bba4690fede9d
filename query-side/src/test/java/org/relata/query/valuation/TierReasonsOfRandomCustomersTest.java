package org.relata.query.valuation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.Rejection;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.segmentation.Expression;
import org.relata.kernel.segmentation.Policy;
import org.relata.kernel.segmentation.PolicyText;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.SegmentationEvent;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyActivated;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyDrafted;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyProposed;
import org.relata.kernel.segmentation.SegmentationEvent.TierAssigned;
import org.relata.kernel.valuation.Figure;
import org.relata.kernel.valuation.Lack;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.valuation.Metrics;
import org.relata.kernel.value.Code;
import org.relata.query.AskedBank;
import tools.jackson.databind.JsonNode;

/**
 * The reasons of tiers of random customers: an event is named exactly when the policy would make
 * another tier of what is left without it. What is left is computed by walking through every day.
 */
class TierReasonsOfRandomCustomersTest {

  private static final long SEED = 20261124;
  private static final int CASES = 24;
  private static final int SECOND_POLICY_AT = 150;
  private static final SchemeId SCHEME = new SchemeId("mixed");
  private static final Currency CNY = Currency.getInstance("CNY");
  private static final String NONE = "none";

  /** From when each version decides. */
  private static final List<LocalDate> BEGINNINGS =
      List.of(LocalDate.of(2022, 1, 1), LocalDate.of(2024, 1, 1));

  private static final List<Policy> POLICIES =
      List.of(Policy.of(text("150000", 3)), Policy.of(text("60000", 2)));

  /** A tier to be explained. */
  private record Case(String customer, LocalDate on, int readAt) {}

  private final List<DomainEvent> history = new ArrayList<>();

  @Test
  void anEventIsNamedExactlyWhenTheTierWouldBeAnotherWithoutIt() {
    List<DomainEvent> bank = ValuedBank.history(SEED, 400);
    approve(1);
    history.addAll(bank.subList(0, SECOND_POLICY_AT));
    approve(2);
    history.addAll(bank.subList(SECOND_POLICY_AT, bank.size()));
    Random random = new Random(SEED);
    List<String> wrong = new ArrayList<>();
    Set<String> tiers = new TreeSet<>();
    Set<String> types = new HashSet<>();
    try (AskedBank asked = new AskedBank()) {
      asked.loaded(history);
      for (int i = 0; i < CASES; i++) {
        Case one =
            new Case(
                "C-" + i % ValuedBank.CUSTOMERS,
                ValuedBank.FIRST.plusDays(150 + random.nextInt(ValuedBank.DAYS - 100)),
                history.size() - random.nextInt(100));
        asked.loaded(List.of(assigned(one)));
        JsonNode why = why(asked, one.customer());
        Map<Long, String> told = new TreeMap<>();
        for (JsonNode reason : why.path("reasons")) {
          told.put(reason.path("position").asLong(), reason.path("without").asString(NONE));
          types.add(reason.path("type").asString());
        }
        String tier = tier(one, null);
        tiers.add(tier);
        assertThat(why.path("tier").asString(NONE)).as(one.toString()).isEqualTo(tier);
        Map<Long, String> expected = expected(one, tier);
        if (!told.equals(expected)) {
          wrong.add("%s is %s: %s, should be %s".formatted(one, tier, told, expected));
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(tiers).hasSizeGreaterThan(3);
    assertThat(types)
        .contains(
            "segmentation.PolicyDrafted",
            "segmentation.PolicyActivated",
            "customer.CustomerRegistered",
            "holding.AccountOpened",
            "holding.BalancesRecorded");
  }

  private Map<Long, String> expected(Case one, String tier) {
    Map<Long, String> expected = new TreeMap<>();
    for (int left = 0; left < one.readAt(); left++) {
      String without = tier(one, history.get(left));
      if (!without.equals(tier)) {
        expected.put(left + 1L, without);
      }
    }
    return expected;
  }

  /** The tier by what is known, but for one event. */
  private String tier(Case one, @Nullable DomainEvent left) {
    List<DomainEvent> known = history.subList(0, one.readAt());
    if (left instanceof CustomerRegistered e && e.customerId().value().equals(one.customer())) {
      return NONE;
    }
    @Nullable Policy policy = deciding(one.on(), left);
    if (policy == null) {
      return NONE;
    }
    List<DomainEvent> facts =
        known.stream().filter(event -> !(event instanceof SegmentationEvent)).toList();
    SlowBank bank =
        left == null || left instanceof SegmentationEvent
            ? SlowBank.after(facts)
            : SlowBank.without(left, facts);
    SlowMetrics figures =
        new SlowMetrics(bank, one.customer(), Period.yearTo(one.on()).from(), one.on());
    Map<Metric, Figure> told = new EnumMap<>(Metric.class);
    Map<Metric, Lack> missing = new EnumMap<>(Metric.class);
    for (Metric metric : policy.metrics()) {
      String figure = figures.told(metric);
      if (figure.startsWith("[")) {
        missing.put(metric, Lack.valueOf(figure.substring(1, figure.length() - 1)));
      } else {
        told.put(metric, new Figure(figure));
      }
    }
    try {
      return String.valueOf(policy.evaluate(new Metrics(CNY, told, missing)).tier());
    } catch (Rejection notTold) {
      return NONE;
    }
  }

  /** The version that decides on a day when one event is left out. */
  private static @Nullable Policy deciding(LocalDate on, @Nullable DomainEvent left) {
    @Nullable Policy deciding = null;
    for (int version = 1; version <= POLICIES.size(); version++) {
      boolean missing =
          switch (left) {
            case PolicyDrafted e -> e.version() == version;
            case PolicyActivated e -> e.version() == version;
            case null, default -> false;
          };
      if (!missing && !BEGINNINGS.get(version - 1).isAfter(on)) {
        deciding = POLICIES.get(version - 1);
      }
    }
    return deciding;
  }

  private static JsonNode why(AskedBank bank, String customer) {
    return bank.data(
            """
            customer(customerId: "%s") { tier(scheme: "mixed") { why {
              tier reasons { position type without } } } }
            """
                .formatted(customer))
        .at("/tier/why");
  }

  private void approve(int version) {
    LocalDate from = BEGINNINGS.get(version - 1);
    PolicyText text = POLICIES.get(version - 1).text();
    history.add(new PolicyDrafted(SCHEME, version, from, text, "employee/E-1"));
    history.add(new PolicyProposed(SCHEME, version, "employee/E-1"));
    history.add(new PolicyActivated(SCHEME, version, from));
  }

  private static PolicyText text(String rich, int products) {
    Map<String, String> rules = new LinkedHashMap<>();
    rules.put("RICH", "aum >= money('" + rich + "')");
    rules.put("BROAD", "products >= " + products);
    rules.put("SPENDER", "cardSpendingYear >= money('2000')");
    rules.put("YOUNG", "age < 55");
    rules.put("DEAR", "currentValue >= money('10')");
    rules.put("REST", "true");
    return new PolicyText(
        CNY,
        List.of(),
        null,
        rules.entrySet().stream()
            .map(
                rule ->
                    new PolicyText.Rule(new Code(rule.getKey()), new Expression(rule.getValue())))
            .toList(),
        List.of(),
        0);
  }

  /** As if anything had been decided: only for what it was decided counts here. */
  private static TierAssigned assigned(Case one) {
    return new TierAssigned(
        new CustomerId(one.customer()),
        SCHEME,
        1,
        null,
        new Code("REST"),
        true,
        1,
        Metrics.of(CNY, new HashMap<>()),
        List.of(),
        one.readAt(),
        one.on(),
        null);
  }
}
