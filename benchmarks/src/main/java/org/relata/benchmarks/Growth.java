package org.relata.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.relata.postgres.Database;
import org.relata.query.platform.FolderPool;
import org.relata.query.platform.QuerySettings;
import org.relata.query.platform.fold.FoldEngine;

/**
 * (h) What changes when the log of a bank grows from 10 thousand to 5 million events (or as the
 * arguments say): the time of a rebuild for each event, and how long a lone caller waits for a
 * command and for each of the {@link Questions}, which are asked twice: what is slower the first
 * time only was in no buffer yet. Each size has a server of its own. A second table says what one
 * question and one command cost whom, and a list in which statements.
 */
final class Growth implements Benchmarks.Benchmark {

  private static final List<Integer> EVENTS = List.of(10_000, 5_000_000);
  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final Duration TIME = Duration.ofSeconds(5);

  /** A short rebuild is repeated so long, and the last one counts. */
  private static final Duration REBUILDING = Duration.ofSeconds(20);

  private final AtomicLong numbers = new AtomicLong();

  @Override
  public void run(PrintStream out, String[] arguments) throws Exception {
    List<Integer> sizes =
        arguments.length == 0 ? EVENTS : Stream.of(arguments).map(Integer::valueOf).toList();
    Map<String, List<Double>> table = new LinkedHashMap<>();
    StringBuilder head = new StringBuilder("| what |");
    for (int size : sizes) {
      try (BenchmarkServer server = BenchmarkServer.start(Statements.COUNTING)) {
        Database database = server.database("growth");
        BankLog bank = BankLog.ofEvents(database, size);
        head.append(" at %,d events |".formatted(bank.events()));
        enter(table, "a rebuild, us for each event", rebuild(database, bank));
        try (MeasuredProgram program = MeasuredProgram.standalone(database)) {
          GraphQuestions.level(program, bank);
          Statements.count(database);
          Asked asked = new Asked(out, server, database, program);
          for (String again : List.of("", ", again")) {
            questions(table, asked, bank, again);
          }
          commands(table, asked, bank);
        }
      }
    }
    out.println(head + " ratio |");
    out.println("|---|" + "---|".repeat(sizes.size() + 1));
    table.forEach(
        (what, values) -> {
          out.printf("| %s |", what);
          values.forEach(value -> out.printf(" %.2f |", value));
          out.printf(" %.2f |%n", values.getLast() / values.getFirst());
        });
  }

  private static void enter(Map<String, List<Double>> table, String what, double value) {
    table.computeIfAbsent(what, _ -> new ArrayList<>()).add(value);
  }

  /** A lone caller, and what its requests cost. */
  private record Asked(
      PrintStream out, BenchmarkServer server, Database database, MeasuredProgram program) {

    double p50(String what, Callers.Connecting connecting, Callers.Asking asking) throws Exception {
      Statements.reset(database);
      Callers.Round early = Callers.ask(1, TIME, connecting, asking);
      Statements cold = Statements.ofReaders(database);
      Callers.ask(1, WARM_UP, connecting, asking);
      Statements.reset(database);
      ProcessorTime before = ProcessorTime.now(program, server);
      Callers.Round round = Callers.ask(1, TIME, connecting, asking);
      ProcessorTime cost = ProcessorTime.now(program, server).since(before);
      out.printf(
          "%n%s: p50 %.2f ms (program, PostgreSQL, caller: %s ms of processor);%n"
              + "the reader's statements of a request: %s; in the first seconds %s%n",
          what,
          round.milliseconds(0.5),
          cost.columns(round.nanos().length),
          each(Statements.ofReaders(database), round),
          each(cold, early));
      Statements.print(out, database, what);
      return round.milliseconds(0.5);
    }

    private static String each(Statements statements, Callers.Round round) {
      double requests = round.nanos().length;
      return String.format(
          "%.1f in %.2f ms, %.1f pages found and %.1f fetched",
          statements.calls() / requests,
          statements.milliseconds() / requests,
          statements.found() / requests,
          statements.fetched() / requests);
    }
  }

  private static double rebuild(Database database, BankLog bank) throws Exception {
    QuerySettings.Source source =
        new QuerySettings.Source(database.jdbcUrl(), database.username(), database.password());
    try (FolderPool pool = new FolderPool(source, Duration.ofSeconds(60))) {
      FoldEngine engine = RebuildThroughput.engine(pool, source);
      engine.start();
      RebuildThroughput.await(() -> RebuildThroughput.level(engine, bank.events()));
      long end = System.nanoTime() + REBUILDING.toNanos();
      double seconds;
      do {
        seconds =
            RebuildThroughput.seconds(
                () -> {
                  engine.rebuildAll();
                  RebuildThroughput.await(() -> engine.status().builds().isEmpty());
                });
      } while (System.nanoTime() < end);
      engine.stop();
      return seconds * TimeUnit.SECONDS.toMicros(1) / bank.events();
    }
  }

  private static void questions(
      Map<String, List<Double>> table, Asked asked, BankLog bank, String again) throws Exception {
    Questions questions = new Questions(asked.program().client(), bank);
    for (boolean past : List.of(false, true)) {
      for (Map.Entry<String, Supplier<String>> question : questions.all(past).entrySet()) {
        String what = question.getKey() + (past ? ", as-of" : "") + again + ", p50 in ms";
        Callers.Asking asking =
            connection -> GraphQuestions.answered(connection, question.getValue().get());
        enter(table, what, asked.p50(what, asked.program().queries(), asking));
      }
    }
  }

  private void commands(Map<String, List<Double>> table, Asked asked, BankLog bank)
      throws Exception {
    Map<String, Supplier<String>> commands = new LinkedHashMap<>();
    commands.put("a customer is registered", () -> HttpCommands.command(numbers.incrementAndGet()));
    commands.put("a customer of the bank is renamed", () -> rename(bank));
    for (Map.Entry<String, Supplier<String>> command : commands.entrySet()) {
      String what = command.getKey() + ", p50 in ms";
      Callers.Asking sending = connection -> stored(connection, command.getValue().get());
      enter(table, what, asked.p50(what, asked.program().commands(), sending));
    }
  }

  private String rename(BankLog bank) {
    long number = numbers.incrementAndGet();
    return "{\"type\":\"RenameCustomer\",\"id\":\"g"
        + number
        + "\",\"payload\":{\"customerId\":\""
        + BankLog.id(ThreadLocalRandom.current().nextInt(bank.customers())).value()
        + "\",\"name\":\"Grown "
        + number
        + "\"}}";
  }

  private static void stored(HttpConnection connection, String command) throws IOException {
    HttpConnection.Answer answer = connection.post("/commands", command);
    if (answer.status() != 200) {
      throw new IllegalStateException("Not stored: " + answer.text());
    }
  }
}
