package org.relata.query.platform.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
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

  /** The rows of identifiers, read with one statement; those that are not there are left out. */
  private Map<String, Record> load(Set<String> identifiers, Question question) {
    return load(node(), identifiers, question);
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
    graph.<P, String, Record>batch(
        parent,
        field,
        row -> {
          @Nullable Object identifier = key.apply(row);
          return identifier == null ? null : identifier.toString();
        },
        this::load);
  }

  private NodeType<?> node() {
    return graph.nodes().stream()
        .filter(node -> node.type().equals(type))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No capability registers " + type));
  }

  private static <R extends Record> String identifier(NodeType<R> node, Record row) {
    @Nullable List<String> key = node.key(node.id(node.table().type().cast(row)));
    if (key == null || key.size() != 1) {
      throw new IllegalStateException(node.type() + " is not identified by one text");
    }
    return key.getFirst();
  }

  private static <R extends Record> Map<String, Record> load(
      NodeType<R> node, Set<String> identifiers, Question question) {
    Set<List<String>> keys = identifiers.stream().map(List::of).collect(Collectors.toSet());
    Map<String, Record> found = new HashMap<>();
    node.load(keys, question.snapshot(), question.moment())
        .forEach((key, row) -> found.put(key.getFirst(), row));
    return found;
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
