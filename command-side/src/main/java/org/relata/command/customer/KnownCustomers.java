package org.relata.command.customer;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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

  /** Refuses a customer that was never registered, or is merged into another. */
  public static void requireUnmerged(States states, CustomerId id) {
    unmerged(states, id);
  }

  /** Refuses a customer that was never registered, is closed, or is merged into another. */
  public static void requireOpen(States states, CustomerId id) {
    open(states, id);
  }

  /**
   * Refuses a customer that was never registered, or is closed. What source systems tell of a
   * record that is merged into another is filed under it as before.
   */
  public static void requireLiving(States states, CustomerId id) {
    living(states, id);
  }

  static CustomerState open(States states, CustomerId id) {
    CustomerState customer = unmerged(states, id);
    Rejection.unless(
        customer.status() == Status.OPEN,
        "CUSTOMER_CLOSED",
        "The customer " + id + " is closed; reopen it first.");
    return customer;
  }

  static CustomerState unmerged(States states, CustomerId id) {
    requireKnown(states, id);
    CustomerState customer = states.of(CustomerState.CUSTOMER, id);
    Rejection.unless(
        customer.status() != Status.MERGED,
        "CUSTOMER_MERGED",
        "The customer " + id + " is merged into " + customer.survivor() + "; name that one.");
    return customer;
  }

  static CustomerState living(States states, CustomerId id) {
    requireKnown(states, id);
    CustomerState customer = states.of(CustomerState.CUSTOMER, id);
    open(states, Objects.requireNonNullElse(customer.survivor(), id));
    return customer;
  }

  /** Refuses persons whom we do not talk to at this customer. */
  public static void requireContactPersons(
      States states, CustomerId id, List<ContactPersonId> persons) {
    CustomerState customer = states.of(CustomerState.CUSTOMER, id);
    Set<ContactPersonId> known = new HashSet<>(customer.contactPersons().keySet());
    for (CustomerId absorbed : customer.absorbed()) {
      known.addAll(states.of(CustomerState.CUSTOMER, absorbed).contactPersons().keySet());
    }
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
