package org.relata.chaos;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A driver that finds nothing in a broken system proves nothing: each of these must be found. That
 * takes half a minute for each and is done when it is asked for: {@code -Dplanted=true}. That each
 * can still be planted is seen in every build.
 */
class PlantedDefectsTest {

  private static final long SEED = 20_261_122;
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String LOG = "command-side/src/main/java/org/relata/command/platform/log/";
  private static final String HTTP = "command-side/src/main/java/org/relata/command/platform/http/";
  private static final String FOLD = "query-side/src/main/java/org/relata/query/platform/fold/";
  private static final String READ = "query-side/src/main/java/org/relata/query/platform/log/";
  private static final String GRAPH = "query-side/src/main/java/org/relata/query/platform/graph/";

  static Stream<PlantedDefect> defects() {
    return Stream.of(
        PlantedDefect.of(
            "a command is acknowledged before it is durable",
            60,
            LOG + "LogSession.java",
            "statement.execute(LogDatabase.SESSION);",
            "statement.execute(LogDatabase.SESSION + \"; SET synchronous_commit = off\");"),
        PlantedDefect.ofTables(
            "nothing guards the positions of the log",
            60,
            "ALTER TABLE log.event DROP CONSTRAINT event_position;"
                + " CREATE INDEX event_of_position ON log.event (position);"),
        PlantedDefect.ofTables(
            "nothing guards a stream, so that a rule is checked on a stale read",
            60,
            "ALTER TABLE log.event DROP CONSTRAINT event_stream_version;"
                + " CREATE INDEX event_of_stream ON log.event (stream, version);"),
        PlantedDefect.ofTables(
                "a command sent again is known again for 20 milliseconds only",
                60,
                "DROP INDEX log.event_command; CREATE INDEX event_command ON log.event"
                    + " (command_id) WHERE command_index = 0;")
            .and(
                LOG + "LogReader.java",
                "command_id = ? AND command_index = 0 OFFSET 0",
                "command_id = ? AND command_index = 0"
                    + " AND recorded_at > now() - interval '20 ms' OFFSET 0"),
        PlantedDefect.of(
            "the time of recording is that of the clock, whatever was recorded before",
            60,
            LOG + "LogAppender.java",
            "now.isBefore(last.recordedAt()) ? last.recordedAt() : now",
            "now"),
        PlantedDefect.of(
            "a store that is away is a server error",
            60,
            HTTP + "Problem.java",
            "Map.entry(\"STORE_UNAVAILABLE\", 503)",
            "Map.entry(\"STORE_UNAVAILABLE\", 500)"),
        PlantedDefect.of(
                "the token is stored before the rows",
                60,
                FOLD + "GroupRun.java",
                "    Result result;\n    try {\n",
                """
                    Result result;
                    pool.inTransaction(
                        connection -> {
                          registry.lock(group);
                          if (registry.look(group).position() == batch.after()) {
                            registry.store(group, registry.head().incarnation(), batch.last());
                          }
                          return true;
                        });
                    try {
                """)
            .and(
                FOLD + "GroupRun.java",
                "token.position() != batch.after()\n",
                "token.position() != batch.last()\n"),
        PlantedDefect.of(
            "a process folds what another has folded meanwhile",
            40,
            FOLD + "GroupRun.java",
            "if (token.position() != batch.after()\n        ||",
            "if ("),
        PlantedDefect.of(
                "rows of a batch stay when the batch is rolled back",
                60,
                FOLD + "GroupRun.java",
                "new Advance(connection, careful).over(running, batch.events())",
                "beside(careful, running, batch)")
            .and(
                FOLD + "GroupRun.java",
                "  /** Nothing to fold after",
                """
                private List<Advance.Stop> beside(
                    boolean careful, List<Member<?, ?>> members, LogBatch batch) {
                  try (Connection other = pool.dataSource().getConnection()) {
                    other.setAutoCommit(false);
                    List<Advance.Stop> stops = new Advance(other, careful).over(members, batch.events());
                    other.commit();
                    other.setAutoCommit(true);
                    return stops;
                  } catch (SQLException e) {
                    throw new Advance.StoreTrouble(e);
                  }
                }

                /** Nothing to fold after\
                """),
        PlantedDefect.of(
            "an unknown event is skipped",
            60,
            READ + "LogReader.java",
            "      } catch (RuntimeException e) {\n        return",
            "      } catch (RuntimeException e) {\n"
                + "        if (true) { after++; continue; }\n"
                + "        return"),
        PlantedDefect.of(
            "a version of a row is closed one position late",
            20,
            FOLD + "FoldBatch.java",
            "new FoldTable.Close(slot.key, position)",
            "new FoldTable.Close(slot.key, position + 1)"),
        PlantedDefect.of(
            "what was kept of a lost tail is used in the next life of the log",
            80,
            LOG + "StateCache.java",
            "kept != null && kept.incarnation().equals(incarnation) ? kept : null",
            "kept"),
        PlantedDefect.of(
            "minPosition is ignored",
            60,
            GRAPH + "RequestGate.java",
            "snapshot.position() >= asked.position()",
            "snapshot.position() >= 0"),
        PlantedDefect.of(
            "as-of is forgotten on a nested field",
            20,
            GRAPH + "Companions.java",
            "question.read(one.link().node().table())",
            "question.snapshot().at(one.link().node().table(), question.snapshot().now())"));
  }

  @ParameterizedTest
  @MethodSource("defects")
  void fitsTheProduct(PlantedDefect defect) throws Exception {
    Path home = Path.of("target", "fitting-defect");
    delete(home);
    try (Stream<Path> planted = Files.walk(defect.plant(home))) {
      assertNotEquals(0, planted.filter(Files::isRegularFile).count());
    }
  }

  @EnabledIfSystemProperty(named = "planted", matches = "true")
  @ParameterizedTest
  @MethodSource("defects")
  void isFound(PlantedDefect defect) throws Exception {
    Path home = Path.of("target", "planted-defect");
    delete(home);
    Path classes = defect.plant(home);
    Chaos.Plan plan =
        new Chaos.Plan(
            SEED,
            defect.faults(),
            LIMIT,
            home.resolve("site"),
            List.of(classes.toAbsolutePath()),
            true);
    @SuppressWarnings("SystemOut") // The report is worth reading in the build's output.
    Report report = new Chaos(plan, System.out).run();
    assertNotEquals(List.of(), report.violations());
  }

  private static void delete(Path home) throws Exception {
    if (Files.exists(home)) {
      try (Stream<Path> files = Files.walk(home)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
