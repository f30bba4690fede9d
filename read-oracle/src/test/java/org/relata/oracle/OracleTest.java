package org.relata.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.relata.command.platform.Command;
import org.relata.driver.Await;
import org.relata.driver.Ledger;
import org.relata.driver.RandomCommands;
import org.relata.driver.RelataClient;
import org.relata.driver.RelataProcess;
import org.relata.postgres.Database;
import org.relata.postgres.TestPostgres;
import org.relata.standalone.Relata;
import org.springframework.context.ConfigurableApplicationContext;

/** A bank of random commands: what is kept and what is said is what the log says. */
class OracleTest {

  private static final long SEED = 11;
  private static final int COMMANDS = 10_000;
  private static final int LINES = 250;
  private static final int QUESTIONS = 800;

  private static final Database DATABASE = TestPostgres.database();
  private static final ReadOracle ORACLE = new ReadOracle(DATABASE);
  private static ConfigurableApplicationContext program;
  private static RelataClient client;

  @BeforeAll
  static void feedABank() throws Exception {
    int port = RelataProcess.freePort();
    program =
        Relata.application()
            .run(
                "--server.port=" + port,
                "--spring.datasource.url=" + DATABASE.jdbcUrl(),
                "--spring.datasource.username=" + DATABASE.username(),
                "--spring.datasource.password=" + DATABASE.password(),
                "--relata.demo.bank=false",
                "--relata.automation.enabled=false",
                "--relata.data=target/oracle");
    client = RelataClient.ofStandalone("http://127.0.0.1:" + port);
    Await.until("it is healthy", client::isHealthy);
    RandomCommands commands = RandomCommands.ofEveryType(SEED).withIdentifiers(9);
    for (int sent = 0; sent < COMMANDS; sent += LINES) {
      send(commands);
    }
    long head = Ledger.head(DATABASE);
    Await.until("the folds are level", () -> client.hasFolded(head));
    System.err.println("HEAD " + head + " never " + commands.neverAccepted());
  }

  private static void send(RandomCommands commands) throws Exception {
    List<Command> batch = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < LINES; i++) {
      Command command = commands.next();
      batch.add(command);
      Map<String, Object> envelope = new LinkedHashMap<>();
      envelope.put("type", command.getClass().getSimpleName());
      envelope.put("id", java.util.UUID.randomUUID().toString());
      envelope.put("payload", command);
      lines.append(client.json().writeValueAsString(envelope)).append('\n');
    }
    HttpResponse<String> answer = client.stream(lines.toString());
    List<String> told = answer.body().lines().toList();
    assertThat(told).hasSize(LINES);
    for (int i = 0; i < LINES; i++) {
      if (told.get(i).contains("STORED")) {
        commands.accepted(batch.get(i));
      }
    }
  }

  @AfterAll
  static void stop() {
    program.close();
  }

  @Test
  void everyTableHoldsWhatTheFoldsMakeOfTheLog() throws Exception {
    assertThat(ORACLE.tables()).isEmpty();
  }

  @Test
  void everyAnswerIsWhatTheFoldsMakeOfTheLogAtThePositionThatItNames() throws Exception {
    long t = System.nanoTime();
    ReadOracle.Report report = ORACLE.questions(client, QUESTIONS, SEED);
    System.err.println((System.nanoTime() - t) / 1_000_000 + " ms " + report);
    assertThat(report.differences()).isEmpty();
  }
}
