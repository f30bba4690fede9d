package org.relata.driver;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for what must come true, and says what did not. */
public final class Await {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private Await() {}

  public static void until(String what, Callable<Boolean> condition) throws Exception {
    until(what, Duration.ofMillis(5), condition);
  }

  /** The same for what is not to be looked at all the time. */
  public static void until(String what, Duration pause, Callable<Boolean> condition)
      throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Did not come true in " + LIMIT + ": " + what);
      }
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    }
  }
}
