package org.relata.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.relata.command.customer.CustomerCommand.RegisterCustomer;
import org.relata.command.customer.CustomerDecider;
import org.relata.command.platform.Actor;
import org.relata.command.platform.CommandSettings;
import org.relata.command.platform.dispatch.Answer;
import org.relata.command.platform.dispatch.Dispatcher;
import org.relata.command.platform.dispatch.Dispatching;
import org.relata.command.platform.dispatch.Envelope;
import org.relata.command.platform.log.LogDatabase;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.log.EventCodec;
import org.relata.kernel.value.Label;
import org.relata.postgres.Database;

/**
 * (a) Durable commands per second in process, against the plainest durable write of the same event:
 * one INSERT per transaction by JDBC, with as many connections as callers. Both run in turns on the
 * same server, several rounds each; the medians are compared.
 */
final class CommandThroughput implements Benchmarks.Benchmark {

  /** The lone caller last: many callers bring the program to its final speed sooner. */
  private static final int[] CALLERS = {256, 64, 16, 1};

  private static final int ROUNDS = 5;
  private static final Duration WARM_UP = Duration.ofSeconds(6);
  private static final Duration ROUND = Duration.ofSeconds(4);

  private final AtomicLong numbers = new AtomicLong();

  interface Work {
    void once() throws Exception;
  }

  @Override
  public void run(PrintStream out, String[] arguments) throws Exception {
    try (BenchmarkServer server = BenchmarkServer.start()) {
      Database relata = server.database("commands");
      Database plain = server.database("plain_inserts");
      try (LogDatabase log = new LogDatabase(source(relata), 16, Clock.systemUTC());
          HikariDataSource inserts = pool(plain)) {
        log.migrate();
        createPlainTable(inserts);
        Dispatcher dispatcher = dispatcher(log);
        List<String> rows = new ArrayList<>();
        for (int callers : CALLERS) {
          rows.add(compare(callers, () -> command(dispatcher), () -> insert(inserts)));
          out.println(rows.getLast());
        }
        out.println();
        out.println("| callers | commands/s | single INSERTs/s | ratio |");
        out.println("|---|---|---|---|");
        rows.reversed().forEach(out::println);
      }
    }
  }

  static CommandSettings.Source source(Database database) {
    return new CommandSettings.Source(database.jdbcUrl(), database.username(), database.password());
  }

  static Dispatcher dispatcher(LogDatabase log) {
    return new Dispatching(
            log,
            List.of(new CustomerDecider()),
            EventCodec.standard(),
            new SimpleMeterRegistry(),
            () -> {},
            100_000)
        .dispatcher();
  }

  private String compare(int callers, Work ours, Work theirs) throws Exception {
    rate(callers, WARM_UP, ours);
    rate(callers, WARM_UP, theirs);
    double[] commands = new double[ROUNDS];
    double[] inserts = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      commands[round] = rate(callers, ROUND, ours);
      inserts[round] = rate(callers, ROUND, theirs);
    }
    double ourMedian = median(commands);
    double theirMedian = median(inserts);
    return String.format(
        "| %d | %,.0f | %,.0f | %.2f |", callers, ourMedian, theirMedian, ourMedian / theirMedian);
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  static double rate(int callers, Duration time, Work work) throws Exception {
    AtomicLong done = new AtomicLong();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    CountDownLatch ended = new CountDownLatch(callers);
    long start = System.nanoTime();
    long end = start + time.toNanos();
    for (int i = 0; i < callers; i++) {
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  while (System.nanoTime() < end) {
                    work.once();
                    done.incrementAndGet();
                  }
                } catch (Throwable t) {
                  failure.set(t);
                } finally {
                  ended.countDown();
                }
              });
    }
    ended.await();
    if (failure.get() != null) {
      throw new IllegalStateException("A caller failed", failure.get());
    }
    return done.get() * 1e9 / (System.nanoTime() - start);
  }

  private void command(Dispatcher dispatcher) {
    register(dispatcher, numbers.incrementAndGet());
  }

  /** The command that is measured: somebody of this number becomes a customer. */
  static void register(Dispatcher dispatcher, long number) {
    String id = "b" + number;
    RegisterCustomer command =
        new RegisterCustomer(
            new CustomerId(id),
            CustomerKind.PERSONAL,
            new Label("Customer number " + number),
            List.of(),
            null);
    Answer answer =
        dispatcher.dispatch(
            new Envelope(
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
                null));
    if (!(answer instanceof Answer.Stored)) {
      throw new IllegalStateException("Not stored: " + answer);
    }
  }

  private static HikariDataSource pool(Database database) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.jdbcUrl());
    config.setUsername(database.username());
    config.setPassword(database.password());
    config.setMaximumPoolSize(256);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(30_000);
    config.addDataSourceProperty("prepareThreshold", "1");
    return new HikariDataSource(config);
  }

  /** The columns and keys of the log, the position from a sequence as is usual. */
  private static void createPlainTable(DataSource dataSource) throws Exception {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TABLE event (
            position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            stream text NOT NULL, version bigint NOT NULL, type text NOT NULL,
            revision smallint NOT NULL, payload json NOT NULL, metadata json NOT NULL,
            recorded_at timestamptz NOT NULL DEFAULT now(),
            effective_at timestamptz NOT NULL DEFAULT now(),
            command_id text NOT NULL UNIQUE, command_index integer NOT NULL,
            UNIQUE (stream, version))
          """);
    }
  }

  private void insert(DataSource dataSource) throws Exception {
    long number = numbers.incrementAndGet();
    String id = "p" + number;
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO event (stream, version, type, revision, payload, metadata,"
                    + " command_id, command_index) VALUES (?, 0, ?, 1, ?::json, ?::json, ?, 0)")) {
      insert.setString(1, "customer/" + id);
      insert.setString(2, "customer.CustomerRegistered");
      insert.setString(
          3,
          "{\"customerId\":\""
              + id
              + "\",\"kind\":\"PERSONAL\",\"name\":\"Customer number "
              + number
              + "\",\"identityDocuments\":[],\"profile\":{}}");
      insert.setString(
          4,
          "{\"actor\":\"client/benchmark\",\"commandId\":\""
              + id
              + "\",\"commandType\":\"RegisterCustomer\",\"contentHash\":\""
              + id
              + "\",\"correlationId\":\""
              + id
              + "\"}");
      insert.setString(5, id);
      insert.executeUpdate();
    }
  }
}
