package org.relata.query;

import java.util.HashMap;
import java.util.Map;
import org.relata.kernel.ConnectionLimits;
import org.relata.query.platform.graphiql.GraphiqlPage;
import org.relata.query.platform.security.QuerySecurity;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The query side as a program of its own, with its doors and its page. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
    exclude = {
      DataSourceAutoConfiguration.class,
      FlywayAutoConfiguration.class,
      UserDetailsServiceAutoConfiguration.class,
      OAuth2ResourceServerAutoConfiguration.class
    })
@Import({QuerySide.class, QuerySecurity.class, GraphiqlPage.class})
public class QueryProgram {

  private static final Map<String, Object> DEFAULTS =
      Map.of(
          "spring.application.name", "relata-query-side",
          "spring.threads.virtual.enabled", "true",
          "spring.web.resources.add-mappings", "false",
          "spring.servlet.multipart.enabled", "false",
          "spring.graphql.graphiql.enabled", "false",
          "server.shutdown", "graceful",
          "relata.security.issuer", "${spring.security.oauth2.resourceserver.jwt.issuer-uri:}",
          "management.endpoints.web.exposure.include", "health,prometheus",
          "management.endpoints.web.discovery.enabled", "false");

  public static void main(String[] arguments) {
    ConnectionLimits.shareProcessors();
    program().run(arguments);
  }

  /** The program before its start, for tests that start it themselves. */
  static SpringApplication program() {
    SpringApplication program = new SpringApplication(QueryProgram.class);
    Map<String, Object> defaults = new HashMap<>(ConnectionLimits.settings());
    defaults.putAll(DEFAULTS);
    program.setDefaultProperties(defaults);
    program.addInitializers(MissingSettings::check);
    return program;
  }
}
