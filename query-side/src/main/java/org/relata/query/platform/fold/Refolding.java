package org.relata.query.platform.fold;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.log.Recorded;

/**
 * Some events folded in memory, and folded again as if one of them had not happened: folds are
 * pure, so nothing else is needed to tell what a single event did. Every event that touches one of
 * the rows in question must be among them. What finds no row to change without the event changes
 * none.
 */
public final class Refolding {

  /**
   * Rows of one table that would be others.
   *
   * @param keys whose rows would be others, or would not be
   * @param rows those that would be there instead
   */
  public record Difference<R extends Record>(RowTable<R> table, Set<Key> keys, List<R> rows) {}

  private final List<Refolded<?, ?>> tables = new ArrayList<>();

  /** The events in the order of their positions. */
  public Refolding(List<? extends Fold<?, ?>> folds, List<Recorded<DomainEvent>> events) {
    for (Fold<?, ?> fold : folds) {
      tables.add(Refolded.of(fold, events));
    }
  }

  /** What would be other without the event at a position; nothing when it does not matter. */
  public List<Difference<?>> without(long position) {
    List<Difference<?>> differences = new ArrayList<>();
    for (Refolded<?, ?> table : tables) {
      @Nullable Difference<?> difference = table.without(position);
      if (difference != null) {
        differences.add(difference);
      }
    }
    return differences;
  }

  /** One fold, its rows, and which event touched which of them. */
  private static final class Refolded<E extends DomainEvent, R extends Record> {

    private final Fold<E, R> fold;
    private final Map<Key, TreeMap<Long, Recorded<? extends E>>> byKey = new HashMap<>();
    private final Map<Long, Set<Key>> byEvent = new HashMap<>();
    private final Map<Key, R> rows;

    private Refolded(Fold<E, R> fold, List<Recorded<? extends E>> events) {
      this.fold = fold;
      Memory<R> memory = new Memory<>(fold.table(), null);
      for (Recorded<? extends E> event : events) {
        memory.touched.clear();
        fold.apply(event, memory);
        for (Key key : memory.touched) {
          byKey.computeIfAbsent(key, _ -> new TreeMap<>()).put(event.position(), event);
        }
        byEvent.put(event.position(), Set.copyOf(memory.touched));
      }
      this.rows = memory.rows;
    }

    @SuppressWarnings("unchecked") // events() has been asked
    static <E extends DomainEvent, R extends Record> Refolded<E, R> of(
        Fold<E, R> fold, List<Recorded<DomainEvent>> events) {
      List<Recorded<? extends E>> own = new ArrayList<>();
      for (Recorded<?> event : events) {
        if (fold.events().isInstance(event.event())) {
          own.add((Recorded<? extends E>) event);
        }
      }
      return new Refolded<>(fold, own);
    }

    @Nullable Difference<R> without(long position) {
      Set<Key> keys = byEvent.getOrDefault(position, Set.of());
      if (keys.isEmpty()) {
        return null;
      }
      TreeMap<Long, Recorded<? extends E>> others = new TreeMap<>();
      keys.forEach(key -> others.putAll(byKey.getOrDefault(key, new TreeMap<>())));
      others.remove(position);
      Memory<R> memory = new Memory<>(fold.table(), keys);
      others.values().forEach(event -> fold.apply(event, memory));
      Set<Key> differing = new HashSet<>(keys);
      differing.removeIf(key -> Objects.equals(rows.get(key), memory.rows.get(key)));
      if (differing.isEmpty()) {
        return null;
      }
      List<R> instead = differing.stream().map(memory.rows::get).filter(Objects::nonNull).toList();
      return new Difference<>(fold.table(), Set.copyOf(differing), instead);
    }
  }

  /** Rows of one fold, all of them or those of some keys. */
  private static final class Memory<R extends Record> implements Rows<R> {

    private final RowTable<R> table;
    private final @Nullable Set<Key> only;
    private final Map<Key, R> rows = new HashMap<>();
    private final Set<Key> touched = new HashSet<>();

    Memory(RowTable<R> table, @Nullable Set<Key> only) {
      this.table = table;
      this.only = only;
    }

    @Override
    public void begin(R row) {
      put(table.keyOf(row), _ -> row);
    }

    @Override
    public void next(Key key, UnaryOperator<R> change) {
      put(key, row -> row == null ? null : change.apply(row));
    }

    @Override
    public void put(Key key, Change<R> change) {
      touched.add(key);
      if (only != null && !only.contains(key)) {
        return;
      }
      @Nullable R row = change.apply(rows.get(key));
      if (row == null) {
        rows.remove(key);
      } else {
        rows.put(key, row);
      }
    }

    @Override
    public void end(Key key) {
      put(key, _ -> null);
    }
  }
}
