package org.relata.command.valuation;

import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.relata.command.customer.KnownCustomers;
import org.relata.command.holding.BaseCurrency;
import org.relata.command.platform.Actor;
import org.relata.command.platform.CommandContext;
import org.relata.command.platform.Decider;
import org.relata.command.platform.States;
import org.relata.command.platform.StreamType;
import org.relata.command.platform.Versions;
import org.relata.command.valuation.ValuationCommand.ApproveValuation;
import org.relata.command.valuation.ValuationCommand.DraftValuation;
import org.relata.command.valuation.ValuationCommand.ForValuation;
import org.relata.command.valuation.ValuationCommand.ProposeValuation;
import org.relata.command.valuation.ValuationCommand.RecordObservation;
import org.relata.command.valuation.ValuationCommand.RefuseValuation;
import org.relata.command.valuation.ValuationCommand.WithdrawObservation;
import org.relata.command.valuation.ValuationCommand.WithdrawValuation;
import org.relata.kernel.Rejection;
import org.relata.kernel.valuation.Figure;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.valuation.Observation;
import org.relata.kernel.valuation.ShippedValuation;
import org.relata.kernel.valuation.Valuation;
import org.relata.kernel.valuation.ValuationEvent;
import org.relata.kernel.valuation.ValuationEvent.ObservationRecorded;
import org.relata.kernel.valuation.ValuationEvent.ObservationWithdrawn;
import org.relata.kernel.valuation.ValuationEvent.ValuationApproved;
import org.relata.kernel.valuation.ValuationEvent.ValuationDrafted;
import org.relata.kernel.valuation.ValuationEvent.ValuationProposed;
import org.relata.kernel.valuation.ValuationEvent.ValuationRefused;
import org.relata.kernel.valuation.ValuationEvent.ValuationWithdrawn;
import org.springframework.stereotype.Component;

/**
 * The rules about what customers are reckoned by. Observations are facts: they are recorded of
 * known customers, corrected by another one of the same day, and withdrawn, never changed. Prices
 * and weights are versions that take four eyes.
 */
@Component
public final class ValuationDecider implements Decider<ValuationCommand> {

  static final int MAX_OBSERVATIONS = 5000;

  @Override
  public Class<ValuationCommand> commands() {
    return ValuationCommand.class;
  }

  @Override
  public List<StreamType<?>> streams() {
    return List.of(ObservationsState.OBSERVATIONS, ValuationState.VALUATION);
  }

  @Override
  public List<? extends ValuationEvent> decide(
      ValuationCommand command, CommandContext context, States states) {
    return switch (command) {
      case RecordObservation c -> record(c, states);
      case WithdrawObservation c -> withdraw(c, states);
      case ForValuation c -> decide(c, context.actor(), states);
    };
  }

  private static List<ValuationEvent> record(RecordObservation c, States states) {
    KnownCustomers.requireKnown(states, c.customerId());
    Observation observation = inBaseCurrency(c.observation(), states);
    ObservationsState state = states.of(ObservationsState.OBSERVATIONS, c.customerId());
    @Nullable Observation known = state.observations().get(observation.key());
    if (observation.equals(known)) {
      return List.of();
    }
    Rejection.unless(
        known != null || state.observations().size() < MAX_OBSERVATIONS,
        "TOO_MANY",
        "At most " + MAX_OBSERVATIONS + " observations are kept of one customer.");
    return List.of(new ObservationRecorded(c.customerId(), observation));
  }

  private static List<ValuationEvent> withdraw(WithdrawObservation c, States states) {
    KnownCustomers.requireKnown(states, c.customerId());
    Observation observation = inBaseCurrency(c.observation(), states);
    @Nullable Observation known =
        states
            .of(ObservationsState.OBSERVATIONS, c.customerId())
            .observations()
            .get(observation.key());
    Rejection.unless(
        observation.equals(known),
        "UNKNOWN_OBSERVATION",
        "Nothing like " + observation.key() + " is recorded of " + c.customerId() + ".");
    return List.of(new ObservationWithdrawn(c.customerId(), observation));
  }

  /** An amount gets the decimals of the base currency. */
  private static Observation inBaseCurrency(Observation observation, States states) {
    @Nullable Figure value = observation.value();
    if (value == null || observation.kind().value() != Metric.Kind.AMOUNT) {
      return observation;
    }
    int decimals = Math.max(BaseCurrency.of(states).getDefaultFractionDigits(), 0);
    return new Observation(
        observation.kind(),
        observation.subject(),
        observation.on(),
        Metric.Kind.AMOUNT.checked("observation/value", value, decimals));
  }

  private static List<ValuationEvent> decide(ForValuation command, Actor actor, States states) {
    Versions<Valuation> versions =
        states.of(ValuationState.VALUATION, ValuationState.BANK).versions();
    return switch (command) {
      case DraftValuation c -> draft(c, versions, actor, BaseCurrency.of(states));
      case ProposeValuation c ->
          versions.admitsProposal(c.version())
              ? List.of(new ValuationProposed(c.version(), actor.name()))
              : List.of();
      case ApproveValuation c ->
          versions.admitsApproval(c.version(), actor)
              ? List.of(
                  new ValuationApproved(c.version(), versions.version(c.version()).effectiveFrom()))
              : List.of();
      case RefuseValuation c ->
          versions.admitsRefusal(c.version(), actor)
              ? List.of(new ValuationRefused(c.version(), c.reason()))
              : List.of();
      case WithdrawValuation c ->
          versions.admitsWithdrawal(c.version(), actor)
              ? List.of(new ValuationWithdrawn(c.version()))
              : List.of();
    };
  }

  private static List<ValuationEvent> draft(
      DraftValuation c, Versions<Valuation> versions, Actor actor, Currency base) {
    @Nullable Valuation given = c.valuation();
    Valuation valuation = given == null ? ShippedValuation.of(base) : given;
    if (!valuation.currency().equals(base)) {
      throw Rejection.of(
          "valuation/currency",
          "WRONG_CURRENCY",
          "A valuation is in the base currency " + base + ".");
    }
    return versions.admitsDraft(c.version(), valuation, c.effectiveFrom())
        ? List.of(new ValuationDrafted(c.version(), c.effectiveFrom(), valuation, actor.name()))
        : List.of();
  }
}
