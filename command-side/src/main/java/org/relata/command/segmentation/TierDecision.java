package org.relata.command.segmentation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.States;
import org.relata.command.segmentation.SegmentationCommand.AssignTier;
import org.relata.kernel.Rejection;
import org.relata.kernel.segmentation.Policy;
import org.relata.kernel.segmentation.SegmentationEvent;
import org.relata.kernel.segmentation.SegmentationEvent.TierAssigned;
import org.relata.kernel.segmentation.SegmentationEvent.TierCorrected;
import org.relata.kernel.segmentation.TierStep;
import org.relata.kernel.segmentation.Verdict;
import org.relata.kernel.valuation.Metrics;
import org.relata.kernel.value.Code;

/**
 * What a policy makes of a customer's metrics for a day. When no later day was decided for, it is
 * the present tier; else it is what is told of that day from now on, until the first later day that
 * was decided for, and the present tier stays. Either way the tier before that day is what counts
 * for the days of grace, not what was decided for the day itself.
 */
record TierDecision(
    AssignTier asked, int policyVersion, Code tier, Verdict verdict, Metrics metrics) {

  /**
   * The events that the decision leads to.
   *
   * @throws Rejection TOO_LONG_AGO, NO_RULE_HOLDS, and what the policy refuses
   */
  static List<SegmentationEvent> events(
      AssignTier c, int policyVersion, Policy rules, States states) {
    TierState past = states.of(TierState.TIER, TierState.id(c.scheme(), c.customerId()));
    EvaluatedState evaluated = states.of(EvaluatedState.EVALUATED, c.scheme());
    Rejection.unless(
        past.knows(c.on()) && (past.last() == null || evaluated.knows(c.on())),
        "TOO_LONG_AGO",
        "So much was decided since " + c.on() + " that its tier is not decided again.");
    Verdict verdict = rules.evaluate(c.metrics(), c.on(), past.before(c.on()));
    @Nullable Code tier = verdict.tier();
    if (tier == null) {
      throw new Rejection(
          "NO_RULE_HOLDS", "No rule of " + c.scheme() + " gives a tier for these metrics.");
    }
    TierDecision decision =
        new TierDecision(c, policyVersion, tier, verdict, c.metrics().only(rules.metrics()));
    @Nullable TierStep later = past.last() == null ? null : past.after(c.on(), evaluated);
    return later == null ? decision.assigned(past.last()) : decision.corrected(past, later);
  }

  private List<SegmentationEvent> assigned(@Nullable TierAssigned last) {
    if (last != null && last.newTier().equals(tier) && last.inScope() == verdict.inScope()) {
      return List.of();
    }
    return List.of(
        new TierAssigned(
            asked.customerId(),
            asked.scheme(),
            policyVersion,
            last == null ? null : last.newTier(),
            tier,
            verdict.inScope(),
            verdict.rule(),
            metrics,
            verdict.missing(),
            asked.readAt(),
            asked.on(),
            asked.evaluationId()));
  }

  private List<SegmentationEvent> corrected(TierState past, TierStep later) {
    @Nullable TierStep told = past.at(asked.on());
    if (told != null && told.tier().equals(tier)) {
      return List.of();
    }
    return List.of(
        new TierCorrected(
            asked.customerId(),
            asked.scheme(),
            policyVersion,
            told == null ? null : told.tier(),
            tier,
            verdict.inScope(),
            verdict.rule(),
            metrics,
            verdict.missing(),
            asked.readAt(),
            asked.on(),
            later,
            asked.evaluationId()));
  }
}
