package org.relata.query.customer;

import org.relata.kernel.customer.ContactPoint;
import org.relata.kernel.customer.ContactPointId;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.value.Label;

/**
 * A way to reach a customer.
 *
 * @param dead it was tried and did not work; a changed contact point is given a new chance
 */
public record ContactPointRow(
    CustomerId customerId,
    ContactPointId contactPointId,
    ContactPoint.Kind kind,
    Label value,
    boolean preferred,
    boolean dead) {

  static ContactPointRow of(CustomerId customerId, ContactPoint point) {
    return new ContactPointRow(
        customerId, point.contactPointId(), point.kind(), point.value(), point.preferred(), false);
  }

  ContactPointRow withDead(boolean nowDead) {
    return new ContactPointRow(customerId, contactPointId, kind, value, preferred, nowDead);
  }
}
