package org.relata.architecture.broken.command.holding;

import org.relata.architecture.broken.command.customer.Wrong.RollsDice;

/** What a capability may not do to its neighbours. */
public interface Wrong {

  record EntersByTheWindow(RollsDice dice) {}

  record EntersWithAnArray(RollsDice[] dice) {}
}
