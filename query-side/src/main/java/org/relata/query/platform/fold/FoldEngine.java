package org.relata.query.platform.fold;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.log.EventCodec;
import org.relata.query.platform.FolderPool;
import org.relata.query.platform.QuerySettings;
import org.relata.query.platform.log.LogListener;
import org.relata.query.platform.log.LogReader;
import org.relata.query.platform.log.ReadAhead;
import org.relata.query.platform.log.WakeUp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Folds the log for as long as it runs: one thread per group, one for builds. It begins as soon as
 * database and log are there, and goes on by itself when they come back. What operators may ask of
 * it works from any process, because the registry in the database says what is to be done.
 */
public final class FoldEngine implements SmartLifecycle {

  private static final Logger LOGGER = LoggerFactory.getLogger(FoldEngine.class);
  private static final Duration TROUBLE = Duration.ofSeconds(1);

  private final FolderPool pool;
  private final ReadSchema schema;
  private final QuerySettings.Folds settings;
  private final WakeUp log;
  private final WakeUp followed = new WakeUp();
  private final WakeUp asked = new WakeUp();
  private final FoldNews news;
  private final FoldMetrics metrics;
  private final FoldRegistry registry;
  private final Builds builds;
  private final FoldControl control;
  private final LogReader reader;
  private final Retirement retirement;
  private final Statistics statistics;
  private final List<GroupRun> groups = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean running;
  private volatile @Nullable String waiting = "The folds have not been started.";

  public FoldEngine(
      FolderPool pool,
      QuerySettings.Source source,
      QuerySettings.Folds settings,
      EventCodec codec,
      List<Fold<?, ?>> folds,
      WakeUp log,
      FoldNews news,
      FoldMetrics metrics,
      Clock clock) {
    this.pool = pool;
    this.schema = new ReadSchema(source);
    this.settings = settings;
    this.log = log;
    this.news = news;
    this.metrics = metrics;
    this.registry = new FoldRegistry(pool.jdbc());
    this.builds = new Builds(registry);
    this.control = new FoldControl(pool, registry, builds, folds);
    this.reader = new LogReader(pool.dataSource(), codec);
    this.retirement = new Retirement(pool, settings.retire());
    this.statistics = new Statistics(pool);
    for (Group group : Group.values()) {
      groups.add(
          new GroupRun(group, pool, registry, control, metrics, reader, settings.batch(), clock));
    }
  }

  /** What is waited for before folding can begin or go on; null when nothing is. */
  public @Nullable String waiting() {
    @Nullable String reason = waiting;
    for (GroupRun group : groups) {
      reason = reason == null ? group.blocked() : reason;
    }
    return reason;
  }

  /** How far everything is. Needs the database. */
  public FoldStatus status() {
    return FoldStatus.read(pool.jdbc());
  }

  /** Folds anew into a fresh table beside the live one, which is replaced when level. */
  public void rebuild(String fold) {
    Fold<?, ?> chosen = control.named(fold);
    control.rebuild(chosen.group(), List.of(chosen));
    asked.signal();
  }

  /** The same for all folds, in one pass over the log for each group. */
  public void rebuildAll() {
    for (Group group : Group.values()) {
      control.rebuild(group, control.folds(group));
    }
    asked.signal();
  }

  /** Lets a stopped fold try again and catch up; false when it is not stopped, or at it already. */
  public boolean retry(String fold) {
    boolean begun = control.retry(control.named(fold));
    asked.signal();
    return begun;
  }

  @Override
  public synchronized void start() {
    if (!running && settings.enabled()) {
      running = true;
      threads.add(Thread.ofPlatform().name("relata-folds").start(this::run));
    }
  }

  @Override
  public synchronized void stop() {
    running = false;
    List.of(log, followed, asked).forEach(WakeUp::signal);
    threads.forEach(FoldEngine::join);
    threads.clear();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private static void join(Thread thread) {
    try {
      if (!thread.join(Duration.ofSeconds(20))) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The first thread: prepares, then cares for builds while the others move the groups. */
  private void run() {
    try {
      if (!prepared()) {
        return;
      }
      Map<String, Consumer<String>> channels =
          Map.of(LogListener.LOG, _ -> log.signal(), LogListener.FOLDS, this::advanced);
      try (LogListener _ = new LogListener(pool.dataSource(), channels)) {
        List<Thread> movers = new ArrayList<>();
        for (GroupRun group : groups) {
          movers.add(
              Thread.ofPlatform()
                  .name("relata-fold-group")
                  .start(() -> loop(work(group), group::step)));
        }
        Map<Long, BuildRun> runs = new HashMap<>();
        // Builds that are at the same place share what is read.
        ReadAhead ahead = new ReadAhead(reader, settings.buildBatch());
        loop(asked, () -> build(runs, ahead));
        movers.forEach(FoldEngine::join);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private WakeUp work(GroupRun run) {
    return run.group() == Group.MAIN ? log : followed;
  }

  /** A group has advanced, here or elsewhere; or it may have, when the text is empty. */
  private void advanced(String text) {
    news.tell(text);
    if (text.isEmpty() || text.startsWith(Group.MAIN.name())) {
      followed.signal();
    }
  }

  private boolean prepared() throws InterruptedException {
    while (running) {
      long seen = log.seen();
      @Nullable String missing;
      try {
        missing = schema.prepare();
        if (missing == null) {
          control.register();
        }
      } catch (SQLException | FlywayException | DataAccessException | TransactionException e) {
        missing = "The database cannot be prepared: " + e.getMessage();
      }
      if (missing != null && !missing.equals(waiting)) {
        LOGGER.warn("The folds wait. {}", missing);
      }
      waiting = missing;
      if (missing == null) {
        return true;
      }
      log.await(seen, TROUBLE);
    }
    return false;
  }

  /** One step of somebody's work. */
  @FunctionalInterface
  private interface Step {
    Outcome take() throws SQLException, InterruptedException;
  }

  private void loop(WakeUp work, Step step) {
    boolean troubled = false;
    while (running) {
      long seen = work.seen();
      try {
        Outcome outcome = step.take();
        if (troubled) {
          LOGGER.info("Folding goes on");
          troubled = false;
        }
        if (outcome != Outcome.MORE && outcome != Outcome.DONE) {
          work.await(seen, settings.poll());
        }
      } catch (SQLException | DataAccessException | TransactionException | Advance.StoreTrouble e) {
        if (!troubled) {
          LOGGER.warn("Folding pauses, the database does not answer: {}", e.getMessage());
          troubled = true;
        }
        pause(work);
      } catch (RuntimeException e) {
        LOGGER.error("Folding pauses after a failure of the engine itself", e);
        pause(work);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void pause(WakeUp work) {
    long seen = work.seen();
    try {
      work.await(seen, settings.poll());
    } catch (InterruptedException e) {
      running = false;
    }
  }

  /**
   * Moves every build by one step, so that a short one does not wait for a long one. What is
   * appended meanwhile is no reason to look: builds follow their group, and the last one joins it.
   */
  private Outcome build(Map<Long, BuildRun> runs, ReadAhead ahead)
      throws SQLException, InterruptedException {
    List<Long> ids = builds.ids();
    runs.keySet().retainAll(ids);
    Outcome all = Outcome.LEVEL;
    for (Long id : ids) {
      BuildRun run =
          runs.computeIfAbsent(
              id,
              key ->
                  new BuildRun(
                      key, pool, registry, builds, control, reader, ahead, settings.buildBatch()));
      Outcome outcome = run.step();
      if (outcome == Outcome.MORE || outcome == Outcome.DONE) {
        all = Outcome.MORE;
      }
    }
    statistics.renew();
    if (ids.isEmpty()) {
      ahead.forget();
      retirement.drop();
      metrics.stopped(status().folds().stream().filter(FoldStatus.OfFold::stopped).count());
    }
    return all;
  }
}
