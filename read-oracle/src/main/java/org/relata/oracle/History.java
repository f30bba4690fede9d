package org.relata.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.log.Recorded;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.Rows;

/** One fold, fed with one event after the other, and every version of every row that came of it. */
final class History<E extends DomainEvent, R extends Record> implements Rows<R> {

  static final long FOREVER = Long.MAX_VALUE;

  /** A version of a row; {@code validTo} is {@link #FOREVER} for the last one. */
  record Version<R>(R row, long validFrom, long validTo) {
    boolean holdsAt(long position) {
      return validFrom <= position && position < validTo;
    }
  }

  /** The event at which the fold failed. */
  record Failure(long event, Throwable cause) {}

  private final Fold<E, R> fold;
  private final Map<Key, List<Version<R>>> versions = new LinkedHashMap<>();
  private final Map<Key, Optional<R>> changed = new HashMap<>();
  private @Nullable Failure failure;

  History(Fold<E, R> fold) {
    this.fold = fold;
  }

  Fold<E, R> fold() {
    return fold;
  }

  Map<Key, List<Version<R>>> versions() {
    return versions;
  }

  @Nullable Failure failure() {
    return failure;
  }

  /** Folds an event; one at which the fold fails changes nothing, and nor does any later one. */
  @SuppressWarnings("unchecked") // events() has been asked
  void apply(Recorded<?> recorded) {
    if (failure != null || !fold.events().isInstance(recorded.event())) {
      return;
    }
    try {
      fold.apply((Recorded<? extends E>) recorded, this);
      changed.forEach((key, row) -> settle(key, row.orElse(null), recorded.position()));
    } catch (RuntimeException e) {
      failure = new Failure(recorded.position(), e);
    }
    changed.clear();
  }

  private void settle(Key key, @Nullable R row, long position) {
    List<Version<R>> all = versions.computeIfAbsent(key, _ -> new ArrayList<>());
    @Nullable R before = last(all);
    if (Objects.equals(before, row)) {
      return;
    }
    if (before != null) {
      all.set(all.size() - 1, new Version<>(before, all.getLast().validFrom(), position));
    }
    if (row != null) {
      all.add(new Version<>(row, position, FOREVER));
    }
  }

  private @Nullable R last(List<Version<R>> all) {
    return all.isEmpty() || all.getLast().validTo() != FOREVER ? null : all.getLast().row();
  }

  private @Nullable R current(Key key) {
    @Nullable Optional<R> one = changed.get(key);
    return one == null ? last(versions.getOrDefault(key, List.of())) : one.orElse(null);
  }

  private R present(Key key) {
    @Nullable R row = current(key);
    if (row == null) {
      throw new IllegalStateException(fold.name() + " has no row " + key);
    }
    return row;
  }

  private void change(Key key, @Nullable R row) {
    if (row != null && !fold.table().keyOf(row).equals(key)) {
      throw new IllegalStateException(fold.name() + " changed the key " + key);
    }
    changed.put(key, Optional.ofNullable(row));
  }

  @Override
  public void begin(R row) {
    Key key = fold.table().keyOf(row);
    if (current(key) != null) {
      throw new IllegalStateException(fold.name() + " has a row " + key + " already");
    }
    change(key, row);
  }

  @Override
  public void next(Key key, UnaryOperator<R> change) {
    change(key, change.apply(present(key)));
  }

  @Override
  public void put(Key key, Change<R> change) {
    change(key, change.apply(current(key)));
  }

  @Override
  public void end(Key key) {
    present(key);
    change(key, null);
  }
}
