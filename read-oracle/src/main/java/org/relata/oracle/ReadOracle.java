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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.relata.driver.EveryQuestion;
import org.relata.driver.RelataClient;
import org.relata.postgres.Database;
import tools.jackson.databind.JsonNode;

/**
 * Holds what a running Relata keeps and says against the log. What was read of the log and what was
 * compared stays known between calls as long as it has the same fingerprint in the database, so
 * that nothing learned before a fault is taken for true after it.
 */
public final class ReadOracle {

  private static final String LOG_UP_TO =
      "SELECT count(*), coalesce(bit_xor(hashtextextended(e::text, 0)), 0) FROM log.event e"
          + " WHERE position <= ";

  private final Supplier<Database> database;
  private final TableCheck tables = new TableCheck();
  private @Nullable OracleStore known;
  private @Nullable Fingerprint fingerprint;
  private @Nullable GraphQLSchema schema;

  /**
   * @param database where log and read models are, for a login that may read both
   */
  public ReadOracle(Database database) {
    this(() -> database);
  }

  /**
   * @param database the same, where another server may take over
   */
  public ReadOracle(Supplier<Database> database) {
    this.database = database;
  }

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
      return tables.differences(connection, this::store);
    }
  }

  /**
   * Asks random questions about every field of Query, now and as of random positions, and compares
   * the answers. The same seed over the same log asks the same.
   */
  public Report questions(RelataClient client, int number, long seed)
      throws SQLException, IOException, InterruptedException {
    GraphQLSchema asked = schema == null ? EveryQuestion.schema(client) : schema;
    schema = asked;
    return questions(
        asked,
        (document, variables) -> client.json().readTree(client.ask(document, variables, Map.of())),
        number,
        seed);
  }

  /** The same of whoever answers. */
  public Report questions(GraphQLSchema asked, Asker asker, int number, long seed)
      throws SQLException, IOException, InterruptedException {
    try (Connection connection = connect()) {
      long reached = reached(connection);
      OracleStore store = store(connection, reached);
      Examination examination = new Examination(asked, asker, store, reached, connection, seed);
      return examination.run(number);
    }
  }

  /** The folds over the log up to a position at least; only what is new of the log is read. */
  private OracleStore store(Connection connection, long position) throws SQLException {
    OracleStore fresh = OracleStore.of(connection);
    @Nullable OracleStore kept = known;
    OracleStore store =
        kept != null
                && kept.incarnation().equals(fresh.incarnation())
                && Fingerprint.of(connection, LOG_UP_TO + kept.position()).equals(fingerprint)
            ? kept
            : fresh;
    store.readTo(position, connection);
    known = store;
    fingerprint = Fingerprint.of(connection, LOG_UP_TO + store.position());
    return store;
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
    Database now = database.get();
    return DriverManager.getConnection(now.jdbcUrl(), now.username(), now.password());
  }
}
