package org.relata.query.platform.fold;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.relata.query.platform.FolderPool;
import org.relata.query.platform.fold.Advance.Member;
import org.relata.query.platform.fold.Builds.Build;
import org.relata.query.platform.fold.Builds.Part;
import org.relata.query.platform.fold.FoldRegistry.Token;
import org.relata.query.platform.log.LogBatch;
import org.relata.query.platform.log.LogReader;
import org.relata.query.platform.log.ReadAhead;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves one build beside its group until it is level, then joins it: in one transaction that holds
 * the group's lock the last events are folded and the tables become the live ones.
 */
final class BuildRun {

  private static final Logger LOGGER = LoggerFactory.getLogger(BuildRun.class);

  /** So many events at most are folded while the group waits. */
  private static final int JOIN = 2_000;

  private final long id;
  private final FolderPool pool;
  private final FoldRegistry registry;
  private final Builds builds;
  private final FoldControl control;
  private final LogReader reader;
  private final ReadAhead ahead;
  private final int join;

  BuildRun(
      long id,
      FolderPool pool,
      FoldRegistry registry,
      Builds builds,
      FoldControl control,
      LogReader reader,
      ReadAhead ahead,
      int batch) {
    this.id = id;
    this.pool = pool;
    this.registry = registry;
    this.builds = builds;
    this.control = control;
    this.reader = reader;
    this.ahead = ahead;
    this.join = Math.min(JOIN, batch);
  }

  Outcome step() throws SQLException, InterruptedException {
    Optional<Build> found = builds.look(id);
    if (found.isEmpty()) {
      return Outcome.DONE;
    }
    Build build = found.get();
    long target = registry.look(build.group()).position();
    if (target - build.position() > join) {
      LogBatch batch = ahead.share(build.position(), target);
      return batch.events().isEmpty() ? Outcome.BLOCKED : fold(batch);
    }
    return build.indexed() ? join() : index();
  }

  private Outcome fold(LogBatch batch) {
    try {
      return pool.inTransaction(connection -> fold(connection, batch, false));
    } catch (Advance.NeedsCare e) {
      return pool.inTransaction(connection -> fold(connection, batch, true));
    }
  }

  private Outcome fold(Connection connection, LogBatch batch, boolean careful) {
    // A lost batch is folded again: only the join has to be durable at once.
    registry.jdbc().sql("SET LOCAL synchronous_commit = off").update();
    Optional<Build> lock = builds.tryLock(id);
    if (lock.isEmpty()) {
      return Outcome.BUSY;
    }
    Build build = lock.get();
    if (build.position() != batch.after()) {
      return Outcome.MORE;
    }
    if (!registry.head().incarnation().equals(batch.incarnation())) {
      ahead.forget();
      return Outcome.BLOCKED;
    }
    return advance(connection, build, batch, careful) ? Outcome.MORE : Outcome.BLOCKED;
  }

  /** Folds a batch; false when a part belongs to another version of the program. */
  private boolean advance(Connection connection, Build build, LogBatch batch, boolean careful) {
    List<Part> parts = builds.parts(id);
    List<Member<?, ?>> members = new ArrayList<>();
    for (Part part : parts) {
      @Nullable Fold<?, ?> fold = control.fold(part.fold(), part.definition());
      if (fold == null) {
        return false;
      }
      members.add(Member.of(fold, part.physical()));
    }
    for (Advance.Stop stop : new Advance(connection, careful).over(members, batch.events())) {
      LOGGER.error("The fold {} failed at the event {} while built", stop.fold(), stop.event());
      parts.stream()
          .filter(part -> part.fold().equals(stop.fold()))
          .forEach(part -> builds.failed(build, part, stop));
    }
    builds.moved(id, batch.last());
    return true;
  }

  private Outcome index() {
    return pool.inTransaction(
        connection -> {
          if (builds.tryLock(id).isEmpty()) {
            return Outcome.BUSY;
          }
          for (Part part : builds.parts(id)) {
            @Nullable Fold<?, ?> fold = control.fold(part.fold(), part.definition());
            if (fold == null) {
              return Outcome.BLOCKED;
            }
            registry.index(fold.table(), part.physical());
          }
          builds.indexed(id);
          return Outcome.MORE;
        });
  }

  private Outcome join() {
    return pool.inTransaction(
        connection -> {
          Optional<Build> found = builds.look(id);
          if (found.isEmpty()) {
            return Outcome.DONE;
          }
          // The group's lock first, as everywhere: two locks in one order cannot deadlock.
          Token token = registry.lock(found.get().group());
          Optional<Build> lock = builds.tryLock(id);
          if (lock.isEmpty()) {
            return Outcome.BUSY;
          }
          return join(connection, lock.get(), token);
        });
  }

  private Outcome join(Connection connection, Build build, Token token) {
    long missing = token.position() - build.position();
    if (missing > join || token.foreignTo(registry.head())) {
      return Outcome.MORE;
    }
    if (missing > 0) {
      LogBatch batch = read(build.position(), token.position());
      if (batch.last() != token.position() || !advance(connection, build, batch, true)) {
        return Outcome.BLOCKED;
      }
    }
    for (Part part : builds.parts(id)) {
      @Nullable Fold<?, ?> fold = control.fold(part.fold(), part.definition());
      if (fold == null) {
        return Outcome.BLOCKED;
      }
      registry.run(fold, part.physical());
      LOGGER.info("The fold {} is level and live", part.fold());
    }
    builds.finished(id);
    registry.tell(build.group(), token.position());
    return Outcome.DONE;
  }

  private LogBatch read(long after, long upTo) {
    try {
      return reader.read(after, upTo, (int) (upTo - after));
    } catch (SQLException e) {
      throw new Advance.StoreTrouble(e);
    }
  }
}
