package org.relata.query.platform.fold;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.relata.query.platform.FolderPool;
import org.relata.query.platform.fold.Advance.Member;
import org.relata.query.platform.fold.FoldRegistry.Entry;
import org.relata.query.platform.fold.FoldRegistry.Head;
import org.relata.query.platform.fold.FoldRegistry.Token;
import org.relata.query.platform.log.LogBatch;
import org.relata.query.platform.log.LogReader;
import org.relata.query.platform.log.ReadAhead;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves one group: all its running folds and its token, in one transaction per batch. Any number of
 * processes may do this; the lock of the group's row admits one at a time, and whoever comes with
 * events that were folded meanwhile throws them away.
 *
 * <p>The other groups follow the main one and are never ahead of it, so that whatever they have
 * shown can be asked for again, with all that it refers to, at the position that it was shown at.
 */
final class GroupRun {

  private static final Logger LOGGER = LoggerFactory.getLogger(GroupRun.class);

  /**
   * What a transaction found, to be believed once it has committed.
   *
   * @param near whether less than a batch is missing to the end of the log
   */
  private record Result(Outcome outcome, long position, boolean near, @Nullable String blocked) {

    static Result of(Outcome outcome, long position) {
      return new Result(outcome, position, false, null);
    }
  }

  private static final long NOT_LOOKED = -1;

  private final Group group;
  private final FolderPool pool;
  private final FoldRegistry registry;
  private final FoldControl control;
  private final FoldMetrics metrics;
  private final ReadAhead ahead;
  private final int batchSize;
  private final Clock clock;
  private final Map<Entry, Member<?, ?>> members = new HashMap<>();
  private long known = NOT_LOOKED;
  private boolean indexed;
  private volatile @Nullable String blocked;

  GroupRun(
      Group group,
      FolderPool pool,
      FoldRegistry registry,
      FoldControl control,
      FoldMetrics metrics,
      LogReader reader,
      int batchSize,
      Clock clock) {
    this.group = group;
    this.pool = pool;
    this.registry = registry;
    this.control = control;
    this.metrics = metrics;
    this.ahead = new ReadAhead(reader, batchSize);
    this.batchSize = batchSize;
    this.clock = clock;
  }

  Group group() {
    return group;
  }

  /** Why the group does not advance in this process; null when nothing hinders it. */
  @Nullable String blocked() {
    return blocked;
  }

  Outcome step() throws SQLException, InterruptedException {
    if (known == NOT_LOOKED) {
      known = registry.look(group).position();
    }
    LogBatch batch = ahead.take(known, upTo());
    long begun = System.nanoTime();
    Result result = batch.events().isEmpty() ? look(batch) : fold(batch);
    if (result.outcome() == Outcome.MORE || result.outcome() == Outcome.LEVEL) {
      int folded = (int) Math.max(0, result.position() - known);
      if (folded > 0 && !batch.events().isEmpty()) {
        metrics.folded(group, folded, Duration.ofNanos(System.nanoTime() - begun));
      }
    }
    // Another log is folded into new tables.
    indexed &= result.position() >= known;
    known = result.position();
    say(result.blocked());
    if (result.outcome() == Outcome.LEVEL && result.near() && !indexed) {
      indexed = pool.inTransaction(connection -> index());
    }
    return result.outcome();
  }

  private long upTo() {
    return group == Group.MAIN ? Long.MAX_VALUE : registry.look(Group.MAIN).position();
  }

  /**
   * Tables that begin empty get the readers' indexes when the group is level for the first time, as
   * those of a rebuild do: a long log is folded several times as fast without them.
   */
  private boolean index() {
    if (registry.tryLock(group).isEmpty()) {
      return false;
    }
    for (Entry entry : registry.entries(group)) {
      @Nullable Fold<?, ?> fold = control.fold(entry.name(), entry.definition());
      if (fold != null && !registry.indexed(entry.physical())) {
        registry.index(fold.table(), entry.physical());
      }
    }
    return true;
  }

  private Result fold(LogBatch batch) {
    Result result;
    try {
      result = pool.inTransaction(connection -> fold(connection, batch, false));
    } catch (Advance.NeedsCare e) {
      result = pool.inTransaction(connection -> fold(connection, batch, true));
    }
    return result;
  }

  private Result fold(Connection connection, LogBatch batch, boolean careful) {
    Optional<Token> lock = registry.tryLock(group);
    if (lock.isEmpty()) {
      return new Result(Outcome.BUSY, registry.look(group).position(), false, blocked);
    }
    Token token = lock.get();
    Head head = registry.head();
    if (token.foreignTo(head)) {
      control.meet(group, token, head);
      return Result.of(Outcome.MORE, registry.look(group).position());
    }
    if (token.position() != batch.after()
        || !head.incarnation().equals(batch.incarnation())
        || head.position() < batch.last()) {
      return Result.of(Outcome.MORE, token.position());
    }
    List<Entry> entries = registry.entries(group).stream().filter(Entry::running).toList();
    members.keySet().retainAll(entries);
    List<Member<?, ?>> running = new ArrayList<>();
    for (Entry entry : entries) {
      @Nullable Member<?, ?> member = members.computeIfAbsent(entry, this::member);
      if (member == null) {
        return new Result(
            Outcome.BLOCKED,
            token.position(),
            false,
            "The fold " + entry.name() + " belongs to another version of the program.");
      }
      running.add(member);
    }
    for (Advance.Stop stop : new Advance(connection, careful).over(running, batch.events())) {
      registry.stop(stop.fold(), stop.event() - 1, stop.event(), stop.error());
      LOGGER.error("The fold {} stopped before the event {}", stop.fold(), stop.event());
    }
    registry.store(group, head.incarnation(), batch.last());
    metrics.lag(
        group,
        head.position() - batch.last(),
        Duration.between(batch.events().getLast().recordedAt(), clock.instant()));
    return new Result(
        batch.full() ? Outcome.MORE : Outcome.LEVEL,
        batch.last(),
        isNear(batch.last(), head),
        null);
  }

  private @Nullable Member<?, ?> member(Entry entry) {
    @Nullable Fold<?, ?> fold = control.fold(entry.name(), entry.definition());
    return fold == null ? null : Member.of(fold, entry.physical());
  }

  /** Nothing to fold after the known position: the log is at its end, blocked, or another one. */
  private Result look(LogBatch batch) {
    Token token = registry.look(group);
    Head head = registry.head();
    if (token.foreignTo(head)) {
      return pool.inTransaction(connection -> resetIfForeign());
    }
    metrics.lag(
        group,
        head.position() - token.position(),
        Duration.between(head.recordedAt(), clock.instant()));
    LogBatch.@Nullable Blocked reason = batch.blocked();
    if (reason != null && token.position() == batch.after()) {
      registry.blocked(group, reason.position(), reason.error());
      return new Result(
          Outcome.BLOCKED,
          token.position(),
          false,
          reason.error() + " (event " + reason.position() + ")");
    }
    boolean more = token.position() != batch.after();
    return new Result(
        more ? Outcome.MORE : Outcome.LEVEL,
        token.position(),
        isNear(token.position(), head),
        null);
  }

  private Result resetIfForeign() {
    Token token = registry.lock(group);
    Head head = registry.head();
    if (token.foreignTo(head)) {
      control.meet(group, token, head);
    }
    return Result.of(Outcome.MORE, registry.look(group).position());
  }

  private boolean isNear(long position, Head head) {
    return head.position() - position < batchSize;
  }

  private void say(@Nullable String reason) {
    if (reason != null && !reason.equals(blocked)) {
      LOGGER.error("The group {} stands still: {}", group, reason);
    }
    blocked = reason;
  }
}
