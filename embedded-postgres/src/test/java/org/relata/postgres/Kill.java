package org.relata.postgres;

import java.time.Duration;

/** kill -9, for processes that a test has started. */
final class Kill {

  private Kill() {}

  /** Returns when the process is gone, or dead and not yet collected by its parent. */
  private static void now(ProcessHandle process) {
    process.destroyForcibly();
    Eventually.within(
        Duration.ofSeconds(20), () -> !process.isAlive() || process.info().command().isEmpty());
  }

  static void now(long pid) {
    ProcessHandle.of(pid).ifPresent(Kill::now);
  }
}
