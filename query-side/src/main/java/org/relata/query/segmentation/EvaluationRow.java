package org.relata.query.segmentation;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.segmentation.EvaluationId;
import org.relata.kernel.segmentation.EvaluationProgress;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.SegmentationEvent.EvaluationRequested;

/**
 * An evaluation and how far it has come.
 *
 * @param customerIds whom it is about; all when empty
 * @param requestedAt the position of the request
 * @param upTo the last customer done
 */
public record EvaluationRow(
    EvaluationId evaluationId,
    SchemeId scheme,
    LocalDate on,
    List<CustomerId> customerIds,
    State state,
    long requestedAt,
    @Nullable Long readAt,
    @Nullable Long total,
    long evaluated,
    long changed,
    long failed,
    @Nullable CustomerId upTo) {

  /** How far an evaluation has come. */
  public enum State {
    REQUESTED,
    RUNNING,
    COMPLETED
  }

  static EvaluationRow of(long position, EvaluationRequested e) {
    return new EvaluationRow(
        e.evaluationId(),
        e.scheme(),
        e.on(),
        e.customerIds(),
        State.REQUESTED,
        position,
        null,
        null,
        0,
        0,
        0,
        null);
  }

  EvaluationRow at(State newState, EvaluationProgress progress, @Nullable CustomerId done) {
    return new EvaluationRow(
        evaluationId,
        scheme,
        on,
        customerIds,
        newState,
        requestedAt,
        progress.readAt(),
        progress.total(),
        progress.evaluated(),
        progress.changed(),
        progress.failed(),
        done);
  }
}
