package org.relata.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * What goes on beside the run, so that others are put to the test meanwhile: killed programs start
 * again, a snapshot is kept.
 */
final class Background {

  private static final int STARTS = 5;

  private final Books books;
  private final List<Double> seconds = Collections.synchronizedList(new ArrayList<>());
  private final Queue<Thread> underWay = new ConcurrentLinkedQueue<>();

  Background(Books books) {
    this.books = books;
  }

  /** A piece of work that may fail. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  /** Kills a program and starts it again; false when there is none. */
  boolean kill(@Nullable Node node) throws Exception {
    if (node == null) {
      return false;
    }
    node.kill();
    long start = System.nanoTime();
    node.startAgain();
    later(
        () -> {
          awaitReady(node);
          seconds.add((System.nanoTime() - start) / 1e9);
        });
    return true;
  }

  /** A program that ends at its start, for want of a database, is started again as usual. */
  private static void awaitReady(Node node) throws Exception {
    for (int starts = 1; ; starts++) {
      try {
        node.awaitReady();
        return;
      } catch (IllegalStateException e) {
        if (node.isRunning() || starts == STARTS) {
          throw e;
        }
        node.startAgain();
      }
    }
  }

  /** Does something beside the run. */
  void later(Work work) {
    underWay.add(
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    work.run();
                  } catch (Exception e) {
                    books.violated("I7", "what was killed does not come back: " + e);
                  }
                }));
  }

  /** Waits until everything is done. */
  void await() throws InterruptedException {
    for (Thread thread = underWay.poll(); thread != null; thread = underWay.poll()) {
      thread.join();
    }
  }

  List<Double> seconds() {
    return List.copyOf(seconds);
  }
}
