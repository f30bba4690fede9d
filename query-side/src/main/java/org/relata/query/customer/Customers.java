package org.relata.query.customer;

import org.relata.query.platform.fold.FoldSet;
import org.relata.query.platform.graph.GraphModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the query side knows of customers. */
@Configuration(proxyBeanMethods = false)
public class Customers {

  /** All folds of this capability. */
  public static FoldSet folds() {
    return FoldSet.of(
        new CustomerFold(),
        new IdentityDocumentFold(),
        new ContactPointFold(),
        new CustomerReachFold(),
        new ConsentFold(),
        new ContactPersonFold(),
        new CustomerLinkFold(),
        new FinancialProfileFold(),
        new CreditRatingFold(),
        new CustomFieldFold(),
        new CustomFieldValueFold(),
        new CustomerSearchFold());
  }

  @Bean
  FoldSet customerFolds() {
    return folds();
  }

  @Bean
  GraphModule customerGraph() {
    return new CustomerGraph();
  }
}
