package org.relata.command.segmentation;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.relata.command.customer.KnownCustomers;
import org.relata.command.holding.BaseCurrency;
import org.relata.command.platform.Actor;
import org.relata.command.platform.CommandContext;
import org.relata.command.platform.Decider;
import org.relata.command.platform.States;
import org.relata.command.platform.StreamType;
import org.relata.command.platform.Versions;
import org.relata.command.platform.Versions.Version;
import org.relata.command.segmentation.SegmentationCommand.ApprovePolicy;
import org.relata.command.segmentation.SegmentationCommand.AssignTier;
import org.relata.command.segmentation.SegmentationCommand.CloseBusinessDay;
import org.relata.command.segmentation.SegmentationCommand.CompleteEvaluation;
import org.relata.command.segmentation.SegmentationCommand.DraftPolicy;
import org.relata.command.segmentation.SegmentationCommand.EvaluateTiers;
import org.relata.command.segmentation.SegmentationCommand.ForScheme;
import org.relata.command.segmentation.SegmentationCommand.ProposePolicy;
import org.relata.command.segmentation.SegmentationCommand.RefusePolicy;
import org.relata.command.segmentation.SegmentationCommand.ReportEvaluationProgress;
import org.relata.command.segmentation.SegmentationCommand.SetBindingSchemes;
import org.relata.command.segmentation.SegmentationCommand.WithdrawPolicy;
import org.relata.kernel.Rejection;
import org.relata.kernel.segmentation.EvaluationId;
import org.relata.kernel.segmentation.EvaluationProgress;
import org.relata.kernel.segmentation.Policy;
import org.relata.kernel.segmentation.PolicyFinding;
import org.relata.kernel.segmentation.PolicyText;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.SegmentationEvent;
import org.relata.kernel.segmentation.SegmentationEvent.BindingSchemesSet;
import org.relata.kernel.segmentation.SegmentationEvent.BusinessDayClosed;
import org.relata.kernel.segmentation.SegmentationEvent.EvaluationCompleted;
import org.relata.kernel.segmentation.SegmentationEvent.EvaluationProgressed;
import org.relata.kernel.segmentation.SegmentationEvent.EvaluationRequested;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyActivated;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyDrafted;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyProposed;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyRefused;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyWithdrawn;
import org.relata.kernel.segmentation.SegmentationEvent.SchemeEvaluated;
import org.relata.kernel.segmentation.ShippedPolicies;
import org.springframework.stereotype.Component;

/**
 * The rules about tiers. A tier is never given by hand: the policy that is in force on the day
 * derives it from the metrics, and the event says by which rule. A customer has one tier per
 * scheme; an evaluation of an earlier day than the last one that was decided for corrects the past
 * and leaves it.
 */
@Component
public final class SegmentationDecider implements Decider<SegmentationCommand> {

  /** Reading a policy's conditions is dear and always gives the same. */
  private final LoadingCache<PolicyText, Policy> compiled =
      Caffeine.newBuilder().maximumSize(100).build(Policy::of);

  @Override
  public Class<SegmentationCommand> commands() {
    return SegmentationCommand.class;
  }

  @Override
  public List<StreamType<?>> streams() {
    return List.of(
        SchemeState.SCHEME,
        TierState.TIER,
        EvaluatedState.EVALUATED,
        EvaluationState.EVALUATION,
        CalendarState.CALENDAR,
        BindingState.BINDING);
  }

  @Override
  public List<? extends SegmentationEvent> decide(
      SegmentationCommand command, CommandContext context, States states) {
    return switch (command) {
      case ForScheme c -> decide(c, context.actor(), states);
      case EvaluateTiers c -> request(c, states);
      case AssignTier c -> assign(c, states);
      case ReportEvaluationProgress c -> progress(c, states);
      case CompleteEvaluation c -> complete(c, states);
      case CloseBusinessDay c -> closeDay(c, states);
      case SetBindingSchemes c -> bind(c, states);
    };
  }

  private List<SegmentationEvent> decide(ForScheme command, Actor actor, States states) {
    SchemeId scheme = command.scheme();
    Versions<PolicyText> policies = states.of(SchemeState.SCHEME, scheme).policies();
    return switch (command) {
      case DraftPolicy c -> draft(c, policies, actor, BaseCurrency.of(states));
      case ProposePolicy c -> propose(c, policies, actor);
      case ApprovePolicy c ->
          policies.admitsApproval(c.version(), actor)
              ? List.of(
                  new PolicyActivated(
                      scheme, c.version(), policies.version(c.version()).effectiveFrom()))
              : List.of();
      case RefusePolicy c ->
          policies.admitsRefusal(c.version(), actor)
              ? List.of(new PolicyRefused(scheme, c.version(), c.reason()))
              : List.of();
      case WithdrawPolicy c ->
          policies.admitsWithdrawal(c.version(), actor)
              ? List.of(new PolicyWithdrawn(scheme, c.version()))
              : List.of();
    };
  }

  private List<SegmentationEvent> draft(
      DraftPolicy c, Versions<PolicyText> policies, Actor actor, Currency base) {
    if (c.currency() != null && !c.currency().equals(base)) {
      throw Rejection.of(
          "currency", "WRONG_CURRENCY", "Policies speak of the base currency " + base + ".");
    }
    PolicyText text = compiled.get(text(c, base)).text();
    return policies.admitsDraft(c.version(), text, c.effectiveFrom())
        ? List.of(new PolicyDrafted(c.scheme(), c.version(), c.effectiveFrom(), text, actor.name()))
        : List.of();
  }

  private static PolicyText text(DraftPolicy c, Currency base) {
    @Nullable List<PolicyText.Rule> rules = c.rules();
    if (rules != null) {
      return new PolicyText(
          base,
          Objects.requireNonNullElse(c.audience(), List.of()),
          c.scope(),
          rules,
          Objects.requireNonNullElse(c.tiers(), List.of()),
          Objects.requireNonNullElse(c.holdOffDays(), 0));
    }
    @Nullable PolicyText shipped = ShippedPolicies.of(c.scheme(), base);
    if (shipped == null) {
      throw Rejection.of(
          "rules",
          "MISSING",
          "No policy is shipped for the scheme " + c.scheme() + "; give rules.");
    }
    return c.holdOffDays() == null ? shipped : shipped.heldOff(c.holdOffDays());
  }

  private List<SegmentationEvent> propose(
      ProposePolicy c, Versions<PolicyText> policies, Actor actor) {
    if (!policies.admitsProposal(c.version())) {
      return List.of();
    }
    List<Rejection.Field> wrong = new ArrayList<>();
    for (PolicyFinding finding : compiled.get(policies.version(c.version()).text()).findings()) {
      if (finding.isFatal()) {
        String where =
            finding.rules().isEmpty() ? "/rules" : "/rules/" + (finding.rules().getFirst() - 1);
        wrong.add(new Rejection.Field(where, finding.kind().name(), finding.sentence()));
      }
    }
    if (!wrong.isEmpty()) {
      throw new Rejection(
          "POLICY_NOT_SOUND",
          "The rules do not fit together: " + wrong.getFirst().sentence(),
          wrong);
    }
    return List.of(new PolicyProposed(c.scheme(), c.version(), actor.name()));
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
    KnownCustomers.requireUnmerged(states, c.customerId());
    Version<PolicyText> policy = requirePolicy(c.scheme(), c.on(), states);
    Rejection.unless(
        policy.text().isFor(KnownCustomers.kind(states, c.customerId())),
        "NOT_IN_AUDIENCE",
        "The scheme " + c.scheme() + " is not for customers of this kind.");
    return TierDecision.events(c, policy.number(), compiled.get(policy.text()), states);
  }

  private static List<SegmentationEvent> progress(ReportEvaluationProgress c, States states) {
    EvaluationState evaluation = running(c.evaluationId(), c.progress(), states);
    if (evaluation.completed() || c.progress().equals(evaluation.progress())) {
      return List.of();
    }
    EvaluationProgressed progressed =
        new EvaluationProgressed(c.evaluationId(), c.progress(), c.upTo());
    @Nullable EvaluationRequested request = evaluation.request();
    if (request == null
        || !request.customerIds().isEmpty()
        || states.of(EvaluatedState.EVALUATED, request.scheme()).days().contains(request.on())) {
      return List.of(progressed);
    }
    return List.of(
        progressed, new SchemeEvaluated(request.scheme(), request.on(), c.evaluationId()));
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

  private static List<SegmentationEvent> bind(SetBindingSchemes c, States states) {
    for (int i = 0; i < c.schemes().size(); i++) {
      Tiers.requireScheme(states, c.schemes().get(i), "schemes/" + i);
    }
    return c.schemes().equals(states.of(BindingState.BINDING, BindingState.KEEPERS).schemes())
        ? List.of()
        : List.of(new BindingSchemesSet(c.schemes()));
  }

  private static Version<PolicyText> requirePolicy(SchemeId scheme, LocalDate on, States states) {
    @Nullable Version<PolicyText> policy = states.of(SchemeState.SCHEME, scheme).policies().on(on);
    if (policy == null) {
      throw new Rejection(
          "NO_ACTIVE_POLICY", "The scheme " + scheme + " has no active policy on " + on + ".");
    }
    return policy;
  }
}
