package org.relata.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * (d) From a command to the answer that shows it, while 500 commands a second arrive: one process
 * for both sides, and a process for each. The commands are due at fixed times, and what one of them
 * takes counts from there, so that a program that stands still is not spared the waiting ones.
 * After every tenth of each sender the customer is asked for, with the position that was
 * acknowledged as the least.
 */
final class Lag implements Benchmarks.Benchmark {

  private static final int PER_SECOND = 500;
  private static final int SENDERS = 50;
  private static final int ASKED = 10;
  private static final Duration WARM_UP = Duration.ofSeconds(60);
  private static final Duration TIME = Duration.ofSeconds(30);
  private static final Pattern PLACE =
      Pattern.compile("\"position\":(\\d+),\"incarnation\":\"([^\"]+)\"");

  private final AtomicLong numbers = new AtomicLong();

  /** Nanoseconds of commands, and of those that were asked for: to the answer that shows them. */
  private record Times(List<Long> commands, List<Long> visible) {
    Times() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  @Override
  public void run(PrintStream out, String[] arguments) throws Exception {
    int rate = arguments.length == 0 ? PER_SECOND : Integer.parseInt(arguments[0]);
    try (BenchmarkServer server = BenchmarkServer.start()) {
      List<String> rows = new ArrayList<>();
      try (MeasuredProgram program = MeasuredProgram.standalone(server.database("one"))) {
        rows.add(row("one process", rate, program, server));
      }
      try (MeasuredProgram program = MeasuredProgram.split(server.database("split"))) {
        rows.add(row("split", rate, program, server));
      }
      out.println(
          "| | commands/s | command p50, ms | p99 | visible p50, ms | p99 | ratio of p50 |"
              + " program, processors | PostgreSQL | caller |");
      out.println("|---|---|---|---|---|---|---|---|---|---|");
      rows.forEach(out::println);
    }
  }

  private String row(String name, int rate, MeasuredProgram program, BenchmarkServer server)
      throws Exception {
    send(rate, WARM_UP, program);
    ProcessorTime before = ProcessorTime.now(program, server);
    long start = System.nanoTime();
    Times times = send(rate, TIME, program);
    ProcessorTime cost = ProcessorTime.now(program, server).since(before);
    // Longer than it was meant to take when the program does not keep up.
    double seconds = (System.nanoTime() - start) / 1e9;
    Callers.Round commands = Callers.Round.of(seconds, times.commands());
    Callers.Round visible = Callers.Round.of(seconds, times.visible());
    return String.format(
        "| %s | %,.0f | %.1f | %.1f | %.1f | %.1f | %.2f | %s |",
        name,
        commands.perSecond(),
        commands.milliseconds(0.5),
        commands.milliseconds(0.99),
        visible.milliseconds(0.5),
        visible.milliseconds(0.99),
        visible.milliseconds(0.5) / commands.milliseconds(0.5),
        // Milliseconds of processor time for each millisecond that went by.
        cost.columns(Math.round(seconds * 1e3)));
  }

  /** Each sender has every fiftieth command, due at its own times. */
  private Times send(int rate, Duration time, MeasuredProgram program) throws Exception {
    Callers.Connecting commands = program.commands();
    Callers.Connecting queries = program.queries();
    Times all = new Times();
    try (ExecutorService threads = Executors.newFixedThreadPool(SENDERS)) {
      long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(500);
      long every = TimeUnit.SECONDS.toNanos(SENDERS) / rate;
      List<Future<Times>> senders = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        long first = start + every * i / SENDERS;
        senders.add(
            threads.submit(
                () -> {
                  try (HttpConnection command = commands.connect();
                      HttpConnection query = queries.connect()) {
                    return send(first, every, start + time.toNanos(), command, query);
                  }
                }));
      }
      for (Future<Times> sender : senders) {
        Times times = sender.get();
        all.commands().addAll(times.commands());
        all.visible().addAll(times.visible());
      }
    }
    return all;
  }

  private Times send(long first, long every, long end, HttpConnection command, HttpConnection query)
      throws IOException, InterruptedException {
    Times times = new Times();
    int sent = 0;
    for (long due = first; due < end; due += every) {
      long early = due - System.nanoTime();
      if (early > 0) {
        TimeUnit.NANOSECONDS.sleep(early);
      }
      long number = numbers.incrementAndGet();
      HttpConnection.Answer answer = command.post("/commands", HttpCommands.command(number));
      times.commands().add(System.nanoTime() - due);
      if (++sent % ASKED == 0) {
        see(query, number, answer);
        times.visible().add(System.nanoTime() - due);
      }
    }
    return times;
  }

  private static void see(HttpConnection query, long number, HttpConnection.Answer answer)
      throws IOException {
    Matcher place = PLACE.matcher(answer.text());
    if (!place.find()) {
      throw new IllegalStateException("Not stored: " + answer.text());
    }
    String shown =
        query
            .post(
                "/graphql",
                "{\"query\":\"query($v: ID!) { customer(customerId: $v) { name } }\","
                    + "\"variables\":{\"v\":\"h"
                    + number
                    + "\"}}",
                "Relata-Min-Position: " + place.group(2) + ":" + place.group(1) + "\r\n")
            .text();
    if (!shown.contains("Customer number " + number)) {
      throw new IllegalStateException("Not seen: " + shown);
    }
  }
}
