package org.relata.standalone;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/** The last lines of a start: where to go from here. */
final class Welcome implements ApplicationListener<ApplicationReadyEvent> {

  private static final Logger LOG = LoggerFactory.getLogger(Welcome.class);

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    var context = event.getApplicationContext();
    Environment environment = context.getEnvironment();
    String home = "http://127.0.0.1:" + environment.getProperty("local.server.port");
    LOG.info("Queries   {}/graphiql", home);
    LOG.info("Commands  {}/docs", home);
    if (context.containsBean("embeddedPostgres")) {
      LOG.info("Data      {}", directory(environment));
    } else {
      LOG.info("Data      in the PostgreSQL that spring.datasource.url names");
    }
    if (context.getBeanProvider(RegisteredClientRepository.class).getIfAvailable() == null) {
      LOG.info("Tokens    from {}", environment.getProperty("relata.security.issuer"));
    } else {
      LOG.info(
          "Tokens    curl -u integrator:<secret> -d grant_type=client_credentials {}/oauth2/token",
          home);
      LOG.info("          (the secret and the people who can sign in are in the README)");
    }
  }

  private static Path directory(Environment environment) {
    return Path.of(environment.getRequiredProperty("relata.data")).toAbsolutePath().normalize();
  }
}
