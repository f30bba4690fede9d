package org.relata.query.platform.fold;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.relata.kernel.log.EventCodec;
import org.relata.query.platform.FolderPool;
import org.relata.query.platform.QuerySettings;
import org.relata.query.platform.log.WakeUp;
import org.springframework.dao.DataAccessException;

/** An engine with a pool of its own, as one process has them; stopped when closed. */
public final class RunningEngine implements AutoCloseable {

  private final LogFixture log;
  private final FolderPool pool;
  private final FoldMetrics metrics = new FoldMetrics(new SimpleMeterRegistry());
  private final FoldNews news = new FoldNews();
  private final FoldEngine engine;

  public RunningEngine(LogFixture log, int batch, List<Fold<?, ?>> folds) {
    this(log, batch, Duration.ofSeconds(60), folds);
  }

  RunningEngine(LogFixture log, int batch, Duration retire, List<Fold<?, ?>> folds) {
    this.log = log;
    this.pool = new FolderPool(log.source(), Duration.ofSeconds(10));
    QuerySettings.Folds settings =
        new QuerySettings.Folds(
            true, batch, batch, Duration.ofMillis(250), Duration.ofSeconds(10), retire);
    this.engine =
        new FoldEngine(
            pool,
            log.source(),
            settings,
            EventCodec.standard(),
            folds,
            new WakeUp(),
            news,
            metrics,
            Clock.systemUTC());
    engine.start();
  }

  FoldEngine engine() {
    return engine;
  }

  FoldNews news() {
    return news;
  }

  FoldMetrics metrics() {
    return metrics;
  }

  /** Waits until every group has folded the whole log and nothing is being built. */
  public RunningEngine level() {
    LogFixture.await("level at " + log.head(), this::isLevel);
    return this;
  }

  private boolean isLevel() {
    try {
      FoldStatus status = engine.status();
      return status.groups().stream().allMatch(group -> group.position() == log.head())
          && status.builds().stream().allMatch(build -> build.error() != null);
    } catch (DataAccessException e) {
      return false;
    }
  }

  FoldStatus.OfFold fold(String name) {
    return engine.status().folds().stream()
        .filter(fold -> fold.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    engine.stop();
    pool.close();
  }
}
