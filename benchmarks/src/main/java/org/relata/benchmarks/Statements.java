package org.relata.benchmarks;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.relata.postgres.Database;

/**
 * What PostgreSQL counted of the statements of a database so far, by pg_stat_statements (BEGIN and
 * ROLLBACK are not counted).
 *
 * @param calls how many statements ran
 * @param milliseconds how long they ran together
 * @param found pages of tables and indexes that were in PostgreSQL's buffers
 * @param fetched pages that were not, so that the operating system or the disk was asked
 */
record Statements(long calls, double milliseconds, long found, long fetched) {

  /** What a server needs in its configuration to be counted. */
  static final Map<String, String> COUNTING =
      Map.of(
          "shared_preload_libraries", "pg_stat_statements",
          "pg_stat_statements.track_utility", "off");

  /** A server that was started with {@link #COUNTING} begins to count in this database. */
  static void count(Database database) throws SQLException {
    try (Connection connection = connection(database);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
    }
  }

  /** Those of the role that answers questions. */
  static Statements ofReaders(Database database) throws SQLException {
    try (Connection connection = connection(database);
        Statement statement = connection.createStatement();
        ResultSet sums =
            statement.executeQuery(
                "SELECT coalesce(sum(s.calls), 0), coalesce(sum(s.total_exec_time), 0),"
                    + " coalesce(sum(s.shared_blks_hit), 0),"
                    + " coalesce(sum(s.shared_blks_read), 0)"
                    + " FROM pg_stat_statements s JOIN pg_roles r ON r.oid = s.userid"
                    + " WHERE r.rolname = 'relata_reader'")) {
      sums.next();
      return new Statements(sums.getLong(1), sums.getDouble(2), sums.getLong(3), sums.getLong(4));
    }
  }

  Statements since(Statements earlier) {
    return new Statements(
        calls - earlier.calls,
        milliseconds - earlier.milliseconds,
        found - earlier.found,
        fetched - earlier.fetched);
  }

  /** Forgets all that was counted. */
  static void reset(Database database) throws SQLException {
    try (Connection connection = connection(database);
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_stat_statements_reset()");
    }
  }

  /** Where PostgreSQL's time went, for whoever asks why a figure is what it is. */
  static void print(PrintStream out, Database database, String what) throws SQLException {
    out.printf("%nThe statements that %s spent most time in:%n%n", what);
    out.println("| role | calls | ms | rows | pages found | fetched | statement |");
    out.println("|---|---|---|---|---|---|---|");
    try (Connection connection = connection(database);
        Statement statement = connection.createStatement();
        ResultSet top =
            statement.executeQuery(
                "SELECT r.rolname, s.calls, s.total_exec_time, s.rows, s.shared_blks_hit,"
                    + " s.shared_blks_read,"
                    + " left(regexp_replace(s.query, '[\\s|]+', ' ', 'g'), 160)"
                    + " FROM pg_stat_statements s LEFT JOIN pg_roles r ON r.oid = s.userid"
                    + " ORDER BY s.total_exec_time DESC LIMIT 8")) {
      while (top.next()) {
        out.printf(
            "| %s | %,d | %,.0f | %,d | %,d | %,d | `%s` |%n",
            top.getString(1),
            top.getLong(2),
            top.getDouble(3),
            top.getLong(4),
            top.getLong(5),
            top.getLong(6),
            top.getString(7));
      }
    }
    out.println();
  }

  private static Connection connection(Database database) throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl(), database.username(), database.password());
  }
}
