package org.relata.query.valuation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.customer.CustomerLink;
import org.relata.kernel.valuation.Metric;
import org.relata.query.AskedBank;
import org.relata.query.valuation.SlowBank.Unknown;
import tools.jackson.databind.JsonNode;

/**
 * Metrics of random groups, which grow and lose members, compared with those of each member added
 * up, as of random positions and days.
 */
class GroupFiguresTest {

  private static final List<DomainEvent> HISTORY = ValuedBank.history(4711, 1_500);
  private static final AskedBank BANK = new AskedBank();
  private static final List<Metric> ADDABLE =
      Stream.of(Metric.values()).filter(GroupFigures::isAddable).toList();

  @BeforeAll
  static void aRandomBank() {
    BANK.loaded(HISTORY);
    BANK.level();
  }

  @AfterAll
  static void close() {
    BANK.close();
  }

  @Test
  void theFiguresOfAGroupAreThoseOfItsMembersOnTheDayTogether() {
    Random random = new Random(5);
    List<String> wrong = new ArrayList<>();
    int greatest = 0;
    int told = 0;
    for (int i = 0; i < 40; i++) {
      int position = 400 + random.nextInt(HISTORY.size() - 400);
      LocalDate to = ValuedBank.FIRST.plusDays(100 + random.nextInt(ValuedBank.DAYS));
      LocalDate from = to.minusDays(30 + random.nextInt(200));
      String head = "C-" + random.nextInt(ValuedBank.CUSTOMERS);
      SlowBank bank = SlowBank.after(HISTORY.subList(0, position));
      TreeSet<String> group = group(bank, head, to);
      greatest = Math.max(greatest, group.size());
      JsonNode figures = figures(head, position, from, to);
      for (int m = 0; m < ADDABLE.size(); m++) {
        JsonNode figure = figures.get(m);
        String actual =
            figure.get("value").isString()
                ? figure.get("value").asString()
                : "[" + figure.get("missing").asString() + "]";
        String expected = together(bank, group, ADDABLE.get(m), from, to);
        told += figure.get("value").isString() ? 1 : 0;
        if (!actual.equals(expected) || !isExplained(figure, group)) {
          wrong.add(
              "%s of %s, %s to %s at %d: %s, should be %s; %s"
                  .formatted(ADDABLE.get(m), group, from, to, position, actual, expected, figure));
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(greatest).as("members of the greatest group").isGreaterThan(3);
    assertThat(told).as("figures that were told").isGreaterThan(200);
  }

  /** An amount by that of each member, a share by two of each, what is missing by a sentence. */
  private static boolean isExplained(JsonNode figure, TreeSet<String> group) {
    if (!figure.get("value").isString()) {
      return figure.get("why").asString().matches(".{15,}\\.");
    }
    JsonNode inputs = figure.get("inputs");
    if (Metric.valueOf(figure.get("metric").asString()).kind() == Metric.Kind.SHARE) {
      return inputs.size() >= 2 * group.size();
    }
    BigDecimal sum = BigDecimal.ZERO;
    TreeSet<String> named = new TreeSet<>();
    for (JsonNode input : inputs) {
      named.add(input.get("name").asString());
      sum = sum.add(new BigDecimal(input.get("value").asString()));
    }
    return named.equals(group)
        && sum.setScale(2, RoundingMode.HALF_UP)
            .equals(new BigDecimal(figure.get("value").asString()));
  }

  @Test
  void aMetricThatCannotBeAddedIsRefused() {
    assertThat(
            BANK.refused(
                "customer(customerId: \"C-1\") { groupFigures(on: \"2024-01-31\","
                    + " metrics: [STABILITY_SCORE]) { value } }"))
        .isEqualTo("NOT_ADDABLE");
  }

  /** The head and whoever is below it by memberships of the day, level by level. */
  private static TreeSet<String> group(SlowBank bank, String head, LocalDate on) {
    TreeSet<String> group = new TreeSet<>(List.of(head));
    boolean grown = true;
    while (grown) {
      TreeSet<String> below = new TreeSet<>();
      bank.links.forEach(
          (id, link) -> {
            @Nullable LocalDate last = bank.ended.get(id);
            if (link.kind() == CustomerLink.Kind.GROUP_MEMBER
                && group.contains(link.fromCustomerId().value())
                && (link.from() == null || !link.from().isAfter(on))
                && (last == null || !last.isBefore(on))) {
              below.add(link.toCustomerId().value());
            }
          });
      grown = group.addAll(below);
    }
    return group;
  }

  private static String together(
      SlowBank bank, TreeSet<String> group, Metric metric, LocalDate from, LocalDate to) {
    List<SlowMetrics> members =
        group.stream().map(one -> new SlowMetrics(bank, one, from, to)).toList();
    try {
      if (metric.kind() == Metric.Kind.SHARE) {
        return SlowMetrics.share(members.stream().map(one -> one.business(metric)).toList())
            .setScale(4, RoundingMode.HALF_UP)
            .toString();
      }
      BigDecimal sum = BigDecimal.ZERO;
      for (SlowMetrics member : members) {
        sum = sum.add((BigDecimal) member.value(metric));
      }
      return sum.setScale(2, RoundingMode.HALF_UP).toString();
    } catch (Unknown unknown) {
      return "[" + unknown.getMessage() + "]";
    }
  }

  private static JsonNode figures(String head, int position, LocalDate from, LocalDate to) {
    String metrics = ADDABLE.stream().map(Enum::name).collect(Collectors.joining(", "));
    return BANK.data(
            """
            customer(customerId: "%s", asOf: {position: %d}) {
              groupFigures(from: "%s", on: "%s", metrics: [%s]) {
                metric value missing why inputs { name value } } }
            """
                .formatted(head, position, from, to, metrics))
        .get("groupFigures");
  }
}
