package org.relata.query.portfolio;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.portfolio.KeyAccountPlan;
import org.relata.kernel.value.Note;

/**
 * What is meant to become of a key account.
 *
 * @param closed whether it is over
 * @param outcome what became of it
 */
public record PlanRow(
    CustomerId customerId,
    List<Note> aims,
    List<KeyAccountPlan.Need> needs,
    List<KeyAccountPlan.Action> actions,
    List<Note> risks,
    List<LocalDate> reviewDates,
    boolean closed,
    @Nullable Note outcome) {

  static PlanRow of(CustomerId customerId, KeyAccountPlan plan) {
    return new PlanRow(
        customerId,
        plan.aims(),
        plan.needs(),
        plan.actions(),
        plan.risks(),
        plan.reviewDates(),
        false,
        null);
  }

  PlanRow closed(@Nullable Note became) {
    return new PlanRow(customerId, aims, needs, actions, risks, reviewDates, true, became);
  }
}
