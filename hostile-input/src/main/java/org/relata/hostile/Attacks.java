package org.relata.hostile;

import java.io.PrintStream;
import java.time.Duration;
import org.relata.postgres.TestPostgres;

/**
 * The long attacks, by hand: {@code requests COUNT [SEED [FIRST]]} or {@code connections SECONDS}.
 * Ends with status 1 when something was found.
 */
public final class Attacks {

  private static final long SEED = 20_261_122;

  private Attacks() {}

  public static void main(String[] arguments) throws Exception {
    @SuppressWarnings("SystemOut") // The report is the purpose.
    PrintStream out = System.out;
    String what = arguments.length < 2 ? "" : arguments[0];
    boolean clean =
        switch (what) {
          case "requests" -> requests(out, arguments);
          case "connections" -> connections(out, Duration.ofSeconds(Long.parseLong(arguments[1])));
          default -> {
            out.println("requests COUNT [SEED [FIRST]], or connections SECONDS");
            yield false;
          }
        };
    out.flush();
    System.exit(clean ? 0 : 1);
  }

  private static boolean requests(PrintStream out, String[] arguments) throws Exception {
    long count = Long.parseLong(arguments[1]);
    long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : SEED;
    long first = arguments.length > 3 ? Long.parseLong(arguments[3]) : 0;
    try (AttackedBank bank = AttackedBank.open(TestPostgres.database())) {
      AssaultReport report = new Assault(bank, seed, first, count).run();
      out.println(report);
      return report.findings().isEmpty();
    }
  }

  private static boolean connections(PrintStream out, Duration time) throws Exception {
    try (AttackedBank bank = AttackedBank.open(TestPostgres.database())) {
      StubbornConnections.Outcome outcome =
          new StubbornConnections(bank).hold(StubbornConnections.Crowd.WHOLE, time);
      out.println(outcome);
      return outcome.failures().isEmpty();
    }
  }
}
