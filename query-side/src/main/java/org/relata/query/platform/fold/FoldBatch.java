package org.relata.query.platform.fold;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.log.Recorded;

/**
 * One fold over one batch of events: collects the keys in a dry pass, reads their rows, folds in
 * memory, and then writes what came out. A fold that throws keeps all that earlier events did.
 */
final class FoldBatch<E extends DomainEvent, R extends Record> implements Rows<R> {

  /** The event at which the fold failed, and why. */
  record Failure(long event, Throwable cause) {}

  /** What is known of one row. */
  private static final class Slot<R> {
    private final Key key;
    private @Nullable R row;
    private @Nullable R before;
    private long since;
    private boolean stored;
    private boolean touched;

    Slot(Key key) {
      this.key = key;
    }
  }

  /** From so many versions on their text is made beside, while the next fold is at work. */
  private static final int MANY = 500;

  private final Fold<E, R> fold;
  private final FoldTable<R> table;
  private final int keySize;
  private final Map<Key, Slot<R>> slots = new HashMap<>();
  private final List<Slot<R>> touched = new ArrayList<>();
  private final List<FoldTable.Version<R>> versions = new ArrayList<>();
  private final List<FoldTable.Close> closes = new ArrayList<>();
  private final FutureTask<CopyText> text;
  private boolean dry = true;

  FoldBatch(Fold<E, R> fold, FoldTable<R> table) {
    this.fold = fold;
    this.table = table;
    this.keySize = table.table().key().size();
    this.text = new FutureTask<>(() -> table.text(versions));
  }

  /** Folds the events without writing anything yet; gives the failure that ended it early. */
  @Nullable Failure fold(Connection connection, List<? extends Recorded<?>> events)
      throws SQLException {
    pass(events);
    if (!slots.isEmpty()) {
      Map<Key, R> rows = table.current(connection, slots.keySet());
      for (Map.Entry<Key, R> entry : rows.entrySet()) {
        @Nullable Slot<R> slot = slots.get(entry.getKey());
        if (slot == null) {
          throw new IllegalStateException("A row came back under another key");
        }
        slot.row = entry.getValue();
        slot.stored = true;
      }
    }
    dry = false;
    @Nullable Failure failure = pass(events);
    for (Slot<R> slot : slots.values()) {
      @Nullable R row = slot.row;
      if (row != null && !slot.stored) {
        versions.add(new FoldTable.Version<>(row, slot.since, null));
      }
    }
    if (versions.size() < MANY) {
      text.run();
    } else {
      Thread.ofVirtual().name("relata-fold-text").start(text);
    }
    return failure;
  }

  /** Writes what the fold has changed. */
  void write(Connection connection) throws SQLException {
    table.close(connection, closes);
    try {
      table.copy(connection, text.get());
    } catch (ExecutionException e) {
      @Nullable Throwable cause = e.getCause();
      throw Handles.rethrown(cause == null ? e : cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("Interrupted while rows were written", e);
    }
  }

  @SuppressWarnings("unchecked") // events() has been asked
  private @Nullable Failure pass(List<? extends Recorded<?>> events) {
    Class<E> wanted = fold.events();
    for (Recorded<?> recorded : events) {
      if (wanted.isInstance(recorded.event())) {
        try {
          fold.apply((Recorded<? extends E>) recorded, this);
          if (!dry) {
            settle(recorded.position());
          }
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
          undo();
          return new Failure(recorded.position(), e);
        }
      }
    }
    return null;
  }

  private void settle(long position) {
    for (Slot<R> slot : touched) {
      slot.touched = false;
      @Nullable R before = slot.before;
      if (Objects.equals(before, slot.row)) {
        continue;
      }
      if (before != null) {
        if (slot.stored) {
          closes.add(new FoldTable.Close(slot.key, position));
          slot.stored = false;
        } else {
          versions.add(new FoldTable.Version<>(before, slot.since, position));
        }
      }
      slot.since = position;
    }
    touched.clear();
  }

  private void undo() {
    for (Slot<R> slot : touched) {
      slot.touched = false;
      slot.row = slot.before;
    }
    touched.clear();
  }

  private Slot<R> slot(Key key) {
    if (key.size() != keySize) {
      throw new IllegalArgumentException(fold.name() + " has a key of " + keySize + " parts");
    }
    Slot<R> slot = slots.computeIfAbsent(key, Slot::new);
    if (!dry && !slot.touched) {
      slot.touched = true;
      slot.before = slot.row;
      touched.add(slot);
    }
    return slot;
  }

  private R present(Slot<R> slot) {
    @Nullable R row = slot.row;
    if (row == null) {
      throw new IllegalStateException(fold.name() + " has no row " + slot.key);
    }
    return row;
  }

  private R sameKey(Key key, R row) {
    if (!table.table().keyOf(row).equals(key)) {
      throw new IllegalStateException(fold.name() + " changed the key " + key);
    }
    return row;
  }

  @Override
  public void begin(R row) {
    Slot<R> slot = slot(table.table().keyOf(row));
    if (!dry) {
      if (slot.row != null) {
        throw new IllegalStateException(fold.name() + " has a row " + slot.key + " already");
      }
      slot.row = row;
    }
  }

  @Override
  public void next(Key key, UnaryOperator<R> change) {
    Slot<R> slot = slot(key);
    if (!dry) {
      slot.row = sameKey(key, change.apply(present(slot)));
    }
  }

  @Override
  public void put(Key key, Change<R> change) {
    Slot<R> slot = slot(key);
    if (!dry) {
      @Nullable R row = change.apply(slot.row);
      slot.row = row == null ? null : sameKey(key, row);
    }
  }

  @Override
  public void end(Key key) {
    Slot<R> slot = slot(key);
    if (!dry) {
      present(slot);
      slot.row = null;
    }
  }
}
