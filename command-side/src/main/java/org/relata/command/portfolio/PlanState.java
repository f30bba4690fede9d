package org.relata.command.portfolio;

import org.jspecify.annotations.Nullable;
import org.relata.command.platform.StreamType;
import org.relata.kernel.portfolio.KeyAccountPlan;
import org.relata.kernel.portfolio.PortfolioEvent.AboutPlan;
import org.relata.kernel.portfolio.PortfolioEvent.PlanClosed;
import org.relata.kernel.portfolio.PortfolioEvent.PlanDrawnUp;
import org.relata.kernel.portfolio.PortfolioEvent.PlanRevised;

/** The plan of a customer; null when there is none. */
record PlanState(@Nullable KeyAccountPlan plan) {

  static final StreamType<PlanState> PLAN =
      StreamType.of(
          "plan",
          new PlanState(null),
          AboutPlan.class,
          (_, event) ->
              switch (event) {
                case PlanDrawnUp e -> new PlanState(e.plan());
                case PlanRevised e -> new PlanState(e.plan());
                case PlanClosed _ -> new PlanState(null);
              });
}
