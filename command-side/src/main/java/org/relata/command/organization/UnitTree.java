package org.relata.command.organization;

import org.relata.command.platform.StreamType;
import org.relata.kernel.organization.OrganizationEvent.AboutTree;

/**
 * Puts all moves within the tree of units in one order. A decision to move reads this stream before
 * it looks at any unit above: another move since then is a conflict, and is looked at again.
 */
record UnitTree() {

  static final String OF_THE_BANK = "bank";

  static final StreamType<UnitTree> TREE =
      StreamType.of("unit-tree", new UnitTree(), AboutTree.class, (state, event) -> state);
}
