package org.relata.query.portfolio;

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
import org.relata.query.portfolio.AllotmentResultRow.Result;

/** What allotments did with each customer. */
final class AllotmentResultFold implements Fold<AboutCustody, AllotmentResultRow> {

  static final RowTable<AllotmentResultRow> TABLE =
      RowTable.of("allotment_result", AllotmentResultRow.class)
          .key("allotmentId", "customerId")
          .indexOfAllVersions("customerId")
          .build();

  @Override
  public Class<AboutCustody> events() {
    return AboutCustody.class;
  }

  @Override
  public RowTable<AllotmentResultRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutCustody> recorded, Rows<AllotmentResultRow> rows) {
    switch (recorded.event()) {
      case CustomerAllotted e ->
          put(
              rows,
              new AllotmentResultRow(
                  e.allotmentId(), e.customerId(), Result.ALLOTTED, e.managerId(), null));
      case CustomerLeftInPool e ->
          put(
              rows,
              new AllotmentResultRow(
                  e.allotmentId(), e.customerId(), Result.LEFT_IN_POOL, null, e.reason()));
      case CustomerAssigned _,
          CustomerClaimed _,
          CustomerReassigned _,
          CustomerReleased _,
          CustomerChoseManager _,
          CustomerHandedOver _,
          AttributionSet _ -> {}
    }
  }

  private static void put(Rows<AllotmentResultRow> rows, AllotmentResultRow result) {
    rows.put(Key.of(result.allotmentId(), result.customerId()), row -> result);
  }
}
