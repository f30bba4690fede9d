package org.relata.query.valuation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.valuation.Metric;
import org.relata.query.AskedBank;
import tools.jackson.databind.JsonNode;

/**
 * Every metric of every customer of a random bank, asked over GraphQL now and as of earlier
 * positions, compared with a slow calculation that walks through each calendar day of the events by
 * then.
 */
class MetricsTest {

  private static final List<DomainEvent> HISTORY = ValuedBank.history(20261123, 1500);
  private static final AskedBank BANK = new AskedBank();

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
  void everyMetricIsThatOfWalkingThroughEveryDay() {
    Random random = new Random(7);
    Set<Metric> told = EnumSet.noneOf(Metric.class);
    Set<Metric> missing = EnumSet.noneOf(Metric.class);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      int position = i % 2 == 0 ? HISTORY.size() : 200 + random.nextInt(HISTORY.size() - 200);
      LocalDate to = ValuedBank.FIRST.plusDays(100 + random.nextInt(ValuedBank.DAYS));
      LocalDate from = to.minusDays(1 + random.nextInt(200));
      SlowBank bank = SlowBank.after(HISTORY.subList(0, position));
      for (JsonNode customer : customers(position, from, to)) {
        String id = customer.get("customerId").asString();
        SlowMetrics slow = new SlowMetrics(bank, id, from, to);
        for (JsonNode figure : customer.get("figures")) {
          Metric metric = Metric.valueOf(figure.get("metric").asString());
          boolean known = figure.get("value").isString();
          (known ? told : missing).add(metric);
          String actual =
              known ? figure.get("value").asString() : "[" + figure.get("missing").asString() + "]";
          String expected = slow.told(metric);
          if (!actual.equals(expected)) {
            wrong.add(
                "%s of %s, %s to %s at %d: %s, should be %s; %s"
                    .formatted(
                        metric, id, from, to, position, actual, expected, figure.get("inputs")));
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(EnumSet.complementOf(EnumSet.copyOf(told))).as("never known").isEmpty();
    assertThat(missing).as("missing in some case").hasSizeGreaterThan(20);
  }

  @Test
  void everyKnownFigureNamesWhatItRestsOnAndEveryMissingOneWhy() {
    Random random = new Random(8);
    List<String> wrong = new ArrayList<>();
    int ofSeveral = 0;
    for (int i = 0; i < 4; i++) {
      LocalDate to = ValuedBank.FIRST.plusDays(100 + random.nextInt(ValuedBank.DAYS));
      LocalDate from = to.minusDays(1 + random.nextInt(200));
      for (JsonNode customer : customers(HISTORY.size(), from, to)) {
        for (JsonNode figure : customer.get("figures")) {
          Metric metric = Metric.valueOf(figure.get("metric").asString());
          boolean known = figure.get("value").isString();
          boolean told =
              known
                  ? !figure.get("inputs").isEmpty()
                  : figure.get("why").asString().matches(".{15,}\\.");
          boolean added = !known || !isSumOfInputs(metric) || sum(figure).equals(value(figure));
          if (!told || !added) {
            wrong.add("%s of %s to %s: %s".formatted(metric, customer, to, figure));
          }
          ofSeveral += metric == Metric.AUM && figure.get("inputs").size() > 1 ? 1 : 0;
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(ofSeveral).as("assets on several accounts").isGreaterThan(3);
  }

  private static boolean isSumOfInputs(Metric metric) {
    return switch (metric) {
      case AUM, DEPOSITS, LOANS, CUSTODY_BALANCE, CARD_BALANCE, FEE_INCOME, SERVICE_COST -> true;
      default -> false;
    };
  }

  private static BigDecimal sum(JsonNode figure) {
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode input : figure.get("inputs")) {
      sum = sum.add(new BigDecimal(input.get("value").asString()));
    }
    return sum.setScale(2, RoundingMode.HALF_UP);
  }

  private static BigDecimal value(JsonNode figure) {
    return new BigDecimal(figure.get("value").asString());
  }

  private static List<JsonNode> customers(long position, LocalDate from, LocalDate to) {
    List<JsonNode> nodes = new ArrayList<>();
    BANK.data(
            """
            customers(first: 9, asOf: {position: %d}) { nodes { customerId
              figures(from: "%s", on: "%s") { metric value missing why inputs { name value } } } }
            """
                .formatted(position, from, to))
        .get("nodes")
        .forEach(nodes::add);
    assertThat(nodes).hasSize(ValuedBank.CUSTOMERS);
    return nodes;
  }
}
