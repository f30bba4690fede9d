package org.relata.query.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.SegmentationEvent.TierAssigned;
import org.relata.kernel.segmentation.SegmentationEvent.TierCorrected;
import org.relata.kernel.segmentation.TierStep;
import org.relata.kernel.valuation.Figure;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.valuation.Metrics;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.query.AskedBank;
import tools.jackson.databind.JsonNode;

/**
 * A customer's tiers are decided for random months again and again, with every later month decided
 * for. At each position the moves say for each month what was decided for it last by then.
 */
class TierCorrectionsTest {

  private static final long SEED = 20261123;
  private static final int MONTHS = 8;
  private static final int DECISIONS = 60;
  private static final List<String> TIERS = List.of("A", "B", "C");
  private static final Currency CNY = Currency.getInstance("CNY");
  private static final CustomerId CUSTOMER = new CustomerId("C-1");
  private static final SchemeId SCHEME = new SchemeId("band");

  /** What is told for each month; null before the first. */
  private final @Nullable String[] told = new String[MONTHS];

  private int last = -1;

  @Test
  void eachMonthIsToldAsItWasDecidedLastAtEveryPosition() {
    Random random = new Random(SEED);
    Map<Long, @Nullable String[]> expected = new TreeMap<>();
    Map<Long, String> present = new TreeMap<>();
    List<DomainEvent> events = new ArrayList<>();
    events.add(
        new CustomerRegistered(
            CUSTOMER, CustomerKind.PERSONAL, new Label("王"), List.of(), Profile.EMPTY));
    int corrections = 0;
    for (int i = 0; i < DECISIONS; i++) {
      int month = i < MONTHS ? i : random.nextInt(MONTHS);
      String tier = TIERS.get(random.nextInt(TIERS.size()));
      boolean changes = !tier.equals(told[month]);
      if (month >= last) {
        if (changes) {
          events.add(assigned(month, last < 0 ? null : told[last], tier));
        }
        last = month;
      } else if (changes) {
        events.add(corrected(month, tier));
        corrections++;
      }
      told[month] = tier;
      Arrays.fill(told, last, MONTHS, told[last]);
      expected.put((long) events.size(), told.clone());
      present.put((long) events.size(), String.valueOf(told[last]));
    }
    assertThat(corrections).isGreaterThan(DECISIONS / 4);
    try (AskedBank bank = new AskedBank()) {
      bank.loaded(events);
      for (Map.Entry<Long, @Nullable String[]> at : expected.entrySet()) {
        assertThat(byMoves(bank, at.getKey())).as("at %d", at.getKey()).isEqualTo(at.getValue());
        assertThat(
                bank.data(
                        "customer(customerId: \"C-1\", asOf: {position: %d}) { tier(scheme: \"band\") { tier } }"
                            .formatted(at.getKey()))
                    .at("/tier/tier")
                    .asString())
            .isEqualTo(present.get(at.getKey()));
      }
    }
  }

  @Test
  void aCorrectionIsTheMoveOfItsDayAndTheOneAfterItIsToldAnew() {
    try (AskedBank bank = new AskedBank()) {
      bank.happened(
          new CustomerRegistered(
              CUSTOMER, CustomerKind.PERSONAL, new Label("王"), List.of(), Profile.EMPTY),
          assigned(0, null, "A"),
          assigned(2, "A", "B"));
      long before = bank.position();
      Arrays.fill(told, 0, 2, "A");
      Arrays.fill(told, 2, MONTHS, "B");
      bank.happened(corrected(1, "B"));
      String asked = "tierMoves(%s) { nodes { position oldTier newTier month } }";
      assertThat(bank.data(asked.formatted("asOf: {position: " + before + "}")).toString())
          .isEqualTo(
              "{\"nodes\":[" + move(2, "null", "A", 1) + "," + move(3, "\"A\"", "B", 3) + "]}");
      assertThat(bank.data(asked.formatted("first: 9")).toString())
          .isEqualTo(
              "{\"nodes\":[" + move(2, "null", "A", 1) + "," + move(4, "\"A\"", "B", 2) + "]}");
      assertThat(
              bank.data(
                      "timeline(filter: {subject: [\"customer/C-1\"], type:"
                          + " [\"segmentation.TierCorrected\"]}) { nodes { sentence(language: EN) }"
                          + " }")
                  .toString())
          .contains(
              "The tier in band for 2025-02-28 was corrected to B by what was known at position 1,"
                  + " it was told as A; from 2025-03-31 on it stays B");
    }
  }

  private static String move(long position, String old, String tier, int month) {
    return "{\"position\":%d,\"oldTier\":%s,\"newTier\":\"%s\",\"month\":\"2025-%02d\"}"
        .formatted(position, old, tier, month);
  }

  private static @Nullable String[] byMoves(AskedBank bank, long position) {
    JsonNode moves =
        bank.data(
                "customer(customerId: \"C-1\", asOf: {position: %d}) { tierMoves(first: 50, orderBy: [{by: ON}]) { nodes { on oldTier newTier } } }"
                    .formatted(position))
            .at("/tierMoves/nodes");
    @Nullable String[] months = new String[MONTHS];
    @Nullable String before = null;
    for (JsonNode move : moves) {
      assertThat(move.path("oldTier").asStringOpt().orElse(null)).isEqualTo(before);
      before = move.path("newTier").asString();
      int from = LocalDate.parse(move.path("on").asString()).getMonthValue() - 1;
      Arrays.fill(months, from, MONTHS, before);
    }
    return months;
  }

  private static LocalDate end(int month) {
    return LocalDate.of(2025, 1, 1).plusMonths(month + 1L).minusDays(1);
  }

  private static TierAssigned assigned(int month, @Nullable String before, String tier) {
    return new TierAssigned(
        CUSTOMER,
        SCHEME,
        1,
        before == null ? null : new Code(before),
        new Code(tier),
        true,
        1,
        metrics(),
        List.of(),
        1,
        end(month),
        null);
  }

  /** The month after was decided for too, whether or not the tier changed then. */
  private TierCorrected corrected(int month, String tier) {
    @Nullable String former = told[month];
    return new TierCorrected(
        CUSTOMER,
        SCHEME,
        1,
        former == null ? null : new Code(former),
        new Code(tier),
        true,
        1,
        metrics(),
        List.of(),
        1,
        end(month),
        new TierStep(end(month + 1), new Code(String.valueOf(told[month + 1])), 1, 1),
        null);
  }

  private static Metrics metrics() {
    return Metrics.of(CNY, Map.of(Metric.AUM, new Figure("1.00")));
  }
}
