package org.relata.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A server process as its {@code postmaster.pid} describes it. The file outlives a killed server,
 * and its process number may belong to somebody else by now (after a reboot that is likely), so it
 * is believed only when that process is a postmaster of this very directory.
 *
 * @param cluster the directory that the server was started with
 * @param started when the server says that it began
 */
record Postmaster(long pid, Path cluster, Instant started) {

  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(10);

  /** No system gives out this number, so PostgreSQL finds the file to be stale. */
  private static final String NOBODY = Integer.toString(Integer.MAX_VALUE);

  /** The server that the file names, running or not. */
  static Optional<Postmaster> namedIn(Path cluster) {
    try {
      List<String> lines = Files.readAllLines(file(cluster), StandardCharsets.UTF_8);
      if (lines.size() < 3) {
        return Optional.empty();
      }
      return Optional.of(
          new Postmaster(
              Long.parseLong(lines.get(0).strip()),
              cluster,
              Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip()))));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (NumberFormatException e) {
      throw new PostgresFailure(file(cluster) + " cannot be understood", e);
    } catch (IOException e) {
      throw PostgresFailure.of(file(cluster) + " cannot be read", e);
    }
  }

  boolean isRunning() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .map(ProcessHandle::info)
        .filter(this::describesUs)
        .isPresent();
  }

  /** A process that died but was not collected (no init in a container) has no command. */
  private boolean describesUs(ProcessHandle.Info info) {
    if (!info.command().map(Postmaster::isPostgres).orElse(false)) {
      return false;
    }
    return info.arguments()
        .map(arguments -> Arrays.asList(arguments).contains(cluster.toString()))
        .orElseGet(() -> info.startInstant().map(this::isNear).orElse(false));
  }

  private static boolean isPostgres(String command) {
    return command.replace('\\', '/').replaceFirst(".*/", "").startsWith("postgres");
  }

  private boolean isNear(Instant instant) {
    return Duration.between(started, instant).abs().compareTo(CLOCK_TOLERANCE) < 0;
  }

  /**
   * Makes PostgreSQL see that the file is stale although a process with its number exists, or
   * although the crash left the file empty. The rest of a full file stays: it names the shared
   * memory by which PostgreSQL recognises surviving children of the dead server.
   */
  static void disown(Path cluster) {
    Path file = file(cluster);
    try {
      if (!Files.exists(file)) {
        return;
      }
      List<String> lines = new ArrayList<>(Files.readAllLines(file, StandardCharsets.UTF_8));
      if (lines.isEmpty()) {
        Files.delete(file);
        return;
      }
      lines.set(0, NOBODY);
      Files.write(file, lines, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw PostgresFailure.of("The stale " + file + " could not be changed", e);
    }
  }

  private static Path file(Path cluster) {
    return cluster.resolve("postmaster.pid");
  }
}
