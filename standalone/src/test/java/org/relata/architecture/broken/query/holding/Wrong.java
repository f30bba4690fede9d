package org.relata.architecture.broken.query.holding;

import org.relata.architecture.broken.query.customer.Wrong.AsksTheDate;

/** What a capability may not do to its neighbours. */
public interface Wrong {

  record EntersByTheWindow(AsksTheDate date) {}
}
