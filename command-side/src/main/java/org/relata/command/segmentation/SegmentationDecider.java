package org.relata.command.segmentation;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.relata.command.customer.KnownCustomers;
import org.relata.command.holding.BaseCurrency;
import org.relata.command.platform.CommandContext;
import org.relata.command.platform.Decider;
import org.relata.command.platform.States;
import org.relata.command.platform.StreamType;
import org.relata.command.segmentation.SegmentationCommand.ActivatePolicy;
import org.relata.command.segmentation.SegmentationCommand.AssignTier;
import org.relata.command.segmentation.SegmentationCommand.CloseBusinessDay;
import org.relata.command.segmentation.SegmentationCommand.CompleteEvaluation;
import org.relata.command.segmentation.SegmentationCommand.DraftPolicy;
import org.relata.command.segmentation.SegmentationCommand.EvaluateTiers;
import org.relata.command.segmentation.SegmentationCommand.ReportEvaluationProgress;
import org.relata.kernel.Rejection;
import org.relata.kernel.segmentation.EvaluationId;
import org.relata.kernel.segmentation.EvaluationProgress;
import org.relata.kernel.segmentation.Policy;
import org.relata.kernel.segmentation.PolicyText;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.SegmentationEvent;
import org.relata.kernel.segmentation.SegmentationEvent.BusinessDayClosed;
import org.relata.kernel.segmentation.SegmentationEvent.EvaluationCompleted;
import org.relata.kernel.segmentation.SegmentationEvent.EvaluationProgressed;
import org.relata.kernel.segmentation.SegmentationEvent.EvaluationRequested;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyActivated;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyDrafted;
import org.relata.kernel.segmentation.SegmentationEvent.TierAssigned;
import org.relata.kernel.segmentation.ShippedPolicies;
import org.relata.kernel.segmentation.Verdict;
import org.relata.kernel.value.Code;
import org.springframework.stereotype.Component;

/**
 * The rules about tiers. A tier is never given by hand: the policy that is in force on the day
 * derives it from the metrics, and the event says by which rule. A customer has one tier per
 * scheme; an evaluation of an earlier day than the present tier's does not change it.
 */
@Component
public final class SegmentationDecider implements Decider<SegmentationCommand> {

  static final int MAX_VERSIONS = 1000;

  /** Reading a policy's conditions is dear and always gives the same. */
  private final LoadingCache<PolicyText, Policy> policies =
      Caffeine.newBuilder().maximumSize(100).build(Policy::of);

  @Override
  public Class<SegmentationCommand> commands() {
    return SegmentationCommand.class;
  }

  @Override
  public List<StreamType<?>> streams() {
    return List.of(
        SchemeState.SCHEME, TierState.TIER, EvaluationState.EVALUATION, CalendarState.CALENDAR);
  }

  @Override
  public List<? extends SegmentationEvent> decide(
      SegmentationCommand command, CommandContext context, States states) {
    return switch (command) {
      case DraftPolicy c -> draft(c, states);
      case ActivatePolicy c -> activate(c, states);
      case EvaluateTiers c -> request(c, states);
      case AssignTier c -> assign(c, states);
      case ReportEvaluationProgress c -> progress(c, states);
      case CompleteEvaluation c -> complete(c, states);
      case CloseBusinessDay c -> closeDay(c, states);
    };
  }

  private List<SegmentationEvent> draft(DraftPolicy c, States states) {
    Currency base = BaseCurrency.of(states);
    if (c.currency() != null && !c.currency().equals(base)) {
      throw Rejection.of(
          "currency", "WRONG_CURRENCY", "Policies speak of the base currency " + base + ".");
    }
    PolicyText text = policies.get(text(c, base)).text();
    PolicyDrafted drafted = new PolicyDrafted(c.scheme(), c.version(), c.effectiveFrom(), text);
    List<PolicyDrafted> known = states.of(SchemeState.SCHEME, c.scheme()).drafts();
    if (c.version() <= known.size()) {
      Rejection.unless(
          known.get(c.version() - 1).equals(drafted),
          "VERSION_EXISTS",
          "Version " + c.version() + " of " + c.scheme() + " exists and reads otherwise.");
      return List.of();
    }
    Rejection.unless(
        c.version() == known.size() + 1 && c.version() <= MAX_VERSIONS,
        "VERSION_OUT_OF_ORDER",
        "The next version of " + c.scheme() + " is " + (known.size() + 1) + ".");
    return List.of(drafted);
  }

  private static PolicyText text(DraftPolicy c, Currency base) {
    @Nullable List<PolicyText.Rule> rules = c.rules();
    if (rules != null) {
      return new PolicyText(base, c.scope(), rules);
    }
    @Nullable PolicyText shipped = ShippedPolicies.of(c.scheme(), base);
    if (shipped == null) {
      throw Rejection.of(
          "rules",
          "MISSING",
          "No policy is shipped for the scheme " + c.scheme() + "; give rules.");
    }
    return shipped;
  }

  private static List<SegmentationEvent> activate(ActivatePolicy c, States states) {
    SchemeState scheme = states.of(SchemeState.SCHEME, c.scheme());
    if (c.version() < 1 || c.version() > scheme.drafts().size()) {
      throw Rejection.of(
          "version",
          "UNKNOWN_POLICY",
          "There is no version " + c.version() + " of " + c.scheme() + ".");
    }
    PolicyDrafted policy = scheme.drafts().get(c.version() - 1);
    if (scheme.active().contains(policy)) {
      return List.of();
    }
    Rejection.unless(
        scheme.active().isEmpty() || scheme.active().getLast().version() < c.version(),
        "SUPERSEDED",
        "A later version of " + c.scheme() + " was activated already.");
    return List.of(new PolicyActivated(c.scheme(), c.version(), policy.effectiveFrom()));
  }

  private static List<SegmentationEvent> request(EvaluateTiers c, States states) {
    requirePolicy(c.scheme(), c.on(), states);
    EvaluationRequested requested =
        new EvaluationRequested(
            c.id(), c.scheme(), c.on(), Objects.requireNonNullElse(c.customerIds(), List.of()));
    @Nullable EvaluationRequested known = states.of(EvaluationState.EVALUATION, c.id()).request();
    if (requested.equals(known)) {
      return List.of();
    }
    Rejection.unless(
        known == null,
        "EVALUATION_EXISTS",
        "The evaluation " + c.id() + " exists; give another evaluationId.");
    return List.of(requested);
  }

  private List<SegmentationEvent> assign(AssignTier c, States states) {
    KnownCustomers.requireKnown(states, c.customerId());
    PolicyDrafted policy = requirePolicy(c.scheme(), c.on(), states);
    Verdict verdict = policies.get(policy.text()).evaluate(c.metrics());
    @Nullable Code tier = verdict.tier();
    if (tier == null) {
      throw new Rejection(
          "NO_RULE_HOLDS", "No rule of " + c.scheme() + " gives a tier for these metrics.");
    }
    @Nullable TierAssigned last =
        states.of(TierState.TIER, TierState.id(c.scheme(), c.customerId())).last();
    if (last != null) {
      if (last.newTier().equals(tier) && last.inScope() == verdict.inScope()) {
        return List.of();
      }
      Rejection.unless(
          !c.on().isBefore(last.on()),
          "LATER_TIER_EXISTS",
          "The tier of " + c.customerId() + " was decided for the later day " + last.on() + ".");
    }
    return List.of(
        new TierAssigned(
            c.customerId(),
            c.scheme(),
            policy.version(),
            last == null ? null : last.newTier(),
            tier,
            verdict.inScope(),
            verdict.rule(),
            c.metrics(),
            verdict.missing(),
            c.readAt(),
            c.on(),
            c.evaluationId()));
  }

  private static List<SegmentationEvent> progress(ReportEvaluationProgress c, States states) {
    EvaluationState evaluation = running(c.evaluationId(), c.progress(), states);
    return evaluation.completed() || c.progress().equals(evaluation.progress())
        ? List.of()
        : List.of(new EvaluationProgressed(c.evaluationId(), c.progress(), c.upTo()));
  }

  private static List<SegmentationEvent> complete(CompleteEvaluation c, States states) {
    EvaluationState evaluation = running(c.evaluationId(), c.progress(), states);
    Rejection.unless(
        c.progress().evaluated() == c.progress().total(),
        "NOT_DONE",
        "An evaluation is complete when all its customers were evaluated.");
    return evaluation.completed()
        ? List.of()
        : List.of(new EvaluationCompleted(c.evaluationId(), c.progress()));
  }

  private static EvaluationState running(
      EvaluationId id, EvaluationProgress progress, States states) {
    EvaluationState evaluation = states.of(EvaluationState.EVALUATION, id);
    Rejection.unless(
        evaluation.request() != null, "UNKNOWN_EVALUATION", "There is no evaluation " + id + ".");
    @Nullable EvaluationProgress before = evaluation.progress();
    Rejection.unless(
        before == null
            || (before.readAt() == progress.readAt() && before.evaluated() <= progress.evaluated()),
        "PROGRESS_LOST",
        "An evaluation reads at one position and does not go back.");
    return evaluation;
  }

  private static List<SegmentationEvent> closeDay(CloseBusinessDay c, States states) {
    @Nullable LocalDate last =
        states.of(CalendarState.CALENDAR, CalendarState.BUSINESS_DAYS).lastClosed();
    if (c.date().equals(last)) {
      return List.of();
    }
    Rejection.unless(
        last == null || c.date().isAfter(last),
        "DAY_OUT_OF_ORDER",
        "The business day " + last + " was closed already; days close in order.");
    return List.of(new BusinessDayClosed(c.date()));
  }

  private static PolicyDrafted requirePolicy(SchemeId scheme, LocalDate on, States states) {
    @Nullable PolicyDrafted policy = states.of(SchemeState.SCHEME, scheme).on(on);
    if (policy == null) {
      throw new Rejection(
          "NO_ACTIVE_POLICY", "The scheme " + scheme + " has no active policy on " + on + ".");
    }
    return policy;
  }
}
