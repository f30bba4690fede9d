package org.relata.kernel.segmentation;

import java.util.List;
import java.util.Map;
import org.relata.kernel.valuation.Figure;
import org.relata.kernel.valuation.Metric;

/**
 * Something that is wrong or doubtful with the rules of a policy together.
 *
 * @param rules the places of the rules concerned, from 1
 * @param example metrics for which it happens; others do not matter
 * @param certain false when it hangs on arithmetic that was not looked into
 */
public record PolicyFinding(
    Kind kind, List<Integer> rules, Map<Metric, Figure> example, boolean certain) {

  /** What was found, in a sentence. */
  public String sentence() {
    return switch (kind) {
      case GAP -> "No rule holds for " + words() + ".";
      case UNREACHABLE ->
          "Rule " + rules.getFirst() + " never decides: those before it hold whenever it does.";
      case OVERLAP ->
          "Rules "
              + rules.getFirst()
              + " and "
              + rules.getLast()
              + " both hold for "
              + words()
              + "; the first decides.";
      case NOT_DECIDED -> "The rules are too entangled to be searched through.";
    };
  }

  private String words() {
    StringBuilder words = new StringBuilder();
    example.forEach(
        (metric, figure) ->
            words.append(words.isEmpty() ? "" : ", ").append(metric).append(' ').append(figure));
    return words.isEmpty() ? "some metrics" : words.toString();
  }

  /** What can be found. */
  public enum Kind {
    /** No rule holds for the example: such a customer would have no tier. */
    GAP,
    /** A rule can never decide, as those before it hold whenever it does. */
    UNREACHABLE,
    /**
     * Two rules hold for the example and give different tiers, and each holds where the other does
     * not: the first decides.
     */
    OVERLAP,
    /** The rules are too many or too entangled to be searched through. */
    NOT_DECIDED;

    /** Whether a policy with it cannot be proposed. */
    public boolean isFatal() {
      return this == GAP || this == UNREACHABLE;
    }
  }
}
