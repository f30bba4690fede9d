package org.relata.command.portfolio;

import org.relata.command.platform.StreamType;
import org.relata.kernel.StreamId;
import org.relata.kernel.portfolio.CollisionRule;
import org.relata.kernel.portfolio.PortfolioEvent.AboutKeeping;
import org.relata.kernel.portfolio.PortfolioEvent.CollisionRuleSet;

/** By what rules the bank gives customers to people. */
record KeepingState(CollisionRule collisionRule) {

  static final String PORTFOLIO = "portfolio";

  static final StreamType<KeepingState> KEEPING =
      StreamType.of(
          "keeping",
          new KeepingState(CollisionRule.RECORDED_FIRST),
          AboutKeeping.class,
          (_, event) ->
              switch (event) {
                case CollisionRuleSet e -> new KeepingState(e.rule());
              });

  static StreamId stream() {
    return KEEPING.id(PORTFOLIO);
  }
}
