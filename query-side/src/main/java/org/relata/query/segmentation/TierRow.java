package org.relata.query.segmentation;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.segmentation.EvaluationId;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.SegmentationEvent.TierAssigned;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.valuation.Metrics;
import org.relata.kernel.value.Code;

/** The tier of a customer in a scheme, and what it was decided by. */
public record TierRow(
    SchemeId scheme,
    CustomerId customerId,
    Code tier,
    boolean inScope,
    @Nullable Code previousTier,
    int policyVersion,
    int rule,
    LocalDate on,
    long readAt,
    Metrics metrics,
    List<Metric> missing,
    @Nullable EvaluationId evaluationId) {

  static TierRow of(TierAssigned e) {
    return new TierRow(
        e.scheme(),
        e.customerId(),
        e.newTier(),
        e.inScope(),
        e.oldTier(),
        e.policyVersion(),
        e.rule(),
        e.on(),
        e.readAt(),
        e.metrics(),
        e.missing(),
        e.evaluationId());
  }
}
