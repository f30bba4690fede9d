package org.relata.command.portfolio;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.StreamType;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.portfolio.AllotmentId;
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

/**
 * Who keeps a customer.
 *
 * @param managerId null while the customer is in the pool
 * @param since the day from which the manager can show to have it; null before days were kept
 * @param attributedTo whom its income is credited to; null before its first manager
 * @param leftBy the allotment that found nobody for it last
 */
record CustodyState(
    @Nullable EmployeeId managerId,
    @Nullable LocalDate since,
    @Nullable EmployeeId attributedTo,
    @Nullable AllotmentId leftBy) {

  static final StreamType<CustodyState> CUSTODY =
      StreamType.of(
          "custody",
          new CustodyState(null, null, null, null),
          AboutCustody.class,
          CustodyState::evolve);

  private CustodyState evolve(AboutCustody event) {
    return switch (event) {
      case CustomerAssigned e -> keptBy(e.managerId(), e.since());
      case CustomerClaimed e -> keptBy(e.managerId(), e.since());
      case CustomerAllotted e -> keptBy(e.managerId(), e.since());
      case CustomerChoseManager e -> keptBy(e.managerId(), e.since());
      case CustomerReassigned e -> keptBy(e.managerId(), e.since());
      case CustomerHandedOver e -> keptBy(e.managerId(), e.since());
      case CustomerReleased _ -> keptBy(null, null);
      case CustomerLeftInPool e ->
          new CustodyState(managerId, since, attributedTo, e.allotmentId());
      case AttributionSet e -> new CustodyState(managerId, since, e.employeeId(), leftBy);
    };
  }

  private CustodyState keptBy(@Nullable EmployeeId manager, @Nullable LocalDate day) {
    return new CustodyState(manager, day, attributedTo, leftBy);
  }
}
