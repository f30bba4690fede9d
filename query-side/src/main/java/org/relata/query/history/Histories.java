package org.relata.query.history;

import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.FoldSet;
import org.relata.query.platform.graph.GraphModule;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the query side knows of the past of customers and accounts. */
@Configuration(proxyBeanMethods = false)
public class Histories {

  /** All folds of this capability. */
  public static FoldSet folds() {
    return FoldSet.of(new TimelineFold());
  }

  @Bean
  FoldSet timelineFolds() {
    return folds();
  }

  @Bean
  GraphModule historyGraph(ObjectProvider<FoldSet> folds) {
    return new HistoryGraph(
        folds.orderedStream().<Fold<?, ?>>flatMap(set -> set.folds().stream()).toList());
  }
}
