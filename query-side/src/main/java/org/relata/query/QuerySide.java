package org.relata.query;

import org.relata.kernel.ConnectionLimits;
import org.relata.query.customer.Customers;
import org.relata.query.engagement.Engagement;
import org.relata.query.history.Histories;
import org.relata.query.holding.Holdings;
import org.relata.query.organization.Organization;
import org.relata.query.platform.Database;
import org.relata.query.platform.QuerySettings;
import org.relata.query.platform.fold.FoldConfiguration;
import org.relata.query.platform.fold.FoldEngine;
import org.relata.query.platform.graph.GraphConfiguration;
import org.relata.query.platform.graph.WarmUp;
import org.relata.query.portfolio.Portfolio;
import org.relata.query.segmentation.Segmentation;
import org.relata.query.valuation.Valuations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.graphql.server.WebGraphQlHandler;

/** The query side, for its own program and for the standalone one. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QuerySettings.class)
@Import({
  Database.class,
  FoldConfiguration.class,
  GraphConfiguration.class,
  Organization.class,
  Customers.class,
  Holdings.class,
  Portfolio.class,
  Engagement.class,
  Segmentation.class,
  Valuations.class,
  Histories.class
})
public class QuerySide {

  private static final String FIRST_QUESTION =
      """
      { customers(first: 10, filter: {name: {contains: "a"}}) {
          totalCount nodes { customerId name timeline(first: 1) { nodes { sentence } } } } }
      """;

  @Bean
  WarmUp warmUp(WebGraphQlHandler handler, FoldEngine folds) {
    return new WarmUp(handler, folds, FIRST_QUESTION);
  }

  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> questionConnections() {
    return factory ->
        factory.addConnectorCustomizers(
            connector -> ConnectionLimits.buffers().forEach(connector::setProperty));
  }
}
