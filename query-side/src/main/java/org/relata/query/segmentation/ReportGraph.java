package org.relata.query.segmentation;

import java.time.Duration;
import java.util.function.Function;
import org.relata.query.platform.graph.Graph;
import org.relata.query.platform.graph.GraphModule;

/** Reports over the customers of a scheme; the schema is {@code schema/reports.graphqls}. */
public final class ReportGraph implements GraphModule {

  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final Surveys surveys;

  public ReportGraph() {
    this(PATIENCE);
  }

  /**
   * @param patience how long an answer waits for figures
   */
  ReportGraph(Duration patience) {
    surveys = new Surveys(patience);
  }

  @Override
  public void register(Graph graph) {
    graph.type("Concentration", ToldFigures.Concentration.class);
    graph.type("ConcentrationPart", ToldFigures.ConcentrationPart.class);
    graph.type("RankedCustomer", TierReports.Ranked.class);
    graph.type("FigureCell", TierReports.Cell.class);
    graph.type("ProductHolding", TierReports.ProductHolding.class);
    graph.type("AttributedAmount", TierReports.AttributedAmount.class);
    graph.type("PercentileStep", ToldFigures.PercentileStep.class);
    report(graph, "percentileSteps", TierReports::percentiles);
    report(graph, "concentration", TierReports::concentration);
    report(graph, "ranking", TierReports::ranking);
    report(graph, "figureMatrix", TierReports::matrix);
    report(graph, "productHoldings", TierReports::products);
    report(graph, "attributedAmounts", TierReports::attributed);
    graph.<TierReports.AttributedAmount>reference(
        "AttributedAmount", "employee", "Employee", TierReports.AttributedAmount::employeeId);
  }

  private void report(Graph graph, String field, Function<TierReports, ?> report) {
    graph.root(field, question -> report.apply(new TierReports(question, surveys)));
  }
}
