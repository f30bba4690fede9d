package org.relata.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.relata.driver.Program;
import org.relata.driver.RelataProcess;

/** One program of the site, which may be killed, frozen and started again, on the same port. */
final class Node implements AutoCloseable {

  private final Program program;
  private final int port;
  private final Map<String, String> settings;
  private final Path directory;
  private final List<Path> replacing;
  private volatile RelataProcess process;
  private volatile boolean ready;

  private Node(
      Program program, int port, Map<String, String> settings, Path directory, List<Path> replacing)
      throws IOException {
    this.program = program;
    this.port = port;
    this.settings = settings;
    this.directory = directory;
    this.replacing = replacing;
    this.process = launch();
  }

  /** Begins to start; {@link #awaitReady} waits for it. */
  static Node start(Program program, Map<String, String> settings, Path home, List<Path> replacing)
      throws IOException {
    int port = RelataProcess.freePort();
    Path directory = Files.createDirectories(home.resolve(program + "-" + port));
    Map<String, String> all = new HashMap<>(settings);
    all.put("spring.main.sources", ProcessControl.class.getName());
    all.put(ProcessControl.DIRECTORY, directory.toString());
    return new Node(program, port, all, directory, replacing);
  }

  private RelataProcess launch() throws IOException {
    return RelataProcess.start(
        program, port, settings, List.of("-Xmx384m", "-XX:TieredStopAtLevel=1"), replacing);
  }

  String url() {
    return process.url();
  }

  /** Whether it was ready and has not been killed since. */
  boolean isReady() {
    return ready;
  }

  void awaitReady() throws IOException, InterruptedException {
    process.awaitReady();
    ready = true;
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
    signal("STOP");
  }

  void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
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
  public void close() {
    ready = false;
    process.close();
  }
}
