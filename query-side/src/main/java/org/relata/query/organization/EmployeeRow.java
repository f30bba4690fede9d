package org.relata.query.organization;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.organization.OrganizationEvent.EmployeeHired;
import org.relata.kernel.organization.OrganizationEvent.EmployeeTransferred;
import org.relata.kernel.organization.Role;
import org.relata.kernel.organization.SectionId;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;

/**
 * Who works, or worked, where as what.
 *
 * @param roles in the order of their declaration; none after the dismissal
 */
public record EmployeeRow(
    EmployeeId employeeId,
    Label name,
    UnitId unitId,
    @Nullable SectionId sectionId,
    Code position,
    List<Role> roles,
    boolean dismissed) {

  static EmployeeRow of(EmployeeHired e) {
    return new EmployeeRow(
        e.employeeId(),
        e.name(),
        e.unitId(),
        e.sectionId(),
        e.position(),
        e.roles().stream().sorted().toList(),
        false);
  }

  EmployeeRow withName(Label newName) {
    return new EmployeeRow(employeeId, newName, unitId, sectionId, position, roles, dismissed);
  }

  EmployeeRow transferred(EmployeeTransferred e) {
    return new EmployeeRow(
        employeeId, name, e.unitId(), e.sectionId(), e.position(), roles, dismissed);
  }

  EmployeeRow withRole(Role role) {
    return withRoles(
        Stream.concat(roles.stream(), Stream.of(role)).distinct().sorted().toList(), dismissed);
  }

  EmployeeRow withoutRole(Role role) {
    return withRoles(roles.stream().filter(other -> other != role).toList(), dismissed);
  }

  EmployeeRow dismissedNow() {
    return withRoles(List.of(), true);
  }

  private EmployeeRow withRoles(List<Role> newRoles, boolean nowDismissed) {
    return new EmployeeRow(employeeId, name, unitId, sectionId, position, newRoles, nowDismissed);
  }
}
