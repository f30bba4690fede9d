package org.relata.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.GraphQLSchema;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.relata.command.platform.Command;
import org.relata.driver.Await;
import org.relata.driver.EveryQuestion;
import org.relata.driver.Ledger;
import org.relata.driver.RandomCommands;
import org.relata.driver.RelataClient;
import org.relata.driver.RelataProcess;
import org.relata.postgres.Database;
import org.relata.postgres.TestPostgres;
import org.relata.standalone.Relata;
import tools.jackson.databind.JsonNode;

/** A bank of random commands in a running program, fed once for all tests of the oracle. */
final class OracleBank {

  static final long SEED = 11;
  private static final int COMMANDS = 12_000;
  private static final int LINES = 250;

  static final Database DATABASE = TestPostgres.database();
  static final ReadOracle ORACLE = new ReadOracle(DATABASE);
  static final RelataClient CLIENT;
  static final GraphQLSchema SCHEMA;

  static {
    try {
      CLIENT = start();
      feed();
      SCHEMA = EveryQuestion.schema(CLIENT);
    } catch (Exception e) {
      throw new IllegalStateException("No bank to ask", e);
    }
  }

  /** The program ends with the tests of this module. */
  private static RelataClient start() throws Exception {
    int port = RelataProcess.freePort();
    Relata.application()
        .run(
            "--server.port=" + port,
            "--spring.datasource.url=" + DATABASE.jdbcUrl(),
            "--spring.datasource.username=" + DATABASE.username(),
            "--spring.datasource.password=" + DATABASE.password(),
            "--relata.demo.bank=false",
            "--relata.automation.enabled=false",
            "--relata.data=target/oracle");
    RelataClient client = RelataClient.ofStandalone("http://127.0.0.1:" + port);
    Await.until("it is healthy", client::isHealthy);
    return client;
  }

  private static void feed() throws Exception {
    RandomCommands commands = RandomCommands.ofEveryType(SEED).withIdentifiers(6);
    for (int sent = 0; sent < COMMANDS; sent += LINES) {
      send(commands);
    }
    long head = Ledger.head(DATABASE);
    Await.until("the folds are level", () -> CLIENT.hasFolded(head));
  }

  private static void send(RandomCommands commands) throws Exception {
    List<Command> batch = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < LINES; i++) {
      Command command = commands.next();
      while (RelataClient.needsOtherEyes(command)) {
        decide(commands, command);
        command = commands.next();
      }
      batch.add(command);
      Map<String, Object> envelope = new LinkedHashMap<>();
      envelope.put("type", command.getClass().getSimpleName());
      envelope.put("id", java.util.UUID.randomUUID().toString());
      envelope.put("payload", command);
      lines.append(CLIENT.json().writeValueAsString(envelope)).append('\n');
    }
    HttpResponse<String> answer = CLIENT.stream(lines.toString());
    List<String> told = answer.body().lines().toList();
    assertThat(told).hasSize(LINES);
    for (int i = 0; i < LINES; i++) {
      if (told.get(i).contains("STORED")) {
        commands.accepted(batch.get(i));
      }
    }
  }

  /** By another program than the one that proposes. */
  private static void decide(RandomCommands commands, Command command) throws Exception {
    JsonNode answer = CLIENT.send(java.util.UUID.randomUUID().toString(), command);
    if (answer.path("outcome").asString("").equals("STORED")) {
      commands.accepted(command);
    }
  }

  private OracleBank() {}

  static String physical(Statement statement, String fold) throws Exception {
    try (ResultSet row =
        statement.executeQuery("SELECT physical FROM read.fold WHERE name = '" + fold + "'")) {
      row.next();
      return row.getString(1);
    }
  }

  static Connection connect() throws Exception {
    return DriverManager.getConnection(
        DATABASE.jdbcUrl(), DATABASE.username(), DATABASE.password());
  }

  static JsonNode ask(String document, Map<String, Object> variables)
      throws IOException, InterruptedException {
    return CLIENT.json().readTree(CLIENT.ask(document, variables, Map.of()));
  }
}
