package org.relata.query.segmentation;

import org.relata.kernel.log.Recorded;
import org.relata.kernel.segmentation.SegmentationEvent.AboutEvaluation;
import org.relata.kernel.segmentation.SegmentationEvent.EvaluationCompleted;
import org.relata.kernel.segmentation.SegmentationEvent.EvaluationProgressed;
import org.relata.kernel.segmentation.SegmentationEvent.EvaluationRequested;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** Evaluations and how far they have come. */
final class EvaluationFold implements Fold<AboutEvaluation, EvaluationRow> {

  static final RowTable<EvaluationRow> TABLE =
      RowTable.of("evaluation", EvaluationRow.class).key("evaluationId").index("state").build();

  @Override
  public Class<AboutEvaluation> events() {
    return AboutEvaluation.class;
  }

  @Override
  public RowTable<EvaluationRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutEvaluation> recorded, Rows<EvaluationRow> rows) {
    switch (recorded.event()) {
      case EvaluationRequested e -> rows.begin(EvaluationRow.of(recorded.position(), e));
      case EvaluationProgressed e ->
          rows.next(
              Key.of(e.evaluationId()),
              row -> row.at(EvaluationRow.State.RUNNING, e.progress(), e.upTo()));
      case EvaluationCompleted e ->
          rows.next(
              Key.of(e.evaluationId()),
              row -> row.at(EvaluationRow.State.COMPLETED, e.progress(), row.upTo()));
    }
  }
}
