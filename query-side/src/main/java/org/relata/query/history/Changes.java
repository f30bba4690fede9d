package org.relata.query.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowField;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.graph.Relation;
import org.relata.query.platform.graph.Snapshot;

/**
 * What changed at a position: since every version of every row is kept with the positions between
 * which it was true, the rows that ended there are the "before" and those that began there the
 * "after". No event needs to be interpreted, and a new read model joins by itself.
 */
final class Changes {

  /**
   * One value that changed.
   *
   * @param view the read model
   * @param field the component of its row
   * @param before null when there was none
   * @param after null when there is none any more
   */
  record Change(String view, String field, @Nullable String before, @Nullable String after) {}

  private record Place(long position, Key key) {}

  private record Pair(@Nullable Record before, @Nullable Record after) {}

  private final Map<String, List<RowTable<?>>> tablesBySubject = new HashMap<>();

  Changes(Collection<? extends RowTable<?>> tables) {
    for (RowTable<?> table : tables) {
      for (RowField field : table.fields()) {
        if (field.name().equals("customerId")) {
          tables("customer").add(table);
        } else if (field.name().equals("accountId")) {
          tables("account").add(table);
        }
      }
    }
  }

  private List<RowTable<?>> tables(String kind) {
    return tablesBySubject.computeIfAbsent(kind, _ -> new ArrayList<>());
  }

  /** The changes of each step, asked for all steps of a page at once. */
  Map<TimelineRow, List<Change>> of(Collection<TimelineRow> steps, Snapshot snapshot) {
    Map<TimelineRow, List<Change>> changes = new HashMap<>();
    steps.forEach(step -> changes.put(step, new ArrayList<>()));
    Map<String, List<TimelineRow>> bySubject = new LinkedHashMap<>();
    steps.forEach(
        step -> bySubject.computeIfAbsent(step.subject(), _ -> new ArrayList<>()).add(step));
    bySubject.forEach(
        (subject, ofOne) -> {
          int slash = subject.indexOf('/');
          String kind = subject.substring(0, slash);
          for (RowTable<?> table : tables(kind)) {
            read(table, kind + "Id", subject.substring(slash + 1), ofOne, snapshot, changes);
          }
        });
    return changes;
  }

  private static <R extends Record> void read(
      RowTable<R> table,
      String column,
      String id,
      List<TimelineRow> steps,
      Snapshot snapshot,
      Map<TimelineRow, List<Change>> changes) {
    Relation<R> relation = snapshot.at(table, snapshot.now());
    Field<Long> from = relation.validFrom();
    Field<Long> to = relation.validTo();
    List<Long> positions = steps.stream().map(TimelineRow::position).toList();
    Condition here = relation.column(column).eq(id);
    List<Field<?>> columns = new ArrayList<>(relation.columns());
    columns.add(from);
    columns.add(to);
    Map<Place, Pair> pairs = new LinkedHashMap<>();
    snapshot
        .sql()
        .select(columns)
        .from(relation.table())
        .where(here)
        .and(DSL.or(from.in(positions), to.in(positions)))
        .orderBy(from)
        .forEach(
            record -> {
              R row = relation.row(record, 0);
              Key key = table.keyOf(row);
              long began = Objects.requireNonNull(record.get(from));
              @Nullable Long ended = record.get(to);
              pairs.merge(new Place(began, key), new Pair(null, row), Changes::both);
              if (ended != null) {
                pairs.merge(new Place(ended, key), new Pair(row, null), Changes::both);
              }
            });
    Map<Long, TimelineRow> byPosition = new HashMap<>();
    steps.forEach(step -> byPosition.put(step.position(), step));
    pairs.forEach(
        (place, pair) -> {
          @Nullable TimelineRow step = byPosition.get(place.position());
          if (step != null) {
            Objects.requireNonNull(changes.get(step)).addAll(between(table, pair));
          }
        });
  }

  private static Pair both(Pair one, Pair other) {
    return new Pair(
        one.before() == null ? other.before() : one.before(),
        one.after() == null ? other.after() : one.after());
  }

  private static <R extends Record> List<Change> between(RowTable<R> table, Pair pair) {
    @Nullable Object[] before = plain(table, pair.before());
    @Nullable Object[] after = plain(table, pair.after());
    List<Change> changes = new ArrayList<>();
    for (RowField field : table.fields()) {
      if (table.key().contains(field) && pair.before() != null && pair.after() != null) {
        continue;
      }
      @Nullable String was = text(field, before);
      @Nullable String is = text(field, after);
      if (!Objects.equals(was, is)) {
        changes.add(new Change(table.name(), field.name(), was, is));
      }
    }
    return changes;
  }

  private static <R extends Record> @Nullable Object[] plain(
      RowTable<R> table, @Nullable Record row) {
    return row == null
        ? new @Nullable Object[table.columns().size()]
        : table.plain(table.type().cast(row));
  }

  private static @Nullable String text(RowField field, @Nullable Object[] plain) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < field.columns().size(); i++) {
      @Nullable Object value = plain[field.offset() + i];
      if (value == null) {
        return null;
      }
      String part =
          switch (value) {
            case Object[] array ->
                String.join(
                    ", ", java.util.Arrays.asList(array).stream().map(String::valueOf).toList());
            case java.math.BigDecimal number -> number.toPlainString();
            default -> value.toString();
          };
      text.append(i == 0 ? "" : " ").append(part);
    }
    return text.toString();
  }
}
