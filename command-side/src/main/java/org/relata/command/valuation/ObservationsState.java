package org.relata.command.valuation;

import java.util.HashMap;
import java.util.Map;
import org.relata.command.platform.StreamType;
import org.relata.kernel.valuation.Observation;
import org.relata.kernel.valuation.ValuationEvent.AboutObservations;
import org.relata.kernel.valuation.ValuationEvent.ObservationRecorded;
import org.relata.kernel.valuation.ValuationEvent.ObservationWithdrawn;

/** What is observed of one customer, as known last. */
record ObservationsState(Map<Observation.Key, Observation> observations) {

  static final StreamType<ObservationsState> OBSERVATIONS =
      StreamType.of(
          "observations",
          new ObservationsState(Map.of()),
          AboutObservations.class,
          ObservationsState::evolve);

  private ObservationsState evolve(AboutObservations event) {
    Map<Observation.Key, Observation> next = new HashMap<>(observations);
    switch (event) {
      case ObservationRecorded e -> next.put(e.observation().key(), e.observation());
      case ObservationWithdrawn e -> next.remove(e.observation().key());
    }
    return new ObservationsState(Map.copyOf(next));
  }
}
