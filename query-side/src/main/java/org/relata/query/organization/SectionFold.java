package org.relata.query.organization;

import java.util.List;
import org.relata.kernel.log.Recorded;
import org.relata.kernel.organization.OrganizationEvent.AboutSection;
import org.relata.kernel.organization.OrganizationEvent.SectionAdministratorAdded;
import org.relata.kernel.organization.OrganizationEvent.SectionAdministratorRemoved;
import org.relata.kernel.organization.OrganizationEvent.SectionDefined;
import org.relata.kernel.organization.OrganizationEvent.SectionRenamed;
import org.relata.kernel.organization.OrganizationEvent.SectionRetired;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** The sections and their administrators. */
final class SectionFold implements Fold<AboutSection, SectionRow> {

  static final RowTable<SectionRow> TABLE =
      RowTable.of("section", SectionRow.class).key("sectionId").build();

  @Override
  public Class<AboutSection> events() {
    return AboutSection.class;
  }

  @Override
  public RowTable<SectionRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutSection> recorded, Rows<SectionRow> rows) {
    switch (recorded.event()) {
      case SectionDefined e ->
          rows.begin(new SectionRow(e.sectionId(), e.name(), false, List.of()));
      case SectionRenamed e -> rows.next(Key.of(e.sectionId()), row -> row.withName(e.name()));
      case SectionRetired e -> rows.next(Key.of(e.sectionId()), row -> row.withRetired());
      case SectionAdministratorAdded e ->
          rows.next(Key.of(e.sectionId()), row -> row.withAdministrator(e.employeeId()));
      case SectionAdministratorRemoved e ->
          rows.next(Key.of(e.sectionId()), row -> row.withoutAdministrator(e.employeeId()));
    }
  }
}
