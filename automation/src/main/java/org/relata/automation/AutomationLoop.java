package org.relata.automation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks again and again for something to do. Kinds of work do not stand in each other's way: one
 * that fails is left out for more and more rounds, the others go on.
 */
final class AutomationLoop implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(AutomationLoop.class);
  private static final int MAX_ROUNDS_LEFT_OUT = 29;

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

  /** One kind of work. */
  private static final class Work {

    private final Runnable look;
    private int failures;
    private int leftOut;

    Work(Runnable look) {
      this.look = look;
    }

    void look() {
      if (leftOut > 0) {
        leftOut--;
        return;
      }
      try {
        look.run();
        failures = 0;
      } catch (RuntimeException e) {
        failures = Math.min(failures + 1, MAX_ROUNDS_LEFT_OUT);
        leftOut = failures;
        LOG.warn("The automation will try again: {}", e.toString());
      }
    }
  }

  /** Starts after the web server, so that the sides of the same process answer already. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }

  private void run(CountDownLatch stopped) {
    BooleanSupplier stopping = () -> stopped.getCount() == 0;
    List<Work> works =
        Stream.<Runnable>of(
                new MonthEndRequests(relata)::look,
                new ActivationRequests(relata)::look,
                new TierEvaluation(relata, page, stopping)::look,
                new Allotting(relata, page, stopping)::look,
                new HandingOver(relata, page, stopping)::look)
            .map(Work::new)
            .toList();
    try {
      while (!stopped.await(poll.toMillis(), TimeUnit.MILLISECONDS)) {
        works.forEach(Work::look);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
