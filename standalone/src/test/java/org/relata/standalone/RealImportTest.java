package org.relata.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relata.driver.Await;
import org.relata.driver.Ledger;
import org.relata.driver.RelataClient;
import org.relata.driver.RelataProcess;
import org.relata.postgres.Database;
import org.relata.postgres.TestPostgres;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Two real banks come in through the importer, as a process of its own, and HTTP; what GraphQL then
 * says are the figures that the data is known to have.
 */
class RealImportTest {

  private static final Path DATA = Path.of("../../shared/data");
  private static final int ALL_IN = 0;

  @TempDir Path errors;

  @BeforeEach
  void theDataIsThere() {
    Assumptions.assumeTrue(
        Files.exists(DATA.resolve("berka/client.asc")),
        "SKIPPED: the public bank data is not in ../shared/data");
  }

  @Test
  void theFiguresAreRightAndTheSameImportAgainOrBrokenOffAndResumedComesToTheSame()
      throws Exception {
    Database whole = TestPostgres.database();
    String wholeLog;
    try (var relata = start(whole)) {
      RelataClient client = client(relata);
      assertThat(run(relata, "whole", "berka")).isEqualTo(ALL_IN);
      levelled(client, whole);
      new BankFigures(client).checkBerka();
      wholeLog = digest(whole);

      assertThat(run(relata, "again", "berka")).isEqualTo(ALL_IN);
      assertThat(digest(whole)).as("the log after the same import again").isEqualTo(wholeLog);

      assertThat(run(relata, "whole", "bank-marketing")).isEqualTo(ALL_IN);
      levelled(client, whole);
      new BankFigures(client).checkBankMarketing();
      String both = digest(whole);
      assertThat(run(relata, "again", "bank-marketing")).isEqualTo(ALL_IN);
      assertThat(digest(whole)).isEqualTo(both);
      new BerkaJudged(client, DATA).check();
    }

    Database broken = TestPostgres.database();
    try (var relata = start(broken)) {
      for (int events : List.of(2_000, 9_000, 15_000)) {
        Process process = begin(relata, "broken", "berka", "--resume");
        Await.until("the import is on its way", () -> Ledger.head(broken) > events);
        process.destroyForcibly().waitFor();
      }
      assertThat(run(relata, "broken", "berka", "--resume")).isEqualTo(ALL_IN);
      assertThat(digest(broken)).as("the log after kill -9 and --resume").isEqualTo(wholeLog);
      RelataClient client = client(relata);
      levelled(client, broken);
      new BankFigures(client).checkBerka();
    }
  }

  private static ConfigurableApplicationContext start(Database database) throws IOException {
    return Relata.application()
        .run(
            "--server.port=" + RelataProcess.freePort(),
            "--spring.datasource.url=" + database.jdbcUrl(),
            "--spring.datasource.username=" + database.username(),
            "--spring.datasource.password=" + database.password(),
            "--relata.demo.bank=false",
            "--relata.automation.poll=200ms",
            "--relata.data=target/real-import");
  }

  private static String url(ConfigurableApplicationContext relata) {
    return "http://127.0.0.1:" + relata.getEnvironment().getRequiredProperty("server.port");
  }

  private static RelataClient client(ConfigurableApplicationContext relata) throws Exception {
    return RelataClient.ofStandalone(url(relata));
  }

  private int run(
      ConfigurableApplicationContext relata, String name, String mapping, String... more)
      throws Exception {
    Process process = begin(relata, name, mapping, more);
    assertThat(process.waitFor(15, TimeUnit.MINUTES)).as("the import ends").isTrue();
    return process.exitValue();
  }

  private Process begin(
      ConfigurableApplicationContext relata, String name, String mapping, String... more)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add("org.relata.importer.Importer");
    command.add(Path.of("../importer/examples", mapping + ".yaml").toString());
    command.addAll(List.of("--data", DATA.toString(), "--url", url(relata)));
    command.addAll(List.of("--client-secret", "integrator-secret", "--no-progress"));
    command.addAll(List.of("--errors", errors.resolve(name).toString()));
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(
            ProcessBuilder.Redirect.appendTo(Path.of("target", "import-" + name + ".log").toFile()))
        .start();
  }

  private static void levelled(RelataClient client, Database database) throws Exception {
    long head = Ledger.head(database);
    Await.until("the folds are level", () -> client.hasFolded(head));
  }

  /** Everything in the log but the times at which it came in. */
  private static String digest(Database database) throws SQLException {
    return one(
        database,
        "SELECT count(*) || ' ' || md5(string_agg(concat_ws('|', position, stream, version, type,"
            + " revision, payload, command_id, CASE WHEN effective_at < '2020-01-01' THEN"
            + " effective_at END), chr(10) ORDER BY position)) FROM log.event");
  }

  private static String one(Database database, String query) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getString(1);
    }
  }
}
