package org.relata.command.organization;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.StreamType;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.organization.OrganizationEvent.AboutSection;
import org.relata.kernel.organization.OrganizationEvent.SectionAdministratorAdded;
import org.relata.kernel.organization.OrganizationEvent.SectionAdministratorRemoved;
import org.relata.kernel.organization.OrganizationEvent.SectionDefined;
import org.relata.kernel.organization.OrganizationEvent.SectionRenamed;
import org.relata.kernel.organization.OrganizationEvent.SectionRetired;
import org.relata.kernel.value.Label;

/**
 * A section and its administrators.
 *
 * @param name null before the section is defined
 */
record SectionState(@Nullable Label name, boolean retired, Set<EmployeeId> administrators) {

  static final StreamType<SectionState> SECTION =
      StreamType.of(
          "section",
          new SectionState(null, false, Set.of()),
          AboutSection.class,
          SectionState::evolve);

  private SectionState evolve(AboutSection event) {
    return switch (event) {
      case SectionDefined e -> new SectionState(e.name(), false, administrators);
      case SectionRenamed e -> new SectionState(e.name(), retired, administrators);
      case SectionRetired _ -> new SectionState(name, true, administrators);
      case SectionAdministratorAdded e -> {
        Set<EmployeeId> more = new HashSet<>(administrators);
        more.add(e.employeeId());
        yield new SectionState(name, retired, Set.copyOf(more));
      }
      case SectionAdministratorRemoved e -> {
        Set<EmployeeId> fewer = new HashSet<>(administrators);
        fewer.remove(e.employeeId());
        yield new SectionState(name, retired, Set.copyOf(fewer));
      }
    };
  }
}
