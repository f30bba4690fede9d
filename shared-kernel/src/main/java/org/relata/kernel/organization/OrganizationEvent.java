package org.relata.kernel.organization;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.Bookkeeping;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.EventType;
import org.relata.kernel.Impersonal;
import org.relata.kernel.Personal;
import org.relata.kernel.StreamId;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;

/** Everything that can happen to units, sections, employees and dictionaries. */
public sealed interface OrganizationEvent extends DomainEvent {

  /**
   * What happens to one unit. Sub-units and employees are counted in the unit's own stream, so that
   * a unit cannot be closed at the moment when somebody moves in.
   */
  sealed interface AboutUnit extends OrganizationEvent {
    UnitId unitId();

    @Override
    default StreamId stream() {
      return new StreamId("unit", unitId().value());
    }
  }

  /**
   * What happens to the shape of the tree. All moves share one stream: two that are harmless alone
   * could close a ring together.
   */
  sealed interface AboutTree extends OrganizationEvent {
    @Override
    default StreamId stream() {
      return new StreamId("unit-tree", "bank");
    }
  }

  /** What happens to one section. */
  sealed interface AboutSection extends OrganizationEvent {
    SectionId sectionId();

    @Override
    default StreamId stream() {
      return new StreamId("section", sectionId().value());
    }
  }

  /** What happens to one employee. */
  sealed interface AboutEmployee extends OrganizationEvent {
    EmployeeId employeeId();

    @Override
    default StreamId stream() {
      return new StreamId("employee", employeeId().value());
    }
  }

  /** What happens to one entry of a dictionary. */
  sealed interface AboutDictionary extends OrganizationEvent {
    DictionaryId dictionary();

    Code code();

    @Override
    default StreamId stream() {
      return new StreamId("dictionary", dictionary() + "/" + code());
    }
  }

  @EventType("organization.UnitDefined")
  record UnitDefined(
      UnitId unitId, @Impersonal Label name, UnitKind kind, @Nullable UnitId parentId)
      implements AboutUnit {}

  @EventType("organization.UnitRenamed")
  record UnitRenamed(UnitId unitId, @Impersonal Label name) implements AboutUnit {}

  @EventType("organization.UnitMoved")
  record UnitMoved(UnitId unitId, UnitId parentId) implements AboutUnit {}

  @EventType("organization.UnitClosed")
  record UnitClosed(UnitId unitId) implements AboutUnit {}

  /** The unit has one more open sub-unit, {@code subUnits} in all. */
  @Bookkeeping
  @EventType("organization.SubUnitAdded")
  record SubUnitAdded(UnitId unitId, UnitId subUnitId, int subUnits) implements AboutUnit {}

  @Bookkeeping
  @EventType("organization.SubUnitRemoved")
  record SubUnitRemoved(UnitId unitId, UnitId subUnitId, int subUnits) implements AboutUnit {}

  /** The unit has one more employee, {@code employees} in all. */
  @Bookkeeping
  @EventType("organization.EmployeeJoinedUnit")
  record EmployeeJoinedUnit(UnitId unitId, EmployeeId employeeId, int employees)
      implements AboutUnit {}

  @Bookkeeping
  @EventType("organization.EmployeeLeftUnit")
  record EmployeeLeftUnit(UnitId unitId, EmployeeId employeeId, int employees)
      implements AboutUnit {}

  @Bookkeeping
  @EventType("organization.UnitTreeRearranged")
  record UnitTreeRearranged(UnitId unitId, UnitId parentId) implements AboutTree {}

  @EventType("organization.SectionDefined")
  record SectionDefined(SectionId sectionId, @Impersonal Label name) implements AboutSection {}

  @EventType("organization.SectionRenamed")
  record SectionRenamed(SectionId sectionId, @Impersonal Label name) implements AboutSection {}

  @EventType("organization.SectionRetired")
  record SectionRetired(SectionId sectionId) implements AboutSection {}

  @Bookkeeping
  @EventType("organization.SectionAdministratorAdded")
  record SectionAdministratorAdded(SectionId sectionId, EmployeeId employeeId)
      implements AboutSection {}

  @Bookkeeping
  @EventType("organization.SectionAdministratorRemoved")
  record SectionAdministratorRemoved(SectionId sectionId, EmployeeId employeeId)
      implements AboutSection {}

  @EventType("organization.EmployeeHired")
  record EmployeeHired(
      EmployeeId employeeId,
      @Personal Label name,
      UnitId unitId,
      @Nullable SectionId sectionId,
      Code position,
      Set<Role> roles)
      implements AboutEmployee {

    public EmployeeHired {
      roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
    }
  }

  @EventType("organization.EmployeeRenamed")
  record EmployeeRenamed(EmployeeId employeeId, @Personal Label name) implements AboutEmployee {}

  @EventType("organization.EmployeeTransferred")
  record EmployeeTransferred(
      EmployeeId employeeId, UnitId unitId, @Nullable SectionId sectionId, Code position)
      implements AboutEmployee {}

  @EventType("organization.RoleGranted")
  record RoleGranted(EmployeeId employeeId, Role role) implements AboutEmployee {}

  @EventType("organization.RoleRevoked")
  record RoleRevoked(EmployeeId employeeId, Role role) implements AboutEmployee {}

  @EventType("organization.EmployeeDismissed")
  record EmployeeDismissed(EmployeeId employeeId) implements AboutEmployee {}

  @EventType("organization.DictionaryEntryDefined")
  record DictionaryEntryDefined(
      DictionaryId dictionary,
      Code code,
      @Impersonal Label label,
      @Impersonal @Nullable Label labelZh)
      implements AboutDictionary {}

  @EventType("organization.DictionaryEntryRenamed")
  record DictionaryEntryRenamed(
      DictionaryId dictionary,
      Code code,
      @Impersonal Label label,
      @Impersonal @Nullable Label labelZh)
      implements AboutDictionary {}

  @EventType("organization.DictionaryEntryRetired")
  record DictionaryEntryRetired(DictionaryId dictionary, Code code) implements AboutDictionary {}
}
