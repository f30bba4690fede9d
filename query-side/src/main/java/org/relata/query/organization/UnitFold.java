package org.relata.query.organization;

import org.relata.kernel.log.Recorded;
import org.relata.kernel.organization.OrganizationEvent.AboutUnit;
import org.relata.kernel.organization.OrganizationEvent.EmployeeJoinedUnit;
import org.relata.kernel.organization.OrganizationEvent.EmployeeLeftUnit;
import org.relata.kernel.organization.OrganizationEvent.SubUnitAdded;
import org.relata.kernel.organization.OrganizationEvent.SubUnitRemoved;
import org.relata.kernel.organization.OrganizationEvent.UnitClosed;
import org.relata.kernel.organization.OrganizationEvent.UnitDefined;
import org.relata.kernel.organization.OrganizationEvent.UnitMoved;
import org.relata.kernel.organization.OrganizationEvent.UnitRenamed;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** The units; each knows the one above, and how many are directly below. */
final class UnitFold implements Fold<AboutUnit, UnitRow> {

  static final RowTable<UnitRow> TABLE =
      RowTable.of("unit", UnitRow.class).key("unitId").index("parentId").index("name").build();

  @Override
  public Class<AboutUnit> events() {
    return AboutUnit.class;
  }

  @Override
  public RowTable<UnitRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutUnit> recorded, Rows<UnitRow> rows) {
    switch (recorded.event()) {
      case UnitDefined e ->
          rows.begin(new UnitRow(e.unitId(), e.name(), e.kind(), e.parentId(), false, 0, 0));
      case UnitRenamed e -> rows.next(Key.of(e.unitId()), row -> row.withName(e.name()));
      case UnitMoved e -> rows.next(Key.of(e.unitId()), row -> row.withParent(e.parentId()));
      case UnitClosed e -> rows.next(Key.of(e.unitId()), row -> row.withClosed());
      case SubUnitAdded e -> rows.next(Key.of(e.unitId()), row -> row.withSubUnits(e.subUnits()));
      case SubUnitRemoved e -> rows.next(Key.of(e.unitId()), row -> row.withSubUnits(e.subUnits()));
      case EmployeeJoinedUnit e ->
          rows.next(Key.of(e.unitId()), row -> row.withStaff(e.employees()));
      case EmployeeLeftUnit e -> rows.next(Key.of(e.unitId()), row -> row.withStaff(e.employees()));
    }
  }
}
