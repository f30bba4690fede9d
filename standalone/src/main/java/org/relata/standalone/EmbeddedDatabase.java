package org.relata.standalone;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.relata.postgres.Database;
import org.relata.postgres.EmbeddedPostgres;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * Starts a PostgreSQL of our own, unless {@code spring.datasource.url} names one, and says where it
 * is by that same property: the sides cannot tell the difference. It starts while the beans are
 * being found.
 */
final class EmbeddedDatabase
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final String URL = "spring.datasource.url";
  private static final String BEAN = "embeddedPostgres";

  /** A server and the database in it that is ours. */
  private record Started(EmbeddedPostgres server, Database database) {

    static Started in(Path directory) {
      EmbeddedPostgres server = EmbeddedPostgres.start(directory);
      return new Started(server, server.createDatabase("relata"));
    }
  }

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    ConfigurableEnvironment environment = context.getEnvironment();
    if (StringUtils.hasText(environment.getProperty(URL))) {
      return;
    }
    Path data = Path.of(environment.getRequiredProperty("relata.data")).toAbsolutePath();
    var start = new FutureTask<>(() -> Started.in(data.normalize().resolve("postgres")));
    Thread.ofPlatform().name("relata-embedded-postgres").start(start);
    var beans = (DefaultSingletonBeanRegistry) context.getBeanFactory();
    // Beans end in the opposite order: the first one registered outlives everybody's connections.
    beans.registerSingleton(BEAN, start);
    beans.registerDisposableBean(BEAN, () -> close(start));
    // After the beans have been found and before the first one is made.
    context.addBeanFactoryPostProcessor(
        made -> environment.getPropertySources().addFirst(address(result(start).database())));
  }

  private static MapPropertySource address(Database database) {
    return new MapPropertySource(
        BEAN,
        Map.of(
            URL,
            database.jdbcUrl(),
            "spring.datasource.username",
            database.username(),
            "spring.datasource.password",
            database.password()));
  }

  private static Started result(FutureTask<Started> start) {
    try {
      return start.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new CompletionException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  /** A start that failed has told why to those who asked for the address, and left nothing open. */
  private static void close(FutureTask<Started> start) throws InterruptedException {
    try {
      start.get().server().close();
    } catch (ExecutionException e) {
      LOG.debug("No embedded server to stop", e);
    }
  }
}
