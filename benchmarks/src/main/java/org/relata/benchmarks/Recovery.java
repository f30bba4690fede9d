package org.relata.benchmarks;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.relata.command.customer.CustomerCommand.RenameCustomer;
import org.relata.driver.Program;
import org.relata.driver.RelataClient;
import org.relata.driver.RelataProcess;
import org.relata.driver.TestIssuer;
import org.relata.kernel.value.Label;
import org.relata.postgres.Database;
import tools.jackson.databind.JsonNode;

/**
 * How soon work goes on after a kill -9: of the command side, started again at once, to its first
 * acknowledgement; of one of two query sides, to the moment when the other one has folded what was
 * acknowledged after the kill; of PostgreSQL, from when it accepts connections again to the first
 * acknowledgement. Each with a short log and with a long one: none of them may grow.
 */
final class Recovery implements Benchmarks.Benchmark {

  private static final List<Integer> CUSTOMERS = List.of(600, 300_000);
  private static final int ROUNDS = 10;

  @Override
  public void run(PrintStream out, String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ROUNDS;
    int most = arguments.length > 1 ? Integer.parseInt(arguments[1]) : CUSTOMERS.getLast();
    Map<String, List<double[]>> table = new LinkedHashMap<>();
    List<Long> sizes = new ArrayList<>();
    for (int customers : List.of(CUSTOMERS.getFirst(), most)) {
      try (BenchmarkServer server = BenchmarkServer.start()) {
        Database database = server.database("recovery");
        sizes.add(BankLog.write(database, customers).events());
        try (Site site = new Site(server, database)) {
          site.awaitLevel();
          enter(table, rounds, site::killCommandSide);
          enter(table, rounds, site::killQuerySide);
          enter(table, rounds, site::killPostgres);
        }
      }
    }
    out.printf(
        "| seconds | %,d events: p50 | p95 | %,d events: p50 | p95 | p50 to p50 |%n",
        sizes.getFirst(), sizes.getLast());
    out.println("|---|---|---|---|---|---|");
    table.forEach(
        (what, runs) ->
            out.printf(
                "| %s | %.2f | %.2f | %.2f | %.2f | %.2f |%n",
                what,
                quantile(runs.getFirst(), 0.5),
                quantile(runs.getFirst(), 0.95),
                quantile(runs.getLast(), 0.5),
                quantile(runs.getLast(), 0.95),
                quantile(runs.getLast(), 0.5) / quantile(runs.getFirst(), 0.5)));
  }

  /** Kills something once, and says in seconds how long what took. */
  @FunctionalInterface
  private interface Killing {
    Map<String, Double> once(int round) throws Exception;
  }

  private static void enter(Map<String, List<double[]>> table, int rounds, Killing killing)
      throws Exception {
    Map<String, double[]> seconds = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, Double> one : killing.once(round).entrySet()) {
        seconds.computeIfAbsent(one.getKey(), _ -> new double[rounds])[round] = one.getValue();
      }
      TimeUnit.SECONDS.sleep(1);
    }
    seconds.forEach(
        (what, each) -> {
          Arrays.sort(each);
          table.computeIfAbsent(what, _ -> new ArrayList<>()).add(each);
        });
  }

  private static double quantile(double[] sorted, double part) {
    return sorted[(int) Math.ceil(part * (sorted.length - 1))];
  }

  /** A command side and two query sides. */
  private static final class Site implements AutoCloseable {

    private final BenchmarkServer server;
    private final Database database;
    private final TestIssuer issuer = new TestIssuer();
    private final Map<String, String> settings = new HashMap<>();
    private final List<RelataProcess> querySides = new ArrayList<>();
    private RelataProcess commandSide;
    private int sent;

    Site(BenchmarkServer server, Database database) throws Exception {
      this.server = server;
      this.database = database;
      settings.putAll(issuer.settings(database));
      commandSide = start(Program.COMMAND_SIDE, RelataProcess.freePort());
      for (int i = 0; i < 2; i++) {
        querySides.add(start(Program.QUERY_SIDE, RelataProcess.freePort()));
      }
      commandSide.awaitReady();
      for (RelataProcess querySide : querySides) {
        querySide.awaitReady();
      }
    }

    private RelataProcess start(Program program, int port) throws Exception {
      return RelataProcess.start(program, port, settings, List.of("-Xmx512m"));
    }

    void awaitLevel() throws Exception {
      long head = number("SELECT position FROM log.head");
      while (number("SELECT min(position) FROM read.fold_group") < head) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      // What follows a load of this size by itself is done before, not during what is measured.
      try (Connection connection = connection();
          Statement statement = connection.createStatement()) {
        statement.execute("VACUUM (ANALYZE)");
        statement.execute("CHECKPOINT");
      }
    }

    Map<String, Double> killCommandSide(int round) throws Exception {
      int port = commandSide.port();
      Map<String, Double> seconds = new LinkedHashMap<>();
      double postgres = ProcessorTime.seconds(backends());
      long begin = System.nanoTime();
      commandSide.kill();
      commandSide = start(Program.COMMAND_SIDE, port);
      acknowledged();
      seconds.put("command side killed, to its first acknowledgement", secondsSince(begin));
      seconds.put(
          "the same, processor time of the new program",
          ProcessorTime.seconds(ProcessHandle.of(commandSide.pid()).stream()));
      seconds.put(
          "the same, processor time of PostgreSQL", ProcessorTime.seconds(backends()) - postgres);
      return seconds;
    }

    private Stream<ProcessHandle> backends() {
      return ProcessHandle.of(server.pid()).stream().flatMap(ProcessHandle::descendants);
    }

    /** The sides take turns, so that the one that goes on has run for some time. */
    Map<String, Double> killQuerySide(int round) throws Exception {
      RelataProcess killed = querySides.get(round % 2);
      int port = killed.port();
      Map<String, Double> seconds = new LinkedHashMap<>();
      long begin = System.nanoTime();
      killed.kill();
      seconds.put("query side killed, to its end", secondsSince(begin));
      long position = acknowledged();
      seconds.put("the same, to the acknowledgement of a command", secondsSince(begin));
      while (number("SELECT min(position) FROM read.fold_group") < position) {
        TimeUnit.MILLISECONDS.sleep(2);
      }
      seconds.put("the same, to what another has folded", secondsSince(begin));
      querySides.set(round % 2, start(Program.QUERY_SIDE, port).awaitReady());
      return seconds;
    }

    Map<String, Double> killPostgres(int round) throws Exception {
      ProcessHandle first = ProcessHandle.of(server.pid()).orElseThrow();
      first.destroyForcibly();
      first.onExit().join();
      awaitServer();
      long begin = System.nanoTime();
      acknowledged();
      return Map.of("PostgreSQL killed, from accepting to acknowledging", secondsSince(begin));
    }

    private void awaitServer() throws InterruptedException {
      while (true) {
        try {
          number("SELECT 1");
          return;
        } catch (SQLException e) {
          TimeUnit.MILLISECONDS.sleep(2);
        }
      }
    }

    /** Sends a command until it is acknowledged; gives its position. */
    private long acknowledged() throws Exception {
      RelataClient client =
          new RelataClient(commandSide.url(), querySides.getFirst().url(), issuer.token());
      int number = ++sent;
      RenameCustomer rename =
          new RenameCustomer(BankLog.id(number), new Label("Recovered " + number));
      while (true) {
        try {
          JsonNode answer = client.send("recovery-" + number, rename);
          if (answer.path("outcome").isString()) {
            return answer.path("position").longValue();
          }
        } catch (java.io.IOException e) {
          // It is not there yet.
        }
        TimeUnit.MILLISECONDS.sleep(2);
      }
    }

    private static double secondsSince(long begin) {
      return (System.nanoTime() - begin) / 1e9;
    }

    private long number(String query) throws SQLException {
      try (Connection connection = connection();
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(query)) {
        row.next();
        return row.getLong(1);
      }
    }

    private Connection connection() throws SQLException {
      return DriverManager.getConnection(
          database.jdbcUrl(), database.username(), database.password());
    }

    @Override
    public void close() {
      commandSide.close();
      querySides.forEach(RelataProcess::close);
      issuer.close();
    }
  }
}
