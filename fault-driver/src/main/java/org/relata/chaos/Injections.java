package org.relata.chaos;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.relata.faults.Moment;

/** All faults that can be injected into a site without special rights on the machine. */
final class Injections {

  private final Background background;
  private final ProcessFaults processes;
  private final Poison poison = new Poison();
  private final Successions successions;

  private final Traffic traffic;

  Injections(Books books, Traffic traffic) {
    background = new Background(books);
    processes = new ProcessFaults(background);
    successions = new Successions(books);
    this.traffic = traffic;
  }

  List<Injection> all() {
    return List.of(
        new Injection(1, "killed at any moment", 1, processes::killCommandSide),
        killed("killed: decided, nothing sent", Moment.ARRIVED),
        killed("killed: rows sent", Moment.SENT),
        killed("killed: COMMIT sent", Moment.COMMIT_SENT),
        killed("killed: COMMIT replied", Moment.CONFIRMED),
        killed("killed: before the HTTP reply", Moment.TOLD),
        new Injection(1, "killed: inside a stream", 1, processes::killInStream),
        new Injection(2, "PostgreSQL is killed", 4, DatabaseFaults::killPostgres),
        new Injection(2, "PostgreSQL dies as a commit is told", 6, DatabaseFaults::dieAtCommit),
        new Injection(2, "one of PostgreSQL's backends is killed", 4, DatabaseFaults::killBackend),
        new Injection(2, "a session is terminated", 10, DatabaseFaults::terminateSession),
        new Injection(3, "a synchronous standby takes over", 1, successions::failOver),
        new Injection(
            3, "a standby that lacks the tail takes over", 1, successions::failOverWithLoss),
        new Injection(4, "the database is read-only", 8, DatabaseFaults::readOnly),
        new Injection(5, "the disk is full", 2, DiskFaults::full),
        new Injection(6, "fsync fails", 2, DiskFaults::syncFails),
        new Injection(6, "fsync is slow", 2, DiskFaults::syncIsSlow),
        new Injection(
            7, "the confirmation of a commit is lost", 20, NetworkFaults::loseConfirmation),
        new Injection(7, "all connections are reset", 10, NetworkFaults::reset),
        new Injection(7, "the network is slow or in pieces", 8, NetworkFaults::slowNetwork),
        new Injection(7, "the network is silent", 4, NetworkFaults::silence),
        new Injection(7, "the network refuses connections", 6, NetworkFaults::refusal),
        new Injection(8, "a clock is set wrong", 10, ProcessFaults::wrongClock),
        new Injection(9, "consumers do not read", 6, NetworkFaults::slowConsumers),
        new Injection(10, "an event is poisoned", 4, poison::inject),
        new Injection(11, "a newer program writes", 3, poison::ofNewerProgram),
        new Injection(12, "killed: rebuild at 0 %", 1, processes::killAtBeginOfRebuild),
        new Injection(12, "killed: rebuild at 50 %", 1, processes::killInMiddleOfRebuild),
        new Injection(12, "killed: rebuild at 99 %", 1, processes::killNearEndOfRebuild),
        new Injection(12, "killed: inside the swap", 1, processes::killInSwap),
        new Injection(12, "a rebuild loses its sessions", 6, ProcessFaults::cutRebuild),
        new Injection(
            13, "notifications are lost, doubled, early", 8, DatabaseFaults::notifications),
        new Injection(14, "a process is frozen and revived", 5, ProcessFaults::freeze),
        new Injection(15, "no connections are left", 6, DatabaseFaults::noConnections),
        new Injection(16, "another session keeps a snapshot", 4, this::longSnapshot),
        new Injection(17, "a bit of the events is flipped", 1, Damage::inEvents),
        new Injection(17, "a bit of a fold is flipped", 1, Damage::inFold),
        new Injection(17, "a bit of the token is flipped", 1, Damage::inToken),
        new Injection(18, "an earlier point is restored", 1, successions::restore),
        new Injection(20, "twenty times the senders", 2, this::crowd));
  }

  private Injection killed(String when, Moment moment) {
    return new Injection(1, when, 1, processes.killAt(moment));
  }

  /** Waits until what was killed runs again, and what was held is let go. */
  void end() throws InterruptedException {
    background.await();
  }

  /** Seconds from each kill of a process until it was ready again. */
  List<Double> restartSeconds() {
    return background.seconds();
  }

  /** Kept by a thread of its own while other faults come and go. */
  private boolean longSnapshot(Site site, Random random) throws Exception {
    Connection connection = site.connect();
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT count(*) FROM log.event");
    }
    background.later(
        () -> {
          TimeUnit.MILLISECONDS.sleep(10_000);
          try (connection) {
            connection.rollback();
          } catch (SQLException _) {
            // Its server was killed meanwhile, which ends a snapshot too.
          }
        });
    return true;
  }

  private boolean crowd(Site site, Random random) throws Exception {
    traffic.crowd(1_000 + random.nextInt(1_000));
    return true;
  }
}
