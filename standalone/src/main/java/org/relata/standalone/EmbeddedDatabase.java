package org.relata.standalone;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.relata.postgres.Database;
import org.relata.postgres.EmbeddedPostgres;
import org.relata.postgres.PostgresOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * Starts a PostgreSQL of our own, unless {@code spring.datasource.url} names one, and says where it
 * will be by that same property: the sides cannot tell the difference. It starts while the beans
 * are made, and nothing is started before it is there.
 */
final class EmbeddedDatabase
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final String URL = "spring.datasource.url";
  private static final String BEAN = "embeddedPostgres";
  private static final String NAME = "relata";

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    ConfigurableEnvironment environment = context.getEnvironment();
    if (StringUtils.hasText(environment.getProperty(URL))) {
      return;
    }
    Path data = Path.of(environment.getRequiredProperty("relata.data")).toAbsolutePath();
    EmbeddedPostgres.Beginning beginning =
        EmbeddedPostgres.begin(PostgresOptions.in(data.normalize().resolve("postgres")));
    Database database = beginning.database(NAME);
    var start = new FutureTask<>(() -> started(beginning));
    Thread.ofPlatform().name("relata-embedded-postgres").start(start);
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
    var beans = (DefaultSingletonBeanRegistry) context.getBeanFactory();
    // Beans end in the opposite order: the first one registered outlives everybody's connections.
    beans.registerSingleton(BEAN, start);
    beans.registerDisposableBean(BEAN, () -> close(start));
    // Of all that waits until the beans are made this comes first: the log's migration follows it.
    ((GenericApplicationContext) context)
        .registerBean(
            BEAN + "Arrival", SmartInitializingSingleton.class, () -> () -> arrived(start));
  }

  private static EmbeddedPostgres started(EmbeddedPostgres.Beginning beginning) {
    EmbeddedPostgres server = beginning.complete();
    server.createDatabase(NAME);
    return server;
  }

  /** A start that failed has told why to those who waited for it, and left nothing open. */
  private static void close(FutureTask<EmbeddedPostgres> start) throws InterruptedException {
    try {
      start.get().close();
    } catch (ExecutionException e) {
      LOG.debug("No embedded server to stop", e);
    }
  }

  private static void arrived(FutureTask<EmbeddedPostgres> start) {
    try {
      start.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new CompletionException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }
}
