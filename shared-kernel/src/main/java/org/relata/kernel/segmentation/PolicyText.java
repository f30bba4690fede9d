package org.relata.kernel.segmentation;

import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.Rejection;
import org.relata.kernel.value.Code;

/**
 * A policy as written: ordered rules, of which the first that holds gives the tier.
 *
 * @param currency the currency of the amounts named in the rules, and of the metrics
 * @param scope who the scheme is meant for; everybody unless given
 */
public record PolicyText(Currency currency, @Nullable Expression scope, List<Rule> rules) {

  public static final int MAX_RULES = 50;

  /** The tier is given when the condition holds and none before it does. */
  public record Rule(Code tier, Expression when) {}

  public PolicyText {
    if (rules.isEmpty() || rules.size() > MAX_RULES) {
      throw Rejection.of("rules", "OUT_OF_RANGE", "A policy has 1 to " + MAX_RULES + " rules.");
    }
    rules = List.copyOf(rules);
  }
}
