package org.relata.oracle;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.relata.query.platform.fold.Key;

/**
 * The moment at which the oracle reads.
 *
 * @param searchPosition where the folds stand that may lag; the same as the position in the past
 * @param past whether the answer is one about the past, which its cache keys show
 */
record At(
    OracleStore store,
    long position,
    long searchPosition,
    boolean past,
    Map<String, Map<Key, Record>> known) {

  static At of(OracleStore store, long position, long searchPosition, boolean past) {
    return new At(store, position, searchPosition, past, new HashMap<>());
  }

  /** Another position, named as such. */
  At asOf(long other) {
    return of(store, other, other, true);
  }

  /** Where a fold stands, which is what the cursors of its rows name. */
  long positionOf(String fold) {
    return store.isSearch(fold) ? searchPosition : position;
  }

  private Map<Key, Record> byKey(String fold) {
    return known.computeIfAbsent(fold, name -> store.rows(name, positionOf(name)));
  }

  Collection<Record> rows(String fold) {
    return byKey(fold).values();
  }

  @Nullable Record row(String fold, Object... key) {
    return byKey(fold).get(Key.of(key));
  }

  /** The rows whose component has the value. */
  List<Record> rows(String fold, String component, Object value) {
    return rows(fold).stream()
        .filter(row -> Objects.equals(Plain.of(row, component), value))
        .toList();
  }
}
