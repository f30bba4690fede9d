package org.relata.kernel.segmentation;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.Bookkeeping;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.EventType;
import org.relata.kernel.Impersonal;
import org.relata.kernel.Personal;
import org.relata.kernel.StreamId;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.valuation.Metrics;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Limits;
import org.relata.kernel.value.Note;

/** Everything that can happen to schemes, policies, tiers and the days that pass. */
public sealed interface SegmentationEvent extends DomainEvent {

  int MAX_ACTOR = 200;

  /** What happens to one scheme: its policies. */
  sealed interface AboutScheme extends SegmentationEvent {
    SchemeId scheme();

    int version();

    @Override
    default StreamId stream() {
      return new StreamId("scheme", scheme().value());
    }
  }

  /** The tier of one customer in one scheme. */
  sealed interface AboutTier extends SegmentationEvent {
    SchemeId scheme();

    CustomerId customerId();

    @Override
    default StreamId stream() {
      return new StreamId("tier", scheme() + ":" + customerId());
    }
  }

  /** One evaluation of a scheme over many customers. */
  sealed interface AboutEvaluation extends SegmentationEvent {
    EvaluationId evaluationId();

    @Override
    default StreamId stream() {
      return new StreamId("evaluation", evaluationId().value());
    }
  }

  /** For which days everybody was evaluated in one scheme. */
  sealed interface AboutEvaluatedDays extends SegmentationEvent {
    SchemeId scheme();

    @Override
    default StreamId stream() {
      return new StreamId("evaluated", scheme().value());
    }
  }

  /** Which schemes say who may keep a customer. */
  sealed interface AboutBinding extends SegmentationEvent {
    @Override
    default StreamId stream() {
      return new StreamId("binding", "keepers");
    }
  }

  /** How time passes. */
  sealed interface AboutCalendar extends SegmentationEvent {
    @Override
    default StreamId stream() {
      return new StreamId("calendar", "business-days");
    }
  }

  /**
   * @param draftedBy who wrote it, and may not approve it; null where it was not recorded
   */
  @EventType(value = "segmentation.PolicyDrafted", revision = 3)
  record PolicyDrafted(
      SchemeId scheme,
      int version,
      @Impersonal LocalDate effectiveFrom,
      PolicyText text,
      @Impersonal @Limits(max = MAX_ACTOR) @Nullable String draftedBy)
      implements AboutScheme {}

  @EventType("segmentation.PolicyProposed")
  record PolicyProposed(
      SchemeId scheme, int version, @Impersonal @Limits(max = MAX_ACTOR) String proposedBy)
      implements AboutScheme {}

  /** Another person approved the version: from its day on it decides, until a later one does. */
  @EventType("segmentation.PolicyActivated")
  record PolicyActivated(SchemeId scheme, int version, @Impersonal LocalDate effectiveFrom)
      implements AboutScheme {}

  @EventType("segmentation.PolicyRefused")
  record PolicyRefused(SchemeId scheme, int version, @Personal Note reason)
      implements AboutScheme {}

  /** Whoever proposed it thought better of it. */
  @EventType("segmentation.PolicyWithdrawn")
  record PolicyWithdrawn(SchemeId scheme, int version) implements AboutScheme {}

  /**
   * The customer's tier changed.
   *
   * @param oldTier null for the first tier in the scheme
   * @param inScope whether the scheme is meant for this customer
   * @param rule place of the rule that decided, from 1
   * @param metrics those that the policy speaks of
   * @param missing metrics that a rule asked for and that were not known
   * @param readAt the position at which the metrics were read
   */
  @EventType(value = "segmentation.TierAssigned", revision = 2)
  record TierAssigned(
      CustomerId customerId,
      SchemeId scheme,
      int policyVersion,
      @Nullable Code oldTier,
      Code newTier,
      boolean inScope,
      int rule,
      Metrics metrics,
      List<Metric> missing,
      long readAt,
      @Impersonal LocalDate on,
      @Nullable EvaluationId evaluationId)
      implements AboutTier {}

  /**
   * The tier for a day was decided again, after a later day was decided for: what is told of the
   * past changes from this event on, the present tier stays.
   *
   * @param oldTier what was told for the day; null when nothing was
   * @param later what was decided for the first later day: from that day on all stays as it was
   */
  @EventType("segmentation.TierCorrected")
  record TierCorrected(
      CustomerId customerId,
      SchemeId scheme,
      int policyVersion,
      @Nullable Code oldTier,
      Code newTier,
      boolean inScope,
      int rule,
      Metrics metrics,
      List<Metric> missing,
      long readAt,
      @Impersonal LocalDate on,
      TierStep later,
      @Nullable EvaluationId evaluationId)
      implements AboutTier {}

  /**
   * @param customerIds whom to evaluate; empty for all
   */
  @EventType("segmentation.EvaluationRequested")
  record EvaluationRequested(
      EvaluationId evaluationId,
      SchemeId scheme,
      @Impersonal LocalDate on,
      List<CustomerId> customerIds)
      implements AboutEvaluation {}

  /** How far the evaluation has come: everyone up to the named customer is done. */
  @EventType("segmentation.EvaluationProgressed")
  record EvaluationProgressed(
      EvaluationId evaluationId, EvaluationProgress progress, @Nullable CustomerId upTo)
      implements AboutEvaluation {}

  @EventType("segmentation.EvaluationCompleted")
  record EvaluationCompleted(EvaluationId evaluationId, EvaluationProgress progress)
      implements AboutEvaluation {}

  /** An evaluation of everybody has begun for a day that there was none for before. */
  @Bookkeeping
  @EventType("segmentation.SchemeEvaluated")
  record SchemeEvaluated(SchemeId scheme, @Impersonal LocalDate on, EvaluationId evaluationId)
      implements AboutEvaluatedDays {}

  /** The bank's books of this day are closed; whatever depends on the calendar follows from it. */
  @EventType("segmentation.BusinessDayClosed")
  record BusinessDayClosed(@Impersonal LocalDate date) implements AboutCalendar {}

  /** From now on a customer is given to those alone who may keep its tiers of these schemes. */
  @EventType("segmentation.BindingSchemesSet")
  record BindingSchemesSet(List<SchemeId> schemes) implements AboutBinding {}
}
