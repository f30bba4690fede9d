package org.relata.hostile;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.relata.postgres.Database;

/** Sends the requests of a seed from several callers at once and judges every answer. */
final class Assault {

  /** No answer may take longer: the longest question is allowed 10 seconds of work. */
  static final Duration LIMIT = Duration.ofSeconds(15);

  private static final int CALLERS = 12;
  private static final long TOKEN_LIFE = TimeUnit.MINUTES.toNanos(2);
  private static final int MOST_FINDINGS = 20;

  private final AttackedBank bank;
  private final HostileRequests requests;
  private final long first;
  private final long count;
  private final AssaultReport report;
  private final Judge judge = new Judge();
  private final AtomicLong next;
  private final Set<String> stored = ConcurrentHashMap.newKeySet();

  /**
   * Commands in requests whose answer was lost: their sender cannot know whether they are stored.
   */
  private final Set<String> unheard = ConcurrentHashMap.newKeySet();

  private volatile String token = "";
  private volatile long renewed;

  Assault(AttackedBank bank, long seed, long first, long count) throws Exception {
    this.bank = bank;
    this.requests = bank.requests(seed);
    this.first = first;
    this.count = count;
    this.next = new AtomicLong(first);
    this.report = new AssaultReport(seed, count);
  }

  AssaultReport run() throws Exception {
    long before = bank.head();
    report.memoryBefore(bank.megabytes("VmRSS"));
    long begun = System.nanoTime();
    renew();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CALLERS; i++) {
        callers.submit(this::call);
      }
    }
    report.took(Duration.ofNanos(System.nanoTime() - begun));
    if (!bank.isAlive()) {
      report.finding("The program has ended");
      return report;
    }
    report.memoryAfter(bank.megabytes("VmRSS"), bank.megabytes("VmHWM"));
    checkLog(before);
    return report;
  }

  private void call() {
    try (Wire wire = new Wire(bank.port(), LIMIT)) {
      for (long index = next.getAndIncrement();
          index < first + count && report.findings().size() < MOST_FINDINGS;
          index = next.getAndIncrement()) {
        send(wire, index);
      }
    } catch (IOException | RuntimeException e) {
      report.finding("A caller gave up: " + e);
    }
  }

  private void send(Wire wire, long index) throws IOException {
    if (System.nanoTime() - renewed > TOKEN_LIFE) {
      renew();
    }
    HostileRequest request = requests.request(index);
    try {
      Wire.Answer answer =
          wire.exchange(request.bytes(token), request.endsEarly(), request.wantsNoBody());
      Judge.Verdict verdict = judge.judge(request, answer);
      stored.addAll(verdict.stored());
      report.answered(index, request, answer, verdict);
    } catch (Judge.Finding e) {
      report.finding("Request " + index + ", " + e.getMessage() + "\n" + request.shown());
    } catch (Wire.CutOff e) {
      if (request.mayBeCut()) {
        report.cutOff();
        unheard.addAll(request.commandIds());
      } else {
        report.finding(
            "Request " + index + ", " + e + ", " + e.getCause() + "\n" + request.shown());
      }
    } catch (Wire.Late e) {
      report.finding("Request " + index + ", " + e.getMessage() + "\n" + request.shown());
    }
  }

  private synchronized void renew() throws IOException {
    if (token.isEmpty() || System.nanoTime() - renewed > TOKEN_LIFE) {
      token = bank.token();
      renewed = System.nanoTime();
    }
  }

  /**
   * Each event is one of a command that was answered as stored, or whose answer was lost with its
   * connection; and each command that was answered as stored is there.
   */
  private void checkLog(long before) throws SQLException {
    Database database = bank.database();
    Set<String> inLog = new HashSet<>();
    long events = 0;
    try (Connection connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT command_id, count(*) FROM log.event WHERE position > ? GROUP BY 1")) {
      statement.setLong(1, before);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          inLog.add(rows.getString(1));
          events += rows.getLong(2);
        }
      }
    }
    long head = bank.head();
    Set<String> untold = new HashSet<>(inLog);
    untold.removeAll(stored);
    report.stored(inLog.size(), events, untold.size());
    if (head != before + events) {
      report.finding("The head is " + head + " with " + events + " events after " + before);
    }
    untold.removeAll(unheard);
    Set<String> lost = new HashSet<>(stored);
    lost.removeAll(inLog);
    if (!untold.isEmpty() || !lost.isEmpty()) {
      report.finding("In the log but not told: " + untold + "; told but not there: " + lost);
    }
  }
}
