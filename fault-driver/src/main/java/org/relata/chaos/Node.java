package org.relata.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.relata.driver.Program;
import org.relata.driver.RelataProcess;
import org.relata.driver.StartCache;
import org.relata.faults.FaultProxy;

/** One program of the site, which may be killed, frozen and started again, on the same port. */
final class Node implements AutoCloseable {

  /** What lives for seconds needs neither the second compiler nor a collector with threads. */
  private static final List<String> OPTIONS =
      List.of("-Xmx384m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final Program program;
  private final int port;
  private final FaultProxy network;
  private final AtomicInteger streams = new AtomicInteger();
  private final Map<String, String> settings;
  private final Path directory;
  private final List<String> options;
  private final List<Path> replacing;
  private volatile RelataProcess process;
  private volatile boolean ready;

  private Node(
      Program program,
      int port,
      FaultProxy network,
      Map<String, String> settings,
      Path directory,
      List<String> options,
      List<Path> replacing)
      throws IOException {
    this.program = program;
    this.port = port;
    this.network = network;
    this.settings = settings;
    this.directory = directory;
    this.options = options;
    this.replacing = replacing;
    this.process = launch();
  }

  /** Begins to start, with a network of its own; {@link #awaitReady} waits for it. */
  static Node start(
      Program program,
      int serverPort,
      Map<String, String> settings,
      Path home,
      StartCache cache,
      List<Path> replacing)
      throws IOException {
    int port = RelataProcess.freePort();
    FaultProxy network = FaultProxy.before(serverPort);
    Path directory = Files.createDirectories(home.resolve(program + "-" + port));
    Map<String, String> all = new HashMap<>(settings);
    all.put("spring.datasource.url", url(network.port()));
    all.put("spring.main.sources", ProcessControl.class.getName());
    all.put(ProcessControl.DIRECTORY, directory.toString());
    List<String> options =
        Stream.concat(OPTIONS.stream(), cache.options(program).stream()).toList();
    return new Node(program, port, network, all, directory, options, replacing);
  }

  /** Lets both programs start once on a database that is still empty. */
  static StartCache learnToStart(int serverPort, Map<String, String> settings, Path home)
      throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>(settings);
    all.put("spring.datasource.url", url(serverPort));
    return StartCache.learn(
        List.of(Program.COMMAND_SIDE, Program.QUERY_SIDE), all, OPTIONS, home.resolve("learnt"));
  }

  private static String url(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/relata";
  }

  private RelataProcess launch() throws IOException {
    return RelataProcess.start(program, port, settings, options, replacing);
  }

  String url() {
    return process.url();
  }

  /** What lies between it and the database. */
  FaultProxy network() {
    return network;
  }

  /** How many streams of commands are being sent to it. */
  AtomicInteger streams() {
    return streams;
  }

  /** How often it has said this. */
  long said(String sentence) throws IOException {
    try (Stream<String> lines = Files.lines(process.log())) {
      return lines.filter(line -> line.contains(sentence)).count();
    }
  }

  /** Whether it was ready and has not been killed since. */
  boolean isReady() {
    return ready;
  }

  /** Whether its process is there, ready or not. */
  boolean isRunning() {
    return ProcessHandle.of(process.pid()).isPresent();
  }

  void awaitReady() throws IOException, InterruptedException {
    process.awaitReady();
    ready = true;
  }

  /** Kills it and does not wait until it is gone. */
  void strikeDead() {
    ready = false;
    ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
  }

  void kill() throws InterruptedException {
    ready = false;
    process.kill();
  }

  void startAgain() throws IOException {
    process = launch();
  }

  /** The process does nothing at all until it is thawed: the clock goes on, time-outs too. */
  void freeze() throws IOException, InterruptedException {
    signal("STOP", process.pid());
  }

  void thaw() throws IOException, InterruptedException {
    signal("CONT", process.pid());
  }

  /** To any process, which may be gone already. */
  static void signal(String name, long pid) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  void setClockAhead(Duration ahead) throws IOException {
    put(ProcessControl.CLOCK, Long.toString(ahead.toSeconds()));
  }

  void rebuild() throws IOException {
    put(ProcessControl.REBUILD, "");
  }

  /** In one step, so that it is never read half written. */
  private void put(String name, String content) throws IOException {
    Path draft = directory.resolve(name + ".draft");
    Files.writeString(draft, content);
    Files.move(draft, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public String toString() {
    return program + "-" + port;
  }

  @Override
  public void close() throws IOException {
    ready = false;
    process.close();
    network.close();
  }
}
