package org.relata.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Callers with a connection each, who ask again as soon as they are answered, until time is up. */
final class Callers {

  private Callers() {}

  /** One thing to ask; fails when the answer is not the one that was wanted. */
  interface Asking {
    void once(HttpConnection connection) throws Exception;
  }

  /** Opens connections. */
  interface Connecting {
    HttpConnection connect() throws Exception;
  }

  /**
   * What a round gave.
   *
   * @param nanos how long each request took, sorted
   */
  record Round(double seconds, long[] nanos) {

    double perSecond() {
      return nanos.length / seconds;
    }

    /** Milliseconds within which so great a part of the requests was answered. */
    double milliseconds(double part) {
      return nanos.length == 0 ? Double.NaN : nanos[(int) (part * (nanos.length - 1))] / 1e6;
    }

    Round and(Round other) {
      long[] all = Arrays.copyOf(nanos, nanos.length + other.nanos.length);
      System.arraycopy(other.nanos, 0, all, nanos.length, other.nanos.length);
      Arrays.sort(all);
      return new Round(seconds + other.seconds, all);
    }

    static Round of(double seconds, List<Long> nanos) {
      return new Round(seconds, nanos.stream().mapToLong(Long::longValue).sorted().toArray());
    }
  }

  static Round ask(int callers, Duration time, Connecting connecting, Asking asking)
      throws Exception {
    List<HttpConnection> connections = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
      for (int i = 0; i < callers; i++) {
        connections.add(connecting.connect());
      }
      long start = System.nanoTime();
      List<Future<List<Long>>> asked = new ArrayList<>();
      for (HttpConnection connection : connections) {
        asked.add(threads.submit(() -> ask(connection, start + time.toNanos(), asking)));
      }
      List<Long> nanos = new ArrayList<>();
      for (Future<List<Long>> one : asked) {
        nanos.addAll(one.get());
      }
      return Round.of((System.nanoTime() - start) / 1e9, nanos);
    } finally {
      for (HttpConnection connection : connections) {
        connection.close();
      }
    }
  }

  private static List<Long> ask(HttpConnection connection, long end, Asking asking)
      throws Exception {
    List<Long> nanos = new ArrayList<>();
    long before = System.nanoTime();
    while (before < end) {
      asking.once(connection);
      long after = System.nanoTime();
      nanos.add(after - before);
      before = after;
    }
    return nanos;
  }
}
