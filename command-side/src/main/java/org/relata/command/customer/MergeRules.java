package org.relata.command.customer;

import java.util.List;
import org.relata.command.customer.CustomerCommand.MergeCustomers;
import org.relata.command.customer.CustomerCommand.UnmergeCustomers;
import org.relata.command.platform.States;
import org.relata.kernel.Rejection;
import org.relata.kernel.customer.CustomerEvent;
import org.relata.kernel.customer.CustomerEvent.CustomerAbsorbed;
import org.relata.kernel.customer.CustomerEvent.CustomerRestored;
import org.relata.kernel.customer.CustomerEvent.CustomersMerged;
import org.relata.kernel.customer.CustomerEvent.CustomersUnmerged;

/**
 * Two records of one customer are merged by saying so, and nothing is moved: what is filed under
 * the absorbed record stays there and belongs to the survivor for as long as they are merged. So
 * unmerging finds everything on its own side, what happened in between included. A survivor is
 * absorbed by nobody before its own records are parted from it: there are no chains.
 */
final class MergeRules {

  static final int MAX_ABSORBED = 20;

  private MergeRules() {}

  static List<CustomerEvent> merge(MergeCustomers c, States states) {
    CustomerState survivor = KnownCustomers.open(states, c.customerId());
    if (survivor.absorbed().contains(c.absorbedId())) {
      return List.of();
    }
    CustomerState absorbed = KnownCustomers.open(states, c.absorbedId());
    Rejection.unless(
        survivor.kind() == absorbed.kind(),
        "KINDS_DIFFER",
        "A " + survivor.kind() + " and a " + absorbed.kind() + " customer are not one.");
    Rejection.unless(
        absorbed.absorbed().isEmpty(),
        "HAS_ABSORBED",
        "The customer "
            + c.absorbedId()
            + " has absorbed others: merge the other way round, or unmerge them first.");
    Rejection.unless(
        survivor.absorbed().size() < MAX_ABSORBED,
        "TOO_MANY",
        "At most " + MAX_ABSORBED + " records are merged into one.");
    return List.of(
        new CustomersMerged(c.customerId(), c.absorbedId()),
        new CustomerAbsorbed(c.absorbedId(), c.customerId()));
  }

  static List<CustomerEvent> unmerge(UnmergeCustomers c, States states) {
    CustomerState survivor = KnownCustomers.open(states, c.customerId());
    Rejection.unless(
        survivor.absorbed().contains(c.absorbedId()),
        "NOT_MERGED",
        "The customer " + c.absorbedId() + " is not merged into " + c.customerId() + ".");
    return List.of(
        new CustomersUnmerged(c.customerId(), c.absorbedId()),
        new CustomerRestored(c.absorbedId(), c.customerId()));
  }
}
