package org.relata.benchmarks;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.relata.command.platform.log.LogDatabase;
import org.relata.kernel.customer.ContactPoint;
import org.relata.kernel.customer.ContactPointId;
import org.relata.kernel.customer.CustomerEvent;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.log.EventCodec;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.postgres.Database;
import org.relata.query.customer.Customers;
import org.relata.query.engagement.Engagement;
import org.relata.query.history.Histories;
import org.relata.query.holding.Holdings;
import org.relata.query.organization.Organization;
import org.relata.query.platform.FolderPool;
import org.relata.query.platform.QuerySettings;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.FoldEngine;
import org.relata.query.platform.fold.FoldMetrics;
import org.relata.query.platform.fold.FoldNews;
import org.relata.query.platform.fold.FoldSet;
import org.relata.query.platform.fold.FoldStatus;
import org.relata.query.platform.log.LogBatch;
import org.relata.query.platform.log.LogReader;
import org.relata.query.platform.log.WakeUp;
import org.relata.query.portfolio.Portfolio;
import org.relata.query.segmentation.Segmentation;
import org.relata.query.valuation.Valuations;

/**
 * (b) Every read model from a log of a million events of customers (or as many as the argument
 * says; with {@code bank} behind it those of a {@link BankLog}): folded from nothing as a first
 * start does it, and rebuilt beside the live ones, beside the rate of only reading and decoding.
 */
final class RebuildThroughput implements Benchmarks.Benchmark {

  private static final int EVENTS = 1_000_000;
  private static final int EVENTS_PER_CUSTOMER = 5;
  private static final int READ_BATCH = 10_000;

  @Override
  public void run(PrintStream out, String[] arguments) throws Exception {
    int wanted = arguments.length == 0 ? EVENTS : Integer.parseInt(arguments[0]);
    boolean bank = arguments.length > 1 && arguments[1].equals("bank");
    try (BenchmarkServer server = BenchmarkServer.start()) {
      Database database = server.database("rebuild");
      long events = bank ? BankLog.ofEvents(database, wanted).events() : fill(database, wanted);
      QuerySettings.Source source =
          new QuerySettings.Source(database.jdbcUrl(), database.username(), database.password());
      try (FolderPool pool = new FolderPool(source, Duration.ofSeconds(60))) {
        FoldEngine engine = engine(pool, source);
        double first =
            events
                / seconds(
                    () -> {
                      engine.start();
                      await(() -> level(engine, events));
                    });
        double reading = events / seconds(() -> read(pool, events));
        double rebuilding =
            events
                / seconds(
                    () -> {
                      engine.rebuildAll();
                      await(() -> engine.status().builds().isEmpty());
                    });
        out.printf("| what | events/s | ratio |%n|---|---|---|%n");
        out.printf("| read and decode %,d events | %,.0f | 1.00 |%n", events, reading);
        out.printf("| fold them from nothing | %,.0f | %.2f |%n", first, first / reading);
        out.printf(
            "| rebuild every read model from them | %,.0f | %.2f |%n",
            rebuilding, rebuilding / reading);
        engine.stop();
      }
    }
  }

  static FoldEngine engine(FolderPool pool, QuerySettings.Source source) {
    List<Fold<?, ?>> folds =
        Stream.of(
                Organization.folds(),
                Customers.folds(),
                Holdings.folds(),
                Portfolio.folds(),
                Engagement.folds(),
                Segmentation.folds(),
                Valuations.folds(),
                Histories.folds())
            .map(FoldSet::folds)
            .<Fold<?, ?>>flatMap(List::stream)
            .toList();
    return new FoldEngine(
        pool,
        source,
        QuerySettings.Folds.defaults(),
        EventCodec.standard(),
        folds,
        new WakeUp(),
        new FoldNews(),
        new FoldMetrics(new SimpleMeterRegistry()),
        Clock.systemUTC());
  }

  static boolean level(FoldEngine engine, long events) {
    if (engine.waiting() != null) {
      return false;
    }
    FoldStatus status = engine.status();
    return status.builds().isEmpty()
        && status.groups().stream().allMatch(group -> group.position() == events);
  }

  private static void read(FolderPool pool, long events) throws Exception {
    LogReader reader = new LogReader(pool.dataSource(), EventCodec.standard());
    long position = 0;
    while (position < events) {
      LogBatch batch = reader.read(position, events, READ_BATCH);
      position += batch.events().size();
    }
  }

  interface Condition {
    boolean holds() throws Exception;
  }

  interface Work {
    void run() throws Exception;
  }

  static void await(Condition condition) throws Exception {
    while (!condition.holds()) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  static double seconds(Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static long fill(Database database, int events) throws Exception {
    LogDatabase.migrate(CommandThroughput.source(database));
    try (LogCopy log = new LogCopy(database)) {
      for (int number = 0; number < events; number++) {
        CustomerId customer = new CustomerId("c" + number / EVENTS_PER_CUSTOMER);
        log.add(event(customer, number % EVENTS_PER_CUSTOMER, number + 1));
      }
    }
    return events;
  }

  private static CustomerEvent event(CustomerId customer, int version, int number) {
    return switch (version) {
      case 0 ->
          new CustomerEvent.CustomerRegistered(
              customer,
              CustomerKind.PERSONAL,
              new Label("Customer number " + number),
              List.of(),
              Profile.EMPTY);
      case 1 ->
          new CustomerEvent.ContactPointAdded(
              customer,
              new ContactPoint(
                  new ContactPointId("phone"),
                  ContactPoint.Kind.PHONE,
                  new Label("139" + number),
                  true));
      case 2 ->
          new CustomerEvent.ConsentGiven(customer, new Code("MARKETING"), ContactPoint.Kind.PHONE);
      case 3 -> new CustomerEvent.CustomerRenamed(customer, new Label("Renamed " + number));
      default -> new CustomerEvent.ContactPointFoundDead(customer, new ContactPointId("phone"));
    };
  }
}
