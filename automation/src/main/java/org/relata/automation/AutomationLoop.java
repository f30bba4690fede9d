package org.relata.automation;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks again and again for something to do, and waits longer while a side does not answer. */
final class AutomationLoop implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(AutomationLoop.class);
  private static final int MAX_WAITS = 30;

  private final Duration poll;
  private final Relata relata;
  private final int page;
  private CountDownLatch stop = new CountDownLatch(1);
  private @Nullable Thread thread;

  AutomationLoop(Relata relata, AutomationSettings settings) {
    this.relata = relata;
    this.poll = settings.poll();
    this.page = settings.page();
  }

  @Override
  public synchronized void start() {
    if (thread == null) {
      CountDownLatch stopped = new CountDownLatch(1);
      stop = stopped;
      thread = Thread.ofVirtual().name("automation").start(() -> run(stopped));
    }
  }

  @Override
  public synchronized void stop() {
    @Nullable Thread running = thread;
    stop.countDown();
    if (running != null) {
      try {
        running.join(Duration.ofSeconds(30));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      thread = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }

  /** Starts after the web server, so that the sides of the same process answer already. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }

  private void run(CountDownLatch stopped) {
    MonthEndRequests months = new MonthEndRequests(relata);
    ActivationRequests activations = new ActivationRequests(relata);
    BooleanSupplier stopping = () -> stopped.getCount() == 0;
    TierEvaluation tiers = new TierEvaluation(relata, page, stopping);
    Allotting allotments = new Allotting(relata, page, stopping);
    HandingOver handOvers = new HandingOver(relata, page, stopping);
    int failures = 0;
    try {
      while (!stopped.await(
          poll.toMillis() * Math.min(failures + 1, MAX_WAITS), TimeUnit.MILLISECONDS)) {
        try {
          months.look();
          activations.look();
          tiers.look();
          allotments.look();
          handOvers.look();
          failures = 0;
        } catch (RuntimeException e) {
          failures++;
          LOG.warn("The automation will try again: {}", e.toString());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
