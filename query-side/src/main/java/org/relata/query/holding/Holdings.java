package org.relata.query.holding;

import org.relata.query.platform.fold.FoldSet;
import org.relata.query.platform.graph.GraphModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the query side knows of accounts. */
@Configuration(proxyBeanMethods = false)
public class Holdings {

  /** All folds of this capability. */
  public static FoldSet folds() {
    return FoldSet.of(
        new AccountFold(),
        new AccountPartyFold(),
        new DailyBalanceFold(),
        new PostingFold(),
        new FeeFold(),
        new InterestRateFold(),
        new ExchangeRateFold(),
        new BaseCurrencyFold());
  }

  @Bean
  FoldSet holdingFolds() {
    return folds();
  }

  @Bean
  GraphModule holdingGraph() {
    return new HoldingGraph();
  }
}
