package org.relata.oracle;

import graphql.schema.GraphQLSchema;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.relata.driver.EveryQuestion;
import org.relata.driver.RelataClient;
import org.relata.postgres.Database;
import tools.jackson.databind.JsonNode;

/**
 * Holds what a running Relata keeps and says against the log. The log is read from its beginning at
 * each call, so that nothing learned before a fault is taken for true after it.
 *
 * @param database where log and read models are, for a login that may read both
 */
public record ReadOracle(Database database) {

  /** Asks one question; the answer with data, errors and extensions. */
  @FunctionalInterface
  public interface Asker {
    JsonNode ask(String document, Map<String, Object> variables)
        throws IOException, InterruptedException;
  }

  /**
   * What came of asking.
   *
   * @param questions so many, each of one field of Query
   * @param pages requests that were compared, the pages of one question each counted
   * @param tooCostly questions thrown away because the server's limits refuse them
   * @param rows rows and groups that were compared at the top of answers
   * @param positions at which answers were compared
   * @param fields how many questions there were about each field
   * @param differences a sentence each; none when all is well
   */
  public record Report(
      int questions,
      int pages,
      int tooCostly,
      long rows,
      Set<Long> positions,
      Map<String, Integer> fields,
      List<String> differences) {}

  /**
   * Compares every table of every fold, all versions and columns, with the folds run over the log
   * up to where the table stands. The programs may go on meanwhile.
   *
   * @return what differs, a sentence each
   */
  public List<String> tables() throws SQLException {
    try (Connection connection = connect()) {
      return TableCheck.differences(connection);
    }
  }

  /**
   * Asks random questions about every field of Query, now and as of random positions, and compares
   * the answers. The same seed over the same log asks the same.
   */
  public Report questions(RelataClient client, int number, long seed)
      throws SQLException, IOException, InterruptedException {
    return questions(
        EveryQuestion.schema(client),
        (document, variables) -> client.json().readTree(client.ask(document, variables, Map.of())),
        number,
        seed);
  }

  /** The same of whoever answers. */
  public Report questions(GraphQLSchema schema, Asker asker, int number, long seed)
      throws SQLException, IOException, InterruptedException {
    try (Connection connection = connect()) {
      OracleStore store = OracleStore.of(connection).readTo(reached(connection), connection);
      Examination examination = new Examination(schema, asker, store, connection, seed);
      return examination.run(number);
    }
  }

  /** The position that all folds have come to. */
  private static long reached(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet least = statement.executeQuery("SELECT min(position) FROM read.fold_group")) {
      least.next();
      return least.getLong(1);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl(), database.username(), database.password());
  }
}
