package org.relata.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * One running browser with a new, empty profile, ended and wiped by {@link #close()}.
 *
 * <p>It is taken from the environment variable {@code RELATA_CHROMIUM} (a path), else from the
 * {@code PATH}. Where there is none, {@link #find()} is empty and a test skips and says so.
 */
public final class Chromium implements AutoCloseable {

  /** The environment variable that names the browser's program. */
  public static final String VARIABLE = "RELATA_CHROMIUM";

  /** What a test says when it has to skip. */
  public static final String MISSING =
      "SKIPPED, not passed: no Chromium on the PATH and " + VARIABLE + " is not set";

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final List<String> FLAGS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--disable-dev-shm-usage",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--remote-debugging-port=0");
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  private final Process process;
  private final Path profile;
  private final DevTools devTools;

  private Chromium(Process process, Path profile, DevTools devTools) {
    this.process = process;
    this.profile = profile;
    this.devTools = devTools;
  }

  /** The browser's program, or empty when this machine has none. */
  public static Optional<Path> find() {
    String named = System.getenv(VARIABLE);
    if (named != null && !named.isBlank()) {
      return Optional.of(Path.of(named)).filter(Files::isExecutable);
    }
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isBlank())
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts the browser and waits until it can be spoken to.
   *
   * @throws IllegalStateException with the browser's own words when it does not come up within 30 s
   */
  public static Chromium start(Path program) {
    try {
      Path profile = Files.createTempDirectory("relata-chromium-");
      ProcessBuilder builder = new ProcessBuilder(program.toString());
      builder.command().addAll(FLAGS);
      builder.command().add("--user-data-dir=" + profile);
      builder.command().add("about:blank");
      builder.redirectErrorStream(true).redirectOutput(profile.resolve("output.txt").toFile());
      Process process = builder.start();
      try {
        return new Chromium(process, profile, DevTools.connect(address(process, profile)));
      } catch (RuntimeException e) {
        end(process);
        wipe(profile);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens an empty page of the given size in CSS pixels. */
  public Page newPage(int width, int height) {
    String target =
        devTools
            .call(null, "Target.createTarget", Map.of("url", "about:blank"))
            .path("targetId")
            .asString();
    String session =
        devTools
            .call(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .path("sessionId")
            .asString();
    return new Page(devTools, session, width, height);
  }

  @Override
  public void close() {
    devTools.close();
    end(process);
    wipe(profile);
  }

  /** Chromium writes its port and path into a file of the profile as soon as it listens. */
  private static URI address(Process process, Path profile) throws IOException {
    Path file = profile.resolve("DevToolsActivePort");
    Instant limit = Instant.now().plus(START_LIMIT);
    while (process.isAlive() && Instant.now().isBefore(limit)) {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      if (lines.size() == 2) {
        return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    throw new IllegalStateException(
        "Chromium did not come up: " + Files.readString(profile.resolve("output.txt")));
  }

  private static void end(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }

  /** A helper process may still write while we delete, so what is left over is left to the OS. */
  private static void wipe(Path profile) {
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      profile.toFile().deleteOnExit();
    }
  }
}
