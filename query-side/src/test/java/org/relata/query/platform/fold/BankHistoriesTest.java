package org.relata.query.platform.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.relata.kernel.DomainEvent;
import org.relata.query.BankHistory;
import org.relata.query.engagement.Engagement;
import org.relata.query.history.Histories;
import org.relata.query.organization.Organization;
import org.relata.query.portfolio.Portfolio;

/** The folds of organization, portfolio, engagement and timelines over one history of a bank. */
class BankHistoriesTest {

  private static final List<Fold<?, ?>> FOLDS =
      Stream.of(Organization.folds(), Portfolio.folds(), Engagement.folds(), Histories.folds())
          .<Fold<?, ?>>flatMap(set -> set.folds().stream())
          .toList();

  private static Map<String, Object> everything(LogFixture log) {
    Map<String, Object> all = new LinkedHashMap<>();
    FOLDS.forEach(fold -> all.put(fold.name(), log.versions(fold.table())));
    return all;
  }

  @Test
  void aHistoryFoldsToTheSameRowsWhateverTheBatchesAndSoDoesARebuild() {
    List<DomainEvent> history = new BankHistory(1).next(800);
    Map<String, Object> expected;
    LogFixture one = LogFixture.withLog();
    one.append(history);
    try (RunningEngine engine = new RunningEngine(one, 7, FOLDS).level()) {
      assertThat(engine.engine().status().folds()).noneMatch(FoldStatus.OfFold::stopped);
      expected = everything(one);
    }
    LogFixture other = LogFixture.withLog();
    other.append(history);
    try (RunningEngine engine = new RunningEngine(other, 250, FOLDS).level()) {
      assertThat(everything(other)).isEqualTo(expected);
      engine.engine().rebuildAll();
      engine.level();
      assertThat(other.live(FOLDS.getFirst().table())).doesNotEndWith("_1\"");
      assertThat(everything(other)).isEqualTo(expected);
    }
    expected.forEach((fold, rows) -> assertThat((List<?>) rows).as(fold).isNotEmpty());
  }

  @Test
  void theRowsAsOfAPositionAreTheRowsThatWereCurrentThen() {
    List<DomainEvent> history = new BankHistory(2).next(600);
    LogFixture whole = LogFixture.withLog();
    whole.append(history);
    LogFixture growing = LogFixture.withLog();
    try (RunningEngine wholly = new RunningEngine(whole, 100, FOLDS).level();
        RunningEngine grows = new RunningEngine(growing, 100, FOLDS)) {
      assertThat(wholly.engine().status().folds()).noneMatch(FoldStatus.OfFold::stopped);
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
}
