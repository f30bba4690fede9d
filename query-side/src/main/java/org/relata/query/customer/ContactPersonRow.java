package org.relata.query.customer;

import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.ContactPerson;
import org.relata.kernel.customer.ContactPersonId;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.value.Label;

/** Somebody at a company, and what the person's word counts there. */
public record ContactPersonRow(
    CustomerId customerId,
    ContactPersonId contactPersonId,
    Label name,
    @Nullable Label position,
    ContactPerson.@Nullable DecisionRole decisionRole,
    @Nullable Integer weight,
    ContactPerson.@Nullable Attitude attitude) {

  static ContactPersonRow of(CustomerId customerId, ContactPerson person) {
    return new ContactPersonRow(
        customerId,
        person.contactPersonId(),
        person.name(),
        person.position(),
        person.decisionRole(),
        person.weight(),
        person.attitude());
  }
}
