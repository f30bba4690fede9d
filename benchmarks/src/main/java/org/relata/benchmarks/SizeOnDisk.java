package org.relata.benchmarks;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.relata.postgres.Database;
import org.relata.query.platform.FolderPool;
import org.relata.query.platform.QuerySettings;
import org.relata.query.platform.fold.FoldEngine;

/**
 * (g) What an event takes on disk in the log, and what a version of a row takes in each read model,
 * indexes included, beside the bytes of the text that is stored. The read models are rebuilt once,
 * so that their pages are as full as a rebuild leaves them.
 */
final class SizeOnDisk implements Benchmarks.Benchmark {

  private static final int CUSTOMERS = 20_000;

  @Override
  public void run(PrintStream out, String[] arguments) throws Exception {
    int customers = arguments.length == 0 ? CUSTOMERS : Integer.parseInt(arguments[0]);
    try (BenchmarkServer server = BenchmarkServer.start()) {
      Database database = server.database("size");
      BankLog bank = BankLog.write(database, customers);
      QuerySettings.Source source =
          new QuerySettings.Source(database.jdbcUrl(), database.username(), database.password());
      try (FolderPool pool = new FolderPool(source, Duration.ofSeconds(60))) {
        FoldEngine engine = RebuildThroughput.engine(pool, source);
        engine.start();
        RebuildThroughput.await(() -> RebuildThroughput.level(engine, bank.events()));
        engine.rebuildAll();
        RebuildThroughput.await(() -> engine.status().builds().isEmpty());
        engine.stop();
      }
      out.println("| table | rows | bytes of text a row | bytes a row | of it indexes | ratio |");
      out.println("|---|---|---|---|---|---|");
      try (Connection connection =
              DriverManager.getConnection(
                  database.jdbcUrl(), database.username(), database.password());
          Statement statement = connection.createStatement()) {
        statement.execute("VACUUM ANALYZE");
        print(out, connection, "the log, events", "log.event");
        try (ResultSet folds =
            statement.executeQuery("SELECT name, physical FROM read.fold ORDER BY name")) {
          while (folds.next()) {
            print(out, connection, folds.getString(1), "read.\"" + folds.getString(2) + "\"");
          }
        }
      }
    }
  }

  private static void print(PrintStream out, Connection connection, String name, String table)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet size =
            statement.executeQuery(
                "SELECT count(*), coalesce(avg(length(t::text)), 0), pg_total_relation_size('"
                    + table
                    + "'), pg_indexes_size('"
                    + table
                    + "') FROM "
                    + table
                    + " t")) {
      size.next();
      long rows = size.getLong(1);
      if (rows < 1_000) {
        return; // The pages of a small table are mostly empty.
      }
      double bytes = (double) size.getLong(3) / rows;
      out.printf(
          "| %s | %,d | %.0f | %.0f | %.0f | %.2f |%n",
          name,
          rows,
          size.getDouble(2),
          bytes,
          (double) size.getLong(4) / rows,
          bytes / size.getDouble(2));
    }
  }
}
