package org.relata.standalone;

import java.nio.file.Path;
import java.util.Map;
import org.relata.postgres.Database;
import org.relata.postgres.EmbeddedPostgres;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * Starts a PostgreSQL of our own before any bean is made, unless {@code spring.datasource.url}
 * names one, and says where it is by that same property: the sides cannot tell the difference.
 */
final class EmbeddedDatabase
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final String URL = "spring.datasource.url";
  private static final String BEAN = "embeddedPostgres";

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    ConfigurableEnvironment environment = context.getEnvironment();
    if (StringUtils.hasText(environment.getProperty(URL))) {
      return;
    }
    Path data = Path.of(environment.getRequiredProperty("relata.data")).toAbsolutePath();
    EmbeddedPostgres server = EmbeddedPostgres.start(data.normalize().resolve("postgres"));
    var beans = (DefaultSingletonBeanRegistry) context.getBeanFactory();
    beans.registerSingleton(BEAN, server);
    // Beans end in the opposite order: the first one registered outlives everybody's connections.
    beans.registerDisposableBean(BEAN, server::close);
    Database database = server.createDatabase("relata");
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                BEAN,
                Map.of(
                    URL,
                    database.jdbcUrl(),
                    "spring.datasource.username",
                    database.username(),
                    "spring.datasource.password",
                    database.password())));
  }
}
