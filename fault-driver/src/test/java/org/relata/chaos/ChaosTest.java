package org.relata.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** The seed and every broken promise are in the output; the seed is where to begin. */
class ChaosTest {

  private static final int FAULTS = Integer.getInteger("chaos.faults", 200);
  private static final long SEED = Long.getLong("chaos.seed", 20_261_122);

  @Test
  void everyPromiseHoldsAfterEachOfTwoHundredFaults() throws Exception {
    Chaos.Plan plan =
        Chaos.Plan.of(SEED, FAULTS, Duration.ofMinutes(20), Path.of("target", "chaos-test"));
    @SuppressWarnings("SystemOut") // The report is worth reading in the build's output.
    Report report = new Chaos(plan, System.out).run();
    Assertions.assertEquals(List.of(), report.violations());
    Assertions.assertEquals(FAULTS, report.injected());
  }
}
