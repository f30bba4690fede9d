package org.relata.query.platform.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.relata.kernel.DomainEvent;
import org.relata.query.holding.HoldingHistory;
import org.relata.query.holding.Holdings;
import org.relata.query.segmentation.Segmentation;
import org.relata.query.valuation.Valuations;
import org.relata.query.valuation.ValuedBank;

/** The folds of accounts and tiers: batches, rebuilds and the past, over random histories. */
class HoldingHistoriesTest {

  private static final List<Fold<?, ?>> FOLDS = folds();

  private static List<Fold<?, ?>> folds() {
    List<Fold<?, ?>> folds = new ArrayList<>(Holdings.folds().folds());
    folds.addAll(Segmentation.folds().folds());
    folds.addAll(Valuations.folds().folds());
    return List.copyOf(folds);
  }

  private static Map<String, Object> everything(LogFixture log) {
    Map<String, Object> all = new LinkedHashMap<>();
    FOLDS.forEach(fold -> all.put(fold.name(), log.versions(fold.table())));
    return all;
  }

  @Test
  void aHistoryFoldsToTheSameRowsWhateverTheBatchesAndSoDoesARebuild() {
    List<DomainEvent> history = new ArrayList<>(new HoldingHistory(1).next(1_200));
    history.addAll(ValuedBank.observations(1, 400));
    LogFixture small = LogFixture.withLog();
    small.append(history);
    LogFixture large = LogFixture.withLog();
    large.append(history);
    try (RunningEngine few = new RunningEngine(small, 7, FOLDS).level();
        RunningEngine many = new RunningEngine(large, 1_000, FOLDS).level()) {
      assertThat(few.engine().status().folds()).noneMatch(FoldStatus.OfFold::stopped);
      Map<String, Object> expected = everything(small);
      assertThat(expected.values()).allMatch(rows -> !((List<?>) rows).isEmpty());
      assertThat(everything(large)).isEqualTo(expected);
      many.engine().rebuildAll();
      many.level();
      assertThat(everything(large)).isEqualTo(expected);
    }
  }

  @Test
  void theRowsAsOfAPositionAreTheRowsThatWereCurrentThen() {
    List<DomainEvent> history = new ArrayList<>(ValuedBank.observations(2, 200));
    history.addAll(new HoldingHistory(2).next(300));
    LogFixture whole = LogFixture.withLog();
    whole.append(history);
    LogFixture growing = LogFixture.withLog();
    try (RunningEngine _ = new RunningEngine(whole, 100, FOLDS).level();
        RunningEngine grows = new RunningEngine(growing, 100, FOLDS)) {
      for (int at = 0; at < 500; at += 100) {
        growing.append(history.subList(at, at + 100));
        grows.level();
        for (Fold<?, ?> fold : FOLDS) {
          assertThat(whole.asOf(fold.table(), at + 100L))
              .as("%s as of %d", fold.name(), at + 100)
              .isEqualTo(growing.asOf(fold.table(), Long.MAX_VALUE));
        }
      }
    }
  }
}
