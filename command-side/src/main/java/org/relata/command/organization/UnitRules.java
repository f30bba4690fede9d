package org.relata.command.organization;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.relata.command.organization.OrganizationCommand.CloseUnit;
import org.relata.command.organization.OrganizationCommand.DefineUnit;
import org.relata.command.organization.OrganizationCommand.ForUnit;
import org.relata.command.organization.OrganizationCommand.MoveUnit;
import org.relata.command.organization.OrganizationCommand.RenameUnit;
import org.relata.command.platform.States;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.Rejection;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.organization.OrganizationEvent.EmployeeJoinedUnit;
import org.relata.kernel.organization.OrganizationEvent.EmployeeLeftUnit;
import org.relata.kernel.organization.OrganizationEvent.SubUnitAdded;
import org.relata.kernel.organization.OrganizationEvent.SubUnitRemoved;
import org.relata.kernel.organization.OrganizationEvent.UnitClosed;
import org.relata.kernel.organization.OrganizationEvent.UnitDefined;
import org.relata.kernel.organization.OrganizationEvent.UnitMoved;
import org.relata.kernel.organization.OrganizationEvent.UnitRenamed;
import org.relata.kernel.organization.OrganizationEvent.UnitTreeRearranged;
import org.relata.kernel.organization.UnitId;

/**
 * Units form trees. Who moves in or out is counted in the stream of the unit above, in the same
 * decision: only so can a unit that still has sub-units or employees never be closed.
 */
final class UnitRules {

  private UnitRules() {}

  static List<DomainEvent> decide(ForUnit command, States states) {
    return switch (command) {
      case DefineUnit c -> define(c, states);
      case RenameUnit c ->
          c.name().equals(open(c.unitId(), states).name())
              ? List.of()
              : List.of(new UnitRenamed(c.unitId(), c.name()));
      case MoveUnit c -> move(c, states);
      case CloseUnit c -> close(c, states);
    };
  }

  private static List<DomainEvent> define(DefineUnit c, States states) {
    Rejection.unless(
        states.isNew(UnitState.UNIT, c.unitId()),
        "UNIT_EXISTS",
        "The unit " + c.unitId() + " is defined already.");
    List<DomainEvent> events = new ArrayList<>();
    events.add(new UnitDefined(c.unitId(), c.name(), c.kind(), c.parentId()));
    if (c.parentId() != null) {
      events.add(added(c.parentId(), c.unitId(), states));
    }
    return events;
  }

  private static List<DomainEvent> move(MoveUnit c, States states) {
    // First of all: what is read after it, no move can change unnoticed.
    states.of(UnitTree.TREE, UnitTree.OF_THE_BANK);
    UnitState unit = open(c.unitId(), states);
    if (c.parentId().equals(unit.parentId())) {
      return List.of();
    }
    open(c.parentId(), states);
    for (@Nullable UnitId above = c.parentId(); above != null; ) {
      if (above.equals(c.unitId())) {
        throw Rejection.of(
            "parentId", "UNIT_RING", "A unit is not put below itself or what is below it.");
      }
      above = states.of(UnitState.UNIT, above).parentId();
    }
    List<DomainEvent> events = new ArrayList<>();
    events.add(new UnitTreeRearranged(c.unitId(), c.parentId()));
    events.add(new UnitMoved(c.unitId(), c.parentId()));
    if (unit.parentId() != null) {
      events.add(removed(unit.parentId(), c.unitId(), states));
    }
    events.add(added(c.parentId(), c.unitId(), states));
    return events;
  }

  private static List<DomainEvent> close(CloseUnit c, States states) {
    UnitState unit = known(c.unitId(), states);
    if (unit.closed()) {
      return List.of();
    }
    Rejection.unless(
        unit.subUnits() == 0,
        "UNIT_HAS_SUB_UNITS",
        "Unit " + c.unitId() + " has " + unit.subUnits() + " open sub-units; close or move them.");
    Rejection.unless(
        unit.employees() == 0,
        "UNIT_HAS_EMPLOYEES",
        "Unit " + c.unitId() + " has " + unit.employees() + " employees; transfer them first.");
    List<DomainEvent> events = new ArrayList<>();
    events.add(new UnitClosed(c.unitId()));
    if (unit.parentId() != null) {
      events.add(removed(unit.parentId(), c.unitId(), states));
    }
    return events;
  }

  static EmployeeJoinedUnit joined(UnitId unitId, EmployeeId employeeId, States states) {
    return new EmployeeJoinedUnit(unitId, employeeId, open(unitId, states).employees() + 1);
  }

  static EmployeeLeftUnit left(UnitId unitId, EmployeeId employeeId, States states) {
    return new EmployeeLeftUnit(unitId, employeeId, known(unitId, states).employees() - 1);
  }

  private static SubUnitAdded added(UnitId parentId, UnitId unitId, States states) {
    return new SubUnitAdded(parentId, unitId, open(parentId, states).subUnits() + 1);
  }

  private static SubUnitRemoved removed(UnitId parentId, UnitId unitId, States states) {
    return new SubUnitRemoved(parentId, unitId, known(parentId, states).subUnits() - 1);
  }

  private static UnitState open(UnitId id, States states) {
    UnitState unit = known(id, states);
    Rejection.unless(!unit.closed(), "UNIT_CLOSED", "The unit " + id + " is closed.");
    return unit;
  }

  private static UnitState known(UnitId id, States states) {
    UnitState unit = states.of(UnitState.UNIT, id);
    Rejection.unless(unit.name() != null, "UNKNOWN_UNIT", "There is no unit " + id + ".");
    return unit;
  }
}
