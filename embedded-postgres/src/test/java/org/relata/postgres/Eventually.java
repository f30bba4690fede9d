package org.relata.postgres;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for something that happens in another process. */
final class Eventually {

  private static final Duration STEP = Duration.ofMillis(50);

  private Eventually() {}

  static void within(Duration limit, BooleanSupplier condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("did not happen within " + limit);
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
  }
}
