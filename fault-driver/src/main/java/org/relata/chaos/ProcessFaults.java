package org.relata.chaos;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.relata.faults.Fault;
import org.relata.faults.Moment;

/** Harm done to the programs as processes. */
final class ProcessFaults {

  private static final int STEPS = 150;
  private static final int STEP_MILLIS = 20;

  private final Background background;

  ProcessFaults(Background background) {
    this.background = background;
  }

  boolean killCommandSide(Site site, Random random) throws Exception {
    return background.kill(any(site.commandSides(), random));
  }

  /** At a moment of an append. */
  Injection.Act killAt(Moment moment) {
    return (site, random) ->
        killAt(any(site.commandSides(), random), new Phase("INSERT INTO log.event", moment));
  }

  /** While a stream of commands is being answered. */
  boolean killInStream(Site site, Random random) throws Exception {
    for (int i = 0; i < STEPS; i++) {
      @Nullable Node node = any(site.commandSides(), random);
      if (node != null && node.streams().get() > 0) {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(100));
        return background.kill(node);
      }
      TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
    }
    return false;
  }

  /** A statement, and a moment of it. */
  private record Phase(String statement, Moment moment) {}

  /** Before the first batch of the rebuild is stored. */
  boolean killAtBeginOfRebuild(Site site, Random random) throws Exception {
    return killInRebuild(site, random, new Phase("UPDATE read.build SET", Moment.ARRIVED));
  }

  /** When only the last events are missing. */
  boolean killNearEndOfRebuild(Site site, Random random) throws Exception {
    return killInRebuild(site, random, new Phase("ANALYZE ", Moment.SENT));
  }

  /** Between the first and the last table that takes the place of an old one. */
  boolean killInSwap(Site site, Random random) throws Exception {
    return killInRebuild(site, random, new Phase("UPDATE read.fold SET physical", Moment.SENT));
  }

  private boolean killInRebuild(Site site, Random random, Phase phase) throws Exception {
    @Nullable Node node = any(site.querySides(), random);
    if (node != null) {
      node.rebuild();
    }
    return killAt(node, phase);
  }

  boolean killInMiddleOfRebuild(Site site, Random random) throws Exception {
    @Nullable Node node = any(site.querySides(), random);
    if (node == null) {
      return false;
    }
    node.rebuild();
    for (int i = 0; i < STEPS; i++) {
      if (isHalfBuilt(site)) {
        return background.kill(node);
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
    return false;
  }

  private static boolean isHalfBuilt(Site site) throws SQLException {
    return site.number(
            "SELECT count(*) FROM read.build WHERE position BETWEEN target / 2 AND target")
        > 0;
  }

  /** One of them when all are ready, so that never all are down. */
  private static @Nullable Node any(List<Node> nodes, Random random) {
    return nodes.stream().allMatch(Node::isReady) ? Site.any(nodes, random) : null;
  }

  /** Kills a program at just this moment; false when the moment did not come. */
  private boolean killAt(@Nullable Node node, Phase phase) throws Exception {
    if (node == null) {
      return false;
    }
    CountDownLatch struck = new CountDownLatch(1);
    node.network()
        .set(
            new Fault.Strike(
                phase.statement(),
                phase.moment(),
                () -> {
                  node.strikeDead();
                  struck.countDown();
                }));
    boolean killed = struck.await((long) STEPS * STEP_MILLIS, TimeUnit.MILLISECONDS);
    node.network().heal();
    // It may have come in the last moment.
    return (killed || struck.getCount() == 0) && background.kill(node);
  }

  static boolean cutRebuild(Site site, Random random) throws Exception {
    Site.any(site.querySides(), random).rebuild();
    for (int i = 0; i < 3; i++) {
      TimeUnit.MILLISECONDS.sleep(random.nextInt(300));
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
      TimeUnit.MILLISECONDS.sleep(300 + random.nextInt(4_500));
    } finally {
      node.thaw();
    }
    return true;
  }
}
