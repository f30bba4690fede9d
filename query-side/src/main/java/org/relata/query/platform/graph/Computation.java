package org.relata.query.platform.graph;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is computed for many customers, {@value #PART} at a time, as known at one position: it is
 * the same for ever. It reads and nothing else. Several threads may compute different parts.
 */
public abstract class Computation {

  private static final Logger LOG = LoggerFactory.getLogger(Computation.class);
  private static final int PART = 500;

  private final List<String> customers;
  private final long position;
  private final Supplier<Snapshot> source;
  private final Queue<Integer> left = new ConcurrentLinkedQueue<>();
  private final AtomicInteger done = new AtomicInteger();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile @Nullable RuntimeException failure;

  /** About some customers, as known at the view's moment; later snapshots are of its source. */
  protected Computation(List<String> customers, View view) {
    this.customers = List.copyOf(customers);
    this.position = view.moment().position();
    this.source = view.snapshot().source();
    for (int first = 0; first < customers.size(); first += PART) {
      left.add(first);
    }
    if (customers.isEmpty()) {
      over.countDown();
    }
  }

  /**
   * Computes some customers; the same may be computed again when it failed.
   *
   * @param first the place of the first of them among all
   */
  protected abstract void compute(int first, List<String> ids, View view);

  /** About how much memory a customer takes, with its identifier. */
  protected abstract int bytesOfOne();

  /** Computes a part that nobody else does; false when there is none. */
  final boolean computeNext(Snapshot snapshot) {
    @Nullable Integer first = failure == null ? left.poll() : null;
    if (first == null) {
      return false;
    }
    List<String> ids = customers.subList(first, Math.min(first + PART, customers.size()));
    try {
      compute(first, ids, new View(snapshot, new Moment.AsOf(position)));
    } catch (RuntimeException e) {
      left.add(first);
      throw e;
    }
    if (done.addAndGet(ids.size()) == customers.size()) {
      over.countDown();
    }
    return true;
  }

  final void fail(RuntimeException cause) {
    LOG.warn("What is computed as of position {} is given up", position, cause);
    failure = cause;
    over.countDown();
  }

  /** A snapshot to compute with; to be closed by the caller. */
  final Snapshot snapshot() {
    return source.get();
  }

  final long bytes() {
    return (long) customers.size() * bytesOfOne();
  }

  public final List<String> customers() {
    return customers;
  }

  /** How many customers are computed. */
  public final int done() {
    return done.get();
  }

  /** Whether all customers are computed. */
  public final boolean isDone() {
    return failure == null && done.get() == customers.size();
  }

  /** Whether all is computed, or will not be. */
  final boolean isOver() {
    return over.getCount() == 0;
  }

  /** Waits until it is over, or until the time of {@link System#nanoTime}. */
  final boolean awaitEnd(long until) throws InterruptedException {
    return over.await(until - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  public final @Nullable RuntimeException failure() {
    return failure;
  }
}
