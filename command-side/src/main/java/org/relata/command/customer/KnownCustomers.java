package org.relata.command.customer;

import java.util.List;
import java.util.Objects;
import org.relata.command.customer.CustomerState.Status;
import org.relata.command.platform.States;
import org.relata.kernel.Rejection;
import org.relata.kernel.StreamId;
import org.relata.kernel.customer.ContactPersonId;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;

/** What other capabilities may ask about customers. */
public final class KnownCustomers {

  private KnownCustomers() {}

  /** Refuses a customer that was never registered. */
  public static void requireKnown(States states, CustomerId id) {
    Rejection.unless(
        states.of(CustomerState.CUSTOMER, id).status() != Status.UNKNOWN,
        "UNKNOWN_CUSTOMER",
        "There is no customer " + id + ".");
  }

  /** What a customer that is known is. */
  public static CustomerKind kind(States states, CustomerId id) {
    return Objects.requireNonNull(states.of(CustomerState.CUSTOMER, id).kind());
  }

  /** Refuses a customer that was never registered, or is closed. */
  public static void requireOpen(States states, CustomerId id) {
    requireKnown(states, id);
    Rejection.unless(
        states.of(CustomerState.CUSTOMER, id).status() == Status.OPEN,
        "CUSTOMER_CLOSED",
        "The customer " + id + " is closed; reopen it first.");
  }

  /** Refuses persons whom we do not talk to at this customer. */
  public static void requireContactPersons(
      States states, CustomerId id, List<ContactPersonId> persons) {
    var known = states.of(CustomerState.CUSTOMER, id).contactPersons().keySet();
    for (ContactPersonId person : persons) {
      Rejection.unless(
          known.contains(person),
          "UNKNOWN_CONTACT_PERSON",
          "There is no contact person " + person + ".");
    }
  }

  /** What these questions read. */
  public static StreamId stream(CustomerId id) {
    return CustomerState.CUSTOMER.id(id.value());
  }
}
