package org.relata.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.relata.command.platform.Command;
import org.relata.command.platform.log.LogDatabase;
import org.relata.command.segmentation.SegmentationCommand.ApprovePolicy;
import org.relata.command.segmentation.SegmentationCommand.DraftPolicy;
import org.relata.command.segmentation.SegmentationCommand.EvaluateTiers;
import org.relata.command.segmentation.SegmentationCommand.ProposePolicy;
import org.relata.driver.Program;
import org.relata.driver.RelataClient;
import org.relata.driver.RelataProcess;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.holding.AccountId;
import org.relata.kernel.holding.AccountKind;
import org.relata.kernel.holding.DailyBalance;
import org.relata.kernel.holding.HoldingEvent.AccountOpened;
import org.relata.kernel.holding.HoldingEvent.BalancesRecorded;
import org.relata.kernel.holding.SourceRef;
import org.relata.kernel.segmentation.EvaluationId;
import org.relata.kernel.segmentation.ShippedPolicies;
import org.relata.kernel.value.Label;
import org.relata.postgres.Database;
import tools.jackson.databind.JsonNode;

/**
 * A policy tested on 24 month ends of 100,000 customers (or as many as the argument says), and the
 * evaluation of all of them at a month end through the public APIs, killed in the middle and gone
 * on with.
 */
final class Judging implements Benchmarks.Benchmark {

  private static final int CUSTOMERS = 100_000;
  private static final Currency CNY = Currency.getInstance("CNY");
  private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
  private static final int MONTHS = 24;

  @Override
  public void run(PrintStream out, String[] arguments) throws Exception {
    int customers = arguments.length == 0 ? CUSTOMERS : Integer.parseInt(arguments[0]);
    try (BenchmarkServer server = BenchmarkServer.start()) {
      Database database = server.database("judging");
      long events = write(database, customers);
      int port = RelataProcess.freePort();
      RelataProcess program = start(database, port);
      try {
        RelataClient client = RelataClient.ofStandalone(program.url());
        RebuildThroughput.await(() -> client.hasFolded(events));
        send(
            client,
            new DraftPolicy(
                ShippedPolicies.PERSONAL_AUM, 1, FIRST, null, null, null, null, null, null));
        out.println("| what | customers | seconds | customers/s | resident, MB at most |");
        out.println("|---|---|---|---|---|");
        double test = RebuildThroughput.seconds(() -> backtest(client, "DONE"));
        row(out, "back-test of " + MONTHS + " months", customers, test, program);

        send(client, new ProposePolicy(ShippedPolicies.PERSONAL_AUM, 1));
        send(client.approver(), new ApprovePolicy(ShippedPolicies.PERSONAL_AUM, 1));
        EvaluationId id = new EvaluationId("month-end");
        long start = System.nanoTime();
        send(
            client,
            new EvaluateTiers(
                ShippedPolicies.PERSONAL_AUM, FIRST.plusMonths(MONTHS).minusDays(1), id, null));
        RebuildThroughput.await(() -> assigned(database) > customers / 2);
        double half = (System.nanoTime() - start) / 1e9;
        row(out, "evaluation, to the kill", (int) assigned(database), half, program);
        program.kill();
        long atKill = assigned(database);
        program = start(database, port);
        RelataClient again = RelataClient.ofStandalone(program.url());
        double rest =
            RebuildThroughput.seconds(
                () -> RebuildThroughput.await(() -> state(again).equals("COMPLETED")));
        row(
            out,
            "evaluation, after it, from when the new program was ready",
            (int) (customers - atKill),
            rest,
            program);
        long tiers = assigned(database);
        long judged =
            number(
                database,
                "SELECT count(DISTINCT stream) FROM log.event"
                    + " WHERE type = 'segmentation.TierAssigned'");
        out.printf("%n%,d tiers were assigned, to %,d customers.%n", tiers, judged);
        if (tiers != customers || judged != customers) {
          throw new IllegalStateException("Each customer should have been judged once");
        }
      } finally {
        program.close();
      }
    }
  }

  private static RelataProcess start(Database database, int port) throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("spring.datasource.url", database.jdbcUrl());
    settings.put("spring.datasource.username", database.username());
    settings.put("spring.datasource.password", database.password());
    settings.put("relata.data", Path.of("target", "benchmark-data").toString());
    settings.put("relata.demo.bank", "false");
    settings.put("relata.automation.page", "250");
    return RelataProcess.start(Program.STANDALONE, port, settings, List.of("-Xmx512m"))
        .awaitReady();
  }

  private static void row(
      PrintStream out, String what, int customers, double seconds, RelataProcess program)
      throws IOException {
    out.printf(
        "| %s | %,d | %.0f | %,.0f | %d |%n",
        what, customers, seconds, customers / seconds, megabytes(program));
  }

  private static long megabytes(RelataProcess program) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", "" + program.pid(), "status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    return 0;
  }

  private static void send(RelataClient client, Command command) throws Exception {
    String id = command.getClass().getSimpleName();
    JsonNode answer = client.send(id, command);
    if (!answer.path("outcome").isString()) {
      throw new IllegalStateException("Not stored: " + answer);
    }
    long position = answer.path("position").longValue();
    RebuildThroughput.await(() -> client.hasFolded(position));
  }

  private static void backtest(RelataClient client, String state) throws Exception {
    String question =
        "{ backtest(scheme: \"personal-aum\", version: 1, from: \"2024-01-01\", to:"
            + " \"2025-12-31\", asOf: {position: %d}) { state done total } }";
    long position = client.data("{ log { position } }").at("/log/position").longValue();
    String asked = question.formatted(position);
    RebuildThroughput.await(
        () -> client.data(asked).at("/backtest/state").asString("").equals(state));
  }

  private static String state(RelataClient client) throws Exception {
    return client
        .data("{ evaluation(evaluationId: \"month-end\") { state } }")
        .at("/evaluation/state")
        .asString("");
  }

  private static long assigned(Database database) throws SQLException {
    return number(
        database, "SELECT count(*) FROM log.event WHERE type = 'segmentation.TierAssigned'");
  }

  private static long number(Database database, String query) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Each customer has one account with a balance at each month end. */
  private static long write(Database database, int customers) throws Exception {
    LogDatabase.migrate(CommandThroughput.source(database));
    try (LogCopy log = new LogCopy(database)) {
      Random random = new Random(customers);
      for (int customer = 0; customer < customers; customer++) {
        CustomerId id = BankLog.id(customer);
        AccountId account = new AccountId("a" + customer);
        log.add(
            new CustomerRegistered(
                id,
                CustomerKind.PERSONAL,
                new Label("Customer " + customer),
                List.of(),
                Profile.EMPTY));
        log.addAlone(
            new AccountOpened(
                account,
                AccountKind.DEPOSIT,
                null,
                CNY,
                id,
                FIRST,
                null,
                Map.of(),
                null,
                null,
                null));
        for (int year = 0; year < MONTHS / 12; year++) {
          List<DailyBalance> balances = new ArrayList<>();
          for (int month = 0; month < 12; month++) {
            LocalDate end = FIRST.plusMonths(12L * year + month + 1).minusDays(1);
            balances.add(new DailyBalance(end, BigDecimal.valueOf(random.nextInt(40_000_000), 2)));
          }
          log.addAlone(
              new BalancesRecorded(
                  account, FIRST.getYear() + year, CNY, new SourceRef("file"), balances));
        }
      }
      return log.position();
    }
  }
}
