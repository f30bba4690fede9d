package org.relata.command.portfolio;

import org.relata.command.organization.Employees;
import org.relata.command.platform.States;
import org.relata.command.segmentation.Tiers;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.organization.UnitKind;
import org.relata.kernel.value.Code;

/** Who may keep customers of a tier. */
final class TierKeepers {

  private TierKeepers() {}

  /** Refuses a manager who by position or level may not keep a customer of such tiers. */
  static void require(CustomerId customerId, EmployeeId managerId, States states) {
    PortfolioDecider.open(managerId, states);
    Tiers.requireKeeper(
        states,
        customerId,
        new Tiers.Keeper() {
          @Override
          public Code position() {
            return Employees.position(states, managerId);
          }

          @Override
          public UnitKind level() {
            return Employees.level(states, managerId);
          }
        });
  }
}
