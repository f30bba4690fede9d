package org.relata.query.valuation;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.valuation.Figure;
import org.relata.kernel.valuation.Observation;
import org.relata.kernel.value.Code;

/**
 * What was told, judged or met of a customer on a day.
 *
 * @param name kind, day and subject: what another observation must have in common to correct it
 */
public record ObservationRow(
    CustomerId customerId,
    String name,
    Observation.Kind kind,
    @Nullable Code subject,
    LocalDate on,
    @Nullable Figure value) {

  static ObservationRow of(CustomerId customerId, Observation o) {
    return new ObservationRow(
        customerId, o.key().toString(), o.kind(), o.subject(), o.on(), o.value());
  }
}
