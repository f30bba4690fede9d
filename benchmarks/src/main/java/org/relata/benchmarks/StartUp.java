package org.relata.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.relata.standalone.Relata;

/**
 * From the start of the standalone program to its first answered question, token included, as
 * {@code mvn spring-boot:run} starts it: the first start ever (PostgreSQL is unpacked), one on an
 * empty data directory, and later ones, of which the last is what the others are compared with.
 */
final class StartUp implements Benchmarks.Benchmark {

  private static final int LATER = 3;
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration DEMO = Duration.ofSeconds(30);
  private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
  private static final String QUESTION = "{\"query\":\"{ customers(first: 3) { totalCount } }\"}";

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  /** One start: seconds to the first answer, and the most memory the process had by then. */
  private record Start(String what, double seconds, long peakMegabytes) {}

  @Override
  public void run(PrintStream out, String[] arguments) throws Exception {
    Files.createDirectories(Path.of("target"));
    Path home = Files.createTempDirectory(Path.of("target"), "benchmark-start").toAbsolutePath();
    try {
      Start first = start("the first one ever", home, home.resolve("data-1"));
      Start empty = start("on an empty data directory", home, home.resolve("data-2"));
      Start later = start("a later one", home, home.resolve("data-2"));
      for (int i = 1; i < LATER; i++) {
        later = start("a later one", home, home.resolve("data-2"));
      }
      out.println("| start | seconds | ratio | peak memory, MB |");
      out.println("|---|---|---|---|");
      for (Start start : List.of(first, empty, later)) {
        out.printf(
            "| %s | %.1f | %.2f | %d |%n",
            start.what(),
            start.seconds(),
            start.seconds() / later.seconds(),
            start.peakMegabytes());
      }
    } finally {
      delete(home);
    }
  }

  private Start start(String what, Path home, Path data) throws Exception {
    int port = freePort();
    String url = "http://127.0.0.1:" + port;
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-Duser.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                Relata.class.getName(),
                "--server.port=" + port,
                "--relata.data=" + data)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("relata.log").toFile())
            .start();
    try {
      answer(url, process, begin);
      double seconds = (System.nanoTime() - begin) / 1e9;
      long peak = peakMegabytes(process);
      // The demo bank is loaded beside the questions; the next start is to find it.
      TimeUnit.MILLISECONDS.sleep(DEMO.toMillis());
      return new Start(what, seconds, peak);
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private void answer(String url, Process process, long begin) throws Exception {
    while (process.isAlive() && System.nanoTime() - begin < LIMIT.toNanos()) {
      try {
        Matcher token = TOKEN.matcher(send(url + "/oauth2/token", basic(), form()));
        if (token.find()) {
          String answer = send(url + "/graphql", "Bearer " + token.group(1), json());
          if (answer.contains("\"totalCount\"")) {
            return;
          }
        }
      } catch (IOException _) {
        // Nobody listens yet.
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new IllegalStateException("It did not answer");
  }

  /** A body and its type. */
  private record Body(String type, String text) {}

  private static Body form() {
    return new Body("application/x-www-form-urlencoded", "grant_type=client_credentials");
  }

  private static Body json() {
    return new Body("application/json", QUESTION);
  }

  private static String basic() {
    byte[] secret = "integrator:integrator-secret".getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(secret);
  }

  private String send(String url, String authorization, Body body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(LIMIT)
            .header("Authorization", authorization)
            .header("Content-Type", body.type())
            .POST(BodyPublishers.ofString(body.text()))
            .build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    return response.body();
  }

  /** Of the program alone, without its PostgreSQL; 0 where the system does not tell. */
  private static long peakMegabytes(Process process) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return 0;
    }
    Matcher peak = PEAK.matcher(Files.readString(status));
    return peak.find() ? Long.parseLong(peak.group(1)) / 1024 : 0;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
