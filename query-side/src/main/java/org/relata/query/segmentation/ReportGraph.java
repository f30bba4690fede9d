package org.relata.query.segmentation;

import org.relata.query.platform.graph.Graph;
import org.relata.query.platform.graph.GraphModule;

/** Reports over the customers of a scheme; the schema is {@code schema/reports.graphqls}. */
public final class ReportGraph implements GraphModule {

  @Override
  public void register(Graph graph) {
    graph.type("Concentration", TierReports.Concentration.class);
    graph.type("ConcentrationPart", TierReports.ConcentrationPart.class);
    graph.type("RankedCustomer", TierReports.Ranked.class);
    graph.type("FigureCell", TierReports.Cell.class);
    graph.type("ProductHolding", TierReports.ProductHolding.class);
    graph.type("AttributedAmount", TierReports.AttributedAmount.class);
    graph.type("PercentileStep", TierReports.PercentileStep.class);
    graph.root("percentileSteps", question -> new TierReports(question).percentiles());
    graph.root("concentration", question -> new TierReports(question).concentration());
    graph.root("ranking", question -> new TierReports(question).ranking());
    graph.root("figureMatrix", question -> new TierReports(question).matrix());
    graph.root("productHoldings", question -> new TierReports(question).products());
    graph.root("attributedAmounts", question -> new TierReports(question).attributed());
    graph.<TierReports.AttributedAmount>reference(
        "AttributedAmount", "employee", "Employee", TierReports.AttributedAmount::employeeId);
  }
}
