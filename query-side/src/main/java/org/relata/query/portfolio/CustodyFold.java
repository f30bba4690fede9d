package org.relata.query.portfolio;

import org.relata.kernel.DomainEvent;
import org.relata.kernel.customer.CustomerEvent.CustomerClosed;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerEvent.CustomerReopened;
import org.relata.kernel.customer.CustomerEvent.CustomersMerged;
import org.relata.kernel.customer.CustomerEvent.CustomersUnmerged;
import org.relata.kernel.log.Recorded;
import org.relata.kernel.portfolio.PortfolioEvent.AboutCustody;
import org.relata.kernel.portfolio.PortfolioEvent.AttributionSet;
import org.relata.kernel.portfolio.PortfolioEvent.CustomerAllotted;
import org.relata.kernel.portfolio.PortfolioEvent.CustomerAssigned;
import org.relata.kernel.portfolio.PortfolioEvent.CustomerChoseManager;
import org.relata.kernel.portfolio.PortfolioEvent.CustomerClaimed;
import org.relata.kernel.portfolio.PortfolioEvent.CustomerHandedOver;
import org.relata.kernel.portfolio.PortfolioEvent.CustomerLeftInPool;
import org.relata.kernel.portfolio.PortfolioEvent.CustomerReassigned;
import org.relata.kernel.portfolio.PortfolioEvent.CustomerReleased;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** Who keeps each customer. A customer is in the pool from its registration on. */
final class CustodyFold implements Fold<DomainEvent, CustodyRow> {

  static final RowTable<CustodyRow> TABLE =
      RowTable.of("custody", CustodyRow.class)
          .key("customerId")
          .index("managerId", "customerId")
          .index("attributedTo")
          .index("since")
          .indexOfAllVersions("managerId")
          .build();

  @Override
  public Class<DomainEvent> events() {
    return DomainEvent.class;
  }

  @Override
  public RowTable<CustodyRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends DomainEvent> recorded, Rows<CustodyRow> rows) {
    switch (recorded.event()) {
      case CustomerRegistered e ->
          rows.begin(new CustodyRow(e.customerId(), null, recorded.effectiveAt(), null, false));
      case CustomerClosed e -> rows.next(Key.of(e.customerId()), row -> row.withClosed(true));
      case CustomerReopened e -> rows.next(Key.of(e.customerId()), row -> row.withClosed(false));
      case CustomersMerged e -> rows.next(Key.of(e.absorbedId()), row -> row.withClosed(true));
      case CustomersUnmerged e -> rows.next(Key.of(e.absorbedId()), row -> row.withClosed(false));
      case AboutCustody e -> rows.next(Key.of(e.customerId()), row -> changed(row, e, recorded));
      default -> {
        // Whatever else happens is no matter of custody.
      }
    }
  }

  private static CustodyRow changed(CustodyRow row, AboutCustody event, Recorded<?> recorded) {
    return switch (event) {
      case CustomerAssigned e -> row.keptBy(e.managerId(), recorded.effectiveAt());
      case CustomerClaimed e -> row.keptBy(e.managerId(), recorded.effectiveAt());
      case CustomerReassigned e -> row.keptBy(e.managerId(), recorded.effectiveAt());
      case CustomerReleased _ -> row.keptBy(null, recorded.effectiveAt());
      case CustomerAllotted e -> row.keptBy(e.managerId(), recorded.effectiveAt());
      case CustomerChoseManager e -> row.keptBy(e.managerId(), recorded.effectiveAt());
      case CustomerHandedOver e -> row.keptBy(e.managerId(), recorded.effectiveAt());
      case CustomerLeftInPool _ -> row;
      case AttributionSet e -> row.withAttribution(e.employeeId());
    };
  }
}
