package org.relata.command.portfolio;

import org.jspecify.annotations.Nullable;
import org.relata.command.platform.StreamType;
import org.relata.kernel.portfolio.AllotmentProgress;
import org.relata.kernel.portfolio.PortfolioEvent.AboutAllotment;
import org.relata.kernel.portfolio.PortfolioEvent.AllotmentCompleted;
import org.relata.kernel.portfolio.PortfolioEvent.AllotmentProgressed;
import org.relata.kernel.portfolio.PortfolioEvent.AllotmentRequested;

/** What was asked for, and how far it has come. */
record AllotmentState(
    @Nullable AllotmentRequested request, @Nullable AllotmentProgress progress, boolean completed) {

  static final StreamType<AllotmentState> ALLOTMENT =
      StreamType.of(
          "allotment",
          new AllotmentState(null, null, false),
          AboutAllotment.class,
          (state, event) ->
              switch (event) {
                case AllotmentRequested e -> new AllotmentState(e, null, false);
                case AllotmentProgressed e ->
                    new AllotmentState(state.request(), e.progress(), false);
                case AllotmentCompleted e ->
                    new AllotmentState(state.request(), e.progress(), true);
              });
}
