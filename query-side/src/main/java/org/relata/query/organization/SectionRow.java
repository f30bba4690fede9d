package org.relata.query.organization;

import java.util.List;
import java.util.stream.Stream;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.organization.SectionId;
import org.relata.kernel.value.Label;

/** A business line and who administers it. */
public record SectionRow(
    SectionId sectionId, Label name, boolean retired, List<EmployeeId> administratorIds) {

  SectionRow withName(Label newName) {
    return new SectionRow(sectionId, newName, retired, administratorIds);
  }

  SectionRow withRetired() {
    return new SectionRow(sectionId, name, true, administratorIds);
  }

  SectionRow withAdministrator(EmployeeId employee) {
    List<EmployeeId> more =
        Stream.concat(administratorIds.stream(), Stream.of(employee)).distinct().toList();
    return new SectionRow(sectionId, name, retired, more);
  }

  SectionRow withoutAdministrator(EmployeeId employee) {
    List<EmployeeId> fewer =
        administratorIds.stream().filter(other -> !other.equals(employee)).toList();
    return new SectionRow(sectionId, name, retired, fewer);
  }
}
