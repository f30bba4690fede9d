package org.relata.kernel.segmentation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.valuation.Metric;

/**
 * A condition as a formula over comparisons of metrics with values, so that it can be asked what a
 * program of CEL cannot be asked: whether anything at all makes it hold. It is a tree and about as
 * large as the condition: no part stands in it twice.
 */
sealed interface Formula {

  record All(List<Formula> parts) implements Formula {}

  record Any(List<Formula> parts) implements Formula {}

  record Not(Formula part) implements Formula {}

  /** One of two, as the condition holds or not. */
  record Choice(Formula condition, Formula yes, Formula no) implements Formula {}

  /** What has no parts that could be looked into. */
  sealed interface Leaf extends Formula {}

  record Always(boolean value) implements Leaf {}

  /**
   * @param value a long, a Boolean or a text, as the metric's kind asks; only longs are ordered
   */
  record Comparison(Metric metric, Operator operator, Object value) implements Leaf {}

  /** Something that is not looked into, such as arithmetic: it may hold or not. */
  record Opaque(String text) implements Leaf {}

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

    /** Whether it asks which of two is more, not only whether they are equal. */
    boolean orders() {
      return this != EQUAL && this != UNEQUAL;
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

  /** How many parts of formulas may still be looked at. */
  final class Budget {

    private int left;

    Budget(int parts) {
      this.left = parts;
    }

    private void spend() {
      if (left == 0) {
        throw new Spent();
      }
      left--;
    }
  }

  /** The budget is used up. */
  final class Spent extends RuntimeException {
    Spent() {
      super(null, null, false, false);
    }
  }

  /**
   * What it comes to where some things are known: {@link Always}, or else a leaf that it hangs on
   * and that is not known.
   *
   * @param known by metric or text of what is opaque
   * @throws Spent when more parts would be looked at than the budget has
   */
  default Leaf given(Map<Object, Object> known, Budget budget) {
    budget.spend();
    return switch (this) {
      case Always always -> always;
      case Not not ->
          switch (not.part().given(known, budget)) {
            case Always part -> new Always(!part.value());
            case Leaf open -> open;
          };
      case All all -> all(all.parts(), true, known, budget);
      case Any any -> all(any.parts(), false, known, budget);
      case Choice choice ->
          switch (choice.condition().given(known, budget)) {
            case Always one -> (one.value() ? choice.yes() : choice.no()).given(known, budget);
            case Leaf open -> open;
          };
      case Comparison one -> {
        @Nullable Object value = known.get(one.metric());
        yield value == null ? one : new Always(one.operator().holds(value, one.value()));
      }
      case Opaque one -> {
        @Nullable Object value = known.get(one.text());
        yield value == null ? one : new Always((Boolean) value);
      }
    };
  }

  /**
   * Whether all parts are as wanted; told as all for true, as any for false. Where that is open, a
   * comparison is named before what is opaque: what can be decided without it is certain.
   */
  private static Leaf all(
      List<Formula> parts, boolean wanted, Map<Object, Object> known, Budget budget) {
    Leaf all = new Always(wanted);
    for (Formula part : parts) {
      Leaf leaf = part.given(known, budget);
      if (leaf instanceof Always one) {
        if (one.value() != wanted) {
          return one;
        }
      } else if (!(all instanceof Comparison)) {
        all = leaf;
      }
    }
    return all;
  }

  /** What it depends on: metrics, and the texts of what is opaque; with the values compared to. */
  default void collect(Map<Object, Set<Object>> values) {
    switch (this) {
      case Always _ -> {}
      case Not not -> not.part().collect(values);
      case All all -> all.parts().forEach(part -> part.collect(values));
      case Any any -> any.parts().forEach(part -> part.collect(values));
      case Choice choice ->
          List.of(choice.condition(), choice.yes(), choice.no())
              .forEach(part -> part.collect(values));
      case Comparison one ->
          values.computeIfAbsent(one.metric(), _ -> new LinkedHashSet<>()).add(one.value());
      case Opaque one -> values.computeIfAbsent(one.text(), _ -> new LinkedHashSet<>());
    }
  }
}
