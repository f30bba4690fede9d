package org.relata.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.client.RestClient;

class TierEvaluationTest {

  private final StandInBank bank = new StandInBank(95);

  @AfterEach
  void close() {
    bank.close();
  }

  private Relata relata() {
    AutomationSettings settings =
        new AutomationSettings(
            true,
            bank.uri("/graphql"),
            bank.uri("/commands"),
            null,
            "integrator",
            "",
            Duration.ofMillis(10),
            10);
    RestClient http = RestClient.create();
    return new Relata(settings, http, new Tokens(settings, http, Clock.systemUTC()));
  }

  private long assigned() {
    return bank.commands.values().stream()
        .filter(command -> command.get("type").stringValue().equals("AssignTier"))
        .count();
  }

  @Test
  void theEndOfAMonthIsEvaluatedOnceForEveryCustomer() {
    bank.close("2023-12-29", "2024-01-30", "2024-01-31");
    new MonthEndRequests(relata()).look();
    assertThat(bank.evaluations.keySet()).containsExactly("personal-aum.2024-01-31");
    new TierEvaluation(relata(), 10, () -> false).look();
    assertThat(bank.evaluations.get("personal-aum.2024-01-31"))
        .containsEntry("state", "COMPLETED")
        .containsEntry("evaluated", 95L)
        .containsEntry("changed", 86L)
        .containsEntry("failed", 9L);
    assertThat(assigned()).isEqualTo(86);
    new MonthEndRequests(relata()).look();
    new TierEvaluation(relata(), 10, () -> false).look();
    assertThat(bank.evaluations).hasSize(1);
    assertThat(assigned()).isEqualTo(86);
  }

  @Test
  void anInterruptedEvaluationGoesOnWhereItStoodAndAtTheSamePosition() {
    bank.close("2024-02-29");
    new MonthEndRequests(relata()).look();
    AtomicInteger looks = new AtomicInteger();
    new TierEvaluation(relata(), 10, () -> looks.incrementAndGet() > 4).look();
    assertThat(bank.evaluations.get("personal-aum.2024-02-29"))
        .containsEntry("state", "RUNNING")
        .containsEntry("evaluated", 30L);
    bank.position += 500;
    bank.repeated = 0;
    new TierEvaluation(relata(), 10, () -> false).look();
    assertThat(bank.evaluations.get("personal-aum.2024-02-29"))
        .containsEntry("state", "COMPLETED")
        .containsEntry("evaluated", 95L)
        .containsEntry("failed", 9L);
    assertThat(bank.repeated).as("what was done is not sent again").isZero();
    assertThat(bank.positionsRead)
        .hasSizeGreaterThan(10)
        .containsOnly(bank.positionsRead.getFirst());
  }

  @Test
  void aPolicyThatBecameActiveHasTheLastClosedDayEvaluatedOnce() {
    ActivationRequests activations = new ActivationRequests(relata());
    activations.look();
    assertThat(bank.evaluations).as("no day is closed yet").isEmpty();
    bank.close("2024-03-29");
    activations.look();
    assertThat(bank.evaluations).containsOnlyKeys("personal-aum.version-1");
    assertThat(bank.evaluations.get("personal-aum.version-1")).containsEntry("on", "2024-03-29");
    new TierEvaluation(relata(), 10, () -> false).look();
    assertThat(bank.evaluations.get("personal-aum.version-1"))
        .containsEntry("state", "COMPLETED")
        .containsEntry("evaluated", 95L);
    activations.look();
    new ActivationRequests(relata()).look();
    assertThat(bank.evaluations).hasSize(1);

    bank.version = 2;
    bank.activatedAt = ++bank.position;
    activations.look();
    assertThat(bank.evaluations)
        .containsOnlyKeys("personal-aum.version-1", "personal-aum.version-2");
  }

  @Test
  void aSchemeThatWasEvaluatedSinceTheActivationIsNotEvaluatedForItAgain() {
    bank.activatedAt = bank.position;
    bank.close("2024-03-29", "2024-04-01");
    new MonthEndRequests(relata()).look();
    new ActivationRequests(relata()).look();
    assertThat(bank.evaluations).containsOnlyKeys("personal-aum.2024-03-31");
  }

  @Test
  void aMonthThatEndedBeforeTheActivationIsNotEvaluatedForItWhenTheAutomationStartsLater() {
    bank.close("2024-01-31", "2024-02-29");
    bank.activatedAt = ++bank.position;
    bank.close("2024-03-29", "2024-04-01");
    new MonthEndRequests(relata()).look();
    assertThat(bank.evaluations).containsOnlyKeys("personal-aum.2024-03-31");
  }

  @Test
  void aPolicyThatDoesNotDecideYetForTheLastClosedDayIsWaitedFor() {
    bank.close("2023-12-29");
    new ActivationRequests(relata()).look();
    assertThat(bank.evaluations).isEmpty();
  }

  @Test
  void customersWhoAreNamedAreEvaluatedAlone() {
    List<String> named = List.of("C-0003", "C-0009", "C-0042");
    Map<String, Object> asked =
        Map.of(
            "scheme",
            "personal-aum",
            "on",
            "2024-02-10",
            "evaluationId",
            "three",
            "customerIds",
            named);
    relata().send(new Relata.Order("EvaluateTiers", "three", asked));
    new TierEvaluation(relata(), 2, () -> false).look();
    assertThat(bank.evaluations.get("three"))
        .containsEntry("state", "COMPLETED")
        .containsEntry("evaluated", 3L)
        .containsEntry("changed", 2L)
        .containsEntry("failed", 1L);
    assertThat(
            bank.commands.values().stream()
                .filter(command -> command.get("type").stringValue().equals("AssignTier"))
                .map(command -> command.at("/payload/customerId").stringValue()))
        .containsExactly("C-0003", "C-0042");
  }
}
