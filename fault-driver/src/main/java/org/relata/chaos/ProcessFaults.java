package org.relata.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Harm done to the programs as processes. */
final class ProcessFaults {

  private final Restarts restarts;

  ProcessFaults(Restarts restarts) {
    this.restarts = restarts;
  }

  boolean killCommandSide(Site site, Random random) throws Exception {
    return restarts.kill(site.commandSides(), random);
  }

  boolean killInRebuild(Site site, Random random) throws Exception {
    Node node = Site.any(site.querySides(), random);
    if (!node.isReady()) {
      return false;
    }
    node.rebuild();
    pause(random.nextInt(1_500));
    return restarts.kill(site.querySides(), random);
  }

  static boolean cutRebuild(Site site, Random random) throws Exception {
    Site.any(site.querySides(), random).rebuild();
    for (int i = 0; i < 3; i++) {
      pause(random.nextInt(300));
      site.execute(
          "SELECT pg_terminate_backend(pid) "
              + DatabaseFaults.SESSIONS_OF_PROGRAMS
              + " AND application_name NOT IN ('relata-writer', 'relata-states')");
    }
    return true;
  }

  static boolean wrongClock(Site site, Random random) throws Exception {
    List<Duration> errors =
        List.of(
            Duration.ofHours(-1),
            Duration.ofDays(365),
            Duration.ofSeconds(random.nextInt(7_200) - 3_600),
            Duration.ZERO);
    Node node = site.nodes().get(random.nextInt(site.nodes().size()));
    node.setClockAhead(errors.get(random.nextInt(errors.size())));
    return true;
  }

  static boolean freeze(Site site, Random random) throws Exception {
    Node node = Site.any(site.nodes(), random);
    node.freeze();
    try {
      pause(300 + random.nextInt(4_500));
    } finally {
      node.thaw();
    }
    return true;
  }

  private static void pause(int millis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(millis);
  }
}
