package org.relata.query.organization;

import java.util.List;
import org.relata.query.platform.graph.Filters;
import org.relata.query.platform.graph.Graph;
import org.relata.query.platform.graph.GraphModule;
import org.relata.query.platform.graph.Listing;
import org.relata.query.platform.graph.NodeType;

/** What can be asked about the bank itself; the schema is {@code schema/organization.graphqls}. */
public final class OrganizationGraph implements GraphModule {

  private static final Listing<UnitRow> UNITS =
      Listing.of(UnitFold.TABLE)
          .filterIn("unitId", "kind", "parentId")
          .filter("name", Filters.text("name"))
          .filter("closed", Filters.equal("closed"))
          .filter(
              "top", (value, scope) -> Filters.present("parentId").condition(!top(value), scope))
          .orderBy("name", "kind", "staff")
          .groupBy("kind", "closed")
          .aggregate("staff")
          .build();

  private static final Listing<SectionRow> SECTIONS =
      Listing.of(SectionFold.TABLE)
          .filterIn("sectionId")
          .filter("name", Filters.text("name"))
          .filter("retired", Filters.equal("retired"))
          .orderBy("name")
          .build();

  private static final Listing<EmployeeRow> EMPLOYEES =
      Listing.of(EmployeeFold.TABLE)
          .filterIn("employeeId", "unitId", "sectionId", "position")
          .filter("name", Filters.text("name"))
          .filter("role", Filters.holdsAny("roles"))
          .filter("dismissed", Filters.equal("dismissed"))
          .orderBy("name", "unitId", "position")
          .groupBy("unitId", "sectionId", "position", "dismissed")
          .build();

  private static final Listing<DictionaryEntryRow> ENTRIES =
      Listing.of(DictionaryEntryFold.TABLE)
          .filterIn("dictionary", "code")
          .filter("label", Filters.text("label"))
          .filter("retired", Filters.equal("retired"))
          .orderBy("label")
          .groupBy("dictionary", "retired")
          .build();

  @Override
  public void register(Graph graph) {
    NodeType<UnitRow> unit = graph.node("Unit", "unit", UnitFold.TABLE);
    NodeType<SectionRow> section = graph.node("Section", "section", SectionFold.TABLE);
    NodeType<EmployeeRow> employee = graph.node("Employee", "employee", EmployeeFold.TABLE);
    graph.node("DictionaryEntry", "dictionary", DictionaryEntryFold.TABLE);
    graph.one("unit", "unitId", unit);
    graph.connection("units", UNITS);
    graph.groups("unitGroups", UNITS);
    graph.one("section", "sectionId", section);
    graph.connection("sections", SECTIONS);
    graph.one("employee", "employeeId", employee);
    graph.connection("employees", EMPLOYEES);
    graph.groups("employeeGroups", EMPLOYEES);
    graph.connection("dictionaryEntries", ENTRIES);
    graph.groups("dictionaryEntryGroups", ENTRIES);
    graph.reference("Unit", "parent", "Unit", UnitFold.TABLE, "parentId");
    graph.<UnitRow, UnitRow>nested("Unit", "children", UNITS, "parentId", UnitRow::unitId);
    graph.<UnitRow, String, List<UnitRow>>batch(
        "Unit", "path", row -> row.unitId().value(), UnitPaths::of);
    graph.<UnitRow, EmployeeRow>nested("Unit", "employees", EMPLOYEES, "unitId", UnitRow::unitId);
    graph.<SectionRow, EmployeeRow>nested(
        "Section", "employees", EMPLOYEES, "sectionId", SectionRow::sectionId);
    graph.reference("Employee", "unit", "Unit", EmployeeFold.TABLE, "unitId");
    graph.reference("Employee", "section", "Section", EmployeeFold.TABLE, "sectionId");
  }

  private static boolean top(Object value) {
    return Boolean.TRUE.equals(value);
  }
}
