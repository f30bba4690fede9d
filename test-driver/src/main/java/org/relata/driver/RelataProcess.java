package org.relata.driver;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One of our programs as a process of its own, to be killed without mercy. */
public final class RelataProcess implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final int port;
  private final Path log;

  private RelataProcess(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /** Begins to start; {@link #awaitReady} waits for it. */
  public static RelataProcess start(Program program, int port, Map<String, String> settings)
      throws IOException {
    return start(program, port, settings, List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"));
  }

  /** The same with options for its virtual machine. */
  public static RelataProcess start(
      Program program, int port, Map<String, String> settings, List<String> options)
      throws IOException {
    return start(program, port, settings, options, List.of());
  }

  /**
   * The same with options for its virtual machine, and with directories of classes that take the
   * place of the program's own.
   */
  public static RelataProcess start(
      Program program,
      int port,
      Map<String, String> settings,
      List<String> options,
      List<Path> replacing)
      throws IOException {
    String classPath =
        Stream.concat(replacing.stream().map(Path::toString), classPath(program))
            .collect(Collectors.joining(File.pathSeparator));
    return start(program, port, settings, options, classPath);
  }

  static RelataProcess start(
      Program program,
      int port,
      Map<String, String> settings,
      List<String> options,
      String classPath)
      throws IOException {
    List<String> what = List.of("-cp", classPath, program.mainClass());
    return start(program.toString(), what, port, settings, options);
  }

  /** Begins to start what lies in a runnable jar. */
  public static RelataProcess start(
      Path jar, int port, Map<String, String> settings, List<String> options) throws IOException {
    List<String> what = List.of("-jar", jar.toString());
    return start(jar.getFileName().toString(), what, port, settings, options);
  }

  private static RelataProcess start(
      String name, List<String> what, int port, Map<String, String> settings, List<String> options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(what);
    command.add("--server.port=" + port);
    settings.forEach((setting, value) -> command.add("--" + setting + "=" + value));
    Path log = Path.of("target", name + "-" + port + ".log");
    Files.createDirectories(log.getParent());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new RelataProcess(process, port, log);
  }

  /**
   * A side's own program does not have what standalone adds to it: an issuer and its settings. Jars
   * come first, because only they can be in a {@link StartCache}.
   */
  private static Stream<String> classPath(Program program) {
    Predicate<String> standaloneAlone =
        Pattern.compile("[/\\\\]standalone([/\\\\]|$)|authorization-server").asPredicate();
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> program == Program.STANDALONE || !standaloneAlone.test(entry))
        .sorted(Comparator.comparing(entry -> !isJar(entry)));
  }

  /** The part of the class path that a virtual machine can learn. */
  static String jars(Program program) {
    return classPath(program)
        .filter(RelataProcess::isJar)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean isJar(String entry) {
    return entry.endsWith(".jar");
  }

  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  public int port() {
    return port;
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  public RelataProcess awaitReady() throws IOException, InterruptedException {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < end) {
      if (!process.isAlive()) {
        throw new IllegalStateException("It ended: see " + log.toAbsolutePath() + tail());
      }
      if (isHealthy()) {
        return this;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new IllegalStateException("Not ready in time: see " + log.toAbsolutePath() + tail());
  }

  private boolean isHealthy() throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url() + "/actuator/health"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private String tail() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return "\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
  }

  /** What it says goes there. */
  public Path log() {
    return log;
  }

  /** The number of the process. */
  public long pid() {
    return process.pid();
  }

  /** SIGKILL: no hook runs, nothing is finished. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** A graceful end. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
