package org.relata.query.portfolio;

import org.relata.query.platform.fold.FoldSet;
import org.relata.query.platform.graph.GraphModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the query side knows of portfolios. */
@Configuration(proxyBeanMethods = false)
public class Portfolio {

  /** All folds of this capability. */
  public static FoldSet folds() {
    return FoldSet.of(
        new CustodyFold(),
        new PortfolioFold(),
        new AllotmentFold(),
        new AllotmentResultFold(),
        new HandOverFold(),
        new HandOverItemFold(),
        new CollisionFold(),
        new TeamMemberFold(),
        new PlanFold(),
        new KeepingFold());
  }

  @Bean
  FoldSet portfolioFolds() {
    return folds();
  }

  @Bean
  GraphModule portfolioGraph() {
    return new PortfolioGraph();
  }
}
