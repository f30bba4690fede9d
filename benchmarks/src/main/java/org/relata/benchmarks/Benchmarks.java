package org.relata.benchmarks;

import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs one benchmark by its name; without a name, tells which there are. */
public final class Benchmarks {

  /** One benchmark: prints a table of ratios. */
  interface Benchmark {
    void run(PrintStream out, String[] arguments) throws Exception;
  }

  private static final Map<String, Benchmark> ALL =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("commands", new CommandThroughput()),
              Map.entry("graphql", new GraphQuestions()),
              Map.entry("growth", new Growth()),
              Map.entry("http", new HttpCommands()),
              Map.entry("judging", new Judging()),
              Map.entry("lag", new Lag()),
              Map.entry("rebuild", new RebuildThroughput()),
              Map.entry("recovery", new Recovery()),
              Map.entry("size", new SizeOnDisk()),
              Map.entry("start", new StartUp()),
              Map.entry("streams", new LongStreams())));

  private Benchmarks() {}

  public static void main(String[] arguments) throws Exception {
    @SuppressWarnings("SystemOut") // A benchmark's output is its purpose.
    PrintStream out = System.out;
    @Nullable Benchmark benchmark = arguments.length == 0 ? null : ALL.get(arguments[0]);
    if (benchmark == null) {
      out.println("Benchmarks: " + String.join(", ", ALL.keySet()));
      return;
    }
    benchmark.run(out, java.util.Arrays.copyOfRange(arguments, 1, arguments.length));
    out.flush();
    // The pools and the embedded server have threads that would hold the program open.
    System.exit(0);
  }
}
