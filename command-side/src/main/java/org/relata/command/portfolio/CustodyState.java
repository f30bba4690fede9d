package org.relata.command.portfolio;

import org.jspecify.annotations.Nullable;
import org.relata.command.platform.StreamType;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.portfolio.PortfolioEvent.AboutCustody;
import org.relata.kernel.portfolio.PortfolioEvent.AttributionSet;
import org.relata.kernel.portfolio.PortfolioEvent.CustomerAssigned;
import org.relata.kernel.portfolio.PortfolioEvent.CustomerClaimed;
import org.relata.kernel.portfolio.PortfolioEvent.CustomerReassigned;
import org.relata.kernel.portfolio.PortfolioEvent.CustomerReleased;

/**
 * Who keeps a customer.
 *
 * @param managerId null while the customer is in the pool
 * @param attributedTo whom its income is credited to; null before its first manager
 */
record CustodyState(@Nullable EmployeeId managerId, @Nullable EmployeeId attributedTo) {

  static final StreamType<CustodyState> CUSTODY =
      StreamType.of(
          "custody",
          new CustodyState(null, null),
          AboutCustody.class,
          (state, event) ->
              switch (event) {
                case CustomerAssigned e -> new CustodyState(e.managerId(), state.attributedTo());
                case CustomerClaimed e -> new CustodyState(e.managerId(), state.attributedTo());
                case CustomerReassigned e -> new CustodyState(e.managerId(), state.attributedTo());
                case CustomerReleased _ -> new CustodyState(null, state.attributedTo());
                case AttributionSet e -> new CustodyState(state.managerId(), e.employeeId());
              });
}
