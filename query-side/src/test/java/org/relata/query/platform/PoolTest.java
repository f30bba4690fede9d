package org.relata.query.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.relata.faults.Fault;
import org.relata.faults.FaultProxy;
import org.relata.faults.Moment;
import org.relata.query.customer.Customers;
import org.relata.query.platform.fold.LogFixture;
import org.relata.query.platform.fold.RunningEngine;

/** Pools on a network that fails while the first connection is made. */
class PoolTest {

  private static final int TRIES = 5;

  @ParameterizedTest
  @ValueSource(strings = {"ISOLATION", "SET ROLE"})
  void aPoolThatLosesItsFirstConnectionMakesAnother(String statement) throws Exception {
    LogFixture log = LogFixture.withLog();
    try (RunningEngine _ = new RunningEngine(log, 10, Customers.folds().folds()).level();
        FaultProxy proxy = FaultProxy.before(port(log.source().url()))) {
      QuerySettings.Source source =
          new QuerySettings.Source(
              log.source().url().replace(":" + port(log.source().url()), ":" + proxy.port()),
              log.source().username(),
              log.source().password());
      proxy.set(new Fault.Strike(statement, Moment.ARRIVED, proxy::reset));
      try (FolderPool pool = new FolderPool(source, Duration.ofSeconds(5))) {
        assertThat(user(pool.dataSource())).isEqualTo("relata_folder");
      }
      proxy.set(new Fault.Strike(statement, Moment.ARRIVED, proxy::reset));
      try (ReaderPool pool = new ReaderPool(source, 1)) {
        assertThat(user(pool.dataSource())).isEqualTo("relata_reader");
      }
    }
  }

  private static @Nullable String user(DataSource pool) throws SQLException {
    for (int i = 1; ; i++) {
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement();
          ResultSet user = statement.executeQuery("SELECT current_user")) {
        user.next();
        return user.getString(1);
      } catch (SQLException e) {
        if (i == TRIES) {
          throw e;
        }
      }
    }
  }

  private static int port(String url) {
    return Integer.parseInt(url.replaceFirst(".*:(\\d+)/.*", "$1"));
  }
}
