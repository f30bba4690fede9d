package org.relata.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.relata.command.platform.dispatch.Dispatcher;
import org.relata.command.platform.log.LogDatabase;
import org.relata.driver.Await;
import org.relata.driver.Ledger;
import org.relata.driver.RelataClient;
import org.relata.postgres.Database;

/**
 * (c) Commands over HTTP, one by one and as streams of lines, against the same commands in process
 * by 256 callers, in turns on the same server. Measured once with the command side as the program,
 * which does what the callers in process do, and once with standalone, which folds at the same time
 * what it stores.
 */
final class HttpCommands implements Benchmarks.Benchmark {

  private static final int IN_PROCESS = 256;
  private static final int LINES = 64;
  private static final int ROUNDS = 3;

  private final AtomicLong numbers = new AtomicLong();

  /** One way to send commands: so many a second in so much time. */
  private interface Way {
    double rate(Duration time) throws Exception;
  }

  @Override
  public void run(PrintStream out, String[] arguments) throws Exception {
    Duration round = Duration.ofSeconds(arguments.length == 0 ? 5 : Integer.parseInt(arguments[0]));
    try (BenchmarkServer server = BenchmarkServer.start()) {
      out.println(
          "| commands | sent by | commands/s | ratio | program, us | PostgreSQL, us | caller, us"
              + " |");
      out.println("|---|---|---|---|---|---|---|");
      for (boolean folding : List.of(false, true)) {
        Database inProcess = server.database(folding ? "in_process_2" : "in_process_1");
        Database overHttp = server.database(folding ? "standalone" : "command_side");
        try (LogDatabase log =
            new LogDatabase(CommandThroughput.source(inProcess), 16, Clock.systemUTC())) {
          log.migrate();
          Dispatcher dispatcher = CommandThroughput.dispatcher(log);
          try (MeasuredProgram program =
              folding
                  ? MeasuredProgram.standalone(overHttp)
                  : MeasuredProgram.commandSide(overHttp)) {
            compare(out, folding, round, dispatcher, server, overHttp, program);
          }
        }
      }
    }
  }

  private void compare(
      PrintStream out,
      boolean folding,
      Duration round,
      Dispatcher dispatcher,
      BenchmarkServer server,
      Database database,
      MeasuredProgram program)
      throws Exception {
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put(
        "in process | 256 callers",
        time -> CommandThroughput.rate(IN_PROCESS, time, () -> inProcess(dispatcher)));
    ways.put("single | 1 connection", time -> single(1, time, program));
    ways.put("single | 16 connections", time -> single(16, time, program));
    ways.put("NDJSON | 1 stream", time -> streams(1, time, program, database));
    ways.put("NDJSON | 4 streams", time -> streams(4, time, program, database));
    for (Way way : ways.values()) {
      way.rate(round.multipliedBy(2));
      level(folding, program, database);
    }
    Map<String, double[]> rates = new LinkedHashMap<>();
    Map<String, ProcessorTime> costs = new LinkedHashMap<>();
    Map<String, Double> done = new LinkedHashMap<>();
    for (int i = 0; i < ROUNDS; i++) {
      for (var way : ways.entrySet()) {
        ProcessorTime before = ProcessorTime.now(program, server);
        double rate = way.getValue().rate(round);
        ProcessorTime cost = ProcessorTime.now(program, server).since(before);
        rates.computeIfAbsent(way.getKey(), _ -> new double[ROUNDS])[i] = rate;
        costs.merge(way.getKey(), cost, ProcessorTime::and);
        done.merge(way.getKey(), rate * round.toNanos() / 1e9, Double::sum);
        level(folding, program, database);
      }
    }
    double first = CommandThroughput.median(rates.values().iterator().next());
    rates.forEach(
        (name, measured) -> {
          double rate = CommandThroughput.median(measured);
          // Thousands of requests as the unit turn milliseconds into microseconds.
          long thousands = Math.max(1, Math.round(done.getOrDefault(name, 1d) / 1e3));
          out.printf(
              "| %s%s | %,.0f | %.2f | %s |%n",
              name.startsWith("in process") ? "" : folding ? "standalone, " : "command side, ",
              name,
              rate,
              rate / first,
              costs.getOrDefault(name, new ProcessorTime(0, 0, 0)).columns(thousands));
        });
  }

  /** What one way has left to fold is not to slow down the next. */
  private static void level(boolean folding, MeasuredProgram program, Database database)
      throws Exception {
    if (folding) {
      RelataClient client = program.client();
      long head = Ledger.head(database);
      Await.until("the folds are level", () -> client.hasFolded(head));
    }
  }

  private void inProcess(Dispatcher dispatcher) {
    CommandThroughput.register(dispatcher, numbers.incrementAndGet());
  }

  private double single(int connections, Duration time, MeasuredProgram program) throws Exception {
    return Callers.ask(connections, time, program.commands(), this::single).perSecond();
  }

  private void single(HttpConnection connection) throws IOException {
    HttpConnection.Answer answer = connection.post("/commands", command());
    if (answer.status() != 200) {
      throw new IllegalStateException("Not stored: " + answer.text());
    }
  }

  private String command() {
    return command(numbers.incrementAndGet());
  }

  /** The same command as the one in process. */
  static String command(long number) {
    return "{\"type\":\"RegisterCustomer\",\"id\":\"h"
        + number
        + "\",\"payload\":{\"customerId\":\"h"
        + number
        + "\",\"kind\":\"PERSONAL\",\"name\":\"Customer number "
        + number
        + "\",\"identityDocuments\":[]}}";
  }

  /** What is on the way when the time is up is answered as well and counts, its time too. */
  private double streams(int streams, Duration time, MeasuredProgram program, Database database)
      throws Exception {
    long before = Ledger.head(database);
    Callers.Connecting connecting = program.commands();
    long start = System.nanoTime();
    long end = start + time.toNanos();
    long lines = 0;
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<Long>> answered = new ArrayList<>();
      for (int i = 0; i < streams; i++) {
        HttpConnection connection = connecting.connect();
        threads.submit(() -> send(connection, end));
        answered.add(
            threads.submit(
                () -> {
                  try (connection) {
                    return connection.countLines();
                  }
                }));
      }
      for (Future<Long> one : answered) {
        lines += one.get();
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    long stored = Ledger.head(database) - before;
    if (stored != lines) {
      throw new IllegalStateException(lines + " lines were answered, " + stored + " stored");
    }
    return lines / seconds;
  }

  private boolean send(HttpConnection connection, long end) throws IOException {
    connection.beginStream("/commands");
    while (System.nanoTime() < end) {
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < LINES; i++) {
        lines.append(command()).append('\n');
      }
      connection.sendLines(lines.toString());
    }
    connection.endStream();
    return true;
  }
}
