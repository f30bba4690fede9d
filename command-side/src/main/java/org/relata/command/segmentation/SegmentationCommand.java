package org.relata.command.segmentation;

import java.time.LocalDate;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.relata.command.customer.KnownCustomers;
import org.relata.command.holding.BaseCurrency;
import org.relata.command.platform.Command;
import org.relata.command.platform.Description;
import org.relata.kernel.Rejection;
import org.relata.kernel.StreamId;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.holding.EffectiveDay;
import org.relata.kernel.segmentation.EvaluationId;
import org.relata.kernel.segmentation.EvaluationProgress;
import org.relata.kernel.segmentation.Expression;
import org.relata.kernel.segmentation.PolicyText;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.valuation.Metrics;
import org.relata.kernel.value.Note;

/** Everything that can be asked for about schemes, tiers and business days. */
public sealed interface SegmentationCommand extends Command {

  int MAX_CUSTOMERS = 500;
  int MAX_BINDING = 10;

  /** What is asked about the policies of a scheme. */
  sealed interface ForScheme extends SegmentationCommand {
    SchemeId scheme();

    @Override
    default StreamId target() {
      return SchemeState.SCHEME.id(scheme().value());
    }
  }

  /** What is asked about one evaluation. */
  sealed interface ForEvaluation extends SegmentationCommand {
    EvaluationId evaluationId();

    @Override
    default StreamId target() {
      return EvaluationState.EVALUATION.id(evaluationId().value());
    }
  }

  /**
   * Writes a new version of a policy.
   *
   * @param version the next whole number, from 1
   * @param effectiveFrom the day from which it decides once it is activated
   * @param currency of the amounts in the rules: the base currency, which it is unless given
   * @param audience kinds of customers that can have a tier; all unless given
   * @param scope who the scheme is meant for; everybody unless given
   * @param rules the first that holds decides; unless given, everything is as in the policy that is
   *     shipped for the scheme
   * @param tiers what tiers get, the best first
   * @param holdOffDays how long a tier is kept before a worse one replaces it; 0 unless given
   */
  @Description("Drafts a version of the policy by which a scheme gives tiers.")
  record DraftPolicy(
      SchemeId scheme,
      int version,
      LocalDate effectiveFrom,
      @Nullable Currency currency,
      @Nullable List<CustomerKind> audience,
      @Nullable Expression scope,
      @Nullable List<PolicyText.Rule> rules,
      @Nullable List<PolicyText.Tier> tiers,
      @Nullable Integer holdOffDays)
      implements ForScheme {

    public DraftPolicy {
      EffectiveDay.checked(effectiveFrom);
      if (version < 1) {
        throw Rejection.of("version", "OUT_OF_RANGE", "Versions count from 1.");
      }
      if (rules == null && (scope != null || audience != null || tiers != null)) {
        throw Rejection.of(
            "rules", "MISSING", "Scope, audience and tiers of one's own need rules of one's own.");
      }
    }

    @Override
    public List<StreamId> reads() {
      return List.of(target(), BaseCurrency.stream());
    }
  }

  @Description("Proposes a drafted version of a policy for approval; its rules have no gap.")
  record ProposePolicy(SchemeId scheme, int version) implements ForScheme {}

  /** Lets a proposed version decide from its day on. */
  @Description("Approves a proposed version of a policy; another person must have proposed it.")
  record ApprovePolicy(SchemeId scheme, int version) implements ForScheme {}

  @Description("Refuses a proposed version of a policy, with the reason.")
  record RefusePolicy(SchemeId scheme, int version, Note reason) implements ForScheme {}

  @Description("Withdraws one's own proposal of a version of a policy.")
  record WithdrawPolicy(SchemeId scheme, int version) implements ForScheme {}

  /**
   * Asks for an evaluation of all or some customers; the automation carries it out.
   *
   * @param evaluationId scheme and day unless given
   * @param customerIds all customers unless given
   */
  @Description("Asks for an evaluation of a scheme on a day, for all customers or some.")
  record EvaluateTiers(
      SchemeId scheme,
      LocalDate on,
      @Nullable EvaluationId evaluationId,
      @Nullable List<CustomerId> customerIds)
      implements SegmentationCommand {

    public EvaluateTiers {
      EffectiveDay.checked(on);
      if (customerIds != null) {
        if (customerIds.isEmpty() || customerIds.size() > MAX_CUSTOMERS) {
          throw Rejection.of(
              "customerIds", "OUT_OF_RANGE", "1 to " + MAX_CUSTOMERS + " customers are named.");
        }
        if (new HashSet<>(customerIds).size() < customerIds.size()) {
          throw Rejection.of("customerIds", "DUPLICATE", "A customer is named once.");
        }
        customerIds = List.copyOf(customerIds);
      }
    }

    EvaluationId id() {
      return evaluationId == null ? new EvaluationId(scheme + "." + on) : evaluationId;
    }

    @Override
    public StreamId target() {
      return EvaluationState.EVALUATION.id(id().value());
    }

    @Override
    public List<StreamId> reads() {
      return List.of(target(), SchemeState.SCHEME.id(scheme.value()));
    }
  }

  /**
   * Gives a customer the tier that the policy of the day derives from the metrics. When a later day
   * was decided for already, what is told of the past is corrected and the present tier stays.
   *
   * @param readAt the position at which the metrics were read
   */
  @Description("Gives a customer the tier that the policy finds for its metrics.")
  record AssignTier(
      CustomerId customerId,
      SchemeId scheme,
      @Nullable EvaluationId evaluationId,
      LocalDate on,
      Metrics metrics,
      long readAt)
      implements SegmentationCommand {

    public AssignTier {
      EffectiveDay.checked(on);
      if (readAt < 0) {
        throw Rejection.of("readAt", "OUT_OF_RANGE", "A position is not negative.");
      }
    }

    @Override
    public StreamId target() {
      return TierState.TIER.id(TierState.id(scheme, customerId));
    }

    @Override
    public List<StreamId> reads() {
      return List.of(
          target(),
          SchemeState.SCHEME.id(scheme.value()),
          EvaluatedState.EVALUATED.id(scheme.value()),
          KnownCustomers.stream(customerId));
    }
  }

  /**
   * Tells how far an evaluation has come, so that it can be taken up there. The first report
   * settles the position at which everything is read.
   *
   * @param upTo the last customer done, in the order of their identifiers; null at the beginning
   */
  @Description("Tells how far an evaluation has come.")
  record ReportEvaluationProgress(
      EvaluationId evaluationId, EvaluationProgress progress, @Nullable CustomerId upTo)
      implements ForEvaluation {}

  @Description("Tells that an evaluation has done all its customers.")
  record CompleteEvaluation(EvaluationId evaluationId, EvaluationProgress progress)
      implements ForEvaluation {}

  /**
   * The books of the day are closed. Days close in order; days without business may be left out.
   */
  @Description("Closes the books of a day; days close in order.")
  record CloseBusinessDay(LocalDate date) implements SegmentationCommand {
    public CloseBusinessDay {
      EffectiveDay.checked(date);
    }

    @Override
    public StreamId target() {
      return CalendarState.stream();
    }
  }

  /**
   * Customers are given to those alone who may keep their tiers of these schemes; of none when the
   * list is empty.
   */
  @Description("Sets the schemes whose tiers say who may keep a customer.")
  record SetBindingSchemes(List<SchemeId> schemes) implements SegmentationCommand {
    public SetBindingSchemes {
      if (schemes.size() > MAX_BINDING) {
        throw Rejection.of("schemes", "TOO_MANY", "At most " + MAX_BINDING + " schemes bind.");
      }
      if (new HashSet<>(schemes).size() < schemes.size()) {
        throw Rejection.of("schemes", "DUPLICATE", "A scheme is named once.");
      }
      schemes = List.copyOf(schemes);
    }

    @Override
    public StreamId target() {
      return BindingState.stream();
    }
  }
}
