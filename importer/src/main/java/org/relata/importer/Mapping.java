package org.relata.importer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a mapping file says, once read: which files become which commands.
 *
 * @param name names the error files and the state file
 * @param fingerprint changes with the text of the mapping
 * @param steps in the order in which they are to be run
 */
record Mapping(String name, String fingerprint, List<Step> steps) {

  /**
   * One pass through one file.
   *
   * @param where which rows count; the others are silently left out
   */
  record Step(
      String name,
      Input input,
      List<Let> lets,
      @Nullable Condition where,
      @Nullable Running running,
      List<Plan> plans) {

    /** The columns that the file itself must have. */
    Set<String> columns() {
      Set<String> columns = new LinkedHashSet<>();
      lets.forEach(let -> columns.addAll(let.columns()));
      if (where != null) {
        columns.addAll(where.columns());
      }
      if (running != null) {
        columns.addAll(running.columns());
      }
      plans.forEach(plan -> columns.addAll(plan.columns()));
      columns.removeAll(derived());
      return columns;
    }

    /** The columns that are added to those of the file. */
    List<String> derived() {
      List<String> names = new ArrayList<>();
      lets.forEach(let -> names.add(let.name()));
      if (running != null) {
        names.addAll(List.of(Running.OPENING, Running.CLOSING));
      }
      return names;
    }

    /** The derived columns that depend on rows before; an error file has to carry them. */
    List<String> carried() {
      List<String> names = new ArrayList<>();
      for (Let let : lets) {
        if (let instanceof Let.Counter) {
          names.add(let.name());
        }
      }
      if (running != null) {
        names.add(Running.OPENING);
      }
      return names;
    }

    Step withInput(Input other) {
      return new Step(name, other, lets, where, running, plans);
    }
  }

  /** A derived column. */
  sealed interface Let {
    String name();

    Set<String> columns();

    /** A value of this row alone. */
    record Plain(String name, Value value) implements Let {
      @Override
      public Set<String> columns() {
        return value.columns();
      }
    }

    /** A number that goes up by one whenever a value falls below the one of the row before. */
    record Counter(String name, long from, Template upWhenLower) implements Let {
      @Override
      public Set<String> columns() {
        return upWhenLower.columns();
      }
    }
  }

  /**
   * Sums the rows of a key up, day by day: the rows of one key and day become one row, which has
   * the columns of the last of them and {@code opening} and {@code closing}.
   *
   * @param by the key
   * @param on the day, ISO; the rows of a key must be in the order of their days
   * @param add the signed amount
   * @param balance the balance after the row, which one row of each day must bear out
   * @param tolerance how far a balance may lie from the sum, per row of the day
   * @param completeUntil the last day that is complete; later rows make no closing
   */
  record Running(
      Template by,
      Template on,
      Template add,
      @Nullable Template balance,
      BigDecimal tolerance,
      @Nullable String completeUntil) {
    static final String OPENING = "opening";
    static final String CLOSING = "closing";

    Set<String> columns() {
      Set<String> columns = new LinkedHashSet<>(by.columns());
      columns.addAll(on.columns());
      columns.addAll(add.columns());
      if (balance != null) {
        columns.addAll(balance.columns());
      }
      return columns;
    }
  }

  /**
   * How a row, or a batch of rows, becomes a command.
   *
   * @param label names it within the step: the type, with a number if the type is there again
   * @param id the command id; the same row must always have the same one
   * @param required fields of the payload without which the row is refused
   */
  record Plan(
      String label,
      String type,
      Template id,
      @Nullable Condition when,
      Value payload,
      @Nullable Value effectiveAt,
      @Nullable Value reason,
      List<String> required,
      @Nullable Batch batch) {

    Set<String> columns() {
      Set<String> columns = new LinkedHashSet<>(id.columns());
      columns.addAll(payload.columns());
      if (when != null) {
        columns.addAll(when.columns());
      }
      if (effectiveAt != null) {
        columns.addAll(effectiveAt.columns());
      }
      if (reason != null) {
        columns.addAll(reason.columns());
      }
      if (batch != null) {
        columns.addAll(batch.by.columns());
        columns.addAll(batch.each.columns());
      }
      return columns;
    }
  }

  /**
   * Gathers rows into one command; id and payload are those of the first row of the batch.
   *
   * @param into the array field of the payload that holds the items
   * @param each one item
   * @param by the key that the rows of a batch have in common
   * @param upTo a batch of so many items is complete
   * @param openRows so many rows may wait in unfinished batches; beyond that the oldest batch goes
   * @param consecutive a batch also ends when the next row has another key
   */
  record Batch(String into, Value each, Template by, int upTo, int openRows, boolean consecutive) {}
}
