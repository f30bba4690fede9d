package org.relata.query.portfolio;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.portfolio.AllotmentId;
import org.relata.kernel.portfolio.AllotmentProgress;
import org.relata.kernel.portfolio.PortfolioEvent.AllotmentRequested;
import org.relata.kernel.segmentation.SchemeId;

/**
 * An allotment and how far it has come.
 *
 * @param unitIds whose customers; of all units when empty
 * @param requestedAt the position of the request
 * @param upTo the last customer done
 */
public record AllotmentRow(
    AllotmentId allotmentId,
    SchemeId scheme,
    List<UnitId> unitIds,
    State state,
    long requestedAt,
    @Nullable Long readAt,
    @Nullable Integer total,
    int placed,
    int left,
    @Nullable CustomerId upTo) {

  /** How far an allotment has come. */
  public enum State {
    REQUESTED,
    RUNNING,
    COMPLETED
  }

  static AllotmentRow of(long position, AllotmentRequested e) {
    return new AllotmentRow(
        e.allotmentId(),
        e.scheme(),
        e.unitIds(),
        State.REQUESTED,
        position,
        null,
        null,
        0,
        0,
        null);
  }

  AllotmentRow at(State next, AllotmentProgress progress, @Nullable CustomerId done) {
    return new AllotmentRow(
        allotmentId,
        scheme,
        unitIds,
        next,
        requestedAt,
        progress.readAt(),
        progress.total(),
        progress.placed(),
        progress.left(),
        done);
  }
}
