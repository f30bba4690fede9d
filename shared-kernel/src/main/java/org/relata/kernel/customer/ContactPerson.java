package org.relata.kernel.customer;

import org.jspecify.annotations.Nullable;
import org.relata.kernel.Personal;
import org.relata.kernel.Rejection;
import org.relata.kernel.value.Label;

/**
 * Somebody at a company whom we talk to.
 *
 * @param decisionRole what the person does when the company decides
 * @param weight how much the person's word counts, 0 to 100
 */
public record ContactPerson(
    ContactPersonId contactPersonId,
    @Personal Label name,
    @Personal @Nullable Label position,
    @Nullable DecisionRole decisionRole,
    @Nullable Integer weight,
    @Nullable Attitude attitude) {

  public enum DecisionRole {
    DECIDES,
    APPROVES,
    INFLUENCES,
    USES,
    GUARDS_THE_DOOR
  }

  public enum Attitude {
    SUPPORTER,
    NEUTRAL,
    OPPONENT
  }

  public ContactPerson {
    if (weight != null && (weight < 0 || weight > 100)) {
      throw Rejection.of("weight", "OUT_OF_RANGE", "A weight lies between 0 and 100.");
    }
  }
}
