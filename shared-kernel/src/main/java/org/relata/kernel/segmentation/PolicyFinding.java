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

  /**
   * Whether a policy with it cannot be proposed: unless it is shown that everybody has a tier and
   * that each rule decides somewhere, it is taken not to be so. A last rule that always holds is
   * enough for the first.
   */
  public boolean isFatal() {
    return switch (kind) {
      case GAP, UNREACHABLE -> true;
      case OVERLAP -> false;
      case NOT_DECIDED -> rules.size() < 2;
    };
  }

  /** What was found, in a sentence. */
  public String sentence() {
    return switch (kind) {
      case GAP ->
          certain
              ? "No rule holds for " + words() + "."
              : "Perhaps no rule holds for "
                  + words()
                  + ", which hangs on arithmetic; a last rule that always holds leaves no doubt.";
      case UNREACHABLE ->
          "Rule " + rules.getFirst() + " never decides: those before it hold whenever it does.";
      case OVERLAP ->
          "Rules "
              + rules.getFirst()
              + " and "
              + rules.getLast()
              + (certain ? " both hold for " : " perhaps both hold for ")
              + words()
              + "; the first decides.";
      case NOT_DECIDED ->
          "The rules are too entangled to find out whether "
              + undecided()
              + "; write them more simply.";
    };
  }

  private String undecided() {
    return switch (rules.size()) {
      case 0 -> "one of them always holds";
      case 1 -> "rule " + rules.getFirst() + " ever decides";
      default -> "rules " + rules.getFirst() + " and " + rules.getLast() + " overlap";
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
    /**
     * The search was given up: for a gap where no rules are named, for whether the one named ever
     * decides, for whether the two named overlap. What follows that question was not asked.
     */
    NOT_DECIDED
  }
}
