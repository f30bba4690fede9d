package org.relata.command.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.relata.command.customer.CustomerCommand.RegisterCustomer;
import org.relata.command.platform.CommandNode;
import org.relata.command.platform.dispatch.Answer;
import org.relata.command.platform.dispatch.Answer.Stored;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.value.Label;
import org.relata.postgres.Database;
import org.relata.postgres.TestPostgres;

class LogAppenderTest {

  private final Database database = TestPostgres.database();
  private CommandNode node;
  private int customers;

  @BeforeEach
  void start() {
    node = new CommandNode(database);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private Answer register(CommandNode target) {
    return target.send(
        new RegisterCustomer(
            new CustomerId("C-" + ++customers),
            CustomerKind.PERSONAL,
            new Label("Ada"),
            List.of(),
            null));
  }

  private static long position(Answer answer) {
    assertThat(answer).isInstanceOf(Stored.class);
    return ((Stored) answer).appended().first();
  }

  private Connection superuser() throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl(), database.username(), database.password());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void processesThatTakeTurnsAsTheyLikeGiveOutPositionsWithoutAGap(long seed) {
    Random random = new Random(seed);
    try (CommandNode second = new CommandNode(database);
        CommandNode third = new CommandNode(database)) {
      List<CommandNode> nodes = List.of(node, second, third);
      long expected = 1;
      for (int turn = 0; turn < 60; turn++) {
        CommandNode writer = nodes.get(random.nextInt(3));
        for (int i = random.nextInt(6); i >= 0; i--) {
          assertThat(position(register(writer))).isEqualTo(expected++);
        }
      }
    }
  }

  @Test
  void whatALostServerTookWithItLeavesNoGap() throws Exception {
    for (int i = 1; i <= 5; i++) {
      register(node);
    }
    try (Connection connection = superuser();
        Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM log.event WHERE position > 3");
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE application_name LIKE 'relata-%' AND datname = current_database()");
    }
    List<Answer> answers = new ArrayList<>(List.of(register(node)));
    while (!(answers.getLast() instanceof Stored)) {
      assertThat(answers).hasSizeLessThan(20);
      TimeUnit.MILLISECONDS.sleep(100);
      answers.add(register(node));
    }
    assertThat(position(answers.getLast())).isEqualTo(4);
  }

  @Test
  void nothingIsEverUpdatedSoThatALongSnapshotElsewhereCostsNothing() throws Exception {
    try (CommandNode other = new CommandNode(database)) {
      for (int i = 0; i < 40; i++) {
        register(i % 3 == 0 ? other : node);
      }
    }
    try (Connection connection = superuser();
        Statement statement = connection.createStatement()) {
      long counted = 0;
      for (int i = 0; counted < 40 && i < 100; i++) {
        TimeUnit.MILLISECONDS.sleep(100);
        counted = number(statement, "n_tup_ins", "relname = 'event'");
      }
      assertThat(counted).isGreaterThanOrEqualTo(40);
      assertThat(number(statement, "n_tup_upd + n_tup_del", "relname <> 'flyway_schema_history'"))
          .isZero();
    }
  }

  private static long number(Statement statement, String what, String where) throws SQLException {
    try (ResultSet result =
        statement.executeQuery(
            "SELECT coalesce(sum(%s), 0) FROM pg_stat_user_tables WHERE schemaname = 'log' AND %s"
                .formatted(what, where))) {
      result.next();
      return result.getLong(1);
    }
  }

  @Test
  void readersInOtherProcessesAreTold() throws Exception {
    try (Connection connection = superuser();
        Statement statement = connection.createStatement()) {
      statement.execute("LISTEN relata_log");
      PGConnection listening = connection.unwrap(PGConnection.class);
      for (int i = 0; i < 3; i++) {
        register(node);
        assertThat(listening.getNotifications(10_000)).isNotEmpty();
      }
    }
  }
}
