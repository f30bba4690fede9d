package org.relata.query.organization;

import org.jspecify.annotations.Nullable;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.organization.UnitKind;
import org.relata.kernel.value.Label;

/**
 * A unit and its place in the tree.
 *
 * @param subUnits open units directly below
 * @param staff how many employees work in this very unit
 */
public record UnitRow(
    UnitId unitId,
    Label name,
    UnitKind kind,
    @Nullable UnitId parentId,
    boolean closed,
    int subUnits,
    int staff) {

  UnitRow withName(Label newName) {
    return new UnitRow(unitId, newName, kind, parentId, closed, subUnits, staff);
  }

  UnitRow withParent(UnitId newParent) {
    return new UnitRow(unitId, name, kind, newParent, closed, subUnits, staff);
  }

  UnitRow withClosed() {
    return new UnitRow(unitId, name, kind, parentId, true, subUnits, staff);
  }

  UnitRow withSubUnits(int count) {
    return new UnitRow(unitId, name, kind, parentId, closed, count, staff);
  }

  UnitRow withStaff(int count) {
    return new UnitRow(unitId, name, kind, parentId, closed, subUnits, count);
  }
}
