package org.relata.postgres;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * How an embedded server is started.
 *
 * @param dataDirectory holds everything that the server keeps; made when missing
 * @param binaries where the programs are unpacked once and found again; shared by all servers
 * @param port TCP port on 127.0.0.1; 0 takes a free one
 * @param maxConnections PostgreSQL's {@code max_connections}
 * @param sharedBuffers PostgreSQL's {@code shared_buffers}, with its unit
 * @param settings further lines of {@code postgresql.conf}; those that our promises rest on are
 *     refused
 * @param startLimit how long a start may take, crash recovery included
 * @param restartWhenDead whether a thread starts the server again, on the same port, when it died
 */
public record PostgresOptions(
    Path dataDirectory,
    Path binaries,
    int port,
    int maxConnections,
    String sharedBuffers,
    Map<String, String> settings,
    Duration startLimit,
    boolean restartWhenDead) {

  private static final Set<String> PROMISED =
      Set.of(
          "fsync",
          "synchronous_commit",
          "full_page_writes",
          "listen_addresses",
          "port",
          "unix_socket_directories");

  public PostgresOptions {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port must be between 0 and 65535, was " + port);
    }
    if (maxConnections < 1) {
      throw new IllegalArgumentException("maxConnections must be positive: " + maxConnections);
    }
    settings = Map.copyOf(settings);
    settings.forEach(PostgresOptions::check);
  }

  /** The defaults: a free port, 200 connections, 128 MB of shared buffers, restart when dead. */
  public static PostgresOptions in(Path dataDirectory) {
    return new PostgresOptions(
        dataDirectory,
        PostgresBinaries.usualPlace(),
        0,
        200,
        "128MB",
        Map.of(),
        Duration.ofMinutes(5),
        true);
  }

  public PostgresOptions withBinaries(Path place) {
    return new PostgresOptions(
        dataDirectory,
        place,
        port,
        maxConnections,
        sharedBuffers,
        settings,
        startLimit,
        restartWhenDead);
  }

  public PostgresOptions withPort(int number) {
    return new PostgresOptions(
        dataDirectory,
        binaries,
        number,
        maxConnections,
        sharedBuffers,
        settings,
        startLimit,
        restartWhenDead);
  }

  public PostgresOptions withMaxConnections(int number) {
    return new PostgresOptions(
        dataDirectory,
        binaries,
        port,
        number,
        sharedBuffers,
        settings,
        startLimit,
        restartWhenDead);
  }

  public PostgresOptions withSharedBuffers(String size) {
    return new PostgresOptions(
        dataDirectory, binaries, port, maxConnections, size, settings, startLimit, restartWhenDead);
  }

  public PostgresOptions withSettings(Map<String, String> further) {
    return new PostgresOptions(
        dataDirectory,
        binaries,
        port,
        maxConnections,
        sharedBuffers,
        further,
        startLimit,
        restartWhenDead);
  }

  public PostgresOptions withStartLimit(Duration limit) {
    return new PostgresOptions(
        dataDirectory,
        binaries,
        port,
        maxConnections,
        sharedBuffers,
        settings,
        limit,
        restartWhenDead);
  }

  public PostgresOptions withRestartWhenDead(boolean restart) {
    return new PostgresOptions(
        dataDirectory,
        binaries,
        port,
        maxConnections,
        sharedBuffers,
        settings,
        startLimit,
        restart);
  }

  private static void check(String name, String value) {
    if (!name.matches("[a-z][a-z0-9_.]*") || value.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("Not a setting of PostgreSQL: " + name);
    }
    if (PROMISED.contains(name)) {
      throw new IllegalArgumentException(
          name + " cannot be set: durability and 127.0.0.1 are promises of this server");
    }
  }
}
