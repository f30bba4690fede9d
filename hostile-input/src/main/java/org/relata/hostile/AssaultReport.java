package org.relata.hostile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What an assault found, and the figures that are to be bounded. */
final class AssaultReport {

  /** The extreme of its sort so far. */
  private record Extreme(long nanos, long cost, long index, String kind, String code) {

    static final Extreme NONE = new Extreme(0, 0, -1, "none", "none");

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d ms, cost %d, request %d, %s, %s",
          nanos / 1_000_000,
          cost,
          index,
          kind,
          code);
    }
  }

  /** A question that waits for a position is meant to wait. */
  private static final String WAITED = "MIN_POSITION_NOT_REACHED";

  private final long seed;
  private final long count;
  private final List<String> findings = new ArrayList<>();
  private final Map<String, Long> codes = new TreeMap<>();
  private final Map<String, Long> kinds = new TreeMap<>();
  private Extreme slowestRefusal = Extreme.NONE;
  private Extreme slowestAnswer = Extreme.NONE;
  private Extreme costliest = Extreme.NONE;
  private long answered;
  private long cut;
  private long away;
  private long commands;
  private long untold;
  private long events;
  private long before;
  private long after;
  private long most;
  private Duration took = Duration.ZERO;

  AssaultReport(long seed, long count) {
    this.seed = seed;
    this.count = count;
  }

  synchronized void answered(
      long index, HostileRequest request, Wire.Answer answer, Judge.Verdict verdict) {
    answered++;
    codes.merge(verdict.code(), 1L, Long::sum);
    kinds.merge(request.kind().replaceFirst(" \\(.*", ""), 1L, Long::sum);
    away += verdict.code().startsWith("AWAY") ? 1 : 0;
    Extreme one =
        new Extreme(answer.nanos(), verdict.cost(), index, request.kind(), verdict.code());
    if (verdict.accepted()) {
      slowestAnswer = one.nanos() > slowestAnswer.nanos() ? one : slowestAnswer;
      costliest = one.cost() > costliest.cost() ? one : costliest;
    } else if (one.nanos() > slowestRefusal.nanos() && !verdict.code().equals(WAITED)) {
      slowestRefusal = one;
    }
  }

  synchronized void cutOff() {
    cut++;
  }

  synchronized void finding(String finding) {
    findings.add(finding);
  }

  synchronized void memoryBefore(long megabytes) {
    before = megabytes;
  }

  synchronized void memoryAfter(long megabytes, long greatest) {
    after = megabytes;
    most = greatest;
  }

  synchronized void stored(long commandsStored, long eventsStored, long commandsUntold) {
    commands = commandsStored;
    events = eventsStored;
    untold = commandsUntold;
  }

  synchronized void took(Duration time) {
    took = time;
  }

  synchronized List<String> findings() {
    return List.copyOf(findings);
  }

  synchronized long answered() {
    return answered;
  }

  synchronized long cut() {
    return cut;
  }

  /** How often the program said that it could not just now. */
  synchronized long away() {
    return away;
  }

  synchronized Map<String, Long> codes() {
    return Map.copyOf(codes);
  }

  synchronized Map<String, Long> kinds() {
    return Map.copyOf(kinds);
  }

  synchronized Duration slowestRefusal() {
    return Duration.ofNanos(slowestRefusal.nanos());
  }

  synchronized Duration slowestAnswer() {
    return Duration.ofNanos(slowestAnswer.nanos());
  }

  synchronized long highestCost() {
    return costliest.cost();
  }

  synchronized long mostMegabytes() {
    return most;
  }

  @Override
  public synchronized String toString() {
    return """
    seed %d, %d requests in %d s (%d/s): %d answered, %d cut off, %d told to come again
    slowest refusal: %s
    slowest answer: %s
    costliest accepted question: %s
    stored: %d commands, %d events, accounted for unless a finding says otherwise; %d of the
      commands were in requests whose answer was lost with the connection
    memory of the process: %d MB before, %d MB after, %d MB at most, with a heap of %d MB
    answers: %s
    kinds: %s
    findings: %d
    %s\
    """
        .formatted(
            seed,
            count,
            took.toSeconds(),
            count * 1_000 / Math.max(1, took.toMillis()),
            answered,
            cut,
            away,
            slowestRefusal,
            slowestAnswer,
            costliest,
            commands,
            events,
            untold,
            before,
            after,
            most,
            AttackedBank.HEAP,
            codes,
            kinds,
            findings.size(),
            String.join("\n\n", findings));
  }
}
