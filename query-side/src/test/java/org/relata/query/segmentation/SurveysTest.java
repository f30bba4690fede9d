package org.relata.query.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.segmentation.SegmentationEvent.TierAssigned;
import org.relata.kernel.segmentation.ShippedPolicies;
import org.relata.kernel.valuation.Figure;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.valuation.Metrics;
import org.relata.kernel.valuation.Observation;
import org.relata.kernel.valuation.ValuationEvent.ObservationRecorded;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.query.AskedBank;
import org.relata.query.CapabilityGraphs;
import org.relata.query.platform.graph.Graph;
import org.relata.query.platform.graph.GraphModule;
import tools.jackson.databind.JsonNode;

/** Figures of many customers are computed while nobody waits for them. */
class SurveysTest {

  private static final int CUSTOMERS = 1_200;
  private static final LocalDate ON = LocalDate.of(2025, 6, 30);
  private static final String QUESTION =
      "{ concentration(scheme: \"personal-aum\", metric: TARGET_CREDIT, on: \"2025-06-30\"%s)"
          + " { customers missing amount } }";

  /** All capabilities, with reports that do not wait at all. */
  public static final class Impatient implements GraphModule {
    @Override
    public void register(Graph graph) {
      for (GraphModule module : CapabilityGraphs.all()) {
        (module instanceof ReportGraph ? new ReportGraph(Duration.ZERO) : module).register(graph);
      }
    }
  }

  @Test
  void whatIsNotReadyIsRefusedAndToldLaterAsOfItsPosition() throws InterruptedException {
    try (AskedBank bank = new AskedBank(Impatient.class)) {
      List<DomainEvent> events = new ArrayList<>();
      for (int i = 0; i < CUSTOMERS; i++) {
        customer("C-" + i, i, events);
      }
      bank.loaded(events);
      JsonNode refusal = bank.level().ask(QUESTION.formatted("")).at("/errors/0/extensions");
      assertThat(refusal.path("code").asString("")).isEqualTo("FIGURES_NOT_READY");
      assertThat(refusal.path("position").asLong()).isEqualTo(bank.position());
      assertThat(refusal.path("total").asInt()).isEqualTo(CUSTOMERS);
      assertThat(refusal.path("done").asInt()).isBetween(0, CUSTOMERS);

      String asOf = ", asOf: {position: " + bank.position() + "}";
      List<DomainEvent> later = new ArrayList<>();
      customer("late", 5, later);
      bank.loaded(later);
      JsonNode told = answered(bank, QUESTION.formatted(asOf));
      assertThat(told.path("customers").asInt()).isEqualTo(CUSTOMERS);
      assertThat(told.path("missing").asInt()).isZero();
      assertThat(new BigDecimal(told.path("amount").asString()))
          .isEqualByComparingTo(BigDecimal.valueOf((long) CUSTOMERS * (CUSTOMERS - 1) / 2));
    }
  }

  /** Asks again for as long as it is not ready. */
  private static JsonNode answered(AskedBank bank, String question) throws InterruptedException {
    for (int i = 0; i < 400; i++) {
      JsonNode answer = bank.level().ask(question);
      if (!answer.has("errors")) {
        return answer.at("/data/concentration");
      }
      assertThat(answer.at("/errors/0/extensions/code").asString(""))
          .isEqualTo("FIGURES_NOT_READY");
      Thread.sleep(50);
    }
    throw new AssertionError("The figures are never ready");
  }

  private static void customer(String name, int amount, List<DomainEvent> events) {
    CustomerId id = new CustomerId(name);
    Currency cny = Currency.getInstance("CNY");
    events.add(
        new CustomerRegistered(
            id, CustomerKind.PERSONAL, new Label(name), List.of(), Profile.EMPTY));
    events.add(
        new ObservationRecorded(
            id,
            new Observation(Observation.Kind.TARGET_CREDIT, null, ON, new Figure(amount + ".00"))));
    events.add(
        new TierAssigned(
            id,
            ShippedPolicies.PERSONAL_AUM,
            1,
            null,
            new Code("MASS"),
            true,
            1,
            Metrics.of(cny, Map.of(Metric.AUM, new Figure("1.00"))),
            List.of(),
            1,
            ON,
            null));
  }
}
