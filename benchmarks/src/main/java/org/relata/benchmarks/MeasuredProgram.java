package org.relata.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.relata.driver.Program;
import org.relata.driver.RelataClient;
import org.relata.driver.RelataProcess;
import org.relata.driver.TestIssuer;
import org.relata.postgres.Database;

/**
 * Relata as it is run, in processes of its own with 512 MiB of heap each, on a database of the
 * benchmark's server: standalone, or split into its two sides.
 */
final class MeasuredProgram implements AutoCloseable {

  /** Well before its end, which is a quarter of an hour away. */
  private static final Duration TOKEN_USE = Duration.ofMinutes(5);

  private static final List<String> OPTIONS = List.of("-Xmx512m");

  private final RelataProcess commands;
  private final RelataProcess queries;
  private final @Nullable TestIssuer issuer;
  private @Nullable String token;
  private long tokenSince;

  private MeasuredProgram(
      RelataProcess commands, RelataProcess queries, @Nullable TestIssuer issuer) {
    this.commands = commands;
    this.queries = queries;
    this.issuer = issuer;
  }

  static MeasuredProgram standalone(Database database) throws Exception {
    Map<String, String> settings = settings(database);
    settings.put("relata.data", Path.of("target", "benchmark-data").toString());
    settings.put("relata.demo.bank", "false");
    settings.put("relata.automation.enabled", "false");
    RelataProcess process = start(Program.STANDALONE, settings);
    return new MeasuredProgram(process, process, null).ready();
  }

  /** The command side alone: it stores and folds nothing. */
  static MeasuredProgram commandSide(Database database) throws Exception {
    TestIssuer issuer = new TestIssuer();
    RelataProcess process = start(Program.COMMAND_SIDE, issuer.settings(database));
    return new MeasuredProgram(process, process, issuer).ready();
  }

  static MeasuredProgram split(Database database) throws Exception {
    TestIssuer issuer = new TestIssuer();
    Map<String, String> settings = issuer.settings(database);
    RelataProcess commands = start(Program.COMMAND_SIDE, settings);
    RelataProcess queries = start(Program.QUERY_SIDE, settings);
    return new MeasuredProgram(commands, queries, issuer).ready();
  }

  /** A process that does not come up must not outlive the benchmark. */
  private MeasuredProgram ready() throws Exception {
    try {
      commands.awaitReady();
      queries.awaitReady();
      return this;
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  private static Map<String, String> settings(Database database) {
    Map<String, String> settings = new HashMap<>();
    settings.put("spring.datasource.url", database.jdbcUrl());
    settings.put("spring.datasource.username", database.username());
    settings.put("spring.datasource.password", database.password());
    return settings;
  }

  private static RelataProcess start(Program program, Map<String, String> settings)
      throws Exception {
    return RelataProcess.start(program, RelataProcess.freePort(), settings, OPTIONS);
  }

  /** A client with a fresh token. */
  RelataClient client() throws Exception {
    return issuer == null
        ? RelataClient.ofStandalone(queries.url())
        : new RelataClient(commands.url(), queries.url(), issuer.token());
  }

  /** Connections for commands, all with one token. */
  Callers.Connecting commands() throws Exception {
    return connecting(commands);
  }

  /** Connections for questions, all with one token. */
  Callers.Connecting queries() throws Exception {
    return connecting(queries);
  }

  /** Giving out a token costs a password's worth of processor time, which is not what is asked. */
  private Callers.Connecting connecting(RelataProcess process) throws Exception {
    if (token == null || System.nanoTime() - tokenSince > TOKEN_USE.toNanos()) {
      token = client().token();
      tokenSince = System.nanoTime();
    }
    String current = token;
    return () -> new HttpConnection(process.port(), current);
  }

  /** The processes, each once. */
  List<Long> processes() {
    return commands == queries ? List.of(commands.pid()) : List.of(commands.pid(), queries.pid());
  }

  @Override
  public void close() {
    commands.close();
    queries.close();
    if (issuer != null) {
      issuer.close();
    }
  }
}
