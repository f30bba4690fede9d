package org.relata.command.organization;

import org.jspecify.annotations.Nullable;
import org.relata.command.platform.StreamType;
import org.relata.kernel.organization.OrganizationEvent.AboutUnit;
import org.relata.kernel.organization.OrganizationEvent.EmployeeJoinedUnit;
import org.relata.kernel.organization.OrganizationEvent.EmployeeLeftUnit;
import org.relata.kernel.organization.OrganizationEvent.SubUnitAdded;
import org.relata.kernel.organization.OrganizationEvent.SubUnitRemoved;
import org.relata.kernel.organization.OrganizationEvent.UnitClosed;
import org.relata.kernel.organization.OrganizationEvent.UnitDefined;
import org.relata.kernel.organization.OrganizationEvent.UnitMoved;
import org.relata.kernel.organization.OrganizationEvent.UnitRenamed;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.organization.UnitKind;
import org.relata.kernel.value.Label;

/**
 * A unit, and how many depend on it.
 *
 * @param name null before the unit is defined
 * @param kind null before the unit is defined
 * @param subUnits open units directly below
 * @param employees who work in this very unit
 */
record UnitState(
    @Nullable Label name,
    @Nullable UnitKind kind,
    @Nullable UnitId parentId,
    boolean closed,
    int subUnits,
    int employees) {

  static final StreamType<UnitState> UNIT =
      StreamType.of(
          "unit", new UnitState(null, null, null, false, 0, 0), AboutUnit.class, UnitState::evolve);

  private UnitState evolve(AboutUnit event) {
    return switch (event) {
      case UnitDefined e -> new UnitState(e.name(), e.kind(), e.parentId(), false, 0, 0);
      case UnitRenamed e -> new UnitState(e.name(), kind, parentId, closed, subUnits, employees);
      case UnitMoved e -> new UnitState(name, kind, e.parentId(), closed, subUnits, employees);
      case UnitClosed _ -> new UnitState(name, kind, parentId, true, subUnits, employees);
      case SubUnitAdded e -> new UnitState(name, kind, parentId, closed, e.subUnits(), employees);
      case SubUnitRemoved e -> new UnitState(name, kind, parentId, closed, e.subUnits(), employees);
      case EmployeeJoinedUnit e ->
          new UnitState(name, kind, parentId, closed, subUnits, e.employees());
      case EmployeeLeftUnit e ->
          new UnitState(name, kind, parentId, closed, subUnits, e.employees());
    };
  }
}
