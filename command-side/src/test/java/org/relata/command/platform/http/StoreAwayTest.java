package org.relata.command.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.relata.command.platform.http.Refusals.register;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.relata.kernel.log.Json;
import org.relata.postgres.Database;
import org.relata.postgres.TestPostgres;
import tools.jackson.databind.JsonNode;

/** PostgreSQL is away for a while. */
class StoreAwayTest {

  @Test
  void commandsAreToldToComeAgainAndDoWhenTheStoreIsBack() throws SQLException {
    Database database = TestPostgres.database();
    Database other = TestPostgres.database();
    try (CommandServer server = CommandServer.start(database)) {
      String first = register("A-1", "");
      assertThat(server.post(first).statusCode()).isEqualTo(200);

      shut(database, other);
      String second = register("A-2", "");
      HttpResponse<String> away = server.post(second);
      Refusals.problem(away, 503, "STORE_UNAVAILABLE");
      assertThat(away.headers().firstValue("Retry-After")).hasValue("1");
      Refusals.problem(server.post(first), 503, "STORE_UNAVAILABLE");
      Refusals.problem(server.post("{}"), 422, "MISSING_FIELD");

      String lines = register("A-3", "") + "\nbad\n" + register("A-4", "") + "\n";
      HttpResponse<String> stream = server.stream(lines);
      assertThat(stream.statusCode()).isEqualTo(200);
      assertThat(stream.body().lines().map(StoreAwayTest::told))
          .containsExactly(
              "UNAVAILABLE STORE_UNAVAILABLE",
              "REFUSED MALFORMED_JSON",
              "UNAVAILABLE STORE_UNAVAILABLE");
      Refusals.saysNothingInternal(stream.body());

      sql(other, "ALTER DATABASE " + name(database) + " WITH ALLOW_CONNECTIONS true");
      assertThat(untilItIsBack(server, second).body()).contains("STORED");
      assertThat(server.post(first).body()).contains("REPEATED");
      assertThat(server.stream(lines).body().lines().map(StoreAwayTest::told))
          .containsExactly("STORED ", "REFUSED MALFORMED_JSON", "STORED ");
      assertThat(server.position()).isEqualTo(4);
    }
  }

  /** Sends the same command again while the answer is to come again, as a client does. */
  private static HttpResponse<String> untilItIsBack(CommandServer server, String command) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    HttpResponse<String> response = server.post(command);
    while (response.statusCode() == 503 && System.nanoTime() < deadline) {
      response = server.post(command);
    }
    return response;
  }

  private static String told(String line) {
    JsonNode answer = Json.mapper().readTree(line);
    return answer.path("outcome").stringValue() + " " + answer.path("code").stringValue("");
  }

  private static void shut(Database database, Database other) throws SQLException {
    sql(other, "ALTER DATABASE " + name(database) + " WITH ALLOW_CONNECTIONS false");
    sql(
        other,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
            + name(database)
            + "'");
  }

  private static String name(Database database) {
    return database.jdbcUrl().replaceFirst("\\?.*", "").replaceFirst(".*/", "");
  }

  private static void sql(Database database, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
