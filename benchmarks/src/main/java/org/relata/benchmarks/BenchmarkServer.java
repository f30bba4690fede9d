package org.relata.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.relata.postgres.Database;
import org.relata.postgres.EmbeddedPostgres;
import org.relata.postgres.PostgresOptions;

/** A durable PostgreSQL for one run of a benchmark, on an empty directory below target/. */
final class BenchmarkServer implements AutoCloseable {

  private final EmbeddedPostgres server;
  private final Path directory;

  private BenchmarkServer(EmbeddedPostgres server, Path directory) {
    this.server = server;
    this.directory = directory;
  }

  static BenchmarkServer start() throws IOException {
    return start(Map.of());
  }

  /** The same with further lines of its configuration. */
  static BenchmarkServer start(Map<String, String> settings) throws IOException {
    Files.createDirectories(Path.of("target"));
    Path directory = Files.createTempDirectory(Path.of("target"), "benchmark-postgres");
    PostgresOptions options =
        PostgresOptions.in(directory.resolve("data"))
            .withMaxConnections(300)
            .withSettings(settings);
    return new BenchmarkServer(EmbeddedPostgres.start(options), directory);
  }

  Database database(String name) {
    return server.createDatabase(name);
  }

  /** Its first process, whose children serve the connections. */
  long pid() {
    return server.pid();
  }

  @Override
  public void close() throws IOException {
    server.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
