package org.relata.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.relata.postgres.TestPostgres;

/** Whatever is sent to the two APIs, they answer: typed, soon, and without a word of the inside. */
class HostileInputTest {

  private static final long SEED = Long.getLong("hostile.seed", 20_261_122);
  private static final long FIRST = Long.getLong("hostile.first", 0);
  private static final long REQUESTS = Long.getLong("hostile.requests", 50_000);

  @Test
  void everyHostileRequestIsAnsweredAndOnlyWhatWasToldAsStoredIsInTheLog() throws Exception {
    try (AttackedBank bank = AttackedBank.open(TestPostgres.database())) {
      AssaultReport report = new Assault(bank, SEED, FIRST, REQUESTS).run();
      Files.writeString(Path.of("target", "hostile-input.txt"), report.toString());
      System.getLogger("hostile-input").log(System.Logger.Level.INFO, report.toString());

      assertThat(report.findings()).isEmpty();
      assertThat(report.answered() + report.cut()).isEqualTo(REQUESTS);
      assertThat(report.away()).as("answers that tell to come again").isZero();
      assertThat(report.slowestRefusal()).isLessThan(Duration.ofSeconds(5));
      assertThat(report.slowestAnswer()).isLessThan(Duration.ofSeconds(11));
      assertThat(report.highestCost()).isLessThanOrEqualTo(5_000);
      assertThat(report.mostMegabytes()).isLessThan(2L * AttackedBank.HEAP);
    }
  }
}
