package org.relata.command.platform.log;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.log.AppendFailure.CommandRepeated;
import org.relata.command.platform.log.AppendFailure.StreamConflict;

/**
 * Group commit. The first caller that finds nobody writing becomes the leader: it writes its own
 * events and all that wait, in one statement and one fsync, hands the lead to the first who came
 * meanwhile, and only then wakes the others. A lone caller never waits for company and never
 * changes threads. When a group meets a conflict its members are written alone, so that a bad
 * neighbour fails nobody else.
 */
public final class LogWriter {

  /** Events in one statement; a single append larger than this is still written whole. */
  static final int MAX_GROUP = 2_000;

  private final LogAppender appender;
  private final Tail tail;
  private final AppendListener listener;
  private final DistributionSummary groupSize;
  private final Timer appendTime;
  private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
  private boolean led;

  private static final class Waiting {
    final UUID incarnation;
    final List<NewEvent> events;
    final Thread thread = Thread.currentThread();
    volatile boolean leads;
    volatile @Nullable Appended appended;
    volatile @Nullable RuntimeException failure;

    Waiting(UUID incarnation, List<NewEvent> events) {
      this.incarnation = incarnation;
      this.events = events;
    }

    boolean isDone() {
      return appended != null || failure != null;
    }
  }

  LogWriter(LogAppender appender, Tail tail, AppendListener listener, MeterRegistry meters) {
    this.appender = appender;
    this.tail = tail;
    this.listener = listener;
    this.groupSize =
        DistributionSummary.builder("relata.log.group").baseUnit("events").register(meters);
    this.appendTime = Timer.builder("relata.log.append").register(meters);
  }

  /** Which life of the log was met last by an append; empty before the first one. */
  public Optional<UUID> incarnation() {
    return tail.incarnation();
  }

  /**
   * Appends the events, all or none, and returns when they are durable.
   *
   * @param incarnation of the log in which they were decided; no other is written to
   * @throws AppendFailure when they could not be appended
   */
  public Appended append(UUID incarnation, List<NewEvent> events) {
    Waiting mine = new Waiting(incarnation, events);
    synchronized (queue) {
      queue.add(mine);
      if (!led) {
        led = true;
        mine.leads = true;
      }
    }
    boolean interrupted = false;
    while (!mine.leads && !mine.isDone()) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    if (mine.leads) {
      lead();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    @Nullable RuntimeException failure = mine.failure;
    if (failure != null) {
      throw failure;
    }
    @Nullable Appended appended = mine.appended;
    if (appended == null) {
      throw new IllegalStateException("Neither appended nor failed");
    }
    return appended;
  }

  private void lead() {
    List<Waiting> group = nextGroup();
    try {
      write(group);
    } finally {
      Waiting next;
      synchronized (queue) {
        next = queue.peek();
        led = next != null;
      }
      if (next != null) {
        next.leads = true;
        LockSupport.unpark(next.thread);
      }
      for (Waiting member : group) {
        if (!member.leads) {
          LockSupport.unpark(member.thread);
        }
      }
    }
  }

  private List<Waiting> nextGroup() {
    List<Waiting> group = new ArrayList<>();
    int events = 0;
    synchronized (queue) {
      @Nullable Waiting next = queue.peek();
      while (next != null && (group.isEmpty() || fits(next, group.getFirst(), events))) {
        group.add(queue.remove());
        events += next.events.size();
        next = queue.peek();
      }
    }
    return group;
  }

  private static boolean fits(Waiting next, Waiting first, int events) {
    return next.incarnation.equals(first.incarnation) && events + next.events.size() <= MAX_GROUP;
  }

  private void write(List<Waiting> group) {
    try {
      List<NewEvent> events = new ArrayList<>();
      for (Waiting member : group) {
        events.addAll(member.events);
      }
      groupSize.record(events.size());
      Appended all = timed(group.getFirst().incarnation, events);
      long first = all.first();
      for (Waiting member : group) {
        int count = member.events.size();
        member.appended = new Appended(first, count, all.recordedAt(), all.incarnation());
        first += count;
      }
    } catch (StreamConflict | CommandRepeated conflict) {
      if (group.size() == 1) {
        group.getFirst().failure = conflict;
      } else {
        group.forEach(this::writeAlone);
      }
    } catch (RuntimeException failure) {
      group.forEach(member -> member.failure = failure);
    }
  }

  private void writeAlone(Waiting member) {
    try {
      member.appended = timed(member.incarnation, member.events);
    } catch (RuntimeException failure) {
      member.failure = failure;
    }
  }

  private Appended timed(UUID incarnation, List<NewEvent> events) {
    long start = System.nanoTime();
    try {
      Appended appended = appender.append(incarnation, events);
      listener.appended();
      return appended;
    } catch (SQLException e) {
      throw LogAppender.failure(e);
    } finally {
      appendTime.record(System.nanoTime() - start, java.util.concurrent.TimeUnit.NANOSECONDS);
    }
  }
}
