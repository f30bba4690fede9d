package org.relata.architecture.broken.command.holding;

import org.relata.architecture.broken.command.customer.Wrong.RollsDice;

/** What a capability may not do to its neighbours. */
public interface Wrong {

  record EntersByTheWindow(RollsDice dice) {}

  /** An array is made of what is in it. */
  interface EntersWithAnArray {
    void roll(RollsDice[] dice);
  }
}
