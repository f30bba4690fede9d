package org.relata.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.relata.hostile.StubbornConnections.Crowd;
import org.relata.hostile.StubbornConnections.Outcome;
import org.relata.postgres.TestPostgres;

/** Held for a short while here; the README says how to do it for minutes. */
class StubbornConnectionsTest {

  private static final Duration TIME = Duration.ofSeconds(Long.getLong("hostile.seconds", 20));

  @Test
  void whoHoldsOnToConnectionsKeepsNobodyFromBeingServed() throws Exception {
    try (AttackedBank bank = AttackedBank.open(TestPostgres.database())) {
      Outcome outcome = new StubbornConnections(bank).hold(Crowd.WHOLE, TIME);
      Files.writeString(Path.of("target", "stubborn-connections.txt"), outcome.toString());
      System.getLogger("hostile-input").log(System.Logger.Level.INFO, outcome.toString());

      assertThat(outcome.open()).as("connections that stood").isGreaterThan(2_000);
      assertThat(outcome.failures()).isEmpty();
      assertThat(outcome.served()).hasSizeGreaterThan(50);
      assertThat(outcome.within(99)).isLessThan(Duration.ofSeconds(2));
      assertThat(outcome.slowest()).isLessThan(Duration.ofSeconds(10));
      assertThat(outcome.megabytes().getLast()).isLessThan(AttackedBank.HEAP + 400L);
      assertThat(outcome.descriptors().getLast())
          .as("descriptors return")
          .isLessThanOrEqualTo(outcome.descriptors().getFirst() + 20);
      assertThat(bank.isAlive()).isTrue();
    }
  }
}
