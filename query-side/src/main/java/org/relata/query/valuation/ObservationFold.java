package org.relata.query.valuation;

import org.relata.kernel.log.Recorded;
import org.relata.kernel.valuation.ValuationEvent.AboutObservations;
import org.relata.kernel.valuation.ValuationEvent.ObservationRecorded;
import org.relata.kernel.valuation.ValuationEvent.ObservationWithdrawn;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** What is observed of customers. */
final class ObservationFold implements Fold<AboutObservations, ObservationRow> {

  static final RowTable<ObservationRow> TABLE =
      RowTable.of("observation", ObservationRow.class)
          .key("customerId", "name")
          .indexOfAllVersions("kind", "on")
          .build();

  @Override
  public Class<AboutObservations> events() {
    return AboutObservations.class;
  }

  @Override
  public RowTable<ObservationRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutObservations> recorded, Rows<ObservationRow> rows) {
    switch (recorded.event()) {
      case ObservationRecorded e ->
          rows.put(
              Key.of(e.customerId(), e.observation().key().toString()),
              row -> ObservationRow.of(e.customerId(), e.observation()));
      case ObservationWithdrawn e ->
          rows.end(Key.of(e.customerId(), e.observation().key().toString()));
    }
  }
}
