package org.relata.query.platform.graph;

/** What one capability contributes to the graph; the schema is in {@code schema/*.graphqls}. */
public interface GraphModule {

  /** Called once, when the application starts. */
  void register(Graph graph);
}
