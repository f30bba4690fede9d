package org.relata.query.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.relata.query.customer.Customers;
import org.relata.query.platform.fold.LogFixture;
import org.relata.query.platform.fold.RunningEngine;

class ReaderPoolTest {

  @Test
  void everyQuestionIsReadAsTheReaderAlsoAfterTheFirstWasRolledBack() throws SQLException {
    LogFixture log = LogFixture.withLog();
    try (RunningEngine _ = new RunningEngine(log, 10, Customers.folds().folds()).level();
        ReaderPool pool = new ReaderPool(log.source(), 1)) {
      for (String question : List.of("first", "second")) {
        try (Connection connection = pool.dataSource().getConnection();
            Statement statement = connection.createStatement();
            ResultSet session =
                statement.executeQuery(
                    "SELECT current_user, current_setting('max_parallel_workers_per_gather')")) {
          assertThat(session.next()).isTrue();
          assertThat(session.getString(1)).as(question).isEqualTo("relata_reader");
          assertThat(session.getString(2)).as("helpers of a " + question).isEqualTo("0");
          connection.rollback();
        }
      }
    }
  }
}
