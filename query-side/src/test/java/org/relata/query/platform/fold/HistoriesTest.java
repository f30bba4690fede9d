package org.relata.query.platform.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.relata.kernel.customer.CustomerEvent;
import org.relata.query.customer.CustomerHistory;
import org.relata.query.customer.Customers;

class HistoriesTest {

  private static final List<Fold<?, ?>> FOLDS = Customers.folds().folds();

  static Map<String, Object> everything(LogFixture log) {
    Map<String, Object> all = new LinkedHashMap<>();
    FOLDS.forEach(fold -> all.put(fold.name(), log.versions(fold.table())));
    return all;
  }

  @Test
  void aHistoryFoldsToTheSameRowsWhateverTheBatchesAndSoDoesARebuild() {
    List<CustomerEvent> history = new CustomerHistory(1, 12).next(1_500);
    Map<String, Object> expected;
    LogFixture one = LogFixture.withLog();
    one.append(history);
    try (RunningEngine engine = new RunningEngine(one, 1, FOLDS).level()) {
      assertThat(engine.engine().status().folds()).noneMatch(FoldStatus.OfFold::stopped);
      expected = everything(one);
    }
    for (int batch : List.of(7, 1_000)) {
      LogFixture other = LogFixture.withLog();
      other.append(history);
      try (RunningEngine engine = new RunningEngine(other, batch, FOLDS).level()) {
        assertThat(everything(other)).isEqualTo(expected);
        engine.engine().rebuildAll();
        engine.level();
        assertThat(other.live(FOLDS.getFirst().table())).doesNotEndWith("_1\"");
        assertThat(everything(other)).isEqualTo(expected);
      }
    }
    assertThat((List<?>) expected.get("customer")).hasSizeGreaterThan(100);
  }

  @Test
  void theRowsAsOfAPositionAreTheRowsThatWereCurrentThen() {
    List<CustomerEvent> history = new CustomerHistory(2, 10).next(600);
    LogFixture whole = LogFixture.withLog();
    whole.append(history);
    LogFixture growing = LogFixture.withLog();
    try (RunningEngine _ = new RunningEngine(whole, 100, FOLDS).level();
        RunningEngine grows = new RunningEngine(growing, 100, FOLDS)) {
      for (int at = 0; at < 600; at += 120) {
        growing.append(history.subList(at, at + 120));
        grows.level();
        for (Fold<?, ?> fold : FOLDS) {
          assertThat(whole.asOf(fold.table(), at + 120L))
              .as("%s as of %d", fold.name(), at + 120)
              .isEqualTo(growing.asOf(fold.table(), Long.MAX_VALUE));
        }
      }
    }
  }

  @Test
  void severalProcessesOnOneDatabaseFoldEachEventOnce() {
    List<CustomerEvent> history = new CustomerHistory(3, 10).next(1_200);
    LogFixture alone = LogFixture.withLog();
    alone.append(history);
    LogFixture shared = LogFixture.withLog();
    try (RunningEngine _ = new RunningEngine(alone, 500, FOLDS).level();
        RunningEngine first = new RunningEngine(shared, 3, FOLDS);
        RunningEngine second = new RunningEngine(shared, 4, FOLDS);
        RunningEngine third = new RunningEngine(shared, 5, FOLDS)) {
      for (int at = 0; at < 1_200; at += 100) {
        shared.append(history.subList(at, at + 100));
        if (at == 600) {
          second.engine().rebuildAll();
        }
      }
      first.level();
      third.level();
      assertThat(everything(shared)).isEqualTo(everything(alone));
    }
  }
}
