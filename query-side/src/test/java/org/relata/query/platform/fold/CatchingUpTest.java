package org.relata.query.platform.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.engagement.Channel;
import org.relata.kernel.engagement.Contact;
import org.relata.kernel.engagement.ContactId;
import org.relata.kernel.engagement.EngagementEvent.ContactLogged;
import org.relata.kernel.engagement.Occasion;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Note;
import org.relata.query.engagement.Engagement;
import org.relata.query.platform.FolderPool;

/** What a long log costs does not grow with the square of its length. */
class CatchingUpTest {

  private static final int CONTACTS = 3_000;

  @Test
  void aLogThatWasThereFirstIsFoldedWithoutTheReadersIndexesWhichAreMadeWhenItIsLevel() {
    LogFixture log = LogFixture.withLog();
    log.append(IntStream.range(0, 50).mapToObj(i -> StoppedFoldTest.registered(i, "Ada")).toList());
    log.append(StoppedFoldTest.registered(50, "last"));
    AtomicReference<Boolean> early = new AtomicReference<>();
    Probe probe =
        new Probe(
            1,
            name -> {
              if (name.equals("last")) {
                early.set(indexed(log));
              }
              return name;
            });
    try (RunningEngine _ = new RunningEngine(log, 10, List.of(probe)).level()) {
      assertThat(early).hasValue(false);
      LogFixture.await("the readers' indexes", () -> indexed(log));
    }
  }

  @Test
  void inATableThatHasGrownFromNothingARowIsFoundByItsWholeKey() {
    Fold<?, ?> fold =
        Engagement.folds().folds().stream()
            .filter(one -> one.name().equals("participation"))
            .findFirst()
            .orElseThrow();
    LogFixture log = LogFixture.withLog();
    try (RunningEngine engine = new RunningEngine(log, 100, List.of(fold));
        FolderPool pool = new FolderPool(log.source(), Duration.ofSeconds(10))) {
      LogFixture.await("the fold", () -> engine.engine().waiting() == null);
      String table = log.live(fold.table());
      LogFixture.await("the readers' indexes", () -> indexes(log, table) == 4);
      log.jdbc().sql("ALTER TABLE " + table + " SET (autovacuum_enabled = off)").update();
      log.append(IntStream.range(0, CONTACTS).mapToObj(CatchingUpTest::contact).toList());
      engine.level();
      LogFixture.await("one row read for one key", () -> rowsRead(pool, fold, table) == 1);
    }
  }

  /** All of one employee. */
  private static ContactLogged contact(int number) {
    return new ContactLogged(
        new ContactId("K-" + number),
        new Contact(
            new CustomerId("C-1"),
            Channel.values()[0],
            new Occasion("2026-01-01T09:30:00Z"),
            List.of(new EmployeeId("E-1")),
            List.of(),
            new Code("SERVICE"),
            new Note("Talked."),
            new Code("OK"),
            5,
            Map.of()));
  }

  private static boolean indexed(LogFixture log) {
    return indexes(log, log.live(Probe.TABLE)) == 2;
  }

  private static long indexes(LogFixture log, String table) {
    return log.jdbc()
        .sql("SELECT count(*) FROM pg_index WHERE indrelid = to_regclass(?)")
        .param(table)
        .query(Long.class)
        .single();
  }

  /** How many rows the server touches to read one by its key. */
  private static long rowsRead(FolderPool pool, Fold<?, ?> fold, String table) {
    String physical = table.substring("read.".length()).replace("\"", "");
    return pool.inTransaction(
        connection -> {
          try {
            assertThat(
                    new FoldTable<>(fold.table(), physical)
                        .current(connection, List.of(Key.of("K-7", "E-1"))))
                .hasSize(1);
          } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
          }
          return pool.jdbc()
              .sql("SELECT idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = ?")
              .param(physical)
              .query(Long.class)
              .single();
        });
  }
}
