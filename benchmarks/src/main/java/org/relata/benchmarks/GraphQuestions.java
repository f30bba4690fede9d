package org.relata.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
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
    try (BenchmarkServer server = BenchmarkServer.start(Statements.COUNTING)) {
      Database database = server.database("questions");
      BankLog bank = BankLog.write(database, customers);
      try (MeasuredProgram program = MeasuredProgram.standalone(database)) {
        double seconds = RebuildThroughput.seconds(() -> level(program, bank));
        Statements.count(database);
        vacuum(database);
        out.printf("%,d events, folded from nothing in %.0f s%n%n", bank.events(), seconds);
        Statements.print(out, database, "the folding");
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
        Statements.print(out, database, "everything");
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
          Statements statements = Statements.ofReaders(database);
          ProcessorTime before = ProcessorTime.now(program, server);
          Callers.Round together = ask(CONNECTIONS, round, moment.getValue());
          ProcessorTime cost = ProcessorTime.now(program, server).since(before);
          long calls = Statements.ofReaders(database).since(statements).calls();
          Result result = new Result(alone, together, cost, calls);
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

  private static void vacuum(Database database) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
        Statement statement = connection.createStatement()) {
      statement.execute("VACUUM ANALYZE");
    }
  }
}
