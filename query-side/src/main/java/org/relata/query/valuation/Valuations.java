package org.relata.query.valuation;

import org.relata.query.platform.fold.FoldSet;
import org.relata.query.platform.graph.GraphModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the query side knows of the worth of customers. */
@Configuration(proxyBeanMethods = false)
public class Valuations {

  /** All folds of this capability. */
  public static FoldSet folds() {
    return FoldSet.of(new ObservationFold(), new ValuationFold());
  }

  @Bean
  FoldSet valuationFolds() {
    return folds();
  }

  @Bean
  GraphModule valuationGraph() {
    return new ValuationGraph();
  }
}
