package org.relata.query.platform.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.relata.query.platform.fold.StoppedFoldTest.registered;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.relata.query.customer.Customers;

final class FoldNewsTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(20);

  private final FoldNews news = new FoldNews();

  @Test
  void whoWaitsIsWokenByTheNewsOfItsGroupAndPosition() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> waiting = threads.submit(() -> news.await(Group.MAIN, 7, LONG));
      news.tell("SEARCH:9");
      news.tell("MAIN:6");
      assertThat(waiting.isDone()).isFalse();
      news.tell("MAIN:8");
      assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void whoIsNeverToldLooksAfterAWhile() throws InterruptedException {
    assertThat(news.await(Group.MAIN, 1, SHORT)).isFalse();
    for (String nonsense : new String[] {"", "MAIN", "MAIN:", "MAIN:x", "OTHER:5", "5"}) {
      news.tell(nonsense);
    }
    assertThat(news.await(Group.MAIN, 1, SHORT)).isFalse();
  }

  @Test
  void aLogThatBeganAnewIsBelievedToo() throws InterruptedException {
    news.tell("MAIN:1000");
    news.tell("MAIN:3");
    assertThat(news.await(Group.MAIN, 4, SHORT)).isFalse();
    assertThat(news.await(Group.MAIN, 3, SHORT)).isTrue();
  }

  @Test
  void everyProcessIsToldWhicheverFolds() throws InterruptedException {
    LogFixture log = LogFixture.withLog();
    try (RunningEngine one = new RunningEngine(log, 10, Customers.folds().folds()).level();
        RunningEngine other = new RunningEngine(log, 10, Customers.folds().folds()).level()) {
      assertThat(one.news().await(Group.MAIN, 2, SHORT)).isFalse();
      AtomicInteger number = new AtomicInteger();
      // Whoever does not listen yet misses what is told meanwhile: one of the next comes to both.
      LogFixture.await(
          "both are told of one position",
          () -> {
            log.append(registered(number.incrementAndGet(), "Ada"));
            long head = log.head();
            return isTold(one, head) && isTold(other, head);
          });
    }
  }

  private static boolean isTold(RunningEngine engine, long position) {
    try {
      return engine.news().await(Group.MAIN, position, Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
