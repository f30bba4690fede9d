package org.relata.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A program of its own with a server, started by tests in order to be killed. */
final class CrashingProgram implements AutoCloseable {

  private final Process process;
  private final long postmaster;
  private final Database database;

  private CrashingProgram(Process process, long postmaster, Database database) {
    this.process = process;
    this.postmaster = postmaster;
    this.database = database;
  }

  /** What runs in the other process: commits one row, says where it is, and waits for its end. */
  static void main(String[] arguments) throws Exception {
    EmbeddedPostgres server =
        EmbeddedPostgres.start(
            PostgresOptions.in(Path.of(arguments[0])).withRestartWhenDead(false));
    Database database = server.createDatabase("bank");
    Sql.run(database, "CREATE TABLE IF NOT EXISTS word (text text)");
    Sql.run(database, "INSERT INTO word VALUES ('committed')");
    Path report = Path.of(arguments[1]);
    Path draft = report.resolveSibling("draft");
    Files.write(
        draft, List.of(Long.toString(server.pid()), database.jdbcUrl(), database.password()));
    Files.move(draft, report, StandardCopyOption.ATOMIC_MOVE);
    new CountDownLatch(1).await();
  }

  static CrashingProgram startIn(Path dataDirectory, Path scratch) throws IOException {
    Path report = Files.createTempDirectory(scratch, "child").resolve("report");
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                CrashingProgram.class.getName(),
                dataDirectory.toString(),
                report.toString())
            .inheritIO()
            .start();
    Eventually.within(Duration.ofSeconds(60), () -> Files.exists(report) || !process.isAlive());
    List<String> lines = Files.readAllLines(report);
    return new CrashingProgram(
        process,
        Long.parseLong(lines.get(0)),
        new Database(lines.get(1), "postgres", lines.get(2)));
  }

  long pid() {
    return process.pid();
  }

  long postmaster() {
    return postmaster;
  }

  Database database() {
    return database;
  }

  /** kill -9: no hook runs, nothing is tidied. Returns when the system has taken its locks back. */
  void kill() {
    process.destroyForcibly();
    Eventually.within(Duration.ofSeconds(20), () -> !process.isAlive());
  }

  @Override
  public void close() {
    kill();
  }
}
