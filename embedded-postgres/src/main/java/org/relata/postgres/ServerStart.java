package org.relata.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and ends the server of a claimed directory, whatever an earlier run has left there. */
record ServerStart(PostgresOptions options, PostgresPrograms programs, DataDirectory directory) {

  /** A server that accepts connections on the port. */
  record Running(Postmaster postmaster, int port) {}

  static final Duration STOP_LIMIT = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(ServerStart.class);
  private static final Duration PASSING_TROUBLE = Duration.ofSeconds(30);
  private static final long PAUSE_MILLIS = 200;

  void endOrphan() {
    Path cluster = directory.cluster();
    if (Postmaster.namedIn(cluster).map(Postmaster::isRunning).orElse(false)) {
      LOG.warn("Taking over {} from a program that was killed", directory.root());
      end("fast", STOP_LIMIT);
    }
  }

  /** Tries the mode first and harsher ones after it. All of them keep what was committed. */
  void end(String mode, Duration limit) {
    Path cluster = directory.cluster();
    if (programs.stop(cluster, mode, limit).succeeded()
        || programs.stop(cluster, "fast", STOP_LIMIT).succeeded()) {
      return;
    }
    PostgresPrograms.Outcome outcome = programs.stop(cluster, "immediate", STOP_LIMIT);
    if (!outcome.succeeded()) {
      throw new PostgresFailure("PostgreSQL does not stop: " + outcome.output().strip());
    }
  }

  /**
   * Starts the server and waits until it accepts connections.
   *
   * @param port 0 for a free one
   */
  Running launch(int port) {
    if (Postmaster.namedIn(directory.cluster()).map(p -> !p.isRunning()).orElse(true)) {
      Postmaster.disown(directory.cluster());
    }
    directory.turnLogOver();
    directory.writeSettings(settings());
    long deadline = System.nanoTime() + PASSING_TROUBLE.toNanos();
    boolean portIsChosen = port != 0;
    while (true) {
      int candidate = portIsChosen ? port : freePort();
      long logEnd = directory.logEnd();
      PostgresPrograms.Outcome outcome =
          programs.start(
              directory.cluster(), directory.log(), commandLine(candidate), options.startLimit());
      if (outcome.succeeded()) {
        return Postmaster.namedIn(directory.cluster())
            .map(postmaster -> new Running(postmaster, candidate))
            .orElseThrow(() -> new PostgresFailure("PostgreSQL went away: " + directory.root()));
      }
      String said = directory.logSince(logEnd);
      endOrphan();
      if (!isPassing(said) || System.nanoTime() > deadline) {
        throw new PostgresFailure(
            "PostgreSQL did not start in %s: %s %s"
                .formatted(directory.root(), outcome.output().strip(), said));
      }
      pause();
    }
  }

  /**
   * The last children of a killed server hold its shared memory for a moment; a free port may be
   * taken by somebody between our look and the start.
   */
  private boolean isPassing(String said) {
    return said.contains("pre-existing shared memory block")
        || (options.port() == 0 && said.contains("could not bind"));
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("timezone", "UTC");
    settings.put("log_timezone", "UTC");
    settings.put("lc_messages", "C");
    settings.put("max_connections", Integer.toString(options.maxConnections()));
    settings.put("shared_buffers", options.sharedBuffers());
    settings.putAll(options.settings());
    return settings;
  }

  /** On the command line because there nothing overrules it, not even ALTER SYSTEM. */
  private static String commandLine(int port) {
    return "-p "
        + port
        + " -c listen_addresses=127.0.0.1"
        + " -c unix_socket_directories="
        + " -c fsync=on"
        + " -c synchronous_commit=on"
        + " -c full_page_writes=on";
  }

  private static int freePort() {
    ServerSocket socket = reservePort();
    release(socket);
    return socket.getLocalPort();
  }

  /** Holds a free port until it is released. */
  static ServerSocket reservePort() {
    try {
      return new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
    } catch (IOException e) {
      throw PostgresFailure.of("No port is free on 127.0.0.1", e);
    }
  }

  static void release(@Nullable ServerSocket reserved) {
    try {
      if (reserved != null) {
        reserved.close();
      }
    } catch (IOException e) {
      throw PostgresFailure.of("The port cannot be released", e);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      throw PostgresFailure.interrupted("starting PostgreSQL", e);
    }
  }
}
