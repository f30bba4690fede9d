package org.relata.benchmarks;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.relata.command.customer.CustomerCommand.RegisterCustomer;
import org.relata.command.customer.CustomerCommand.RenameCustomer;
import org.relata.command.platform.Actor;
import org.relata.command.platform.Command;
import org.relata.command.platform.dispatch.Answer;
import org.relata.command.platform.dispatch.Dispatcher;
import org.relata.command.platform.dispatch.Envelope;
import org.relata.command.platform.log.LogDatabase;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.value.Label;
import org.relata.postgres.Database;

/**
 * What a command costs on a stream that is already long, against one on a stream that has just
 * begun: while its state is at hand, and the first one of a process that knows nothing yet.
 */
final class LongStreams implements Benchmarks.Benchmark {

  private static final int[] LENGTHS = {1, 1_000, 10_000, 100_000};
  private static final int BATCH = 250;
  private static final int ROUNDS = 400;
  private static final int COLD_ROUNDS = 5;

  private long numbers;

  @Override
  public void run(PrintStream out, String[] arguments) throws Exception {
    try (BenchmarkServer server = BenchmarkServer.start()) {
      Database database = server.database("streams");
      try (LogDatabase log =
          new LogDatabase(CommandThroughput.source(database), 8, Clock.systemUTC())) {
        log.migrate();
        measure(log, out);
      }
    }
  }

  private void measure(LogDatabase log, PrintStream out) {
    Dispatcher dispatcher = CommandThroughput.dispatcher(log);
    CustomerId customer = new CustomerId("long");
    send(
        dispatcher, new RegisterCustomer(customer, CustomerKind.PERSONAL, name(), List.of(), null));
    warmUp(dispatcher);
    int length = 1;
    double firstWarm = 0;
    double firstCold = 0;
    out.println("| events in the stream | state at hand, ms | ratio | nothing known, ms | ratio |");
    out.println("|---|---|---|---|---|");
    for (int wanted : LENGTHS) {
      length = lengthened(dispatcher, customer, length, wanted);
      double[] warm = new double[ROUNDS];
      for (int i = 0; i < ROUNDS; i++) {
        warm[i] = milliseconds(() -> send(dispatcher, new RenameCustomer(customer, name())));
      }
      length += ROUNDS;
      double[] cold = new double[COLD_ROUNDS];
      for (int i = 0; i < COLD_ROUNDS; i++) {
        Dispatcher fresh = CommandThroughput.dispatcher(log);
        cold[i] = milliseconds(() -> send(fresh, new RenameCustomer(customer, name())));
      }
      length += COLD_ROUNDS;
      firstWarm = wanted == 1 ? CommandThroughput.median(warm) : firstWarm;
      firstCold = wanted == 1 ? CommandThroughput.median(cold) : firstCold;
      out.printf(
          "| %,d | %.2f | %.2f | %.2f | %.2f |%n",
          wanted,
          CommandThroughput.median(warm),
          CommandThroughput.median(warm) / firstWarm,
          CommandThroughput.median(cold),
          CommandThroughput.median(cold) / firstCold);
    }
  }

  private void warmUp(Dispatcher dispatcher) {
    for (int i = 0; i < 3_000; i++) {
      CustomerId other = new CustomerId("w" + i);
      send(dispatcher, new RegisterCustomer(other, CustomerKind.PERSONAL, name(), List.of(), null));
    }
  }

  private int lengthened(Dispatcher dispatcher, CustomerId customer, int length, int wanted) {
    int now = length;
    while (now < wanted) {
      List<Envelope> batch = new ArrayList<>();
      for (int i = 0; i < Math.min(BATCH, wanted - now); i++) {
        batch.add(envelope(new RenameCustomer(customer, name())));
      }
      dispatcher.dispatch(batch).forEach(LongStreams::checked);
      now += batch.size();
    }
    return now;
  }

  private Label name() {
    numbers++;
    return new Label("Name " + numbers);
  }

  private void send(Dispatcher dispatcher, Command command) {
    checked(dispatcher.dispatch(envelope(command)));
  }

  private static void checked(Answer answer) {
    if (!(answer instanceof Answer.Stored)) {
      throw new IllegalStateException("Not stored: " + answer);
    }
  }

  private Envelope envelope(Command command) {
    numbers++;
    String id = "s" + numbers;
    return new Envelope(
        id,
        command,
        id,
        new Actor("client/benchmark", Set.of()),
        Instant.now(),
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static double milliseconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e6;
  }
}
