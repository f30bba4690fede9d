package org.relata.command.platform;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.Rejection;

/**
 * The versions of a text that decides from a day on, and their life under four eyes: drafted,
 * proposed, and then approved by another person, refused, or withdrawn by the proposer. What was
 * approved decides from its day on until a later version begins.
 *
 * @param <T> the text, compared by equality
 * @param what it is called in refusals: {@code the policy personal-aum}
 */
public record Versions<T>(String what, List<Version<T>> all) {

  public static final int MAX = 1000;

  /** Where a version is in its life. */
  public enum State {
    DRAFTED,
    PROPOSED,
    APPROVED,
    REFUSED,
    WITHDRAWN
  }

  /**
   * One version.
   *
   * @param draftedBy null where it was not recorded
   * @param proposedBy null before it was proposed
   */
  public record Version<T>(
      int number,
      T text,
      LocalDate effectiveFrom,
      @Nullable String draftedBy,
      @Nullable String proposedBy,
      State state) {

    private Version<T> with(State next) {
      return new Version<>(number, text, effectiveFrom, draftedBy, proposedBy, next);
    }
  }

  public Versions {
    all = List.copyOf(all);
  }

  public static <T> Versions<T> none(String what) {
    return new Versions<>(what, List.of());
  }

  /** What follows from the next version having been drafted. */
  public Versions<T> drafted(T text, LocalDate effectiveFrom, @Nullable String draftedBy) {
    List<Version<T>> next = new ArrayList<>(all);
    next.add(new Version<>(all.size() + 1, text, effectiveFrom, draftedBy, null, State.DRAFTED));
    return new Versions<>(what, next);
  }

  /** What follows from a version having been proposed. */
  public Versions<T> proposed(int number, String proposedBy) {
    Version<T> one = all.get(number - 1);
    return with(
        new Version<>(
            number, one.text(), one.effectiveFrom(), one.draftedBy(), proposedBy, State.PROPOSED));
  }

  /** What follows from a version having come to another state. */
  public Versions<T> in(int number, State state) {
    return with(all.get(number - 1).with(state));
  }

  private Versions<T> with(Version<T> one) {
    List<Version<T>> next = new ArrayList<>(all);
    next.set(one.number() - 1, one);
    return new Versions<>(what, next);
  }

  /** The version that decides on a day; null when none does. */
  public @Nullable Version<T> on(LocalDate day) {
    @Nullable Version<T> found = null;
    for (Version<T> version : all) {
      if (version.state() == State.APPROVED
          && !version.effectiveFrom().isAfter(day)
          && (found == null || !version.effectiveFrom().isBefore(found.effectiveFrom()))) {
        found = version;
      }
    }
    return found;
  }

  /**
   * Whether a draft is new; false when the same was drafted already.
   *
   * @throws Rejection VERSION_EXISTS, VERSION_OUT_OF_ORDER
   */
  public boolean admitsDraft(int number, T text, LocalDate effectiveFrom) {
    if (number >= 1 && number <= all.size()) {
      Version<T> known = all.get(number - 1);
      Rejection.unless(
          known.text().equals(text) && known.effectiveFrom().equals(effectiveFrom),
          "VERSION_EXISTS",
          "Version " + number + " of " + what + " exists and reads otherwise.");
      return false;
    }
    Rejection.unless(
        number == all.size() + 1 && number <= MAX,
        "VERSION_OUT_OF_ORDER",
        "The next version of " + what + " is " + (all.size() + 1) + ".");
    return true;
  }

  /**
   * A version that exists.
   *
   * @throws Rejection UNKNOWN_VERSION
   */
  public Version<T> version(int number) {
    if (number < 1 || number > all.size()) {
      throw Rejection.of(
          "version", "UNKNOWN_VERSION", "There is no version " + number + " of " + what + ".");
    }
    return all.get(number - 1);
  }

  /**
   * Whether a version may be proposed now; false when it is proposed already.
   *
   * @throws Rejection UNKNOWN_VERSION, WRONG_STATE
   */
  public boolean admitsProposal(int number) {
    Version<T> version = version(number);
    if (version.state() == State.PROPOSED) {
      return false;
    }
    require(version, State.DRAFTED);
    return true;
  }

  /**
   * Whether a version may be approved by this person now; false when it is approved already.
   *
   * @throws Rejection UNKNOWN_VERSION, WRONG_STATE, OWN_PROPOSAL, OVERLAPPING when a version that
   *     was approved begins on the same day or later
   */
  public boolean admitsApproval(int number, Actor actor) {
    Version<T> version = version(number);
    if (version.state() == State.APPROVED) {
      return false;
    }
    require(version, State.PROPOSED);
    requireOtherEyes(version, actor);
    for (Version<T> other : all) {
      if (other.state() == State.APPROVED
          && !other.effectiveFrom().isBefore(version.effectiveFrom())) {
        throw Rejection.of(
            "effectiveFrom",
            "OVERLAPPING",
            "Version "
                + other.number()
                + " of "
                + what
                + " decides from "
                + other.effectiveFrom()
                + " on; begin after that.");
      }
    }
    return true;
  }

  /**
   * Whether a version may be refused by this person now; false when it is refused already.
   *
   * @throws Rejection UNKNOWN_VERSION, WRONG_STATE, OWN_PROPOSAL
   */
  public boolean admitsRefusal(int number, Actor actor) {
    Version<T> version = version(number);
    if (version.state() == State.REFUSED) {
      return false;
    }
    require(version, State.PROPOSED);
    requireOtherEyes(version, actor);
    return true;
  }

  /**
   * Whether a version may be withdrawn by this person now; false when it is withdrawn already.
   *
   * @throws Rejection UNKNOWN_VERSION, WRONG_STATE, NOT_YOURS
   */
  public boolean admitsWithdrawal(int number, Actor actor) {
    Version<T> version = version(number);
    if (version.state() == State.WITHDRAWN) {
      return false;
    }
    require(version, State.PROPOSED);
    Rejection.unless(
        actor.name().equals(version.proposedBy()),
        "NOT_YOURS",
        "Whoever proposed version " + number + " of " + what + " may withdraw it.");
    return true;
  }

  private void requireOtherEyes(Version<T> version, Actor actor) {
    Rejection.unless(
        !actor.name().equals(version.proposedBy()) && !actor.name().equals(version.draftedBy()),
        "OWN_PROPOSAL",
        "Version " + version.number() + " of " + what + " is decided by another person.");
  }

  private void require(Version<T> version, State state) {
    Rejection.unless(
        version.state() == state,
        "WRONG_STATE",
        "Version "
            + version.number()
            + " of "
            + what
            + " is "
            + version.state()
            + ", not "
            + state
            + ".");
  }
}
