package org.relata.query.customer;

import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.ContactPoint;
import org.relata.kernel.customer.ContactPointId;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.value.Label;

/**
 * A way to reach a customer.
 *
 * @param dead it was tried and did not work; a changed contact point is given a new chance
 * @param phone what one telephone number has in common however it is written: its last digits; null
 *     for all else
 */
public record ContactPointRow(
    CustomerId customerId,
    ContactPointId contactPointId,
    ContactPoint.Kind kind,
    Label value,
    boolean preferred,
    boolean dead,
    @Nullable String phone) {

  private static final int DIGITS = 11;
  private static final int FEWEST = 7;

  static ContactPointRow of(CustomerId customerId, ContactPoint point) {
    return new ContactPointRow(
        customerId,
        point.contactPointId(),
        point.kind(),
        point.value(),
        point.preferred(),
        false,
        phone(point));
  }

  /** Without country code and punctuation; an extension alone is no number. */
  private static @Nullable String phone(ContactPoint point) {
    if (point.kind() != ContactPoint.Kind.PHONE) {
      return null;
    }
    StringBuilder digits = new StringBuilder();
    point
        .value()
        .value()
        .codePoints()
        .filter(Character::isDigit)
        .forEach(digit -> digits.append(Character.digit(digit, 10)));
    return digits.length() < FEWEST
        ? null
        : digits.substring(Math.max(0, digits.length() - DIGITS));
  }

  ContactPointRow withDead(boolean nowDead) {
    return new ContactPointRow(customerId, contactPointId, kind, value, preferred, nowDead, phone);
  }
}
