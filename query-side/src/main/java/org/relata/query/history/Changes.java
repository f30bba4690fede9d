package org.relata.query.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.holding.AccountId;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Group;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowField;
import org.relata.query.platform.fold.RowIndex;
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

  /** A table and those of its columns that hold identifiers of one kind of subject. */
  private record Linked(RowTable<?> table, List<String> columns) {}

  private record Place(TimelineRow step, Key key) {}

  private record Pair(@Nullable Record before, @Nullable Record after) {}

  private record At(String subject, long position) {}

  private final Map<String, List<Linked>> tablesBySubject = new LinkedHashMap<>();

  /**
   * From the read models that advance together: those that may lag would tell less of a step while
   * they have not reached it.
   */
  Changes(Collection<? extends Fold<?, ?>> folds) {
    List<RowTable<?>> tables =
        folds.stream()
            .filter(fold -> fold.group() == Group.MAIN)
            .<RowTable<?>>map(Fold::table)
            .toList();
    tablesBySubject.put("customer/", linked(tables, CustomerId.class));
    tablesBySubject.put("account/", linked(tables, AccountId.class));
  }

  private static List<Linked> linked(Collection<? extends RowTable<?>> tables, Class<?> type) {
    List<Linked> linked = new ArrayList<>();
    for (RowTable<?> table : tables) {
      List<String> columns =
          table.fields().stream()
              .filter(field -> field.type() == type && isFoundQuickly(table, field))
              .map(RowField::name)
              .toList();
      if (!columns.isEmpty()) {
        linked.add(new Linked(table, columns));
      }
    }
    return linked;
  }

  /** Versions long ended are looked for as well: only what an index leads to can be told. */
  private static boolean isFoundQuickly(RowTable<?> table, RowField field) {
    return table.key().getFirst().equals(field)
        || table.indexes().stream()
            .anyMatch(
                index ->
                    index.kind() == RowIndex.Kind.ALL_VERSIONS
                        && index.columns().getFirst().equals(field.column()));
  }

  /** The read models whose changes are told of a customer or an account. */
  Set<String> views(String prefix) {
    Set<String> names = new TreeSet<>();
    tables(prefix).forEach(linked -> names.add(linked.table().name()));
    return names;
  }

  private List<Linked> tables(String prefix) {
    return tablesBySubject.getOrDefault(prefix, List.of());
  }

  /** The changes of each step: one statement per table, however many steps and subjects. */
  Map<TimelineRow, List<Change>> of(Collection<TimelineRow> steps, Snapshot snapshot) {
    Map<TimelineRow, List<Change>> changes = new HashMap<>();
    steps.forEach(step -> changes.put(step, new ArrayList<>()));
    for (String prefix : tablesBySubject.keySet()) {
      List<TimelineRow> some =
          steps.stream().filter(step -> step.subject().startsWith(prefix)).toList();
      if (!some.isEmpty()) {
        for (Linked linked : tables(prefix)) {
          read(linked.table(), linked.columns(), prefix, some, snapshot, changes);
        }
      }
    }
    return changes;
  }

  private static <R extends Record> void read(
      RowTable<R> table,
      List<String> columns,
      String prefix,
      List<TimelineRow> steps,
      Snapshot snapshot,
      Map<TimelineRow, List<Change>> changes) {
    Relation<R> relation = snapshot.at(table, snapshot.now());
    Field<Long> from = relation.validFrom();
    Field<Long> to = relation.validTo();
    List<String> ids =
        steps.stream().map(step -> step.subject().substring(prefix.length())).distinct().toList();
    List<Long> positions = steps.stream().map(TimelineRow::position).distinct().toList();
    Map<At, TimelineRow> places = new HashMap<>();
    steps.forEach(step -> places.put(new At(step.subject(), step.position()), step));
    List<Field<?>> selected = new ArrayList<>(relation.columns());
    selected.add(from);
    selected.add(to);
    List<Field<?>> order = new ArrayList<>(List.of(from));
    table.key().forEach(field -> order.add(relation.column(field.name())));
    Map<Place, Pair> pairs = new LinkedHashMap<>();
    snapshot
        .sql()
        .select(selected)
        .from(relation.table())
        .where(DSL.or(columns.stream().map(name -> relation.column(name).in(ids)).toList()))
        .and(DSL.or(from.in(positions), to.in(positions)))
        .orderBy(order)
        .forEach(
            record -> {
              R row = relation.row(record, 0);
              Key key = table.keyOf(row);
              Set<String> subjects = new LinkedHashSet<>();
              columns.forEach(name -> subjects.add(prefix + record.get(relation.column(name))));
              for (String subject : subjects) {
                note(places.get(new At(subject, record.get(from))), key, null, row, pairs);
                @Nullable Long ended = record.get(to);
                if (ended != null) {
                  note(places.get(new At(subject, ended)), key, row, null, pairs);
                }
              }
            });
    pairs.forEach(
        (place, pair) ->
            Objects.requireNonNull(changes.get(place.step())).addAll(between(table, pair)));
  }

  private static void note(
      @Nullable TimelineRow step,
      Key key,
      @Nullable Record before,
      @Nullable Record after,
      Map<Place, Pair> pairs) {
    if (step != null) {
      pairs.merge(new Place(step, key), new Pair(before, after), Changes::both);
    }
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
