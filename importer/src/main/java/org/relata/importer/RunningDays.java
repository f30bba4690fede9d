package org.relata.importer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Daily closing balances: the previous closing plus the signed sum of the day. Rows within a day
 * may be in any order. Where the rows have balances, one of the day must bear the sum out, and is
 * taken for the closing, so that roundings do not add up over the years. A day without such a
 * balance is refused with all its rows; the next ones go on from its sum.
 */
final class RunningDays {
  private final Mapping.Running plan;
  private final Sink sink;
  private final Consumer<Entry.Source> closings;
  private final Map<String, Key> keys = new LinkedHashMap<>();
  private long allBrokenSince;

  private static final class Key {
    private BigDecimal opening = BigDecimal.ZERO;
    private BigDecimal sum = BigDecimal.ZERO;
    private String day = "";
    private List<Row> rows = new ArrayList<>();
    private List<BigDecimal> balances = new ArrayList<>();
    private long brokenSince;
  }

  RunningDays(Mapping.Running plan, Sink sink, Consumer<Entry.Source> closings) {
    this.plan = plan;
    this.sink = sink;
    this.closings = closings;
  }

  void add(Row row) {
    Key key;
    try {
      key = key(row);
    } catch (Problem.Rejection e) {
      lost(row);
      reject(row, e.problem());
      return;
    }
    try {
      add(key, row);
    } catch (Problem.Rejection e) {
      interrupt(key, row);
      reject(row, e.problem());
    }
  }

  private void add(Key key, Row row) {
    long brokenSince = Math.max(key.brokenSince, allBrokenSince);
    if (brokenSince > 0) {
      throw new Problem.Rejection(
          "",
          "RUNNING_SUM_BROKEN",
          "The running sum is broken since line %d, which was refused.".formatted(brokenSince));
    }
    String day = needed(plan.on(), row);
    if (plan.completeUntil() != null && day.compareTo(plan.completeUntil()) > 0) {
      return;
    }
    if (day.compareTo(key.day) < 0) {
      throw new Problem.Rejection("", "OUT_OF_ORDER", "%s comes after %s.".formatted(day, key.day));
    }
    BigDecimal amount = Filter.number("", needed(plan.add(), row));
    BigDecimal balance =
        plan.balance() == null ? null : Filter.number("", needed(plan.balance(), row));
    if (!day.equals(key.day)) {
      close(key);
      key.day = day;
    }
    row.set(Mapping.Running.OPENING, key.opening.toPlainString());
    key.rows.add(row);
    key.sum = key.sum.add(amount);
    if (balance != null) {
      key.balances.add(balance);
    }
  }

  private Key key(Row row) {
    Key key = keys.computeIfAbsent(needed(plan.by(), row), name -> new Key());
    if (key.day.isEmpty()) {
      String opening = row.carried(Mapping.Running.OPENING);
      key.opening = opening == null ? key.opening : Filter.number("_opening", opening);
    }
    return key;
  }

  private static String needed(Template template, Row row) {
    String text = template.text(row);
    if (text.isEmpty()) {
      throw new Problem.Rejection(
          "", "MISSING", "\"" + template + "\" is empty, and the running sum needs it.");
    }
    return text;
  }

  /** A row is refused before its amount is known: what comes after it cannot be summed up. */
  void lost(Row row) {
    try {
      if (row.defect() == null) {
        interrupt(key(row), row);
        return;
      }
    } catch (Problem.Rejection e) {
      // Not even the key is known.
    }
    // With balances to check against, the days that miss the row give themselves away.
    if (plan.balance() == null) {
      allBrokenSince = row.line();
    }
  }

  /** The rows of the open day go back with the refused one, to be summed up again when mended. */
  private void interrupt(Key key, Row row) {
    row.set(Mapping.Running.OPENING, key.opening.toPlainString());
    if (key.brokenSince > 0) {
      return;
    }
    key.brokenSince = row.line();
    for (Row waiting : key.rows) {
      reject(
          waiting,
          new Problem(
              "", "RUNNING_SUM_BROKEN", "Line " + row.line() + " of the same day was refused."));
    }
    key.rows = new ArrayList<>();
  }

  private void reject(Row row, Problem problem) {
    sink.accept(new Entry.Rejected(new Entry.Source(row), "", problem));
  }

  void finish() {
    keys.values().forEach(this::close);
  }

  private void close(Key key) {
    if (key.rows.isEmpty()) {
      return;
    }
    List<Row> rows = key.rows;
    BigDecimal computed = key.opening.add(key.sum);
    BigDecimal closing = plan.balance() == null ? computed : borneOut(computed, key.balances);
    if (closing == null) {
      Problem problem =
          new Problem(
              "",
              "BALANCE_MISMATCH",
              "%s closes at %s by its rows, but none of its balances agrees."
                  .formatted(key.day, computed.toPlainString()));
      rows.forEach(row -> reject(row, problem));
    } else {
      rows.getLast().set(Mapping.Running.CLOSING, closing.toPlainString());
      closings.accept(new Entry.Source(rows));
    }
    key.opening = closing == null ? computed : closing;
    key.sum = BigDecimal.ZERO;
    key.rows = new ArrayList<>();
    key.balances = new ArrayList<>();
  }

  private @Nullable BigDecimal borneOut(BigDecimal computed, List<BigDecimal> balances) {
    BigDecimal allowed = plan.tolerance().multiply(BigDecimal.valueOf(balances.size()));
    BigDecimal nearest = null;
    for (BigDecimal balance : balances) {
      BigDecimal distance = balance.subtract(computed).abs();
      if (distance.compareTo(allowed) <= 0) {
        allowed = distance;
        nearest = balance;
      }
    }
    return nearest;
  }
}
