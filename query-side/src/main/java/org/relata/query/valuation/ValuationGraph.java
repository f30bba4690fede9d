package org.relata.query.valuation;

import java.util.List;
import java.util.function.Function;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.valuation.Valuation;
import org.relata.query.customer.CustomerGraph;
import org.relata.query.customer.CustomerRow;
import org.relata.query.platform.graph.Filters;
import org.relata.query.platform.graph.Graph;
import org.relata.query.platform.graph.GraphModule;
import org.relata.query.platform.graph.Listing;
import org.relata.query.platform.graph.NodeType;
import org.relata.query.platform.graph.Question;

/** What can be asked about the worth of customers; see {@code schema/valuation.graphqls}. */
public final class ValuationGraph implements GraphModule {

  private static final Listing<ObservationRow> OBSERVATIONS =
      Listing.of(ObservationFold.TABLE)
          .filterIn("kind", "subject")
          .filter("customerId", CustomerGraph.belongingTo("customerId"))
          .filter("on", Filters.range("on"))
          .filter("customer", CustomerGraph.ofCustomer("customerId"))
          .orderBy("on", "kind")
          .build();

  private static final Listing<ValuationRow> VALUATIONS =
      Listing.of(ValuationFold.TABLE)
          .filterIn("state")
          .filter("effectiveFrom", Filters.range("effectiveFrom"))
          .orderBy("version", "effectiveFrom")
          .build();

  @Override
  public void register(Graph graph) {
    NodeType<ValuationRow> valuation = graph.node("Valuation", "valuation", ValuationFold.TABLE);
    graph.type("Observation", ObservationRow.class);
    graph.type("Figure", Measured.class);
    graph.type("FigureInput", Measured.Input.class);
    graph.type("ValuationPrice", Valuation.Price.class);
    graph.type("ContactCost", Valuation.ContactCost.class);
    graph.type("ValuationHorizon", Valuation.Horizon.class);
    graph.type("UsualInStage", Valuation.UsualInStage.class);
    graph.type("UsualInIndustry", Valuation.UsualInIndustry.class);
    graph.type("PriceRise", Valuation.PriceRise.class);
    graph.type("ScoreRule", Valuation.Score.class);
    graph.type("ScoreWeight", Valuation.Weight.class);
    graph.type("ScoreStep", Valuation.Step.class);
    graph.connection("observations", OBSERVATIONS);
    graph.one("valuation", "version", valuation);
    graph.connection("valuations", VALUATIONS);
    graph.reference("Observation", "customer", "Customer", ObservationFold.TABLE, "customerId");
    graph.<CustomerRow, ObservationRow>nested(
        "Customer", "observations", OBSERVATIONS, "customerId", CustomerRow::filed);
    graph.<CustomerRow, CustomerRow, List<Measured>>batch(
        "Customer", "figures", row -> row, Figures::asked);
    graph.<CustomerRow, CustomerRow, List<Measured>>batch(
        "Customer", "groupFigures", row -> row, GroupFigures::asked);
    graph.type("Why", Reasons.Why.class);
    graph.type("Reason", Reasons.Reason.class);
    graph.<CustomerRow>field("Customer", "why", ValuationGraph::why);
    field(graph, "currency", text -> text.currency().getCurrencyCode());
    field(graph, "prices", Valuation::prices);
    field(graph, "contactCosts", Valuation::contactCosts);
    field(graph, "discountRate", Valuation::discountRate);
    field(graph, "horizons", Valuation::horizons);
    field(graph, "creditGrades", Valuation::creditGrades);
    field(graph, "usualInStages", Valuation::usualInStages);
    field(graph, "usualInIndustries", Valuation::usualInIndustries);
    field(graph, "priceRises", Valuation::priceRises);
    field(graph, "priceRiseDays", Valuation::priceRiseDays);
    field(graph, "scores", Valuation::scores);
  }

  private static Reasons.Why why(CustomerRow customer, Question question) {
    Metric metric = Metric.valueOf(question.text("metric"));
    return Reasons.of(customer, metric, Figures.period(question), question.view());
  }

  private static void field(Graph graph, String name, Function<Valuation, ?> part) {
    graph.<ValuationRow>field("Valuation", name, (row, _) -> part.apply(row.valuation()));
  }
}
