package org.relata.query.portfolio;

import org.relata.kernel.portfolio.CollisionRule;

/**
 * By what rules the bank gives customers to people.
 *
 * @param setting the one key of this table
 */
public record KeepingRow(String setting, CollisionRule collisionRule) {

  static final String SETTING = "keeping";

  /** While nothing was ever set. */
  static final KeepingRow DEFAULT = new KeepingRow(SETTING, CollisionRule.RECORDED_FIRST);
}
