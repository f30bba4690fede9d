package org.relata.command.segmentation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.StreamType;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.SegmentationEvent.AboutTier;
import org.relata.kernel.segmentation.SegmentationEvent.TierAssigned;
import org.relata.kernel.segmentation.SegmentationEvent.TierCorrected;
import org.relata.kernel.segmentation.Standing;
import org.relata.kernel.segmentation.TierStep;

/**
 * The tiers that a customer has had in a scheme, as known now.
 *
 * @param last what decided the present tier; null before the first
 * @param steps by their days, each to another tier than the one before; the latest {@value #MAX}
 * @param forgotten whether there were more steps
 */
record TierState(@Nullable TierAssigned last, List<TierStep> steps, boolean forgotten) {

  /** Twenty years of a change in every month. */
  static final int MAX = 240;

  static final StreamType<TierState> TIER =
      StreamType.of(
          "tier", new TierState(null, List.of(), false), AboutTier.class, TierState::evolve);

  static String id(SchemeId scheme, CustomerId customerId) {
    return scheme + ":" + customerId;
  }

  private TierState evolve(AboutTier event) {
    return switch (event) {
      case TierAssigned e ->
          with(e, new TierStep(e.on(), e.newTier(), e.policyVersion(), e.rule()));
      case TierCorrected e ->
          with(last, new TierStep(e.on(), e.newTier(), e.policyVersion(), e.rule()), e.later());
    };
  }

  private TierState with(@Nullable TierAssigned present, TierStep... more) {
    NavigableMap<LocalDate, TierStep> byDay = byDay();
    for (TierStep step : more) {
      byDay.put(step.on(), step);
    }
    List<TierStep> next = new ArrayList<>();
    for (TierStep step : byDay.values()) {
      if (next.isEmpty() || !next.getLast().tier().equals(step.tier())) {
        next.add(step);
      }
    }
    int tooMany = Math.max(0, next.size() - MAX);
    return new TierState(
        present, List.copyOf(next.subList(tooMany, next.size())), forgotten || tooMany > 0);
  }

  private NavigableMap<LocalDate, TierStep> byDay() {
    NavigableMap<LocalDate, TierStep> byDay = new TreeMap<>();
    steps.forEach(step -> byDay.put(step.on(), step));
    return byDay;
  }

  /** Whether the state before a day is still known. */
  boolean knows(LocalDate day) {
    return !forgotten || day.isAfter(steps.getFirst().on());
  }

  /** What the customer had before a day; null when nothing. */
  @Nullable Standing before(LocalDate day) {
    var step = byDay().lowerEntry(day);
    return step == null ? null : new Standing(step.getValue().tier(), step.getKey());
  }

  /** What is told for a day; null before the first step. */
  @Nullable TierStep at(LocalDate day) {
    var step = byDay().floorEntry(day);
    return step == null ? null : step.getValue();
  }

  /**
   * What was decided for the first later day: another tier, or the same once more when the whole
   * scheme was evaluated; null when nothing was.
   */
  @Nullable TierStep after(LocalDate day, EvaluatedState evaluated) {
    var change = byDay().higherEntry(day);
    @Nullable TierStep kept = at(day);
    @Nullable LocalDate confirmed = evaluated.after(day);
    if (kept != null
        && confirmed != null
        && (change == null || confirmed.isBefore(change.getKey()))) {
      return new TierStep(confirmed, kept.tier(), kept.policyVersion(), kept.rule());
    }
    return change == null ? null : change.getValue();
  }
}
