package org.relata.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.relata.driver.Await;
import org.relata.driver.RelataClient;
import org.relata.postgres.Database;

/**
 * (e) Questions to 100,000 customers (or as many as the argument says) with ten contacts each, over
 * 16 connections: each question now and as of a position before a tenth of it changed, in turns.
 * Statements are those that the reader's role ran by the count of PostgreSQL itself, the one that
 * opens the request's snapshot included, BEGIN and ROLLBACK not.
 */
final class GraphQuestions implements Benchmarks.Benchmark {

  private static final int CUSTOMERS = 100_000;
  private static final int CONNECTIONS = 16;
  private static final int ROUNDS = 3;

  /** Before its first round a question is compiled again and again; figures would mean nothing. */
  private static final Duration WARM_UP = Duration.ofSeconds(20);

  private static final Map<String, String> COUNTING =
      Map.of(
          "shared_preload_libraries", "pg_stat_statements",
          "pg_stat_statements.track_utility", "off");

  /** What the rounds of one question at one moment gave. */
  record Result(Callers.Round alone, Callers.Round together, ProcessorTime cost, long statements) {
    /** A request runs one statement at least: none means that the count did not work. */
    String perRequest() {
      return statements == 0
          ? "not counted"
          : String.format("%.1f", (double) statements / together.nanos().length);
    }
  }

  @Override
  public void run(PrintStream out, String[] arguments) throws Exception {
    int customers = arguments.length == 0 ? CUSTOMERS : Integer.parseInt(arguments[0]);
    Duration round = Duration.ofSeconds(arguments.length < 2 ? 3 : Integer.parseInt(arguments[1]));
    try (BenchmarkServer server = BenchmarkServer.start(COUNTING)) {
      Database database = server.database("questions");
      BankLog bank = BankLog.write(database, customers);
      try (MeasuredProgram program = MeasuredProgram.standalone(database)) {
        double seconds = RebuildThroughput.seconds(() -> level(program, bank));
        execute(database, "CREATE EXTENSION IF NOT EXISTS pg_stat_statements", "VACUUM ANALYZE");
        out.printf("%,d events, folded from nothing in %.0f s%n%n", bank.events(), seconds);
        profile(out, database, "the folding");
        out.println(
            "| question | | requests/s | p50, ms | p99, ms | time to now | alone, ms | SQL |"
                + " program, ms | PostgreSQL, ms | caller, ms |");
        out.println("|---|---|---|---|---|---|---|---|---|---|---|");
        Measuring measuring = new Measuring(program, server, database, round);
        Questions questions = new Questions(program.client(), bank);
        Map<String, Supplier<String>> now = questions.all(false);
        Map<String, Supplier<String>> past = questions.all(true);
        String only = arguments.length < 3 ? "" : arguments[2];
        for (String question : now.keySet().stream().filter(name -> name.contains(only)).toList()) {
          Map<String, Supplier<String>> moments = new LinkedHashMap<>();
          moments.put("now", now.getOrDefault(question, String::new));
          moments.put("as-of", past.getOrDefault(question, String::new));
          print(out, question, measuring.of(moments));
        }
        profile(out, database, "everything");
      }
    }
  }

  static void level(MeasuredProgram program, BankLog bank) throws Exception {
    RelataClient client = program.client();
    // Seldom, for a read model that is being folded has better things to do than to answer.
    Await.until(
        "the folds are level", Duration.ofMillis(200), () -> client.hasFolded(bank.events()));
  }

  private static void print(PrintStream out, String question, Map<String, Result> results) {
    double now = 0;
    for (var entry : results.entrySet()) {
      Result result = entry.getValue();
      double rate = result.together().perSecond();
      now = now == 0 ? rate : now;
      out.printf(
          "| %s | %s | %,.0f | %.1f | %.1f | %.2f | %.1f | %s | %s |%n",
          question,
          entry.getKey(),
          rate,
          result.together().milliseconds(0.5),
          result.together().milliseconds(0.99),
          now / rate,
          result.alone().milliseconds(0.5),
          result.perRequest(),
          result.cost().columns(result.together().nanos().length));
    }
  }

  /** Runs the rounds of one question. */
  record Measuring(
      MeasuredProgram program, BenchmarkServer server, Database database, Duration round) {

    Map<String, Result> of(Map<String, Supplier<String>> moments) throws Exception {
      Map<String, Result> results = new LinkedHashMap<>();
      for (Supplier<String> body : moments.values()) {
        ask(CONNECTIONS, WARM_UP, body);
      }
      for (int i = 0; i < ROUNDS; i++) {
        for (var moment : moments.entrySet()) {
          Callers.Round alone = ask(1, round.dividedBy(4), moment.getValue());
          long statements = statements(database);
          ProcessorTime before = ProcessorTime.now(program, server);
          Callers.Round together = ask(CONNECTIONS, round, moment.getValue());
          ProcessorTime cost = ProcessorTime.now(program, server).since(before);
          Result result = new Result(alone, together, cost, statements(database) - statements);
          results.merge(moment.getKey(), result, GraphQuestions::sum);
        }
      }
      return results;
    }

    Callers.Round ask(int connections, Duration time, Supplier<String> body) throws Exception {
      return Callers.ask(
          connections, time, program.queries(), connection -> answered(connection, body.get()));
    }
  }

  private static Result sum(Result one, Result other) {
    return new Result(
        one.alone().and(other.alone()),
        one.together().and(other.together()),
        one.cost().and(other.cost()),
        one.statements() + other.statements());
  }

  static void answered(HttpConnection connection, String body) throws IOException {
    HttpConnection.Answer answer = connection.post("/graphql", body);
    String text = answer.text();
    if (answer.status() != 200 || text.contains("\"errors\"")) {
      throw new IllegalStateException("Not answered: " + body + ": " + text);
    }
  }

  private static long statements(Database database) throws SQLException {
    List<Long> count = new ArrayList<>();
    try (Connection connection = connection(database);
        Statement statement = connection.createStatement();
        ResultSet calls =
            statement.executeQuery(
                "SELECT coalesce(sum(s.calls), 0) FROM pg_stat_statements s"
                    + " JOIN pg_roles r ON r.oid = s.userid WHERE r.rolname = 'relata_reader'")) {
      while (calls.next()) {
        count.add(calls.getLong(1));
      }
    }
    return count.getFirst();
  }

  /** Where PostgreSQL's time went, for whoever asks why a figure is what it is. */
  private static void profile(PrintStream out, Database database, String what) throws SQLException {
    out.printf("%nThe statements that %s spent most time in:%n%n", what);
    out.println("| role | calls | ms | rows | statement |");
    out.println("|---|---|---|---|---|");
    try (Connection connection = connection(database);
        Statement statement = connection.createStatement();
        ResultSet top =
            statement.executeQuery(
                "SELECT r.rolname, s.calls, s.total_exec_time, s.rows,"
                    + " left(regexp_replace(s.query, '[\\s|]+', ' ', 'g'), 160)"
                    + " FROM pg_stat_statements s LEFT JOIN pg_roles r ON r.oid = s.userid"
                    + " ORDER BY s.total_exec_time DESC LIMIT 8")) {
      while (top.next()) {
        out.printf(
            "| %s | %,d | %,.0f | %,d | `%s` |%n",
            top.getString(1), top.getLong(2), top.getDouble(3), top.getLong(4), top.getString(5));
      }
    }
    out.println();
  }

  private static void execute(Database database, String... statements) throws SQLException {
    try (Connection connection = connection(database);
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  private static Connection connection(Database database) throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl(), database.username(), database.password());
  }
}
