package org.relata.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.relata.postgres.Database;

/**
 * What a test knows of the commands it sent, held against the log as it stands in the database.
 * Acknowledged: exactly once, where the answer said. Unknown: never or once.
 */
public final class Ledger {

  private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();

  public void acknowledge(String commandId, long position) {
    Long earlier = acknowledged.put(commandId, position);
    assertThat(earlier == null || earlier == position).as("one answer for %s", commandId).isTrue();
  }

  public int size() {
    return acknowledged.size();
  }

  /** I1 and I2 of the promises: nothing lost, nothing doubled, no gap anywhere. */
  public void check(Database database) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
        Statement statement = connection.createStatement()) {
      Map<String, Long> lastPositions = new HashMap<>();
      Map<String, Long> versions = new HashMap<>();
      long expected = 1;
      try (ResultSet events =
          statement.executeQuery(
              "SELECT position, stream, version, command_id FROM log.event ORDER BY position")) {
        while (events.next()) {
          assertThat(events.getLong(1)).as("positions are contiguous").isEqualTo(expected++);
          long version = versions.merge(events.getString(2), 1L, Long::sum) - 1;
          assertThat(events.getLong(3)).as("version in %s", events.getString(2)).isEqualTo(version);
          lastPositions.put(events.getString(4), events.getLong(1));
        }
      }
      acknowledged.forEach(
          (command, position) ->
              assertThat(lastPositions.get(command))
                  .as("the acknowledged command %s is in the log where it was said", command)
                  .isEqualTo(position));
      try (ResultSet twice =
          statement.executeQuery(
              "SELECT command_id FROM log.event GROUP BY command_id"
                  + " HAVING max(position) - min(position) + 1 <> count(*)"
                  + " OR count(*) <> count(DISTINCT command_index)")) {
        assertThat(twice.next()).as("a command's events are there once, side by side").isFalse();
      }
      try (ResultSet head = statement.executeQuery("SELECT position FROM log.head")) {
        head.next();
        assertThat(head.getLong(1)).as("the head").isEqualTo(expected - 1);
      }
    }
  }

  /** The last position of the log, which the folds may not have come to yet. */
  public static long head(Database database) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
        Statement statement = connection.createStatement();
        ResultSet head = statement.executeQuery("SELECT position FROM log.head")) {
      head.next();
      return head.getLong(1);
    }
  }

  /** Every row of every version of every fold, without regard to the names of tables. */
  public static Map<String, String> readModels(Database database) throws SQLException {
    Map<String, String> models = new HashMap<>();
    try (Connection connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
        Statement statement = connection.createStatement()) {
      Map<String, String> tables = new HashMap<>();
      try (ResultSet folds = statement.executeQuery("SELECT name, physical FROM read.fold")) {
        while (folds.next()) {
          tables.put(folds.getString(1), folds.getString(2));
        }
      }
      for (var table : tables.entrySet()) {
        try (ResultSet digest =
            statement.executeQuery(
                "SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY"
                    + " t::text)), '') FROM read.\""
                    + table.getValue()
                    + "\" t")) {
          digest.next();
          models.put(table.getKey(), digest.getString(1));
        }
      }
    }
    return models;
  }
}
