package org.relata.importer;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Says yes or no to a row. */
sealed interface Condition {

  boolean holds(Row row);

  /** The columns that it needs. */
  Set<String> columns();

  /** The value is one of these, or (negated) none of them. */
  record OneOf(Template value, Set<String> values, boolean negated) implements Condition {
    @Override
    public boolean holds(Row row) {
      return values.contains(value.text(row)) != negated;
    }

    @Override
    public Set<String> columns() {
      return value.columns();
    }
  }

  /** Compares as numbers where both sides are numbers, else as texts, as ISO dates need it. */
  record Compared(Template value, Comparison comparison, String bound) implements Condition {
    @Override
    public boolean holds(Row row) {
      String text = value.text(row);
      return !text.isEmpty() && comparison.holds(compare(text, bound));
    }

    @Override
    public Set<String> columns() {
      return value.columns();
    }

    static int compare(String left, String right) {
      try {
        return Filter.number("", left).compareTo(Filter.number("", right));
      } catch (Problem.Rejection e) {
        return left.compareTo(right);
      }
    }
  }

  /** How a value lies to a bound. */
  enum Comparison {
    AT_LEAST,
    AT_MOST,
    ABOVE,
    BELOW;

    boolean holds(int sign) {
      return switch (this) {
        case AT_LEAST -> sign >= 0;
        case AT_MOST -> sign <= 0;
        case ABOVE -> sign > 0;
        case BELOW -> sign < 0;
      };
    }
  }

  /** Every one holds. */
  record All(List<Condition> conditions) implements Condition {
    @Override
    public boolean holds(Row row) {
      return conditions.stream().allMatch(condition -> condition.holds(row));
    }

    @Override
    public Set<String> columns() {
      return union(conditions);
    }
  }

  /** At least one holds. */
  record Any(List<Condition> conditions) implements Condition {
    @Override
    public boolean holds(Row row) {
      return conditions.stream().anyMatch(condition -> condition.holds(row));
    }

    @Override
    public Set<String> columns() {
      return union(conditions);
    }
  }

  /** It does not hold. */
  record Not(Condition condition) implements Condition {
    @Override
    public boolean holds(Row row) {
      return !condition.holds(row);
    }

    @Override
    public Set<String> columns() {
      return condition.columns();
    }
  }

  private static Set<String> union(List<Condition> conditions) {
    Set<String> columns = new LinkedHashSet<>();
    conditions.forEach(condition -> columns.addAll(condition.columns()));
    return columns;
  }
}
