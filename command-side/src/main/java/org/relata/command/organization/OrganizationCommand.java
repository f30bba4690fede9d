package org.relata.command.organization;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.Command;
import org.relata.command.platform.Description;
import org.relata.command.portfolio.Portfolios;
import org.relata.kernel.Rejection;
import org.relata.kernel.StreamId;
import org.relata.kernel.organization.DictionaryId;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.organization.Role;
import org.relata.kernel.organization.SectionId;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.organization.UnitKind;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;

/** Everything that can be asked for about units, sections, employees and dictionaries. */
public sealed interface OrganizationCommand extends Command {

  /** What is asked about one unit. */
  sealed interface ForUnit extends OrganizationCommand {
    UnitId unitId();

    @Override
    default StreamId target() {
      return UnitState.UNIT.id(unitId().value());
    }
  }

  /** What is asked about one section. */
  sealed interface ForSection extends OrganizationCommand {
    SectionId sectionId();

    @Override
    default StreamId target() {
      return SectionState.SECTION.id(sectionId().value());
    }
  }

  /** What is asked about one employee. */
  sealed interface ForEmployee extends OrganizationCommand {
    EmployeeId employeeId();

    @Override
    default StreamId target() {
      return EmployeeState.EMPLOYEE.id(employeeId().value());
    }
  }

  /** What is asked about one entry of a dictionary. */
  sealed interface ForDictionary extends OrganizationCommand {
    DictionaryId dictionary();

    Code code();

    @Override
    default StreamId target() {
      return EntryState.ENTRY.id(EntryState.id(dictionary(), code()));
    }
  }

  @Description("Defines a branch or another unit of the bank.")
  record DefineUnit(UnitId unitId, Label name, UnitKind kind, @Nullable UnitId parentId)
      implements ForUnit {
    @Override
    public List<StreamId> reads() {
      return parentId == null
          ? List.of(target())
          : List.of(target(), UnitState.UNIT.id(parentId.value()));
    }
  }

  @Description("Gives a unit another name.")
  record RenameUnit(UnitId unitId, Label name) implements ForUnit {}

  /** Puts the unit, with everything below it, below another unit. */
  @Description("Puts a unit, with everything below it, below another unit.")
  record MoveUnit(UnitId unitId, UnitId parentId) implements ForUnit {
    @Override
    public List<StreamId> reads() {
      return List.of(
          UnitTree.TREE.id(UnitTree.OF_THE_BANK), target(), UnitState.UNIT.id(parentId.value()));
    }
  }

  @Description("Closes a unit that nobody works in any more.")
  record CloseUnit(UnitId unitId) implements ForUnit {}

  @Description("Defines a section, a business line of the bank.")
  record DefineSection(SectionId sectionId, Label name) implements ForSection {}

  @Description("Gives a section another name.")
  record RenameSection(SectionId sectionId, Label name) implements ForSection {}

  /** Nobody joins a retired section; whoever is in it stays. */
  @Description("Retires a section; nobody joins it, whoever is in it stays.")
  record RetireSection(SectionId sectionId) implements ForSection {}

  @Description("Adds an employee with unit, section, position and roles.")
  record HireEmployee(
      EmployeeId employeeId,
      Label name,
      UnitId unitId,
      @Nullable SectionId sectionId,
      Code position,
      List<Role> roles)
      implements ForEmployee {

    public HireEmployee {
      if (new HashSet<>(roles).size() < roles.size()) {
        throw Rejection.of("roles", "DUPLICATE", "A role is named once at most.");
      }
      roles = List.copyOf(roles);
    }

    @Override
    public List<StreamId> reads() {
      List<StreamId> streams =
          new ArrayList<>(List.of(target(), UnitState.UNIT.id(unitId.value())));
      if (sectionId != null) {
        streams.add(SectionState.SECTION.id(sectionId.value()));
      }
      streams.add(Portfolios.stream(employeeId));
      return streams;
    }
  }

  @Description("Gives an employee another name.")
  record RenameEmployee(EmployeeId employeeId, Label name) implements ForEmployee {}

  /** Another unit, section or position. Roles within a section end when it is left. */
  @Description("Moves an employee to another unit, section or position.")
  record TransferEmployee(
      EmployeeId employeeId, UnitId unitId, @Nullable SectionId sectionId, Code position)
      implements ForEmployee {}

  @Description("Gives a role to an employee.")
  record GrantRole(EmployeeId employeeId, Role role) implements ForEmployee {}

  @Description("Takes a role from an employee.")
  record RevokeRole(EmployeeId employeeId, Role role) implements ForEmployee {}

  /** Ends the employment of somebody who keeps no customer any more. */
  @Description("Ends the employment of somebody who keeps no customer any more.")
  record DismissEmployee(EmployeeId employeeId) implements ForEmployee {}

  /** Defines an entry, or takes a retired one into use again. */
  @Description("Defines a dictionary entry, or takes a retired one into use again.")
  record DefineDictionaryEntry(
      DictionaryId dictionary, Code code, Label label, @Nullable Label labelZh)
      implements ForDictionary {}

  @Description("Gives a dictionary entry other labels.")
  record RenameDictionaryEntry(
      DictionaryId dictionary, Code code, Label label, @Nullable Label labelZh)
      implements ForDictionary {}

  /** The entry is offered no longer; it stays readable. */
  @Description("Retires a dictionary entry; it stays readable.")
  record RetireDictionaryEntry(DictionaryId dictionary, Code code) implements ForDictionary {}
}
