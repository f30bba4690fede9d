package org.relata.command.customer;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.relata.command.customer.CustomerCommand.*;
import org.relata.kernel.Rejection;
import org.relata.kernel.customer.ContactPoint;
import org.relata.kernel.customer.ContactPointId;
import org.relata.kernel.customer.CustomerEvent;
import org.relata.kernel.customer.CustomerEvent.*;
import org.relata.kernel.customer.CustomerKind;

/** The rules about ways to reach a customer, and about the persons at a company. */
final class ContactRules {

  private ContactRules() {}

  static final int MAX_CONTACT_POINTS = 50;
  static final int MAX_CONTACT_PERSONS = 200;

  static List<CustomerEvent> addContactPoint(AddContactPoint c, CustomerState customer) {
    Rejection.unless(
        !customer.contactPoints().containsKey(c.contactPointId()),
        "CONTACT_POINT_EXISTS",
        "There is a contact point " + c.contactPointId() + " already.");
    Rejection.unless(
        customer.contactPoints().size() < MAX_CONTACT_POINTS,
        "TOO_MANY",
        "At most " + MAX_CONTACT_POINTS + " contact points are kept.");
    boolean preferred = Boolean.TRUE.equals(c.preferred());
    return List.of(
        new ContactPointAdded(
            c.customerId(), new ContactPoint(c.contactPointId(), c.kind(), c.value(), preferred)));
  }

  static List<CustomerEvent> changeContactPoint(ChangeContactPoint c, CustomerState customer) {
    ContactPoint old = contactPoint(c.contactPointId(), customer);
    boolean preferred = Objects.requireNonNullElse(c.preferred(), old.preferred());
    ContactPoint changed = new ContactPoint(old.contactPointId(), old.kind(), c.value(), preferred);
    return changed.equals(old)
        ? List.of()
        : List.of(new ContactPointChanged(c.customerId(), changed));
  }

  static ContactPoint contactPoint(ContactPointId id, CustomerState customer) {
    @Nullable ContactPoint point = customer.contactPoints().get(id);
    if (point == null) {
      throw new Rejection("UNKNOWN_CONTACT_POINT", "There is no contact point " + id + ".");
    }
    return point;
  }

  static List<CustomerEvent> addContactPerson(AddContactPerson c, CustomerState customer) {
    Rejection.unless(
        customer.kind() != CustomerKind.PERSONAL,
        "NOT_A_COMPANY",
        "Contact persons belong to companies and institutions.");
    Rejection.unless(
        !customer.contactPersons().containsKey(c.contactPerson().contactPersonId()),
        "CONTACT_PERSON_EXISTS",
        "There is a contact person " + c.contactPerson().contactPersonId() + " already.");
    Rejection.unless(
        customer.contactPersons().size() < MAX_CONTACT_PERSONS,
        "TOO_MANY",
        "At most " + MAX_CONTACT_PERSONS + " contact persons are kept.");
    return List.of(new ContactPersonAdded(c.customerId(), c.contactPerson()));
  }

  static List<CustomerEvent> changeContactPerson(ChangeContactPerson c, CustomerState customer) {
    var old = customer.contactPersons().get(c.contactPerson().contactPersonId());
    Rejection.unless(
        old != null,
        "UNKNOWN_CONTACT_PERSON",
        "There is no contact person " + c.contactPerson().contactPersonId() + ".");
    return c.contactPerson().equals(old)
        ? List.of()
        : List.of(new ContactPersonChanged(c.customerId(), c.contactPerson()));
  }
}
