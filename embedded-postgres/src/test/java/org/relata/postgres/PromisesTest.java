package org.relata.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PromisesTest {

  @Test
  void durabilityIsOnAndTheCommandLineSaysSo() throws Exception {
    Database database = TestPostgres.database();

    for (String promise : List.of("fsync", "synchronous_commit", "full_page_writes")) {
      assertThat(Sql.ask(database, "SHOW " + promise)).containsExactly("on");
      assertThat(Sql.ask(database, "SELECT source FROM pg_settings WHERE name = '" + promise + "'"))
          .containsExactly("command line");
    }
    assertThat(Sql.ask(database, "SHOW data_checksums")).containsExactly("on");
    List<String> arguments =
        List.of(
            ProcessHandle.of(TestPostgres.server().pid())
                .orElseThrow()
                .info()
                .arguments()
                .orElseThrow());
    assertThat(arguments)
        .contains("fsync=on", "synchronous_commit=on", "full_page_writes=on")
        .doesNotContain("-F");
  }

  @Test
  void theServerIsPostgres18WithUnicodeOfTheBuiltinProvider() throws Exception {
    Database database = TestPostgres.database();

    assertThat(Sql.ask(database, "SHOW server_version").getFirst()).startsWith("18.");
    assertThat(Sql.ask(database, "SHOW server_encoding")).containsExactly("UTF8");
    assertThat(
            Sql.ask(
                database,
                "SELECT datlocprovider::text || ' ' || datlocale FROM pg_database"
                    + " WHERE datname = current_database()"))
        .containsExactly("b C.UTF-8");
  }

  @Test
  void aChineseNameHasTrigrams() throws Exception {
    Database database = TestPostgres.database();
    Sql.run(database, "CREATE EXTENSION pg_trgm");

    assertThat(Sql.ask(database, "SELECT cardinality(show_trgm('王小明'))").getFirst()).isEqualTo("4");
  }

  @Test
  void theExtensionsOfContribAreThere() throws Exception {
    Database database = TestPostgres.database();

    Sql.run(database, "CREATE EXTENSION btree_gist");
    Sql.run(database, "CREATE EXTENSION pgcrypto");

    assertThat(Sql.ask(database, "SELECT extname FROM pg_extension"))
        .contains("btree_gist", "pgcrypto");
  }

  @Test
  void everyTestDatabaseIsNewAndEmpty() throws Exception {
    Database one = TestPostgres.database();
    Sql.run(one, "CREATE TABLE mine ()");

    Database other = TestPostgres.database();

    assertThat(other.jdbcUrl()).isNotEqualTo(one.jdbcUrl());
    assertThat(Sql.ask(other, "SELECT to_regclass('mine')::text")).containsOnlyNulls();
  }

  @Test
  void nobodyEntersWithoutThePassword() {
    Database database = TestPostgres.database();

    assertThatThrownBy(
            () -> Sql.ask(new Database(database.jdbcUrl(), "postgres", "guessed"), "SELECT 1"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
    assertThat(database.toString()).doesNotContain(database.password());
  }

  @Test
  void theServerListensOnTheLoopbackAddressOnly() throws Exception {
    List<Inet4Address> outside =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress())
            .filter(Inet4Address.class::isInstance)
            .map(Inet4Address.class::cast)
            .toList();

    assertThat(Sql.ask(TestPostgres.database(), "SHOW listen_addresses"))
        .containsExactly("127.0.0.1");
    for (Inet4Address address : outside) {
      assertThatThrownBy(
              () -> {
                try (Socket socket = new Socket()) {
                  socket.connect(
                      new InetSocketAddress(address, TestPostgres.server().port()), 2000);
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void dataAndPasswordStayBetweenStarts(@TempDir Path scratch) throws Exception {
    Path directory = scratch.resolve("new").resolve("data");
    String password;
    try (EmbeddedPostgres server = EmbeddedPostgres.start(directory)) {
      password = server.superuserPassword();
      Database bank = server.createDatabase("bank");
      Sql.run(bank, "CREATE TABLE word AS SELECT '王小明' AS text");
    }

    try (EmbeddedPostgres again = EmbeddedPostgres.start(directory)) {
      assertThat(again.superuserPassword()).isEqualTo(password);
      assertThat(Sql.ask(again.createDatabase("bank"), "SELECT text FROM word"))
          .containsExactly("王小明");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void onlyTheOwnerReadsThePassword(@TempDir Path scratch) throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start(scratch)) {
      Path file = scratch.resolve("superuser.password");

      assertThat(Files.readString(file).strip()).isEqualTo(server.superuserPassword());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void optionsReachTheServer(@TempDir Path scratch) throws Exception {
    PostgresOptions options =
        PostgresOptions.in(scratch)
            .withMaxConnections(17)
            .withSharedBuffers("16MB")
            .withSettings(Map.of("application_name", "O'Neil"));
    try (EmbeddedPostgres server = EmbeddedPostgres.start(options)) {
      Database bank = server.createDatabase("bank");

      assertThat(Sql.ask(bank, "SHOW max_connections")).containsExactly("17");
      assertThat(Sql.ask(bank, "SHOW shared_buffers")).containsExactly("16MB");
      assertThat(
              Sql.ask(bank, "SELECT setting FROM pg_file_settings WHERE name = 'application_name'"))
          .containsExactly("O'Neil");
    }
  }

  @Test
  void durabilityCannotBeSwitchedOff() {
    assertThatThrownBy(() -> PostgresOptions.in(Path.of("x")).withSettings(Map.of("fsync", "off")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fsync cannot be set");
  }

  @Test
  void aSettingThatPostgresRefusesIsReportedWithWhatItSaid(@TempDir Path scratch) {
    PostgresOptions options =
        PostgresOptions.in(scratch).withSettings(Map.of("work_mem", "plenty"));

    assertThatThrownBy(() -> EmbeddedPostgres.start(options))
        .isInstanceOf(PostgresFailure.class)
        .hasMessageContaining("work_mem");
    EmbeddedPostgres.start(scratch).close();
  }

  @Test
  void aTakenPortIsReported(@TempDir Path scratch) {
    PostgresOptions options = PostgresOptions.in(scratch).withPort(TestPostgres.server().port());

    assertThatThrownBy(() -> EmbeddedPostgres.start(options))
        .isInstanceOf(PostgresFailure.class)
        .hasMessageContaining("could not bind");
  }
}
