package org.relata.command.platform.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.relata.command.customer.CustomerCommand.CloseCustomer;
import org.relata.command.customer.CustomerCommand.RegisterCustomer;
import org.relata.command.customer.CustomerCommand.RenameCustomer;
import org.relata.command.platform.CommandNode;
import org.relata.command.platform.dispatch.Answer.Refused;
import org.relata.command.platform.dispatch.Answer.Repeated;
import org.relata.command.platform.dispatch.Answer.Stored;
import org.relata.command.platform.dispatch.Answer.Unavailable;
import org.relata.command.platform.dispatch.Answer.Unchanged;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.IdentityDocument;
import org.relata.kernel.log.Recorded;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.postgres.Database;
import org.relata.postgres.TestPostgres;

class DispatcherTest {

  private Database database;
  private CommandNode node;

  @BeforeEach
  void start() {
    database = TestPostgres.database();
    node = new CommandNode(database);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private static RegisterCustomer register(String id, String... documents) {
    List<IdentityDocument> list = new ArrayList<>();
    for (String document : documents) {
      list.add(new IdentityDocument(new Code("ID_CARD"), document));
    }
    return new RegisterCustomer(
        new CustomerId(id), CustomerKind.PERSONAL, new Label("Customer " + id), list, null);
  }

  private static RenameCustomer rename(String id, String name) {
    return new RenameCustomer(new CustomerId(id), new Label(name));
  }

  private List<Recorded<DomainEvent>> log() {
    return node.dispatching.reader().after(0, 100_000);
  }

  @Test
  void anAcceptedCommandIsInTheLogWithPositionVersionAndMetadata() {
    Stored stored = (Stored) node.send("first", register("C-1", "A1"), null);
    assertThat(stored.appended().last()).isEqualTo(2);
    assertThat(stored.streams().getFirst()).isEqualTo(new Answer.StreamVersion("customer/C-1", 0));
    assertThat(log())
        .extracting(Recorded::position, r -> r.event().getClass().getSimpleName(), r -> r.version())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1L, "CustomerRegistered", 0L),
            org.assertj.core.groups.Tuple.tuple(2L, "DocumentClaimed", 0L));
    assertThat(log().getFirst().metadata().commandId()).isEqualTo("first");
    assertThat(log().getFirst().metadata().actor()).isEqualTo("client/test");
  }

  @Test
  void theSameIdAgainGivesTheFirstAnswerWhateverHappenedSince() {
    Stored first = (Stored) node.send("x", register("C-1", "A1"), null);
    node.send(rename("C-1", "Other"));
    node.send(new CloseCustomer(new CustomerId("C-1")));
    Repeated again = (Repeated) node.send("x", register("C-1", "A1"), null);
    assertThat(again.appended()).isEqualTo(first.appended());
    assertThat(Set.copyOf(again.streams())).isEqualTo(Set.copyOf(first.streams()));
  }

  @Test
  void theSameIdWithOtherContentIsRefused() {
    node.send("x", register("C-1"), null);
    Refused refused = (Refused) node.send("x", register("C-2"), null);
    assertThat(refused.rejection().code()).isEqualTo("COMMAND_ID_REUSED");
    assertThat(log()).hasSize(1);
  }

  @Test
  void aCommandThatChangesNothingIsUnchangedAndARefusedOneLeavesNoEvent() {
    node.send(register("C-1"));
    assertThat(node.send(rename("C-1", "Customer C-1"))).isInstanceOf(Unchanged.class);
    assertThat(node.send(register("C-1"))).isInstanceOf(Refused.class);
    assertThat(log()).hasSize(1);
  }

  @Test
  void anExpectedVersionThatIsNoLongerTrueIsRefused() {
    node.send(register("C-1"));
    assertThat(node.send("a", rename("C-1", "A"), 0L)).isInstanceOf(Stored.class);
    Refused stale = (Refused) node.send("b", rename("C-1", "B"), 0L);
    assertThat(stale.rejection().code()).isEqualTo("VERSION_CONFLICT");
    assertThat(node.send("c", register("C-2"), -1L)).isInstanceOf(Stored.class);
  }

  @Test
  void whatWasDecidedOnALostTailIsNotWrittenAndTheLossIsTold() throws Exception {
    node.send(register("C-1"));
    node.send(rename("C-1", "Lost"));
    node.send(register("C-2"));
    execute(
        "DELETE FROM log.event WHERE position > 1",
        "UPDATE log.incarnation SET id = gen_random_uuid()",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND pid <> pg_backend_pid()");
    List<Answer> answers = new ArrayList<>();
    do {
      answers.add(node.send("again", rename("C-1", "Kept"), null));
    } while (!(answers.getLast() instanceof Stored) && answers.size() < 5);
    assertThat(answers.getFirst()).isInstanceOf(Unavailable.class);
    Stored stored = (Stored) answers.getLast();
    assertThat(stored.appended().last()).isEqualTo(2);
    assertThat(stored.streams().getFirst()).isEqualTo(new Answer.StreamVersion("customer/C-1", 1));
    assertThat(node.send(register("C-2"))).isInstanceOf(Stored.class);
    assertThat(node.meters.get("relata.log.tail.lost").functionCounter().count()).isEqualTo(1);
  }

  private void execute(String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  @Test
  void aRefusalDoesNotRestOnALostTail() throws Exception {
    node.send(register("C-1"));
    execute(
        "DELETE FROM log.event",
        "UPDATE log.incarnation SET id = gen_random_uuid()",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND pid <> pg_backend_pid()");
    List<Answer> answers = new ArrayList<>();
    do {
      answers.add(node.send(register("C-1")));
      assertThat(answers.getLast()).isNotInstanceOf(Refused.class);
    } while (!(answers.getLast() instanceof Stored) && answers.size() < 5);
    assertThat(answers.getLast()).isInstanceOf(Stored.class);
  }

  @Test
  void nothingIsDecidedOnAnEventThatANewerProgramWroteAndTheNeighboursGoOn() throws Exception {
    node.send(register("C-1"));
    node.send(register("C-2"));
    execute("UPDATE log.event SET revision = 99 WHERE position = 1");
    try (CommandNode fresh = new CommandNode(database)) {
      Answer answer = fresh.send(rename("C-1", "New"));
      assertThat(answer).isInstanceOf(Unavailable.class);
      assertThat(((Unavailable) answer).code()).isEqualTo("EVENT_UNREADABLE");
      List<Answer> answers =
          fresh
              .dispatching
              .dispatcher()
              .dispatch(
                  List.of(
                      CommandNode.envelope("one", rename("C-1", "New"), null),
                      CommandNode.envelope("two", rename("C-2", "New"), null)));
      assertThat(answers.getFirst()).isInstanceOf(Unavailable.class);
      assertThat(answers.getLast()).isInstanceOf(Stored.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void positionsAreContiguousAndDocumentsUniqueUnderConcurrentLoad(int nodes) throws Exception {
    List<CommandNode> all = new ArrayList<>(List.of(node));
    for (int i = 1; i < nodes; i++) {
      all.add(new CommandNode(database));
    }
    ConcurrentLinkedQueue<Stored> stored = new ConcurrentLinkedQueue<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 600; i++) {
        int number = i;
        CommandNode target = all.get(i % nodes);
        threads.submit(
            () -> {
              // Two customers after each document; every fourth also renames what exists.
              Answer answer = target.send(register("C-" + number, "D" + number / 2));
              if (answer instanceof Stored s) {
                stored.add(s);
              }
              if (number % 4 == 0 && target.send(rename("C-0", "N" + number)) instanceof Stored s) {
                stored.add(s);
              }
            });
      }
    }
    List<Recorded<DomainEvent>> log = log();
    assertThat(log).extracting(Recorded::position).isEqualTo(positions(log.size()));
    long claims = log.stream().filter(r -> r.stream().type().equals("identity")).count();
    assertThat(claims).isEqualTo(300);
    long acknowledged = stored.stream().mapToLong(s -> s.appended().count()).sum();
    assertThat(acknowledged).isEqualTo(log.size());
    assertVersionsAreContiguous(log);
    all.subList(1, nodes).forEach(CommandNode::close);
  }

  private static List<Long> positions(int count) {
    List<Long> positions = new ArrayList<>();
    for (long i = 1; i <= count; i++) {
      positions.add(i);
    }
    return positions;
  }

  private static void assertVersionsAreContiguous(List<Recorded<DomainEvent>> log) {
    java.util.Map<String, Long> next = new java.util.HashMap<>();
    for (Recorded<DomainEvent> event : log) {
      long expected = next.merge(event.stream().name(), 1L, Long::sum) - 1;
      assertThat(event.version()).as(event.stream().name()).isEqualTo(expected);
    }
  }

  @Test
  void aBatchIsDecidedInOrderAndARefusalInItFailsNobodyElse() {
    List<Envelope> batch =
        List.of(
            CommandNode.envelope("1", register("C-1", "A"), null),
            CommandNode.envelope("2", rename("C-1", "One"), null),
            CommandNode.envelope("3", register("C-2", "A"), null),
            CommandNode.envelope("1", register("C-1", "A"), null),
            CommandNode.envelope("4", rename("C-1", "Two"), 2L),
            CommandNode.envelope("5", register("C-3", "B"), null));
    List<Answer> answers = node.dispatching.dispatcher().dispatch(batch);
    assertThat(answers.get(0)).isInstanceOf(Stored.class);
    assertThat(answers.get(1)).isInstanceOf(Stored.class);
    assertThat(((Refused) answers.get(2)).rejection().code()).isEqualTo("DOCUMENT_TAKEN");
    assertThat(answers.get(3)).isInstanceOf(Repeated.class);
    assertThat(((Refused) answers.get(4)).rejection().code()).isEqualTo("VERSION_CONFLICT");
    assertThat(((Stored) answers.get(5)).appended().last()).isEqualTo(log().size());
  }

  @Test
  void anotherProcessWasFasterAndTheDecisionIsMadeAgainOnTheTruth() {
    try (CommandNode other = new CommandNode(database)) {
      node.send(register("C-1"));
      assertThat(other.send(rename("C-1", "By the other"))).isInstanceOf(Stored.class);
      assertThat(node.send(rename("C-1", "By the other"))).isInstanceOf(Unchanged.class);
      assertThat(node.send(rename("C-1", "By me"))).isInstanceOf(Stored.class);
      assertThat(other.send(register("C-1"))).isInstanceOf(Refused.class);
    }
  }

  @Test
  void recordedAtNeverDecreasesWhenTheClockGoesBack() {
    node.send(register("C-1"));
    Clock past = Clock.fixed(Instant.parse("2001-01-01T00:00:00Z"), ZoneOffset.UTC);
    try (CommandNode late = new CommandNode(database, past)) {
      late.send(register("C-2"));
    }
    assertThat(log().get(1).recordedAt()).isEqualTo(log().get(0).recordedAt());
  }

  @Test
  void theProgramsRoleCanNeitherChangeNorRemoveAnEvent() throws SQLException {
    node.send(register("C-1"));
    for (String sql :
        List.of(
            "UPDATE log.event SET payload = '{}'",
            "DELETE FROM log.event",
            "TRUNCATE log.event",
            "DROP TABLE log.event",
            "UPDATE log.incarnation SET id = gen_random_uuid()",
            "INSERT INTO log.incarnation DEFAULT VALUES",
            "DELETE FROM log.incarnation")) {
      try (Connection connection = node.database.dataSource().getConnection();
          var statement = connection.createStatement()) {
        assertThatThrownBy(() -> statement.execute(sql))
            .as(sql)
            .isInstanceOf(SQLException.class)
            .extracting(e -> ((SQLException) e).getSQLState())
            .isEqualTo("42501");
      }
    }
  }

  @Test
  void randomCommandsInRandomBatchesLeaveWhatTheyLeaveOneByOne() {
    Random random = new Random(42);
    List<Envelope> commands = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      String id = "C-" + random.nextInt(40);
      commands.add(
          CommandNode.envelope(
              "c" + random.nextInt(380),
              switch (random.nextInt(4)) {
                case 0 -> register(id, "D" + random.nextInt(20));
                case 1 -> new CloseCustomer(new CustomerId(id));
                default -> rename(id, "N" + random.nextInt(3));
              },
              null));
    }
    List<Object> batched = new ArrayList<>();
    for (int from = 0; from < commands.size(); ) {
      int to = Math.min(commands.size(), from + 1 + random.nextInt(30));
      node.dispatching.dispatcher().dispatch(commands.subList(from, to)).stream()
          .map(DispatcherTest::outcome)
          .forEach(batched::add);
      from = to;
    }
    List<Object> single = new ArrayList<>();
    List<DomainEvent> events = log().stream().map(Recorded::event).toList();
    try (CommandNode fresh = new CommandNode(TestPostgres.database())) {
      for (Envelope command : commands) {
        single.add(outcome(fresh.dispatching.dispatcher().dispatch(command)));
      }
      assertThat(batched).isEqualTo(single);
      assertThat(events)
          .isEqualTo(
              fresh.dispatching.reader().after(0, 100_000).stream().map(Recorded::event).toList());
    }
    assertThat(new HashSet<>(batched)).hasSizeGreaterThan(4);
  }

  private static Object outcome(Answer answer) {
    return switch (answer) {
      case Stored s -> "STORED " + s.appended().last() + Set.copyOf(s.streams());
      case Repeated r -> "REPEATED " + r.appended().last() + Set.copyOf(r.streams());
      case Unchanged _ -> "UNCHANGED"; // at whatever position the batch ended
      case Refused r -> "REFUSED " + r.rejection().code();
      case Answer.Unavailable u -> "UNAVAILABLE " + u.code();
      case Answer.Failed _ -> "FAILED";
    };
  }
}
