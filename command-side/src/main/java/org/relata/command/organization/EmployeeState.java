package org.relata.command.organization;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.StreamType;
import org.relata.kernel.organization.OrganizationEvent.AboutEmployee;
import org.relata.kernel.organization.OrganizationEvent.EmployeeDismissed;
import org.relata.kernel.organization.OrganizationEvent.EmployeeHired;
import org.relata.kernel.organization.OrganizationEvent.EmployeeRenamed;
import org.relata.kernel.organization.OrganizationEvent.EmployeeTransferred;
import org.relata.kernel.organization.OrganizationEvent.RoleGranted;
import org.relata.kernel.organization.OrganizationEvent.RoleRevoked;
import org.relata.kernel.organization.Role;
import org.relata.kernel.organization.SectionId;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;

/**
 * An employee's place in the bank.
 *
 * @param post null before the employee is hired
 */
record EmployeeState(@Nullable Post post, Set<Role> roles, boolean dismissed) {

  /** Name, and where the employee works as what. */
  record Post(Label name, UnitId unitId, @Nullable SectionId sectionId, Code position) {}

  static final StreamType<EmployeeState> EMPLOYEE =
      StreamType.of(
          "employee",
          new EmployeeState(null, Set.of(), false),
          AboutEmployee.class,
          EmployeeState::evolve);

  private EmployeeState evolve(AboutEmployee event) {
    return switch (event) {
      case EmployeeHired e ->
          new EmployeeState(
              new Post(e.name(), e.unitId(), e.sectionId(), e.position()),
              Set.copyOf(e.roles()),
              false);
      case EmployeeRenamed e -> {
        Post old = hired();
        yield new EmployeeState(
            new Post(e.name(), old.unitId(), old.sectionId(), old.position()), roles, dismissed);
      }
      case EmployeeTransferred e ->
          new EmployeeState(
              new Post(hired().name(), e.unitId(), e.sectionId(), e.position()), roles, dismissed);
      case RoleGranted e -> {
        Set<Role> more = new HashSet<>(roles);
        more.add(e.role());
        yield new EmployeeState(post, Set.copyOf(more), dismissed);
      }
      case RoleRevoked e -> {
        Set<Role> fewer = new HashSet<>(roles);
        fewer.remove(e.role());
        yield new EmployeeState(post, Set.copyOf(fewer), dismissed);
      }
      case EmployeeDismissed _ -> new EmployeeState(post, Set.of(), true);
    };
  }

  private Post hired() {
    if (post == null) {
      throw new IllegalStateException("Nobody was hired");
    }
    return post;
  }
}
