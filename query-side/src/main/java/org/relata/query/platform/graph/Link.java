package org.relata.query.platform.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.relata.query.platform.fold.RowField;
import org.relata.query.platform.fold.RowTable;

/**
 * How the rows of one fold lead to nodes of another: followed for many rows at once with a
 * statement of its own, or joined to the statement that reads the rows ({@link Companions}). Only
 * to node types whose key has one part; they are looked up when a question is answered, so that
 * capabilities can refer to each other in any order.
 *
 * @param <K> what a row is led by
 */
sealed interface Link<K> {

  /** What a row is led by; null when it leads nowhere. */
  @Nullable K key(Record row);

  /** The rows of the nodes; those that do not exist are left out. */
  Map<K, Record> load(Set<K> keys, Question question);

  /** Tells apart what is loaded together. */
  String name();

  /** Where a row leads. */
  NodeType<?> node();

  /** How many tables are joined. */
  int tables();

  /**
   * Joins the nodes to a statement that reads rows.
   *
   * @param statement what the statement reads from so far
   * @param rows the rows that lead, as a part of it
   * @param nodes where they lead
   */
  Table<?> join(Table<?> statement, Relation<?> rows, Relation<?> nodes, Question question);

  /** The row holds the key of the node. */
  record Named(Supplier<NodeType<?>> target, RowField component) implements Link<List<String>> {

    @Override
    public @Nullable List<String> key(Record row) {
      @Nullable Object key = component.plainOf(row);
      return key == null ? null : List.of((String) key);
    }

    @Override
    public Map<List<String>, Record> load(Set<List<String>> keys, Question question) {
      return Collections.unmodifiableMap(node().load(keys, question.snapshot(), question.moment()));
    }

    @Override
    public String name() {
      return node().loader();
    }

    @Override
    public NodeType<?> node() {
      return target.get();
    }

    @Override
    public int tables() {
      return 1;
    }

    @Override
    public Table<?> join(
        Table<?> statement, Relation<?> rows, Relation<?> nodes, Question question) {
      return statement
          .leftJoin(nodes.table())
          .on(nodes.key().getFirst().eq(rows.column(component.column())))
          .and(nodes.at());
    }
  }

  /**
   * A row of a third fold, found by the leading row's own key, holds the key of the node.
   *
   * @param from the component of the third fold that is its key, and the key of the leading row
   * @param to its component that holds the key of the node
   */
  record Through(
      String name,
      Supplier<NodeType<?>> source,
      Supplier<NodeType<?>> target,
      RowTable<?> links,
      String from,
      String to)
      implements Link<String> {

    @Override
    public String key(Record row) {
      return source.get().keyOf(row).getFirst();
    }

    @Override
    public Map<String, Record> load(Set<String> keys, Question question) {
      Relation<?> middle = question.read(links);
      Relation<?> nodes = question.read(node().table());
      List<Field<?>> selected = new ArrayList<>();
      selected.add(middle.column(from));
      selected.addAll(nodes.columns());
      Map<String, Record> found = new HashMap<>();
      question
          .snapshot()
          .sql()
          .select(selected)
          .from(middle.table())
          .join(nodes.table())
          .on(nodes.key().getFirst().eq(middle.column(to)))
          .where(middle.at())
          .and(nodes.at())
          .and(middle.column(from).eq(DSL.any(Relation.untyped(Relation.texts(keys)))))
          .forEach(record -> found.put(record.get(0, String.class), nodes.row(record, 1)));
      return found;
    }

    @Override
    public NodeType<?> node() {
      return target.get();
    }

    @Override
    public int tables() {
      return 2;
    }

    @Override
    public Table<?> join(
        Table<?> statement, Relation<?> rows, Relation<?> nodes, Question question) {
      Relation<?> middle = question.read(links);
      return statement
          .leftJoin(middle.table())
          .on(middle.column(from).eq(rows.key().getFirst()))
          .and(middle.at())
          .leftJoin(nodes.table())
          .on(nodes.key().getFirst().eq(middle.column(to)))
          .and(nodes.at());
    }
  }
}
