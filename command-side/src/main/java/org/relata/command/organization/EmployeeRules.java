package org.relata.command.organization;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.relata.command.organization.EmployeeState.Post;
import org.relata.command.organization.OrganizationCommand.DismissEmployee;
import org.relata.command.organization.OrganizationCommand.ForEmployee;
import org.relata.command.organization.OrganizationCommand.GrantRole;
import org.relata.command.organization.OrganizationCommand.HireEmployee;
import org.relata.command.organization.OrganizationCommand.RenameEmployee;
import org.relata.command.organization.OrganizationCommand.RevokeRole;
import org.relata.command.organization.OrganizationCommand.TransferEmployee;
import org.relata.command.platform.States;
import org.relata.command.portfolio.Portfolios;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.Rejection;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.organization.OrganizationEvent.EmployeeDismissed;
import org.relata.kernel.organization.OrganizationEvent.EmployeeHired;
import org.relata.kernel.organization.OrganizationEvent.EmployeeRenamed;
import org.relata.kernel.organization.OrganizationEvent.EmployeeTransferred;
import org.relata.kernel.organization.OrganizationEvent.RoleGranted;
import org.relata.kernel.organization.OrganizationEvent.RoleRevoked;
import org.relata.kernel.organization.OrganizationEvent.SectionAdministratorRemoved;
import org.relata.kernel.organization.Role;
import org.relata.kernel.organization.SectionId;

/**
 * An employee belongs to a unit, and to a section where the work is bound to one. With the
 * employment a portfolio is opened and closed: only who is employed can be given customers, and
 * nobody leaves while a customer would be left behind.
 */
final class EmployeeRules {

  private EmployeeRules() {}

  static List<DomainEvent> decide(ForEmployee command, States states) {
    return switch (command) {
      case HireEmployee c -> hire(c, states);
      case RenameEmployee c ->
          c.name().equals(employed(c.employeeId(), states).name())
              ? List.of()
              : List.of(new EmployeeRenamed(c.employeeId(), c.name()));
      case TransferEmployee c -> transfer(c, states);
      case GrantRole c -> grant(c, states);
      case RevokeRole c -> revoke(c, states);
      case DismissEmployee c -> dismiss(c, states);
    };
  }

  private static List<DomainEvent> hire(HireEmployee c, States states) {
    EmployeeId id = c.employeeId();
    Rejection.unless(
        states.isNew(EmployeeState.EMPLOYEE, id),
        "EMPLOYEE_EXISTS",
        "The employee " + id + " was hired already.");
    if (c.sectionId() != null) {
      SectionRules.open(c.sectionId(), states);
    }
    List<DomainEvent> events = new ArrayList<>();
    events.add(
        new EmployeeHired(
            id, c.name(), c.unitId(), c.sectionId(), c.position(), Set.copyOf(c.roles())));
    events.add(UnitRules.joined(c.unitId(), id, states));
    for (Role role : c.roles()) {
      requireSection(role, c.sectionId());
      if (role == Role.SECTION_ADMINISTRATOR) {
        events.add(SectionRules.administrator(Objects.requireNonNull(c.sectionId()), id, states));
      }
    }
    events.add(Portfolios.opened(id));
    return events;
  }

  private static List<DomainEvent> transfer(TransferEmployee c, States states) {
    EmployeeId id = c.employeeId();
    Post old = employed(id, states);
    if (old.equals(new Post(old.name(), c.unitId(), c.sectionId(), c.position()))) {
      return List.of();
    }
    boolean sameSection = Objects.equals(old.sectionId(), c.sectionId());
    if (!sameSection && c.sectionId() != null) {
      SectionRules.open(c.sectionId(), states);
    }
    List<DomainEvent> events = new ArrayList<>();
    if (!sameSection) {
      for (Role role : sorted(states.of(EmployeeState.EMPLOYEE, id).roles())) {
        if (role.boundToSection()) {
          events.addAll(revoked(id, role, old.sectionId()));
        }
      }
    }
    events.add(new EmployeeTransferred(id, c.unitId(), c.sectionId(), c.position()));
    if (!c.unitId().equals(old.unitId())) {
      events.add(UnitRules.left(old.unitId(), id, states));
      events.add(UnitRules.joined(c.unitId(), id, states));
    }
    return events;
  }

  private static List<DomainEvent> grant(GrantRole c, States states) {
    Post post = employed(c.employeeId(), states);
    if (states.of(EmployeeState.EMPLOYEE, c.employeeId()).roles().contains(c.role())) {
      return List.of();
    }
    requireSection(c.role(), post.sectionId());
    List<DomainEvent> events = new ArrayList<>();
    events.add(new RoleGranted(c.employeeId(), c.role()));
    if (c.role() == Role.SECTION_ADMINISTRATOR) {
      SectionId section = Objects.requireNonNull(post.sectionId());
      events.add(SectionRules.administrator(section, c.employeeId(), states));
    }
    return events;
  }

  private static List<DomainEvent> revoke(RevokeRole c, States states) {
    Post post = employed(c.employeeId(), states);
    return states.of(EmployeeState.EMPLOYEE, c.employeeId()).roles().contains(c.role())
        ? revoked(c.employeeId(), c.role(), post.sectionId())
        : List.of();
  }

  private static List<DomainEvent> dismiss(DismissEmployee c, States states) {
    EmployeeId id = c.employeeId();
    EmployeeState employee = known(id, states);
    if (employee.dismissed()) {
      return List.of();
    }
    Post post = Objects.requireNonNull(employee.post());
    List<DomainEvent> events = new ArrayList<>();
    events.add(new EmployeeDismissed(id));
    events.add(UnitRules.left(post.unitId(), id, states));
    if (employee.roles().contains(Role.SECTION_ADMINISTRATOR)) {
      events.add(new SectionAdministratorRemoved(Objects.requireNonNull(post.sectionId()), id));
    }
    events.add(Portfolios.closed(id, states));
    return events;
  }

  private static List<DomainEvent> revoked(
      EmployeeId id, Role role, @Nullable SectionId sectionId) {
    RoleRevoked revoked = new RoleRevoked(id, role);
    return role == Role.SECTION_ADMINISTRATOR
        ? List.of(revoked, new SectionAdministratorRemoved(Objects.requireNonNull(sectionId), id))
        : List.of(revoked);
  }

  private static Set<Role> sorted(Set<Role> roles) {
    EnumSet<Role> sorted = EnumSet.noneOf(Role.class);
    sorted.addAll(roles);
    return sorted;
  }

  private static void requireSection(Role role, @Nullable SectionId sectionId) {
    Rejection.unless(
        !role.boundToSection() || sectionId != null,
        "SECTION_REQUIRED",
        "The role " + role + " is one within a section, and this employee has none.");
  }

  private static Post employed(EmployeeId id, States states) {
    Employees.requireEmployed(states, id);
    return Objects.requireNonNull(states.of(EmployeeState.EMPLOYEE, id).post());
  }

  private static EmployeeState known(EmployeeId id, States states) {
    Employees.requireKnown(states, id);
    return states.of(EmployeeState.EMPLOYEE, id);
  }
}
