package org.relata.query.platform.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.relata.query.platform.fold.Refolding.Difference;
import org.relata.query.platform.fold.RowTable;

/**
 * What can be read at one moment in one snapshot.
 *
 * @param moments by table, those of tables that are read as of another moment
 * @param differences by table, rows that are to be others than they are
 */
public record View(
    Snapshot snapshot,
    Moment moment,
    Map<String, Moment> moments,
    Map<String, Difference<?>> differences) {

  /** What is there. */
  public View(Snapshot snapshot, Moment moment) {
    this(snapshot, moment, Map.of(), Map.of());
  }

  /** What can be read as of another position. */
  public View asOf(long position) {
    return new View(snapshot, new Moment.AsOf(position));
  }

  /** The same moment, but for one table that is read as of a position. */
  public View with(RowTable<?> table, long position) {
    Map<String, Moment> others = new HashMap<>(moments);
    others.put(table.name(), new Moment.AsOf(position));
    return new View(snapshot, moment, Map.copyOf(others), differences);
  }

  /** The same moment, had something not happened. */
  public View differing(List<Difference<?>> others) {
    return new View(
        snapshot,
        moment,
        moments,
        others.stream()
            .collect(Collectors.toUnmodifiableMap(one -> one.table().name(), one -> one)));
  }

  /** The moment as of which a table is read. */
  public Moment momentOf(RowTable<?> table) {
    return moments.getOrDefault(table.name(), moment);
  }

  /** Statements on the snapshot's transaction. */
  public DSLContext sql() {
    return snapshot.sql();
  }

  /** A fold's table at the moment. */
  @SuppressWarnings("unchecked") // the name of a table is that of one type of rows
  public <R extends Record> Relation<R> read(RowTable<R> table) {
    Relation<R> relation = snapshot.at(table, momentOf(table));
    @Nullable Difference<?> difference = differences.get(table.name());
    return difference == null ? relation : relation.differing((Difference<R>) difference);
  }
}
