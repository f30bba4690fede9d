package org.relata.command.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relata.command.customer.CustomerCommand.RegisterCustomer;
import org.relata.command.platform.Command;
import org.relata.command.platform.CommandNode;
import org.relata.command.platform.dispatch.Answer;
import org.relata.command.platform.dispatch.Answer.Repeated;
import org.relata.command.platform.dispatch.Answer.Stored;
import org.relata.command.platform.dispatch.Answer.Unavailable;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.value.Label;
import org.relata.postgres.Database;
import org.relata.postgres.EmbeddedPostgres;
import org.relata.postgres.PostgresOptions;

/**
 * A server that waits for a standby shows, after a crash, commits that the standby has never
 * confirmed. To tell somebody that these are stored would be a promise that the next failover
 * breaks.
 */
class SynchronousStandbyTest {

  private static final String STORED = "SELECT count(*) FROM log.event WHERE command_id = 'second'";

  @TempDir Path directory;

  @Test
  void whatNoStandbyHasConfirmedIsNotToldAsStored() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start(PostgresOptions.in(directory))) {
      Database database = server.createDatabase("relata");
      // A minute of waiting for a standby is long enough for a bank, and too long for a test.
      Database impatient =
          new Database(
              database.jdbcUrl() + "?socketTimeout=3", database.username(), database.password());
      try (CommandNode node = new CommandNode(impatient)) {
        assertThat(node.send("first", register("C-1"), null)).isInstanceOf(Stored.class);

        execute(database, "ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
        execute(database, "SELECT pg_reload_conf()");
        TimeUnit.SECONDS.sleep(1);
        Thread waiting = Thread.ofVirtual().start(() -> node.send("second", register("C-2"), null));
        await(database, "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
        ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
        waiting.join();

        // The commit is there now, and nobody but this server has it.
        await(database, STORED);
        for (int i = 0; i < 3; i++) {
          assertThat(node.send("second", register("C-2"), null)).isInstanceOf(Unavailable.class);
        }

        execute(database, "ALTER SYSTEM RESET synchronous_standby_names");
        execute(database, "SELECT pg_reload_conf()");
        Answer answer = node.send("second", register("C-2"), null);
        for (int i = 0; i < 50 && answer instanceof Unavailable; i++) {
          TimeUnit.MILLISECONDS.sleep(100);
          answer = node.send("second", register("C-2"), null);
        }
        assertThat(answer).isInstanceOf(Repeated.class);
        assertThat(((Repeated) answer).appended().first()).isEqualTo(2);
      }
    }
  }

  private static Command register(String customer) {
    return new RegisterCustomer(
        new CustomerId(customer), CustomerKind.PERSONAL, new Label("Ada"), List.of(), null);
  }

  private static void await(Database database, String count) throws Exception {
    for (int i = 0; number(database, count) == 0; i++) {
      assertThat(i).as(count).isLessThan(600);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static long number(Database database, String query) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      // The server is not there yet.
      return 0;
    }
  }

  private static void execute(Database database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(Database database) throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl(), database.username(), database.password());
  }
}
