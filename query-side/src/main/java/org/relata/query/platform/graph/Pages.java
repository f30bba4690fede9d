package org.relata.query.platform.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.Select;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages of one listing at one moment: of all its rows with one statement, or of the rows that
 * belong to each of many parents, again with one statement.
 *
 * @param position what cursors of these pages carry
 */
record Pages<R extends Record>(
    Snapshot snapshot,
    Moment moment,
    long position,
    Listing<R> listing,
    @Nullable Object filter,
    List<OrderTerm> order) {

  static <R extends Record> Pages<R> of(
      Snapshot snapshot, Moment moment, Listing<R> listing, Map<String, Object> arguments) {
    return new Pages<>(
        snapshot,
        moment,
        pictured(snapshot, moment, listing),
        listing,
        arguments.get("filter"),
        listing.order(arguments.get("orderBy")));
  }

  /** A listing of a group of folds that lags shows the present of that group. */
  private static long pictured(Snapshot snapshot, Moment moment, Listing<?> listing) {
    Snapshot.@Nullable FoldState fold = snapshot.folds().get(listing.table().name());
    return moment instanceof Moment.Now && fold != null
        ? snapshot.position(fold.group())
        : moment.position();
  }

  /** One page of all rows. */
  Connection<R> page(PageRequest request, Companions companions) {
    Relation<R> relation = snapshot.at(listing.table(), moment);
    Select<?> chosen = chosen(relation, request, DSL.noCondition());
    Relation<R> page = relation.over(chosen);
    Companions.Joined joined = companions.joined(page.table(), page);
    Select<?> read = joined.isEmpty() ? chosen : select(List.of(), page, joined, request);
    List<R> rows = snapshot.sql().fetch(read).map(record -> row(record, 0, joined));
    return connection(rows, request, request.scope(), this::count);
  }

  /**
   * The rows of one page, without what the question goes on to. How many is written out: of a
   * parameter PostgreSQL thinks that it means a tenth of all rows, and plans anew each time.
   */
  private Select<?> chosen(Relation<R> relation, PageRequest request, Condition further) {
    return DSL.select(relation.columns())
        .from(relation.table())
        .where(condition(relation))
        .and(beyond(relation, request))
        .and(further)
        .orderBy(sort(relation, request.backwards()))
        .limit(DSL.inline(request.size() + 1));
  }

  /** Rows that were chosen before, and what is joined to them, in the order of the page. */
  private Select<?> select(
      List<Field<?>> before, Relation<R> page, Companions.Joined joined, PageRequest request) {
    List<Field<?>> columns = new ArrayList<>(before);
    columns.addAll(page.columns());
    columns.addAll(joined.columns());
    List<OrderField<?>> order = new ArrayList<>(before);
    order.addAll(sort(page, request.backwards()));
    return DSL.select(columns).from(joined.statement()).orderBy(order);
  }

  private R row(org.jooq.Record record, int base, Companions.Joined joined) {
    @Nullable Object[] values = record.intoArray();
    R row = listing.table().row(values, base);
    joined.keep(row, values, base + listing.table().columns().size());
    return row;
  }

  private CompletableFuture<Long> count() {
    Relation<R> relation = snapshot.at(listing.table(), moment);
    return CompletableFuture.completedFuture(
        snapshot
            .sql()
            .selectCount()
            .from(relation.table())
            .where(condition(relation))
            .fetchSingle()
            .value1()
            .longValue());
  }

  /** The rows of the page of each parent, one more than asked where there are more. */
  Map<Filed, List<R>> pages(
      String foreign, Set<Filed> parents, PageRequest request, Companions companions) {
    Relation<R> relation = snapshot.at(listing.table(), moment);
    Field<String> parent = DSL.field(DSL.name("parent", "key"), String.class);
    Field<String> filed = DSL.field(DSL.name("parent", "filed"), String.class);
    Condition own = relation.column(foreign).cast(String.class).eq(filed);
    Relation<R> page = relation.over(chosen(relation, request, own));
    Table<?> each =
        Pages.filed(parents).as("parent", "key", "filed").crossJoin(DSL.lateral(page.table()));
    Companions.Joined joined = companions.joined(each, page);
    Map<String, Filed> byKey = new HashMap<>();
    parents.forEach(one -> byKey.put(one.key(), one));
    Map<Filed, List<R>> found = new HashMap<>();
    snapshot
        .sql()
        .fetch(select(List.of(parent), page, joined, request))
        .forEach(
            record ->
                found
                    .computeIfAbsent(
                        Objects.requireNonNull(byKey.get(record.get(0, String.class))),
                        _ -> new ArrayList<>())
                    .add(row(record, 1, joined)));
    return found;
  }

  /** Each key of a parent with each of those under which its belongings are filed. */
  private static Table<?> filed(Set<Filed> parents) {
    List<String> keys = new ArrayList<>();
    List<String> under = new ArrayList<>();
    for (Filed parent : parents) {
      for (String one : parent.under()) {
        keys.add(parent.key());
        under.add(one);
      }
    }
    return DSL.table("unnest({0}, {1})", Relation.texts(keys), Relation.texts(under));
  }

  /** How many rows belong to each parent. */
  Map<Filed, Long> counts(String foreign, Set<Filed> parents) {
    Relation<R> relation = snapshot.at(listing.table(), moment);
    Field<Object> column = relation.column(foreign);
    Map<String, Long> found = new HashMap<>();
    snapshot
        .sql()
        .select(column, DSL.count())
        .from(relation.table())
        .where(condition(relation))
        .and(column.eq(DSL.any(Relation.untyped(Relation.texts(Filed.keys(parents))))))
        .groupBy(column)
        .forEach(record -> found.put(record.value1().toString(), record.value2().longValue()));
    Map<Filed, Long> counts = new HashMap<>();
    for (Filed parent : parents) {
      long count = parent.under().stream().mapToLong(one -> found.getOrDefault(one, 0L)).sum();
      counts.put(parent, count);
    }
    return counts;
  }

  /** The page as clients see it, from its rows in the order in which they were read. */
  Connection<R> connection(
      List<R> read, PageRequest request, long scope, Supplier<CompletableFuture<Long>> total) {
    boolean more = read.size() > request.size();
    List<R> rows = new ArrayList<>(more ? read.subList(0, request.size()) : read);
    if (request.backwards()) {
      Collections.reverse(rows);
    }
    List<Connection.Edge<R>> edges =
        rows.stream().map(row -> new Connection.Edge<>(cursor(row, scope), row)).toList();
    // The cursor's own row lies on the other side of it, in the very picture that is read here.
    boolean otherSide = request.cursor() != null;
    return new Connection<>(
        edges,
        new Connection.PageInfo(
            request.backwards() ? otherSide : more,
            request.backwards() ? more : otherSide,
            edges.isEmpty() ? null : edges.getFirst().cursor(),
            edges.isEmpty() ? null : edges.getLast().cursor()),
        total);
  }

  private String cursor(R row, long scope) {
    @Nullable Object[] plain = listing.table().plain(row);
    List<@Nullable String> values = new ArrayList<>();
    order.forEach(term -> values.add(term.print(plain)));
    return new Cursor(snapshot.incarnation(), position, scope, values).text();
  }

  Condition condition(Relation<R> relation) {
    return listing.condition(filter, new Filter.Scope(snapshot, moment, relation));
  }

  private Condition beyond(Relation<R> relation, PageRequest request) {
    @Nullable Cursor cursor = request.cursor();
    return cursor == null
        ? DSL.noCondition()
        : OrderTerm.beyond(order, cursor, relation, request.backwards());
  }

  private List<SortField<Object>> sort(Relation<R> relation, boolean backwards) {
    return order.stream().map(term -> term.sort(relation, backwards)).toList();
  }
}
