package org.relata.standalone;

import org.relata.automation.Automation;
import org.relata.command.CommandSide;
import org.relata.command.platform.docs.DocsPage;
import org.relata.command.platform.log.AppendListener;
import org.relata.command.platform.security.CommandSecurity;
import org.relata.kernel.ConnectionLimits;
import org.relata.query.QuerySide;
import org.relata.query.platform.graphiql.GraphiqlPage;
import org.relata.query.platform.log.WakeUp;
import org.relata.query.platform.security.QuerySecurity;
import org.relata.standalone.demo.Demo;
import org.relata.standalone.issuer.EmbeddedIssuer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerJwtAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The whole of Relata in one process: {@code mvn spring-boot:run}.
 *
 * <p>What Boot would make up about users, keys and tokens is left out, and so are its pool and its
 * migrations: who may come in is said by the sides and by {@link EmbeddedIssuer} alone, and each
 * side has connections of its own with a role of its own.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
    exclude = {
      DataSourceAutoConfiguration.class,
      FlywayAutoConfiguration.class,
      UserDetailsServiceAutoConfiguration.class,
      OAuth2ResourceServerAutoConfiguration.class,
      OAuth2AuthorizationServerAutoConfiguration.class,
      OAuth2AuthorizationServerJwtAutoConfiguration.class
    })
@Import({
  CommandSide.class,
  CommandSecurity.class,
  DocsPage.class,
  QuerySide.class,
  QuerySecurity.class,
  GraphiqlPage.class,
  EmbeddedIssuer.class,
  Demo.class,
  Automation.class,
  Welcome.class
})
public class Relata {

  public static void main(String[] arguments) {
    ConnectionLimits.shareProcessors();
    application().run(arguments);
  }

  /** Both sides are here, so the folds need not wait for the database to tell them. */
  @Bean
  static AppendListener foldsAreWoken(WakeUp logWakeUp) {
    return logWakeUp::signal;
  }

  /** The program before its start, for tests that start it themselves. */
  public static SpringApplication application() {
    var application = new SpringApplication(Relata.class);
    application.setDefaultProperties(ConnectionLimits.settings());
    application.addInitializers(new EmbeddedDatabase());
    return application;
  }
}
