package org.relata.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String BUSY = "SELECT count(*) FROM generate_series(1, 100000000)";

  @TempDir private Path scratch;

  @Test
  void aServerThatOutlivedItsKilledProgramIsTakenOverAndStoppedAtTheEnd() throws Exception {
    Path directory = scratch.resolve("data");
    long orphan;
    try (CrashingProgram program = CrashingProgram.startIn(directory, scratch)) {
      orphan = program.postmaster();
      program.kill();
      assertThat(Sql.answers(program.database())).as("the orphan runs on").isTrue();

      long successor;
      try (EmbeddedPostgres server = EmbeddedPostgres.start(directory)) {
        successor = server.pid();
        assertThat(successor).isNotEqualTo(orphan);
        assertThat(runs(orphan)).isFalse();
        assertThat(words(server)).containsExactly("committed");
      }
      assertThat(runs(successor)).isFalse();
    }
  }

  @Test
  void programAndServerKilledTogetherAreRecoveredByTheNextStart() throws Exception {
    Path directory = scratch.resolve("data");
    try (CrashingProgram program = CrashingProgram.startIn(directory, scratch)) {
      program.kill();
      Kill.now(program.postmaster());
    }
    assertThat(directory.resolve("cluster").resolve("postmaster.pid")).exists();

    try (EmbeddedPostgres server = EmbeddedPostgres.start(directory)) {
      assertThat(words(server)).containsExactly("committed");
    }
  }

  @Test
  void aPidFileWhoseNumberNowBelongsToAnotherProgramIsFoundStale() throws Exception {
    Path directory = scratch.resolve("data");
    try (EmbeddedPostgres server =
        EmbeddedPostgres.start(PostgresOptions.in(directory).withRestartWhenDead(false))) {
      Sql.run(server.createDatabase("bank"), "CREATE TABLE word AS SELECT 'kept' AS text");
      Kill.now(server.pid());
      assertThat(server.isAlive()).isFalse();
    }
    Path pidFile = directory.resolve("cluster").resolve("postmaster.pid");
    List<String> lines = new ArrayList<>(Files.readAllLines(pidFile));
    lines.set(0, Long.toString(ProcessHandle.current().pid()));
    Files.write(pidFile, lines);

    try (EmbeddedPostgres server = EmbeddedPostgres.start(directory)) {
      assertThat(words(server)).containsExactly("kept");
    }
  }

  @Test
  void aPidFileThatACrashLeftEmptyIsFoundStale() throws Exception {
    Path directory = scratch.resolve("data");
    EmbeddedPostgres.start(directory).close();
    Files.createFile(directory.resolve("cluster").resolve("postmaster.pid"));

    try (EmbeddedPostgres server = EmbeddedPostgres.start(directory)) {
      assertThat(server.isAlive()).isTrue();
    }
  }

  @Test
  void aKilledServerComesBackByItselfOnTheSamePort() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start(scratch.resolve("data"))) {
      Database bank = server.createDatabase("bank");
      Sql.run(bank, "CREATE TABLE word AS SELECT 'committed' AS text");
      for (int round = 0; round < 3; round++) {
        long killed = server.pid();

        Kill.now(killed);

        Eventually.within(SOON, () -> server.isAlive() && Sql.answers(bank));
        assertThat(server.pid()).isNotEqualTo(killed);
        assertThat(words(server)).containsExactly("committed");
      }
    }
  }

  @Test
  void aServerKilledInTheMiddleOfAStatementIsStartedAgain() throws Exception {
    PostgresOptions options =
        PostgresOptions.in(scratch.resolve("data")).withRestartWhenDead(false);
    try (EmbeddedPostgres server = EmbeddedPostgres.start(options)) {
      Database bank = server.createDatabase("bank");
      Sql.run(bank, "CREATE TABLE word AS SELECT 'committed' AS text");
      try (Connection connection = Sql.connect(bank);
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.execute("INSERT INTO word VALUES ('not committed')");
        Thread busy = Thread.ofVirtual().start(() -> Sql.answers(bank, BUSY));

        Kill.now(server.pid());

        assertThat(server.restartIfDead()).isTrue();
        assertThat(server.restartIfDead()).isFalse();
        assertThat(words(server)).containsExactly("committed");
        busy.join(SOON);
      }
    }
  }

  @Test
  void everyAcknowledgedRowSurvivesRepeatedKills() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start(scratch.resolve("data"))) {
      Database bank = server.createDatabase("bank");
      Sql.run(bank, "CREATE TABLE word (text text)");
      Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
      for (int round = 0; round < 3; round++) {
        long pid = server.pid();
        int enough = acknowledged.size() + ThreadLocalRandom.current().nextInt(1, 500);
        Thread killer =
            Thread.ofPlatform()
                .start(
                    () -> {
                      Eventually.within(SOON, () -> acknowledged.size() >= enough);
                      Kill.now(pid);
                    });
        insertUntilTheConnectionBreaks(bank, round, acknowledged);
        killer.join();
        Eventually.within(SOON, () -> server.isAlive() && Sql.answers(bank));
      }
      assertThat(acknowledged).isNotEmpty();
      assertThat(words(server)).containsAll(acknowledged);
    }
  }

  private static void insertUntilTheConnectionBreaks(
      Database bank, int round, Queue<String> acknowledged) {
    try (Connection connection = Sql.connect(bank);
        var statement = connection.prepareStatement("INSERT INTO word VALUES (?)")) {
      long deadline = System.nanoTime() + SOON.toNanos();
      for (int i = 0; System.nanoTime() < deadline; i++) {
        String word = round + "/" + i;
        statement.setString(1, word);
        statement.executeUpdate();
        acknowledged.add(word);
      }
      throw new AssertionError("the server was not killed");
    } catch (SQLException _) {
      assertThat(acknowledged).isNotEmpty();
    }
  }

  private static List<String> words(EmbeddedPostgres server) throws Exception {
    return Sql.ask(server.createDatabase("bank"), "SELECT text FROM word");
  }

  private static boolean runs(long pid) {
    return ProcessHandle.of(pid)
        .map(process -> process.isAlive() && process.info().command().isPresent())
        .orElse(false);
  }
}
