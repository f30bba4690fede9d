package org.relata.query.valuation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.valuation.Metric;
import org.relata.query.AskedBank;
import tools.jackson.databind.JsonNode;

/**
 * The reasons of figures of random customers: taking a named event away changes the figure to what
 * is said, taking any other event of the log away does not change it. What a figure would be is
 * computed by walking through every day of the events that are left.
 */
class ReasonsTest {

  private static final long SEED = 20261123;
  private static final int CASES = 60;
  private static final List<DomainEvent> HISTORY = ValuedBank.history(SEED, 500);
  private static final AskedBank BANK = new AskedBank();
  private static final String NOBODY = "nobody";

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
  void anEventIsNamedExactlyWhenTheFigureWouldBeAnotherWithoutIt() {
    Random random = new Random(SEED);
    List<String> wrong = new ArrayList<>();
    int named = 0;
    for (int i = 0; i < CASES; i++) {
      Metric metric = Metric.values()[i % Metric.values().length];
      String customer = "C-" + random.nextInt(ValuedBank.CUSTOMERS);
      int position = HISTORY.size() - random.nextInt(200);
      LocalDate to = ValuedBank.FIRST.plusDays(200 + random.nextInt(ValuedBank.DAYS - 100));
      LocalDate from = to.minusDays(60 + random.nextInt(200));
      String asked = "%s of %s, %s to %s at %d".formatted(metric, customer, from, to, position);
      JsonNode why = why(metric, customer, from, to, position);
      Map<Long, String> told = new TreeMap<>();
      for (JsonNode reason : why.get("reasons")) {
        told.put(reason.get("position").asLong(), told(reason.get("without")));
      }
      named += told.size();
      List<DomainEvent> events = HISTORY.subList(0, position);
      String figure = new SlowMetrics(SlowBank.after(events), customer, from, to).told(metric);
      assertThat(told(why.get("figure"))).as(asked).isEqualTo(figure);
      Map<Long, String> expected = new TreeMap<>();
      for (int left = 0; left < position; left++) {
        String without = without(events, left, customer, from, to, metric);
        if (!without.equals(figure)) {
          expected.put(left + 1L, without);
        }
      }
      if (!told.equals(expected)) {
        Map<Long, String> differing = new TreeMap<>(told);
        differing.putAll(expected);
        differing.entrySet().removeIf(one -> one.getValue().equals(told.get(one.getKey())));
        differing.replaceAll((at, value) -> value + " " + HISTORY.get(at.intValue() - 1));
        wrong.add(
            "%s is %s: %s, should be %s; %s".formatted(asked, figure, told, expected, differing));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(named).as("reasons in all cases").isGreaterThan(2 * CASES);
  }

  private static String without(
      List<DomainEvent> events,
      int left,
      String customer,
      LocalDate from,
      LocalDate to,
      Metric metric) {
    DomainEvent event = events.get(left);
    return event instanceof CustomerRegistered e && e.customerId().value().equals(customer)
        ? NOBODY
        : new SlowMetrics(SlowBank.without(event, events), customer, from, to).told(metric);
  }

  private static String told(JsonNode figure) {
    if (figure.isNull()) {
      return NOBODY;
    }
    return figure.get("value").isString()
        ? figure.get("value").asString()
        : "[" + figure.get("missing").asString() + "]";
  }

  private static JsonNode why(
      Metric metric, String customer, LocalDate from, LocalDate to, int position) {
    return BANK.data(
            """
            customer(customerId: "%s", asOf: {position: %d}) {
              why(metric: %s, from: "%s", on: "%s") {
                figure { value missing }
                reasons { position type actor recordedAt without { value missing } } } }
            """
                .formatted(customer, position, metric, from, to))
        .get("why");
  }
}
