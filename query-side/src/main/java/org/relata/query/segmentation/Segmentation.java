package org.relata.query.segmentation;

import org.relata.query.platform.fold.FoldSet;
import org.relata.query.platform.graph.GraphModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the query side knows of schemes, tiers and business days. */
@Configuration(proxyBeanMethods = false)
public class Segmentation {

  /** All folds of this capability. */
  public static FoldSet folds() {
    return FoldSet.of(
        new SchemeFold(),
        new PolicyFold(),
        new TierFold(),
        new TierMoveFold(),
        new EvaluationFold(),
        new BusinessDayFold(),
        new BindingFold());
  }

  @Bean
  FoldSet segmentationFolds() {
    return folds();
  }

  @Bean
  GraphModule segmentationGraph() {
    return new SegmentationGraph();
  }

  @Bean
  GraphModule trialGraph() {
    return new TrialGraph();
  }

  @Bean
  GraphModule reportGraph() {
    return new ReportGraph();
  }
}
