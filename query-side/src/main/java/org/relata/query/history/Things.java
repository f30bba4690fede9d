package org.relata.query.history;

import java.util.ArrayList;
import java.util.List;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.customer.CustomerEvent.AboutLink;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.engagement.EngagementEvent.AboutContact;
import org.relata.kernel.engagement.EngagementEvent.AboutNextStep;
import org.relata.kernel.holding.HoldingEvent.AboutAccount;
import org.relata.kernel.holding.HoldingEvent.AuthorisedUserAdded;
import org.relata.kernel.holding.HoldingEvent.AuthorisedUserRemoved;
import org.relata.kernel.holding.HoldingEvent.OwnerChanged;

/**
 * Things that belong to customers: accounts, links, contacts and next steps. What happens to one is
 * a step of everybody's timeline whom it concerned by then, named again or not: a next step that is
 * done names nobody, and a contact that is corrected names only the customer whom it was with in
 * truth.
 */
final class Things {

  private Things() {}

  /** Whether the stream of the event is the history of such a thing. */
  static boolean isAbout(DomainEvent event) {
    return event instanceof AboutAccount
        || event instanceof AboutLink
        || event instanceof AboutContact
        || event instanceof AboutNextStep;
  }

  /**
   * Whom the thing concerns after the event. An owner who may also use the account as somebody's
   * agent is there twice and stays when one of the two ends.
   */
  static List<CustomerId> concerned(List<CustomerId> before, DomainEvent event) {
    List<CustomerId> after = new ArrayList<>(before);
    switch (event) {
      case OwnerChanged e -> {
        after.remove(e.previousOwnerId());
        after.add(e.ownerId());
      }
      case AuthorisedUserAdded e -> after.add(e.customerId());
      case AuthorisedUserRemoved e -> after.remove(e.customerId());
      default -> {
        List<CustomerId> named = List.copyOf(Subjects.customers(event));
        return named.isEmpty() ? before : named;
      }
    }
    return List.copyOf(after);
  }
}
