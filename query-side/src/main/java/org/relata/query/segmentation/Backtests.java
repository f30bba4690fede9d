package org.relata.query.segmentation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.relata.query.platform.graph.GraphRefusal;

/**
 * The back-tests of this process: they take minutes, so a question begins one and later ones, the
 * same, tell how far it is and then what came out. A test is the same for ever, as it is of one
 * position; the last {@value #KEPT} are kept for half an hour after they were asked for last. At
 * most {@value #AT_ONCE} are computed at once, by two threads together.
 */
final class Backtests {

  static final int KEPT = 10;
  static final int AT_ONCE = 3;
  private static final int THREADS = 2;

  private final Cache<Backtest.Asked, Backtest> tests =
      Caffeine.newBuilder().maximumSize(KEPT).expireAfterAccess(Duration.ofMinutes(30)).build();
  private final Semaphore free = new Semaphore(AT_ONCE);
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS, Thread.ofPlatform().name("relata-back-test-", 0).daemon().factory());

  /** The test as far as it is; begun when it was not. */
  Backtest of(Backtest.Asked asked, Supplier<Backtest> make) {
    return tests.get(
        asked,
        _ -> {
          if (!free.tryAcquire()) {
            throw GraphRefusal.limit(
                "TOO_MANY_BACKTESTS",
                "Other back-tests are being computed; ask again later.",
                AT_ONCE,
                AT_ONCE + 1);
          }
          return begun(make);
        });
  }

  private Backtest begun(Supplier<Backtest> make) {
    Backtest test;
    try {
      test = make.get();
    } catch (RuntimeException e) {
      free.release();
      throw e;
    }
    AtomicInteger left = new AtomicInteger(test.chunks());
    if (left.get() == 0) {
      free.release();
    }
    try {
      for (int chunk = 0; chunk < test.chunks(); chunk++) {
        int which = chunk;
        threads.execute(
            () -> {
              try {
                test.compute(which);
              } finally {
                if (left.decrementAndGet() == 0) {
                  free.release();
                }
              }
            });
      }
    } catch (RejectedExecutionException e) {
      throw new GraphRefusal("STORE_UNAVAILABLE", "The program is being stopped; ask again.");
    }
    return test;
  }
}
