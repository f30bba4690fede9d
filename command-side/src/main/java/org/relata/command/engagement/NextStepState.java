package org.relata.command.engagement;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.StreamType;
import org.relata.kernel.engagement.EngagementEvent.AboutNextStep;
import org.relata.kernel.engagement.EngagementEvent.NextStepCancelled;
import org.relata.kernel.engagement.EngagementEvent.NextStepChanged;
import org.relata.kernel.engagement.EngagementEvent.NextStepCompleted;
import org.relata.kernel.engagement.EngagementEvent.NextStepPlanned;
import org.relata.kernel.engagement.EngagementEvent.NextStepReassigned;
import org.relata.kernel.engagement.NextStep;

/**
 * A next step and what became of it.
 *
 * @param nextStep null before it is planned
 * @param completedOn null unless completed
 */
record NextStepState(
    @Nullable NextStep nextStep, @Nullable LocalDate completedOn, boolean cancelled) {

  static final StreamType<NextStepState> NEXT_STEP =
      StreamType.of(
          "next-step",
          new NextStepState(null, null, false),
          AboutNextStep.class,
          (state, event) ->
              switch (event) {
                case NextStepPlanned e -> new NextStepState(e.nextStep(), null, false);
                case NextStepChanged e -> new NextStepState(e.nextStep(), null, false);
                case NextStepReassigned e ->
                    new NextStepState(
                        Objects.requireNonNull(state.nextStep()).by(e.employeeId()), null, false);
                case NextStepCompleted e -> new NextStepState(state.nextStep(), e.on(), false);
                case NextStepCancelled _ -> new NextStepState(state.nextStep(), null, true);
              });

  boolean open() {
    return nextStep != null && completedOn == null && !cancelled;
  }
}
