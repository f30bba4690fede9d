package org.relata.query.platform.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.relata.query.platform.fold.RowTable;

/**
 * A node type that another capability registers, known by its name alone. It is looked up when a
 * question is answered, so that capabilities can refer to each other in any order and none needs
 * another's rows. Only for types whose key has one part.
 */
public final class OtherNode {

  private final Graph graph;
  private final String type;

  private OtherNode(Graph graph, String type) {
    this.graph = graph;
    this.type = type;
  }

  public static OtherNode of(Graph graph, String type) {
    return new OtherNode(graph, type);
  }

  /** The identifier of a row of this type, for fields that another capability adds to it. */
  public String identifier(Record row) {
    return identifier(node(), row);
  }

  /**
   * The rows to which identifiers are led by the rows of another fold, read with one statement;
   * those that are led nowhere are left out.
   *
   * @param links the other fold
   * @param from its component that holds the identifier which is asked about
   * @param to its component that holds the identifier of a row of this type
   */
  public <L extends Record> Map<String, Record> loadThrough(
      RowTable<L> links, String from, String to, Set<String> identifiers, Question question) {
    return loadThrough(node(), question.read(links), from, to, identifiers, question);
  }

  /** A field that holds the node which the parent names; all of one level are read at once. */
  public <P> void reference(String parent, String field, Function<P, @Nullable ?> key) {
    graph.referenceTo(parent, field, type, key);
  }

  private NodeType<?> node() {
    return graph.nodeCalled(type);
  }

  private static <R extends Record> String identifier(NodeType<R> node, Record row) {
    List<String> key = node.table().keyOf(node.table().type().cast(row)).texts();
    if (key.size() != 1) {
      throw new IllegalStateException(node.type() + " is not identified by one text");
    }
    return key.getFirst();
  }

  private static <R extends Record, L extends Record> Map<String, Record> loadThrough(
      NodeType<R> node,
      Relation<L> links,
      String from,
      String to,
      Set<String> identifiers,
      Question question) {
    Relation<R> rows = question.read(node.table());
    List<Field<?>> selected = new ArrayList<>();
    selected.add(links.column(from));
    selected.addAll(rows.columns());
    String[] asked = identifiers.toArray(String[]::new);
    Map<String, Record> found = new HashMap<>();
    question
        .snapshot()
        .sql()
        .select(selected)
        .from(links.table())
        .join(rows.table())
        .on(rows.key().getFirst().eq(links.column(to)))
        .where(links.at())
        .and(rows.at())
        .and(links.column(from).eq(DSL.any(Relation.untyped(DSL.val(asked)))))
        .forEach(record -> found.put(record.get(0, String.class), rows.row(record, 1)));
    return found;
  }
}
