package org.relata.query.engagement;

import org.relata.query.platform.fold.FoldSet;
import org.relata.query.platform.graph.GraphModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the query side knows of contacts and next steps. */
@Configuration(proxyBeanMethods = false)
public class Engagement {

  /** All folds of this capability. */
  public static FoldSet folds() {
    return FoldSet.of(new ContactFold(), new ParticipationFold(), new NextStepFold());
  }

  @Bean
  FoldSet engagementFolds() {
    return folds();
  }

  @Bean
  GraphModule engagementGraph() {
    return new EngagementGraph();
  }
}
