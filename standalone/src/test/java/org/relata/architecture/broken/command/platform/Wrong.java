package org.relata.architecture.broken.command.platform;

import org.relata.architecture.broken.command.customer.Wrong.RollsDice;

/** What a platform may not do. */
public interface Wrong {

  record KnowsACapability(RollsDice dice) {}
}
