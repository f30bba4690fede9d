package org.relata.chaos;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.relata.driver.Await;
import org.relata.driver.Ledger;
import org.relata.oracle.OracleStore;
import org.relata.oracle.ReadOracle;

/**
 * Injects faults into a running site under traffic, one after the other and chosen by chance, until
 * enough were injected or the time is over; checks the promises after each, and at the end that a
 * rebuild of everything makes the same read models.
 */
public final class Chaos {

  /**
   * How much.
   *
   * @param seed decides on faults, commands and questions
   * @param faults so many, unless the time is over before
   * @param replacing directories of classes that take the place of the programs' own
   * @param untilBroken whether the first broken promise is the end
   */
  public record Plan(
      long seed, int faults, Duration time, Path home, List<Path> replacing, boolean untilBroken) {

    /** A run of the programs as they are. */
    public static Plan of(long seed, int faults, Duration time, Path home) {
      return new Plan(seed, faults, time, home, List.of(), false);
    }
  }

  /** Random questions held against the oracle after a fault, and at the end. */
  private static final int QUESTIONS = 2;

  private static final int LAST_QUESTIONS = 60;
  private static final int FAULTS_TO_A_LINE = 100;

  /** What is found when no fault is under way any more. */
  private static final Injection THE_END = new Injection(0, "the end", 0, (_, _) -> true);

  private final Plan plan;
  private final PrintStream out;
  private final Random random;
  private final Report report = new Report();
  private long examined;

  Chaos(Plan plan, PrintStream out) {
    this.plan = plan;
    this.out = out;
    this.random = new Random(plan.seed());
  }

  /** Arguments: how many faults, in how many minutes at most, and the seed when it is given. */
  public static void main(String[] arguments) throws Exception {
    @SuppressWarnings("SystemOut") // The report is the purpose of the program.
    PrintStream out = System.out;
    long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : System.nanoTime();
    Plan plan =
        Plan.of(
            seed,
            Integer.parseInt(arguments[0]),
            Duration.ofMinutes(Long.parseLong(arguments[1])),
            Path.of("target", "chaos"));
    Report report = new Chaos(plan, out).run();
    System.exit(report.violations().isEmpty() ? 0 : 1);
  }

  Report run() throws Exception {
    out.println("Seed " + plan.seed());
    deleteOld(plan.home());
    Books books = new Books();
    List<Double> restarts;
    Site.Starts starts = plan.replacing().isEmpty() ? Site.Starts.MANY : Site.Starts.FEW;
    try (Site site = Site.start(plan.home(), starts, plan.replacing())) {
      ReadOracle oracle = new ReadOracle(site::database);
      long begun = System.nanoTime();
      try (Traffic traffic = new Traffic(site, books, plan.seed())) {
        Injections injections = new Injections(books, traffic);
        traffic.secondsToAcknowledgement();
        inject(site, oracle, books, traffic, injections);
        site.network().heal();
        injections.end();
        restarts = injections.restartSeconds().stream().sorted().toList();
        out.printf(
            "%d faults in %.0f s; %d commands acknowledged, %d times at first unknown; %d questions"
                + " answered, %d acknowledged commands lost with the end of a log, as told%n",
            report.injected(),
            (System.nanoTime() - begun) / 1e9,
            books.acknowledgedCommands(),
            traffic.unknown(),
            traffic.asked(),
            books.lostCommands());
      }
      attribute(books, THE_END);
      if (!isBrokenEnough()) {
        checkEnd(site, books);
      }
    }
    out.printf(
        "Killed processes were ready again after %.1f s (p50), %.1f s (p95), %d kills%n",
        Report.quantile(restarts, 0.5), Report.quantile(restarts, 0.95), restarts.size());
    report.print(out);
    return report;
  }

  private void inject(
      Site site, ReadOracle oracle, Books books, Traffic traffic, Injections injections)
      throws Exception {
    Course course = new Course(injections.all(), random);
    long end = System.nanoTime() + plan.time().toNanos();
    while (report.injected() < plan.faults() && System.nanoTime() < end && !isBrokenEnough()) {
      Injection chosen = course.next();
      try {
        if (!chosen.act().done(site, random)) {
          continue;
        }
        course.done(chosen);
      } catch (Broken e) {
        books.violated(e.promise(), String.valueOf(e.getMessage()));
      }
      long over = System.nanoTime();
      double acknowledged = traffic.secondsToAcknowledgement();
      if (acknowledged == Double.POSITIVE_INFINITY) {
        books.violated("I7", "no command was acknowledged within a minute");
      }
      site.awaitServer();
      double visible = secondsToVisible(site, over);
      if (visible == Double.POSITIVE_INFINITY) {
        books.violated("I7", "the folds did not go on within a minute");
      }
      checkFolds(site, books);
      report.injected(chosen, acknowledged, visible);
      try (Connection connection = site.connect()) {
        books.check(connection);
      }
      examine(site, oracle, books, QUESTIONS);
      attribute(books, chosen);
      if (report.injected() % FAULTS_TO_A_LINE == 0) {
        out.printf("%d faults, %d events%n", report.injected(), books.position());
      }
    }
  }

  /** From then until what is acknowledged now can be seen in every read model. */
  private static double secondsToVisible(Site site, long since) throws Exception {
    long head = site.number("SELECT position FROM log.head");
    String missing =
        "SELECT count(*) FROM read.fold_group g, log.head h WHERE g.position < %d OR g.incarnation"
            + " <> h.incarnation";
    return site.awaitNone(missing.formatted(head), Duration.ofSeconds(Orders.PATIENCE_SECONDS))
        ? (System.nanoTime() - since) / 1e9
        : Double.POSITIVE_INFINITY;
  }

  /** A fold stops at what it cannot handle; what was put in its way is gone now. */
  private void checkFolds(Site site, Books books) throws Exception {
    String stopped =
        site.text(
            "SELECT coalesce(string_agg(name || ' before ' || failed_event || ': ' || error, '; '),"
                + " '') FROM read.fold WHERE state = 'STOPPED'");
    if (!stopped.isEmpty()) {
      books.violated("I4", "folds stand still: " + stopped);
      Site.any(site.querySides(), random).rebuild();
    }
  }

  private boolean isBrokenEnough() {
    return plan.untilBroken() && !report.violations().isEmpty();
  }

  private void attribute(Books books, Injection injection) {
    for (Books.Violation violation : books.takeViolations()) {
      report.violated(injection, violation);
      out.println("BROKEN after " + injection.name() + ": " + violation);
    }
  }

  /** Holds tables and random answers against the folds run over the log in memory. */
  private void examine(Site site, ReadOracle oracle, Books books, int questions) throws Exception {
    try {
      for (String difference : oracle.tables()) {
        books.violated("I4", difference);
      }
      ReadOracle.Report answers =
          oracle.questions(site.client(random), questions, random.nextLong());
      for (String difference : answers.differences()) {
        books.violated("I8", difference);
      }
      examined += answers.questions();
    } catch (OracleStore.BrokenLog broken) {
      books.violated("I2", String.valueOf(broken.getMessage()));
    }
  }

  /** Everything is told and quiet: the log once more from the beginning, and every read model. */
  private void checkEnd(Site site, Books books) throws Exception {
    try (Connection connection = site.connect()) {
      books.check(connection);
      books.checkUnchanged(connection);
    }
    Await.until("the folds are level", () -> isLevel(site));
    examine(site, new ReadOracle(site.database()), books, LAST_QUESTIONS);
    Await.until(
        "no rebuild is under way", () -> site.number("SELECT count(*) FROM read.fold_build") == 0);
    Map<String, String> live = Ledger.readModels(site.database());
    site.querySides().getFirst().rebuild();
    Await.until(
        "a rebuild is under way", () -> site.number("SELECT count(*) FROM read.fold_build") > 0);
    Await.until(
        "everything is rebuilt", () -> site.number("SELECT count(*) FROM read.fold_build") == 0);
    Map<String, String> rebuilt = Ledger.readModels(site.database());
    live.forEach(
        (fold, rows) -> {
          if (!rows.equals(rebuilt.get(fold))) {
            books.violated("I4", fold + " is " + rows + " and " + rebuilt.get(fold) + " rebuilt");
          }
        });
    attribute(books, THE_END);
    out.printf(
        "%d events in the log; %d read models compared, %d answers held against the oracle%n",
        books.position(), live.size(), examined);
  }

  private static boolean isLevel(Site site) throws SQLException {
    return site.number(
            "SELECT count(*) FROM read.fold_group f, log.head h WHERE f.position < h.position")
        == 0;
  }

  static void deleteOld(Path home) throws IOException {
    if (Files.exists(home)) {
      try (Stream<Path> files = Files.walk(home)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
