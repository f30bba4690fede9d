package org.relata.kernel.segmentation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.valuation.Metric;

/**
 * A condition as a formula over comparisons of metrics with values, so that it can be asked what a
 * program of CEL cannot be asked: whether anything at all makes it hold.
 */
sealed interface Formula {

  record All(List<Formula> parts) implements Formula {}

  record Any(List<Formula> parts) implements Formula {}

  record Not(Formula part) implements Formula {}

  record Always(boolean value) implements Formula {}

  /**
   * @param value a long, a Boolean or a text, as the metric's kind asks
   */
  record Comparison(Metric metric, Operator operator, Object value) implements Formula {}

  /** Something that is not looked into, such as arithmetic: it may hold or not. */
  record Opaque(String text) implements Formula {}

  /** How values are compared. */
  enum Operator {
    EQUAL,
    UNEQUAL,
    LESS,
    AT_MOST,
    MORE,
    AT_LEAST;

    static Operator of(String function) {
      return switch (function) {
        case "_==_" -> EQUAL;
        case "_!=_" -> UNEQUAL;
        case "_<_" -> LESS;
        case "_<=_" -> AT_MOST;
        case "_>_" -> MORE;
        case "_>=_" -> AT_LEAST;
        default -> throw new IllegalArgumentException(function);
      };
    }

    private boolean holds(Object left, Object right) {
      if (!(left instanceof Long one) || !(right instanceof Long other)) {
        return left.equals(right) == (this == EQUAL);
      }
      int order = Long.compare(one, other);
      return switch (this) {
        case EQUAL -> order == 0;
        case UNEQUAL -> order != 0;
        case LESS -> order < 0;
        case AT_MOST -> order <= 0;
        case MORE -> order > 0;
        case AT_LEAST -> order >= 0;
      };
    }
  }

  /** Whether it holds where some things are known; null where that depends on the others. */
  default @Nullable Boolean holds(Map<Object, Object> known) {
    return switch (this) {
      case Always always -> always.value();
      case Not not -> {
        @Nullable Boolean part = not.part().holds(known);
        yield part == null ? null : !part;
      }
      case All all -> all(all.parts(), known, true);
      case Any any -> all(any.parts(), known, false);
      case Comparison comparison -> {
        @Nullable Object value = known.get(comparison.metric());
        yield value == null ? null : comparison.operator().holds(value, comparison.value());
      }
      case Opaque opaque -> (Boolean) known.get(opaque.text());
    };
  }

  /** Whether all parts are as wanted; told as all for true, as any for false. */
  private static @Nullable Boolean all(
      List<Formula> parts, Map<Object, Object> known, boolean wanted) {
    boolean open = false;
    for (Formula part : parts) {
      @Nullable Boolean holds = part.holds(known);
      if (holds == null) {
        open = true;
      } else if (holds != wanted) {
        return !wanted;
      }
    }
    return open ? null : wanted;
  }

  /** What it depends on: metrics, and the texts of what is opaque; with the values compared to. */
  default void collect(Map<Object, Set<Object>> values) {
    switch (this) {
      case Always _ -> {}
      case Not not -> not.part().collect(values);
      case All all -> all.parts().forEach(part -> part.collect(values));
      case Any any -> any.parts().forEach(part -> part.collect(values));
      case Comparison one ->
          values
              .computeIfAbsent(one.metric(), _ -> new java.util.LinkedHashSet<>())
              .add(one.value());
      case Opaque one -> values.computeIfAbsent(one.text(), _ -> new java.util.LinkedHashSet<>());
    }
  }
}
