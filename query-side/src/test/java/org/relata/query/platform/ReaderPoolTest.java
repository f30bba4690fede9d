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
            ResultSet user = statement.executeQuery("SELECT current_user")) {
          assertThat(user.next()).isTrue();
          assertThat(user.getString(1)).as(question).isEqualTo("relata_reader");
          connection.rollback();
        }
      }
    }
  }
}
