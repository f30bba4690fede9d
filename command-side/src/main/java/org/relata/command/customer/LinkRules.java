package org.relata.command.customer;

import java.util.List;
import org.relata.command.customer.CustomerCommand.*;
import org.relata.command.platform.States;
import org.relata.kernel.Rejection;
import org.relata.kernel.customer.CustomerEvent;
import org.relata.kernel.customer.CustomerEvent.*;

/** The rules about links between customers. */
final class LinkRules {

  private LinkRules() {}

  static List<CustomerEvent> link(LinkCustomers c, States states) {
    Rejection.unless(
        states.isNew(LinkState.LINK, c.link().linkId()),
        "LINK_EXISTS",
        "There is a link " + c.link().linkId() + " already.");
    KnownCustomers.requireOpen(states, c.link().fromCustomerId());
    KnownCustomers.requireOpen(states, c.link().toCustomerId());
    return List.of(new CustomersLinked(c.link()));
  }

  static List<CustomerEvent> endLink(EndLink c, States states) {
    LinkState link = states.of(LinkState.LINK, c.linkId());
    var linked = link.link();
    if (linked == null) {
      throw new Rejection("UNKNOWN_LINK", "There is no link " + c.linkId() + ".");
    }
    Rejection.unless(!link.ended(), "LINK_ENDED", "The link " + c.linkId() + " has ended already.");
    if (linked.from() != null && c.to().isBefore(linked.from())) {
      throw Rejection.of("to", "DATE_OUT_OF_RANGE", "A link does not end before it began.");
    }
    return List.of(new LinkEnded(c.linkId(), c.to()));
  }
}
