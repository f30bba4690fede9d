package org.relata.query;

import java.util.List;
import org.relata.query.customer.CustomerGraph;
import org.relata.query.engagement.EngagementGraph;
import org.relata.query.history.HistoryGraph;
import org.relata.query.holding.HoldingGraph;
import org.relata.query.organization.OrganizationGraph;
import org.relata.query.platform.graph.GraphModule;
import org.relata.query.portfolio.PortfolioGraph;
import org.relata.query.segmentation.ReportGraph;
import org.relata.query.segmentation.SegmentationGraph;
import org.relata.query.segmentation.TrialGraph;
import org.relata.query.valuation.ValuationGraph;

/** Every capability's part of the graph, for tests of the whole schema: one line each. */
public final class CapabilityGraphs {

  private CapabilityGraphs() {}

  public static List<GraphModule> all() {
    return List.of(
        new CustomerGraph(),
        new OrganizationGraph(),
        new HoldingGraph(),
        new PortfolioGraph(),
        new EngagementGraph(),
        new SegmentationGraph(),
        new TrialGraph(),
        new ReportGraph(),
        new ValuationGraph(),
        new HistoryGraph(CapabilityFolds.all()));
  }
}
