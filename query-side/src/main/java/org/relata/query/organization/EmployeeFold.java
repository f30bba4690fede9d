package org.relata.query.organization;

import org.relata.kernel.log.Recorded;
import org.relata.kernel.organization.OrganizationEvent.AboutEmployee;
import org.relata.kernel.organization.OrganizationEvent.EmployeeDismissed;
import org.relata.kernel.organization.OrganizationEvent.EmployeeHired;
import org.relata.kernel.organization.OrganizationEvent.EmployeeRenamed;
import org.relata.kernel.organization.OrganizationEvent.EmployeeTransferred;
import org.relata.kernel.organization.OrganizationEvent.RoleGranted;
import org.relata.kernel.organization.OrganizationEvent.RoleRevoked;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** The employees, those who left included. */
final class EmployeeFold implements Fold<AboutEmployee, EmployeeRow> {

  static final RowTable<EmployeeRow> TABLE =
      RowTable.of("employee", EmployeeRow.class)
          .key("employeeId")
          .index("unitId")
          .index("sectionId")
          .index("name")
          .elements("roles")
          .build();

  @Override
  public Class<AboutEmployee> events() {
    return AboutEmployee.class;
  }

  @Override
  public RowTable<EmployeeRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutEmployee> recorded, Rows<EmployeeRow> rows) {
    switch (recorded.event()) {
      case EmployeeHired e -> rows.begin(EmployeeRow.of(e));
      case EmployeeRenamed e -> rows.next(Key.of(e.employeeId()), row -> row.withName(e.name()));
      case EmployeeTransferred e -> rows.next(Key.of(e.employeeId()), row -> row.transferred(e));
      case RoleGranted e -> rows.next(Key.of(e.employeeId()), row -> row.withRole(e.role()));
      case RoleRevoked e -> rows.next(Key.of(e.employeeId()), row -> row.withoutRole(e.role()));
      case EmployeeDismissed e -> rows.next(Key.of(e.employeeId()), row -> row.dismissedNow());
    }
  }
}
