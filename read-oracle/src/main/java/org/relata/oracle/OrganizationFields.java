package org.relata.oracle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.relata.oracle.Known.Asked;
import org.relata.oracle.Known.Value;

/** The fields of units, sections, employees and dictionaries. */
final class OrganizationFields {

  private OrganizationFields() {}

  static void tell(Fields fields) {
    fields.node("Unit", "unit", "unit");
    fields.node("Section", "section", "section");
    fields.node("Employee", "employee", "employee");
    fields.node("DictionaryEntry", "dictionary", "dictionary_entry");
    fields.listAndGroups("units", "unitGroups", Known.all("unit"));
    fields.list("sections", Known.all("section"));
    fields.listAndGroups("employees", "employeeGroups", Known.all("employee"));
    fields.listAndGroups(
        "dictionaryEntries", "dictionaryEntryGroups", Known.all("dictionary_entry"));
    fields.one("unit", "unit", "unitId");
    fields.one("section", "section", "sectionId");
    fields.one("employee", "employee", "employeeId");
    fields.put("Employee.unit", Known.reference("unit", "unitId"));
    fields.put("Employee.section", Known.reference("section", "sectionId"));
    fields.put("Unit.parent", Known.reference("unit", "parentId"));
    fields.put("Unit.children", Known.below("unit", "parentId", "unitId"));
    fields.put("Unit.path", new Value(OrganizationFields::path));
    fields.put("Unit.employees", Known.below("employee", "unitId", "unitId"));
    fields.put("Section.employees", Known.below("employee", "sectionId", "sectionId"));
  }

  private static Object path(Asked asked) {
    List<Record> path = new ArrayList<>();
    @Nullable Record unit = asked.row();
    while (unit != null && path.size() <= 100) {
      path.addFirst(unit);
      @Nullable Object parent = Plain.of(unit, "parentId");
      unit = parent == null ? null : asked.at().row("unit", parent);
    }
    return path;
  }
}
