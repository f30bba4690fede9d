package org.relata.kernel.segmentation;

import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.Impersonal;
import org.relata.kernel.Rejection;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.organization.UnitKind;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;

/**
 * A policy as written: ordered rules, of which the first that holds gives the tier, and what each
 * tier gets.
 *
 * @param currency the currency of the amounts named in the rules, and of the metrics
 * @param audience kinds of customers that can have a tier of the scheme; all when empty
 * @param scope who of them the scheme is meant for; everybody unless given
 * @param tiers the best first; nothing is said of them when empty
 * @param holdOffDays how long a tier is kept at least before a worse one takes its place; 0 for
 *     none
 */
public record PolicyText(
    Currency currency,
    List<CustomerKind> audience,
    @Nullable Expression scope,
    List<Rule> rules,
    @Impersonal List<Tier> tiers,
    int holdOffDays) {

  public static final int MAX_RULES = 50;
  public static final int MAX_MEASURES = 30;
  public static final int MAX_HOLD_OFF_DAYS = 3660;

  /** The tier is given when the condition holds and none before it does. */
  public record Rule(Code tier, Expression when) {}

  /**
   * What customers of a tier get.
   *
   * @param keepers positions whose holders may keep them; anybody when empty
   * @param keeperUnits levels of the bank where they are kept; any level when null, never empty
   * @param aim what the bank wants of them
   * @param visits how often they are to be met in a month
   * @param daily what is done for them every day
   * @param special what is done for them in special cases
   * @param attentions occasions on which they are remembered
   */
  public record Tier(
      Code tier,
      @Nullable Label label,
      List<Code> keepers,
      @Nullable List<UnitKind> keeperUnits,
      @Nullable Aim aim,
      int visits,
      List<Code> daily,
      List<Code> special,
      List<Code> attentions) {

    public Tier {
      keepers = measures("keepers", keepers);
      keeperUnits = keeperUnits == null || keeperUnits.isEmpty() ? null : levels(keeperUnits);
      daily = measures("daily", daily);
      special = measures("special", special);
      attentions = measures("attentions", attentions);
      if (visits < 0 || visits > 31) {
        throw Rejection.of("visits", "OUT_OF_RANGE", "0 to 31 visits a month are asked for.");
      }
    }

    /** Whether somebody in such a position may keep customers of the tier. */
    public boolean isKeptAs(Code position) {
      return keepers.isEmpty() || keepers.contains(position);
    }

    /** Whether customers of the tier are kept at such a level. */
    public boolean isKeptAt(UnitKind level) {
      return keeperUnits == null || keeperUnits.contains(level);
    }

    private static List<UnitKind> levels(List<UnitKind> levels) {
      if (new HashSet<>(levels).size() < levels.size()) {
        throw Rejection.of("keeperUnits", "DUPLICATE", "Each is named once.");
      }
      return levels.stream().sorted().toList();
    }

    private static List<Code> measures(String field, List<Code> measures) {
      if (measures.size() > MAX_MEASURES) {
        throw Rejection.of(field, "TOO_MANY", "At most " + MAX_MEASURES + " are named.");
      }
      if (new HashSet<>(measures).size() < measures.size()) {
        throw Rejection.of(field, "DUPLICATE", "Each is named once.");
      }
      return List.copyOf(measures);
    }
  }

  /** What the bank wants of the customers of a tier: 保、争、挖、抢、培. */
  public enum Aim {
    RETAIN,
    WIN,
    DIG,
    SNATCH,
    CULTIVATE
  }

  public PolicyText {
    if (rules.isEmpty() || rules.size() > MAX_RULES) {
      throw Rejection.of("rules", "OUT_OF_RANGE", "A policy has 1 to " + MAX_RULES + " rules.");
    }
    if (new HashSet<>(audience).size() < audience.size()) {
      throw Rejection.of("audience", "DUPLICATE", "A kind is named once.");
    }
    if (holdOffDays < 0 || holdOffDays > MAX_HOLD_OFF_DAYS) {
      throw Rejection.of(
          "holdOffDays",
          "OUT_OF_RANGE",
          "A tier is kept for 0 to " + MAX_HOLD_OFF_DAYS + " days at least.");
    }
    rules = List.copyOf(rules);
    audience = audience.stream().sorted().toList();
    tiers = List.copyOf(tiers);
    requireTiers(rules, tiers);
  }

  private static void requireTiers(List<Rule> rules, List<Tier> tiers) {
    Set<Code> described = new HashSet<>();
    for (int i = 0; i < tiers.size(); i++) {
      if (!described.add(tiers.get(i).tier())) {
        throw Rejection.of("tiers/" + i, "DUPLICATE", "A tier is described once.");
      }
    }
    Set<Code> given = new HashSet<>();
    for (int i = 0; i < rules.size(); i++) {
      given.add(rules.get(i).tier());
      if (!tiers.isEmpty() && !described.contains(rules.get(i).tier())) {
        throw Rejection.of(
            "rules/" + i + "/tier",
            "UNKNOWN_TIER",
            "The tier " + rules.get(i).tier() + " is not among those described.");
      }
    }
    for (int i = 0; i < tiers.size(); i++) {
      if (!given.contains(tiers.get(i).tier())) {
        throw Rejection.of(
            "tiers/" + i, "UNUSED_TIER", "No rule gives the tier " + tiers.get(i).tier() + ".");
      }
    }
  }

  /** The same with another hold-off. */
  public PolicyText heldOff(int days) {
    return new PolicyText(currency, audience, scope, rules, tiers, days);
  }

  /** Whether customers of a kind can have a tier of the scheme. */
  public boolean isFor(CustomerKind kind) {
    return audience.isEmpty() || audience.contains(kind);
  }

  /** What is said of a tier; null when nothing is. */
  public @Nullable Tier tier(Code code) {
    return tiers.stream().filter(tier -> tier.tier().equals(code)).findFirst().orElse(null);
  }

  /** Whether one tier is described as worse than another. */
  public boolean isWorse(Code one, Code other) {
    int place = place(one);
    int otherPlace = place(other);
    return place >= 0 && otherPlace >= 0 && place > otherPlace;
  }

  private int place(Code code) {
    for (int i = 0; i < tiers.size(); i++) {
      if (tiers.get(i).tier().equals(code)) {
        return i;
      }
    }
    return -1;
  }
}
