package org.relata.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relata.postgres.DataDirectoryRefusal.DataDirectoryForeign;
import org.relata.postgres.DataDirectoryRefusal.DataDirectoryInUse;
import org.relata.postgres.DataDirectoryRefusal.DataDirectoryVersion;

class DataDirectoryTest {

  @TempDir private Path scratch;

  @Test
  void aDirectoryThatAnotherLiveProgramUsesIsRefusedWithItsPid() throws Exception {
    Path directory = scratch.resolve("data");
    try (CrashingProgram program = CrashingProgram.startIn(directory, scratch)) {
      assertThatExceptionOfType(DataDirectoryInUse.class)
          .isThrownBy(() -> EmbeddedPostgres.start(directory))
          .withMessageContaining("process " + program.pid())
          .withMessageContaining("Stop that program first")
          .satisfies(e -> assertThat(e.pid()).isEqualTo(OptionalLong.of(program.pid())));
      assertThat(Sql.answers(program.database())).as("it is left in peace").isTrue();

      program.kill();
      EmbeddedPostgres.start(directory).close();
    }
  }

  @Test
  void aSecondServerOfTheSameProgramIsRefusedAndTheFirstKeepsItsClaim() throws Exception {
    Path directory = scratch.resolve("data");
    try (EmbeddedPostgres first = EmbeddedPostgres.start(directory)) {
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatExceptionOfType(DataDirectoryInUse.class)
            .isThrownBy(() -> EmbeddedPostgres.start(directory))
            .withMessageContaining("process " + ProcessHandle.current().pid());
      }
      assertThat(first.isAlive()).isTrue();
    }
    EmbeddedPostgres.start(directory).close();
  }

  @Test
  void aDirectoryOfAnotherMajorVersionIsRefusedNamingBoth() throws Exception {
    EmbeddedPostgres.start(scratch).close();
    Path version = scratch.resolve("cluster").resolve("PG_VERSION");
    Files.writeString(version, "16\n");

    assertThatExceptionOfType(DataDirectoryVersion.class)
        .isThrownBy(() -> EmbeddedPostgres.start(scratch))
        .withMessageContaining("made by PostgreSQL 16, this program brings PostgreSQL 18")
        .satisfies(e -> assertThat(e.found() + " " + e.expected()).isEqualTo("16 18"));

    Files.writeString(version, "18\n");
    EmbeddedPostgres.start(scratch).close();
  }

  @Test
  void aDirectoryWithOtherThingsInItIsRefusedAndLeftAsItIs() throws Exception {
    Path photo = Files.writeString(scratch.resolve("photo.jpg"), "precious");

    assertThatExceptionOfType(DataDirectoryForeign.class)
        .isThrownBy(() -> EmbeddedPostgres.start(scratch))
        .withMessageContaining("is not empty and no PostgreSQL directory of this program");
    try (var entries = Files.list(scratch)) {
      assertThat(entries).containsExactly(photo);
    }
  }

  @Test
  void aPostgresDirectoryOfAnotherProgramIsRefused() throws Exception {
    Files.writeString(scratch.resolve("PG_VERSION"), "18\n");

    assertThatExceptionOfType(DataDirectoryForeign.class)
        .isThrownBy(() -> EmbeddedPostgres.start(scratch))
        .withMessageContaining("is a PostgreSQL directory of another program");
  }

  @Test
  void aFileIsNoDataDirectory() throws Exception {
    Path file = Files.writeString(scratch.resolve("file"), "x");

    assertThatExceptionOfType(DataDirectoryForeign.class)
        .isThrownBy(() -> EmbeddedPostgres.start(file))
        .withMessageContaining("is not a directory");
  }

  @Test
  void aLostPasswordIsSaid() throws Exception {
    EmbeddedPostgres.start(scratch).close();
    Files.delete(scratch.resolve("superuser.password"));

    assertThatExceptionOfType(DataDirectoryForeign.class)
        .isThrownBy(() -> EmbeddedPostgres.start(scratch))
        .withMessageContaining("lacks its file superuser.password");
  }

  @Test
  void aClusterThatWasKilledWhileBeingMadeIsMadeAnew() throws Exception {
    Path half = Files.createDirectories(scratch.resolve("cluster.unfinished"));
    Files.writeString(half.resolve("PG_VERSION"), "18\n");

    try (EmbeddedPostgres server = EmbeddedPostgres.start(scratch)) {
      assertThat(Sql.answers(server.createDatabase("bank"))).isTrue();
    }
    assertThat(half).doesNotExist();
  }
}
