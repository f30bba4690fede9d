package org.relata.postgres;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.relata.postgres.DataDirectoryRefusal.DataDirectoryInUse;

/**
 * Databases for the tests of all modules, to be taken with test scope. One server per JVM is
 * started at the first call, on an empty cluster (roles and databases of earlier runs are gone)
 * below {@code target/}, and is as durable as the real one; it ends with the JVM, after the
 * sessions that shut down at the same time. A test that kills its server starts an {@link
 * EmbeddedPostgres} of its own.
 */
public final class TestPostgres {

  private static final int PARALLEL_RUNS = 20;
  private static final Duration PARTING = Duration.ofSeconds(5);
  private static final AtomicInteger COUNTER = new AtomicInteger();

  private TestPostgres() {}

  private static final class Holder {

    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      EmbeddedPostgres server = startIn(0);
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform()
                  .name("test-postgres-end")
                  .unstarted(() -> server.closeGently(PARTING)));
      return server;
    }

    /** Two runs of one module's tests at once each need a directory. */
    private static EmbeddedPostgres startIn(int number) {
      Path directory = Path.of("target", "test-postgres", Integer.toString(number));
      try {
        return EmbeddedPostgres.startEmpty(PostgresOptions.in(directory));
      } catch (DataDirectoryInUse e) {
        if (number == PARALLEL_RUNS) {
          throw e;
        }
        return startIn(number + 1);
      }
    }
  }

  /** A new, empty database; the user is the superuser. Databases of one JVM share their roles. */
  public static Database database() {
    return server().createDatabase("test_" + COUNTER.incrementAndGet());
  }

  /** The server of this JVM, for what a test has to ask of it directly. */
  public static EmbeddedPostgres server() {
    return Holder.SERVER;
  }
}
