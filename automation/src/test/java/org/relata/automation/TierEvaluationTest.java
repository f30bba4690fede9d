package org.relata.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
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
    bank.days.addAll(List.of("2023-12-29", "2024-01-30", "2024-01-31"));
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
    bank.days.add("2024-02-29");
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
}
