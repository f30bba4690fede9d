package org.relata.command.valuation;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.relata.command.customer.KnownCustomers;
import org.relata.command.holding.BaseCurrency;
import org.relata.command.platform.Command;
import org.relata.command.platform.Description;
import org.relata.kernel.StreamId;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.holding.EffectiveDay;
import org.relata.kernel.valuation.Observation;
import org.relata.kernel.valuation.Valuation;
import org.relata.kernel.value.Note;

/** Everything that can be asked for about what is observed of customers, and how they count. */
public sealed interface ValuationCommand extends Command {

  /** What is asked about the observations of one customer. */
  sealed interface ForObservations extends ValuationCommand {
    CustomerId customerId();

    @Override
    default StreamId target() {
      return ObservationsState.OBSERVATIONS.id(customerId().value());
    }
  }

  /** What is asked about by what the bank reckons. */
  sealed interface ForValuation extends ValuationCommand {
    int version();

    @Override
    default StreamId target() {
      return ValuationState.stream();
    }
  }

  @Description("Records what was told, judged or met of a customer on a day.")
  record RecordObservation(CustomerId customerId, Observation observation)
      implements ForObservations {
    @Override
    public List<StreamId> reads() {
      return List.of(target(), KnownCustomers.stream(customerId), BaseCurrency.stream());
    }
  }

  @Description("Takes back an observation that was recorded by mistake.")
  record WithdrawObservation(CustomerId customerId, Observation observation)
      implements ForObservations {
    @Override
    public List<StreamId> reads() {
      return List.of(target(), KnownCustomers.stream(customerId), BaseCurrency.stream());
    }
  }

  /**
   * Writes a new version of the prices, costs, expectations and weights.
   *
   * @param version the next whole number, from 1
   * @param effectiveFrom the day from which it counts once it is approved
   * @param valuation what is shipped, unless given
   */
  @Description("Drafts a version of the prices, costs and weights by which customers are reckoned.")
  record DraftValuation(int version, LocalDate effectiveFrom, @Nullable Valuation valuation)
      implements ForValuation {
    public DraftValuation {
      EffectiveDay.checked(effectiveFrom);
    }

    @Override
    public List<StreamId> reads() {
      return List.of(target(), BaseCurrency.stream());
    }
  }

  @Description("Proposes a drafted version of the valuation for approval.")
  record ProposeValuation(int version) implements ForValuation {}

  @Description(
      "Approves a proposed version of the valuation; another person must have proposed it.")
  record ApproveValuation(int version) implements ForValuation {}

  @Description("Refuses a proposed version of the valuation, with the reason.")
  record RefuseValuation(int version, Note reason) implements ForValuation {}

  @Description("Withdraws one's own proposal of a version of the valuation.")
  record WithdrawValuation(int version) implements ForValuation {}
}
