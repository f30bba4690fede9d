package org.relata.query.platform.graph;

import java.util.List;

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
    List<String> key = graph.nodeCalled(type).keyOf(row);
    if (key.size() != 1) {
      throw new IllegalStateException(type + " is not identified by one text");
    }
    return key.getFirst();
  }

  /** Under which keys the belongings of a row of this type are filed. */
  public Filed filed(Record row) {
    return row instanceof Filed.Node node ? node.filed() : Filed.under(identifier(row));
  }
}
