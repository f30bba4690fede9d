package org.relata.command.organization;

import java.util.List;
import org.relata.command.organization.OrganizationCommand.DefineSection;
import org.relata.command.organization.OrganizationCommand.ForSection;
import org.relata.command.organization.OrganizationCommand.RenameSection;
import org.relata.command.organization.OrganizationCommand.RetireSection;
import org.relata.command.platform.States;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.Rejection;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.organization.OrganizationEvent.SectionAdministratorAdded;
import org.relata.kernel.organization.OrganizationEvent.SectionDefined;
import org.relata.kernel.organization.OrganizationEvent.SectionRenamed;
import org.relata.kernel.organization.OrganizationEvent.SectionRetired;
import org.relata.kernel.organization.SectionId;

/** A section has at most two administrators, named in its own stream. */
final class SectionRules {

  static final int MAX_ADMINISTRATORS = 2;

  private SectionRules() {}

  static List<DomainEvent> decide(ForSection command, States states) {
    return switch (command) {
      case DefineSection c -> {
        Rejection.unless(
            states.isNew(SectionState.SECTION, c.sectionId()),
            "SECTION_EXISTS",
            "The section " + c.sectionId() + " is defined already.");
        yield List.of(new SectionDefined(c.sectionId(), c.name()));
      }
      case RenameSection c ->
          c.name().equals(open(c.sectionId(), states).name())
              ? List.of()
              : List.of(new SectionRenamed(c.sectionId(), c.name()));
      case RetireSection c ->
          known(c.sectionId(), states).retired()
              ? List.of()
              : List.of(new SectionRetired(c.sectionId()));
    };
  }

  static SectionAdministratorAdded administrator(
      SectionId sectionId, EmployeeId employeeId, States states) {
    Rejection.unless(
        known(sectionId, states).administrators().size() < MAX_ADMINISTRATORS,
        "TOO_MANY_ADMINISTRATORS",
        "Section " + sectionId + " has its " + MAX_ADMINISTRATORS + " administrators already.");
    return new SectionAdministratorAdded(sectionId, employeeId);
  }

  static SectionState open(SectionId id, States states) {
    SectionState section = known(id, states);
    Rejection.unless(!section.retired(), "SECTION_RETIRED", "The section " + id + " is retired.");
    return section;
  }

  private static SectionState known(SectionId id, States states) {
    SectionState section = states.of(SectionState.SECTION, id);
    Rejection.unless(section.name() != null, "UNKNOWN_SECTION", "There is no section " + id + ".");
    return section;
  }
}
