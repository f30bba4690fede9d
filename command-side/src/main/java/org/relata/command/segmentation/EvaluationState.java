package org.relata.command.segmentation;

import org.jspecify.annotations.Nullable;
import org.relata.command.platform.StreamType;
import org.relata.kernel.segmentation.EvaluationProgress;
import org.relata.kernel.segmentation.SegmentationEvent.AboutEvaluation;
import org.relata.kernel.segmentation.SegmentationEvent.EvaluationCompleted;
import org.relata.kernel.segmentation.SegmentationEvent.EvaluationProgressed;
import org.relata.kernel.segmentation.SegmentationEvent.EvaluationRequested;

/** What was asked for, and how far it has come. */
record EvaluationState(
    @Nullable EvaluationRequested request,
    @Nullable EvaluationProgress progress,
    boolean completed) {

  static final StreamType<EvaluationState> EVALUATION =
      StreamType.of(
          "evaluation",
          new EvaluationState(null, null, false),
          AboutEvaluation.class,
          (state, event) ->
              switch (event) {
                case EvaluationRequested e -> new EvaluationState(e, null, false);
                case EvaluationProgressed e ->
                    new EvaluationState(state.request(), e.progress(), false);
                case EvaluationCompleted e ->
                    new EvaluationState(state.request(), e.progress(), true);
              });
}
