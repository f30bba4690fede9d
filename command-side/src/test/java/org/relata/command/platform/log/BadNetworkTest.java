package org.relata.command.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.relata.command.customer.CustomerCommand.RegisterCustomer;
import org.relata.command.platform.CommandNode;
import org.relata.command.platform.dispatch.Answer;
import org.relata.faults.Fault;
import org.relata.faults.FaultProxy;
import org.relata.faults.Moment;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.log.Recorded;
import org.relata.kernel.value.Label;
import org.relata.postgres.Database;
import org.relata.postgres.TestPostgres;

/**
 * A sender that repeats what it got no answer to, over a network that loses confirmations, cuts
 * connections and takes its time: each command is in the log once, and the answers are the log's.
 */
class BadNetworkTest {

  private static final int SENDERS = 8;
  private static final int EACH = 150;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Database database = TestPostgres.database();
  private FaultProxy proxy;
  private CommandNode node;

  @BeforeEach
  void start() throws IOException {
    int port = TestPostgres.server().port();
    proxy = FaultProxy.before(port);
    String url = database.jdbcUrl().replace(":" + port + "/", ":" + proxy.port() + "/");
    node = new CommandNode(new Database(url, database.username(), database.password()));
  }

  @AfterEach
  void stop() throws IOException {
    node.close();
    proxy.close();
  }

  /** The position at which the command is in the log, however often it must be sent. */
  private long sent(CommandNode to, String id) throws InterruptedException {
    RegisterCustomer command =
        new RegisterCustomer(
            new CustomerId(id), CustomerKind.PERSONAL, new Label("Ada"), List.of(), null);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Answer answer = to.send(id, command, null);
      switch (answer) {
        case Answer.Stored stored -> {
          return stored.appended().first();
        }
        case Answer.Repeated repeated -> {
          return repeated.appended().first();
        }
        case Answer.Unavailable _ -> {
          assertThat(System.nanoTime()).as("patience with " + id).isLessThan(end);
          TimeUnit.MILLISECONDS.sleep(20);
        }
        case Answer.Unchanged _, Answer.Refused _, Answer.Failed _ ->
            throw new AssertionError("Not an answer to expect: " + answer);
      }
    }
  }

  private void assertEachOnceAsAnswered(Map<String, Long> answered) {
    try (CommandNode direct = new CommandNode(database)) {
      List<Recorded<DomainEvent>> log = direct.dispatching.reader().after(0, 100_000);
      assertThat(log).hasSameSizeAs(answered.keySet());
      for (int i = 0; i < log.size(); i++) {
        assertThat(log.get(i).position()).isEqualTo(i + 1);
        assertThat(answered).containsEntry(log.get(i).stream().id(), i + 1L);
      }
    }
  }

  @Test
  void aPoolThatLosesItsFirstConnectionMakesAnother() throws InterruptedException {
    proxy.set(new Fault.Strike("ISOLATION", Moment.ARRIVED, proxy::reset));
    assertThat(sent(node, "C-1")).isEqualTo(1);
  }

  @Test
  void aLostConfirmationIsRepeatedAndAnsweredAsTheFirstTime() throws Exception {
    Map<String, Long> answered = new ConcurrentHashMap<>();
    for (int i = 0; i < 30; i++) {
      if (i % 3 == 0) {
        proxy.set(new Fault.LostConfirmation(1));
      }
      answered.put("C-" + i, sent(node, "C-" + i));
    }
    assertThat(proxy.confirmationsLost()).isEqualTo(10);
    assertEachOnceAsAnswered(answered);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void whateverTheNetworkDoesUnderLoadEachCommandIsThereOnce(long seed) throws Exception {
    Map<String, Long> answered = new ConcurrentHashMap<>();
    Random random = new Random(seed);
    try (CommandNode straight = new CommandNode(database);
        ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int sender = 0; sender < SENDERS; sender++) {
        String name = "S" + sender;
        CommandNode to = sender % 4 == 3 ? straight : node;
        all.add(
            senders.submit(
                () -> {
                  for (int i = 0; i < EACH; i++) {
                    answered.put(name + "-" + i, sent(to, name + "-" + i));
                  }
                  return null;
                }));
      }
      while (!all.stream().allMatch(Future::isDone)) {
        harm(random);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(200));
      }
      for (Future<?> done : all) {
        done.get();
      }
    }
    assertThat(answered).hasSize(SENDERS * EACH);
    assertEachOnceAsAnswered(answered);
  }

  private void harm(Random random) {
    switch (random.nextInt(8)) {
      case 0, 1 -> proxy.set(new Fault.LostConfirmation(1 + random.nextInt(3)));
      case 2 -> proxy.reset();
      case 3 -> proxy.set(new Fault.Slices(1 + random.nextInt(40)));
      case 4 -> proxy.set(new Fault.Latency(Duration.ofMillis(random.nextInt(5))));
      default -> proxy.heal();
    }
  }
}
