package org.relata.query.organization;

import org.relata.query.platform.fold.FoldSet;
import org.relata.query.platform.graph.GraphModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the query side knows of the bank itself. */
@Configuration(proxyBeanMethods = false)
public class Organization {

  /** All folds of this capability. */
  public static FoldSet folds() {
    return FoldSet.of(
        new UnitFold(), new SectionFold(), new EmployeeFold(), new DictionaryEntryFold());
  }

  @Bean
  FoldSet organizationFolds() {
    return folds();
  }

  @Bean
  GraphModule organizationGraph() {
    return new OrganizationGraph();
  }
}
