package org.relata.command.segmentation;

import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.StreamType;
import org.relata.kernel.segmentation.SegmentationEvent.AboutEvaluatedDays;
import org.relata.kernel.segmentation.SegmentationEvent.SchemeEvaluated;

/**
 * The days for which everybody was evaluated in a scheme: a tier that stayed leaves no event of its
 * own, and yet it was decided.
 *
 * @param days in order, the latest {@value #MAX}
 */
record EvaluatedState(List<LocalDate> days) {

  static final int MAX = 1_000;

  static final StreamType<EvaluatedState> EVALUATED =
      StreamType.of(
          "evaluated",
          new EvaluatedState(List.of()),
          AboutEvaluatedDays.class,
          (state, event) ->
              switch (event) {
                case SchemeEvaluated e -> state.with(e.on());
              });

  private EvaluatedState with(LocalDate day) {
    TreeSet<LocalDate> next = new TreeSet<>(days);
    next.add(day);
    if (next.size() > MAX) {
      next.pollFirst();
    }
    return new EvaluatedState(List.copyOf(next));
  }

  /** The first of the days after this one; null when there is none. */
  @Nullable LocalDate after(LocalDate day) {
    return new TreeSet<>(days).higher(day);
  }

  /** Whether all evaluated days since this one are known. */
  boolean knows(LocalDate day) {
    return days.size() < MAX || !day.isBefore(days.getFirst());
  }
}
