package org.relata.query.platform.graph;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Computations of one kind in this process: they may take minutes, so a question begins one, and
 * later ones, the same, find how far it is and then what came out. Two threads compute, a part of
 * each in turn. One takes 128 MB at most; what is finished is kept for half an hour after it was
 * asked for last, and no more than 256 MB of it.
 */
public final class Computations<K, C extends Computation> {

  private static final long LARGEST = 128L << 20;
  private static final long KEPT = 256L << 20;
  private static final int KILOBYTE = 10;
  private static final int THREADS = 2;

  private final int atOnce;
  private final Map<K, C> running = new HashMap<>();
  private final Cache<K, C> finished =
      Caffeine.newBuilder()
          .maximumWeight(KEPT >> KILOBYTE)
          .weigher((K _, C one) -> 1 + (int) (one.bytes() >> KILOBYTE))
          .expireAfterAccess(Duration.ofMinutes(30))
          .build();
  private final ExecutorService threads;

  /**
   * @param name of its threads
   * @param atOnce how many are under way at most
   */
  public Computations(String name, int atOnce) {
    this.atOnce = atOnce;
    this.threads =
        Executors.newFixedThreadPool(THREADS, Thread.ofPlatform().name(name, 0).daemon().factory());
  }

  /**
   * What was asked for as far as it is, begun when it was not; null when too many are under way.
   */
  public synchronized @Nullable C of(K asked, Supplier<C> make) {
    @Nullable C known = running.get(asked);
    if (known == null) {
      known = finished.getIfPresent(asked);
    }
    if (known != null || running.size() >= atOnce) {
      return known;
    }
    C made = make.get();
    if (made.bytes() > LARGEST) {
      throw GraphRefusal.limit(
          "TOO_MANY_CUSTOMERS",
          "This is computed for fewer customers only.",
          LARGEST / made.bytesOfOne(),
          made.customers().size());
    }
    if (made.isOver()) {
      finished.put(asked, made);
      return made;
    }
    running.put(asked, made);
    for (int thread = 0; thread < THREADS; thread++) {
      threads.execute(() -> step(asked, made));
    }
    return made;
  }

  /** Until when one may wait that waits so long from now on. */
  public static long until(Duration patience) {
    return System.nanoTime() + patience.toNanos();
  }

  /** The same; waits for others to end while too many are under way, as long as allowed. */
  public synchronized @Nullable C of(K asked, Supplier<C> make, long until)
      throws InterruptedException {
    @Nullable C one = of(asked, make);
    long time = until - System.nanoTime();
    while (one == null && time > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, time);
      one = of(asked, make);
      time = until - System.nanoTime();
    }
    return one;
  }

  /**
   * Computes with the caller's own snapshot and thread as long as allowed: whoever waits helps, and
   * a connection that is held is not idle. At the end it waits for the parts that others compute.
   */
  public void help(K asked, C one, Snapshot snapshot, long until) throws InterruptedException {
    boolean more = true;
    while (more && until - System.nanoTime() > 0) {
      try {
        more = one.computeNext(snapshot);
      } catch (RuntimeException e) {
        // What fails for this caller is for the threads to do.
        threads.execute(() -> step(asked, one));
        throw e;
      }
    }
    if (one.awaitEnd(until)) {
      finish(asked, one);
    }
  }

  /** What failed is computed anew when it is asked for again. */
  public void forget(K asked) {
    finished.invalidate(asked);
  }

  /** One part; the next one after the parts of others that wait already. */
  private void step(K asked, C one) {
    try (Snapshot snapshot = one.snapshot()) {
      if (one.computeNext(snapshot)) {
        threads.execute(() -> step(asked, one));
      }
    } catch (RuntimeException e) {
      one.fail(e);
    }
    if (one.isOver()) {
      finish(asked, one);
    }
  }

  private synchronized void finish(K asked, C one) {
    if (running.remove(asked, one)) {
      finished.put(asked, one);
      notifyAll();
    }
  }
}
