package org.relata.query;

import org.relata.query.customer.Customers;
import org.relata.query.engagement.Engagement;
import org.relata.query.organization.Organization;
import org.relata.query.platform.Database;
import org.relata.query.platform.QuerySettings;
import org.relata.query.platform.fold.FoldConfiguration;
import org.relata.query.platform.graph.GraphConfiguration;
import org.relata.query.portfolio.Portfolio;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The query side: imported by a process that holds more, or started alone by its main method. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QuerySettings.class)
@Import({
  Database.class,
  FoldConfiguration.class,
  GraphConfiguration.class,
  Customers.class,
  Organization.class,
  Portfolio.class,
  Engagement.class
})
public class QuerySide {

  /** The query side as a program of its own. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
  @Import(QuerySide.class)
  static class Alone {}

  public static void main(String[] arguments) {
    SpringApplication.run(Alone.class, arguments);
  }
}
