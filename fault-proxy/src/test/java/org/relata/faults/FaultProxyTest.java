package org.relata.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.relata.postgres.Database;
import org.relata.postgres.TestPostgres;

class FaultProxyTest {

  private final Database database = TestPostgres.database();
  private FaultProxy proxy;

  @BeforeEach
  void start() throws Exception {
    proxy = FaultProxy.before(TestPostgres.server().port());
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE thing (id integer PRIMARY KEY)");
    }
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
  }

  private Connection connect() throws SQLException {
    String url =
        database
            .jdbcUrl()
            .replace(":" + TestPostgres.server().port() + "/", ":" + proxy.port() + "/");
    return DriverManager.getConnection(
        url + "?connectTimeout=2&socketTimeout=2", database.username(), database.password());
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static double seconds(Connection connection, String sql) throws SQLException {
    long begin = System.nanoTime();
    execute(connection, sql);
    return (System.nanoTime() - begin) / 1e9;
  }

  @Test
  void latencyDelaysEachDirection() throws Exception {
    try (Connection connection = connect()) {
      assertThat(number(connection, "SELECT 42")).isEqualTo(42);
      proxy.set(new Fault.Latency(Duration.ofMillis(150)));
      assertThat(seconds(connection, "SELECT 42")).isGreaterThanOrEqualTo(0.3);
      proxy.heal();
      assertThat(seconds(connection, "SELECT 42")).isLessThan(0.3);
    }
  }

  @Test
  void slicesAndANarrowPathChangeNoByte() throws Exception {
    String sql = "SELECT sum(length(t.s)) FROM (SELECT repeat('x', %d) AS s) t";
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      proxy.set(new Fault.Slices(7));
      try (ResultSet result = statement.executeQuery("SELECT repeat('银行', 5000)")) {
        result.next();
        assertThat(result.getString(1)).isEqualTo("银行".repeat(5_000));
      }
      assertThat(number(connection, sql.formatted(100))).isEqualTo(100);
      proxy.set(new Fault.Bandwidth(40_000));
      assertThat(seconds(connection, "SELECT repeat('x', 20000)")).isGreaterThan(0.4);
    }
  }

  @Test
  void silenceIsNoticedOnlyByWhoLooksAtTheClock() throws Exception {
    try (Connection connection = connect()) {
      proxy.set(new Fault.Silence());
      assertThat(secondsToFailure(connection, "SELECT 42")).isBetween(1.5, 10.0);
    }
    proxy.heal();
    try (Connection connection = connect()) {
      assertThat(number(connection, "SELECT 42")).isEqualTo(42);
    }
  }

  private static double secondsToFailure(Connection connection, String sql) {
    long begin = System.nanoTime();
    assertThatThrownBy(() -> execute(connection, sql)).isInstanceOf(SQLException.class);
    return (System.nanoTime() - begin) / 1e9;
  }

  @Test
  void refusalMeetsNewConnectionsAndAResetTheOldOnes() throws Exception {
    try (Connection old = connect()) {
      proxy.set(new Fault.Refusal());
      assertThatThrownBy(this::connect).isInstanceOf(SQLException.class);
      assertThat(number(old, "SELECT 42")).isEqualTo(42);
      proxy.reset();
      assertThatThrownBy(() -> number(old, "SELECT 42")).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void aLostConfirmationLeavesWhatWasCommittedAndBreaksTheConnection() throws Exception {
    proxy.set(new Fault.LostConfirmation(2));
    try (Connection alone = connect()) {
      assertThat(number(alone, "SELECT 42")).isEqualTo(42);
      assertThatThrownBy(() -> execute(alone, "INSERT INTO thing VALUES (1)"))
          .isInstanceOf(SQLException.class);
    }
    try (Connection transaction = connect()) {
      transaction.setAutoCommit(false);
      execute(transaction, "INSERT INTO thing VALUES (2)");
      transaction.rollback();
      execute(transaction, "INSERT INTO thing VALUES (3)");
      assertThatThrownBy(transaction::commit).isInstanceOf(SQLException.class);
    }
    assertThat(proxy.confirmationsLost()).isEqualTo(2);
    try (Connection connection = connect()) {
      execute(connection, "INSERT INTO thing VALUES (4)");
      assertThat(number(connection, "SELECT sum(id) FROM thing")).isEqualTo(1 + 3 + 4);
    }
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void aStrikeHitsOnceAtItsMoment(Moment moment) throws Exception {
    AtomicInteger blows = new AtomicInteger();
    proxy.set(new Fault.Strike("INSERT INTO thing", moment, blows::incrementAndGet));
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      assertThat(number(connection, "SELECT count(*) FROM thing")).isZero();
      assertThatThrownBy(
              () -> {
                execute(connection, "INSERT INTO thing VALUES (1)");
                connection.commit();
                execute(connection, "INSERT INTO thing VALUES (2)");
              })
          .isInstanceOf(SQLException.class);
    }
    assertThat(blows).hasValue(1);
    try (Connection connection = connect()) {
      execute(connection, "INSERT INTO thing VALUES (3)");
      long found = number(connection, "SELECT count(*) FROM thing WHERE id = 1");
      switch (moment) {
        case ARRIVED, SENT -> assertThat(found).isZero();
        case CONFIRMED, TOLD -> assertThat(found).isEqualTo(1);
        case COMMIT_SENT -> assertThat(found).isBetween(0L, 1L);
      }
    }
    assertThat(blows).hasValue(1);
  }

  @Test
  void afterAFailoverConnectionsGoToTheOtherServer() throws Exception {
    try (Connection connection = connect()) {
      proxy.turnTo(1);
      assertThatThrownBy(() -> number(connection, "SELECT 42")).isInstanceOf(SQLException.class);
    }
    assertThatThrownBy(this::connect).isInstanceOf(SQLException.class);
    proxy.turnTo(TestPostgres.server().port());
    try (Connection connection = connect()) {
      assertThat(number(connection, "SELECT 42")).isEqualTo(42);
    }
  }
}
