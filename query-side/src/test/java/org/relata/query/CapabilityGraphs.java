package org.relata.query;

import java.util.List;
import org.relata.query.customer.CustomerGraph;
import org.relata.query.platform.graph.GraphModule;

/** Every capability's part of the graph, for tests of the whole schema: one line each. */
public final class CapabilityGraphs {

  private CapabilityGraphs() {}

  public static List<GraphModule> all() {
    return List.of(new CustomerGraph());
  }
}
