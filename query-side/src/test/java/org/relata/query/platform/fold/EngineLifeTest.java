package org.relata.query.platform.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.relata.query.platform.fold.StoppedFoldTest.registered;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.relata.kernel.customer.CustomerEvent.CustomerRenamed;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.value.Label;
import org.relata.query.customer.CustomerHistory;
import org.relata.query.customer.Customers;

class EngineLifeTest {

  private static final List<Fold<?, ?>> FOLDS = Customers.folds().folds();

  private static long count(Statement statement, String sql) throws SQLException {
    try (ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }

  @Test
  void itWaitsForTheLogAndBeginsWhenItIsThere() {
    LogFixture log = LogFixture.empty();
    try (RunningEngine engine = new RunningEngine(log, 10, FOLDS)) {
      LogFixture.await(
          "a clear message",
          () -> String.valueOf(engine.engine().waiting()).contains("log is not there yet"));
      assertThat(new FoldHealth(engine.engine()).health().getStatus().getCode()).isEqualTo("DOWN");
      log.createLog();
      log.append(registered(1, "Ada"));
      engine.level();
      assertThat(new FoldHealth(engine.engine()).health().getStatus().getCode()).isEqualTo("UP");
    }
  }

  @Test
  void aSessionLostInTheMiddleOfABatchLeavesNothingBehind() throws Exception {
    LogFixture log = LogFixture.withLog();
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    Probe probe =
        new Probe(
            1,
            name -> {
              if (name.equals("stop here") && first.compareAndSet(true, false)) {
                inside.countDown();
                awaitQuietly(goOn);
              }
              return name;
            });
    try (RunningEngine engine = new RunningEngine(log, 100, List.of(FOLDS.getFirst(), probe))) {
      engine.level();
      log.append(registered(1, "Ada"), registered(2, "stop here"), registered(3, "Eve"));
      assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
      log.jdbc()
          .sql(
              "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
                  + " current_database() AND application_name = 'relata-folder'")
          .query()
          .listOfRows();
      assertThat(log.versions(FOLDS.getFirst().table())).isEmpty();
      assertThat(
              log.jdbc()
                  .sql("SELECT position FROM read.fold_group WHERE name = 'MAIN'")
                  .query(Long.class)
                  .single())
          .isZero();
      goOn.countDown();
      engine.level();
      assertThat(log.versions(Probe.TABLE)).hasSize(3);
      assertThat(log.versions(FOLDS.getFirst().table())).hasSize(3);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aRebuildSwapsTablesWhileEventsComeAndOldSnapshotsKeepTheirs() throws SQLException {
    LogFixture log = LogFixture.withLog();
    CustomerHistory history = new CustomerHistory(8, 40);
    log.append(history.next(800));
    RowTable<?> table = FOLDS.getFirst().table();
    try (RunningEngine engine = new RunningEngine(log, 50, Duration.ofMillis(1), FOLDS).level();
        Connection reader = log.connect();
        Statement statement = reader.createStatement()) {
      String before = log.live(table);
      reader.setAutoCommit(false);
      reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      statement.execute("SET ROLE relata_reader");
      long seen = count(statement, "SELECT count(*) FROM " + before);
      engine.engine().rebuild("customer");
      for (int i = 0; i < 20; i++) {
        log.append(history.next(20));
      }
      engine.level();
      assertThat(log.live(table)).isNotEqualTo(before);
      assertThat(
              count(
                  statement,
                  "SELECT count(*) FROM read.fold WHERE 'read.\"' || physical || '\"' = '"
                      + before
                      + "'"))
          .isEqualTo(1);
      assertThat(count(statement, "SELECT count(*) FROM " + before)).isEqualTo(seen);
      assertThat(log.versions(table).size()).isGreaterThan((int) seen);
      reader.commit();
      LogFixture.await(
          "the old table is dropped",
          () ->
              log.jdbc()
                  .sql("SELECT to_regclass(?) IS NULL")
                  .param(before)
                  .query(Boolean.class)
                  .single());
    }
  }

  @Test
  void aChangedDefinitionIsRebuiltBesideAndANewFoldCatchesUp() {
    LogFixture log = LogFixture.withLog();
    log.append(registered(1, "Ada"), registered(2, "Eve"));
    try (RunningEngine engine = new RunningEngine(log, 10, List.of(new Probe())).level()) {
      assertThat(engine.fold("probe").stopped()).isFalse();
    }
    Probe changed = new Probe(2, name -> name.toUpperCase(java.util.Locale.ROOT));
    try (RunningEngine engine = new RunningEngine(log, 10, List.of(changed, FOLDS.getFirst()))) {
      LogFixture.await(
          "both run",
          () ->
              engine.engine().waiting() == null
                  && engine.engine().status().folds().size() == 2
                  && engine.engine().status().folds().stream()
                      .noneMatch(FoldStatus.OfFold::stopped));
      assertThat(log.versions(Probe.TABLE)).extracting(row -> row.get("name")).contains("ADA");
      assertThat(log.versions(FOLDS.getFirst().table())).hasSize(2);
      log.append(new CustomerRenamed(new CustomerId("C-1"), new Label("Bob")));
      engine.level();
      assertThat(log.versions(Probe.TABLE)).hasSize(3);
    }
  }

  @Test
  void aRestoredLogWithOtherEventsIsFoldedAnew() {
    LogFixture log = LogFixture.withLog();
    log.append(registered(1, "Ada"), registered(2, "Eve"));
    try (RunningEngine engine = new RunningEngine(log, 10, List.of(new Probe())).level()) {
      log.jdbc().sql("UPDATE log.incarnation SET id = gen_random_uuid()").update();
      log.jdbc().sql("DELETE FROM log.event WHERE position = 2").update();
      LogFixture.await(
          "one row only",
          () ->
              engine.engine().status().groups().stream().allMatch(group -> group.position() == 1)
                  && log.versions(Probe.TABLE).size() == 1);
    }
  }

  @Test
  void withoutANotificationNewsAreSeenWithinASecondAndTheLagIsTold() {
    LogFixture log = LogFixture.withLog();
    log.append(registered(1, "Ada"));
    try (RunningEngine engine = new RunningEngine(log, 10, FOLDS).level()) {
      long begun = System.nanoTime();
      log.appendSilently(List.of(registered(2, "Eve")));
      LogFixture.await("seen", () -> engine.engine().status().groups().getFirst().position() == 2);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
      log.appendUnknown("future.Thing");
      LogFixture.await("lag of one", () -> engine.metrics().lagEvents(Group.MAIN) == 1);
    }
  }
}
