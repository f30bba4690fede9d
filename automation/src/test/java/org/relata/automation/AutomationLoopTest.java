package org.relata.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.web.client.RestClient;

class AutomationLoopTest {

  /** Both kinds of requests come first in every round, and fail at a day that is none. */
  @Test
  void workThatAlwaysFailsHoldsUpNoOther() throws InterruptedException {
    try (StandInBank bank = new StandInBank(25)) {
      bank.close("the last of February");
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
      Relata relata = new Relata(settings, http, new Tokens(settings, http, Clock.systemUTC()));
      AutomationLoop loop = new AutomationLoop(relata, settings);
      loop.start();
      try {
        for (String day : new String[] {"2024-02-28", "2024-02-29"}) {
          relata.send(
              new Relata.Order("EvaluateTiers", day, Map.of("scheme", "personal-aum", "on", day)));
          Instant end = Instant.now().plusSeconds(30);
          while (!isCompleted(bank, "personal-aum." + day) && Instant.now().isBefore(end)) {
            Thread.sleep(10);
          }
          assertThat(isCompleted(bank, "personal-aum." + day)).as(day).isTrue();
        }
      } finally {
        loop.stop();
      }
    }
  }

  private static boolean isCompleted(StandInBank bank, String evaluation) {
    synchronized (bank) {
      @Nullable Map<String, Object> told = bank.evaluations.get(evaluation);
      return told != null && "COMPLETED".equals(told.get("state"));
    }
  }
}
