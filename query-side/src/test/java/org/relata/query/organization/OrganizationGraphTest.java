package org.relata.query.organization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.relata.kernel.organization.DictionaryId;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.organization.OrganizationEvent.DictionaryEntryDefined;
import org.relata.kernel.organization.OrganizationEvent.DictionaryEntryRenamed;
import org.relata.kernel.organization.OrganizationEvent.DictionaryEntryRetired;
import org.relata.kernel.organization.OrganizationEvent.EmployeeDismissed;
import org.relata.kernel.organization.OrganizationEvent.EmployeeHired;
import org.relata.kernel.organization.OrganizationEvent.EmployeeJoinedUnit;
import org.relata.kernel.organization.OrganizationEvent.EmployeeLeftUnit;
import org.relata.kernel.organization.OrganizationEvent.EmployeeTransferred;
import org.relata.kernel.organization.OrganizationEvent.RoleGranted;
import org.relata.kernel.organization.OrganizationEvent.SectionAdministratorAdded;
import org.relata.kernel.organization.OrganizationEvent.SectionDefined;
import org.relata.kernel.organization.OrganizationEvent.SectionRetired;
import org.relata.kernel.organization.OrganizationEvent.SubUnitAdded;
import org.relata.kernel.organization.OrganizationEvent.SubUnitRemoved;
import org.relata.kernel.organization.OrganizationEvent.UnitClosed;
import org.relata.kernel.organization.OrganizationEvent.UnitDefined;
import org.relata.kernel.organization.OrganizationEvent.UnitMoved;
import org.relata.kernel.organization.OrganizationEvent.UnitRenamed;
import org.relata.kernel.organization.Role;
import org.relata.kernel.organization.SectionId;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.organization.UnitKind;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.query.AskedBank;

/** What can be asked about the bank itself. */
class OrganizationGraphTest {

  private static final UnitId HEAD = new UnitId("HO");
  private static final UnitId NORTH = new UnitId("B-N");
  private static final UnitId SOUTH = new UnitId("B-S");
  private static final UnitId LAKE = new UnitId("S-L");
  private static final UnitId GATE = new UnitId("O-G");
  private static final SectionId RETAIL = new SectionId("RETAIL");
  private static final EmployeeId LI = new EmployeeId("E-1");
  private static final EmployeeId ZHAO = new EmployeeId("E-2");
  private static final EmployeeId QIAN = new EmployeeId("E-3");
  private static final DictionaryId REGION = new DictionaryId("region");
  private static final AskedBank BANK = new AskedBank();
  private static long beforeTheMove;
  private static long beforeTheDismissal;

  @BeforeAll
  static void aBank() {
    BANK.happened(
        new UnitDefined(HEAD, new Label("总行"), UnitKind.HEAD_OFFICE, null),
        new UnitDefined(NORTH, new Label("Northern branch"), UnitKind.BRANCH, HEAD),
        new SubUnitAdded(HEAD, NORTH, 1),
        new UnitDefined(SOUTH, new Label("Southern branch"), UnitKind.BRANCH, HEAD),
        new SubUnitAdded(HEAD, SOUTH, 2),
        new UnitDefined(LAKE, new Label("Lake sub-branch"), UnitKind.SUB_BRANCH, NORTH),
        new SubUnitAdded(NORTH, LAKE, 1),
        new UnitDefined(GATE, new Label("Gate outlet"), UnitKind.OUTLET, LAKE),
        new SubUnitAdded(LAKE, GATE, 1),
        new SectionDefined(RETAIL, new Label("Retail")),
        new SectionDefined(new SectionId("OLD"), new Label("Old business")),
        new SectionRetired(new SectionId("OLD")));
    hired(LI, "李华", GATE, RETAIL, Role.RELATIONSHIP_MANAGER, 1);
    hired(ZHAO, "Zhao Lei", GATE, null, Role.SECTION_HEAD, 2);
    hired(QIAN, "Qian Wei", LAKE, RETAIL, Role.RELATIONSHIP_MANAGER, 1);
    BANK.happened(
        new RoleGranted(LI, Role.SECTION_ADMINISTRATOR),
        new SectionAdministratorAdded(RETAIL, LI),
        new DictionaryEntryDefined(REGION, new Code("N"), new Label("North"), new Label("北")),
        new DictionaryEntryDefined(REGION, new Code("S"), new Label("South"), null),
        new DictionaryEntryDefined(
            new DictionaryId("position"), new Code("RM"), new Label("Manager"), null));
    beforeTheMove = BANK.position();
    BANK.happened(
        new UnitMoved(LAKE, SOUTH),
        new SubUnitRemoved(NORTH, LAKE, 0),
        new SubUnitAdded(SOUTH, LAKE, 1),
        new UnitClosed(NORTH),
        new SubUnitRemoved(HEAD, NORTH, 1),
        new UnitRenamed(GATE, new Label("East Gate outlet")),
        new DictionaryEntryRenamed(REGION, new Code("S"), new Label("The South"), new Label("南")),
        new DictionaryEntryRetired(REGION, new Code("N")));
    beforeTheDismissal = BANK.position();
    BANK.happened(
        new EmployeeDismissed(ZHAO),
        new EmployeeLeftUnit(GATE, ZHAO, 1),
        new EmployeeTransferred(QIAN, GATE, RETAIL, new Code("HEAD")),
        new EmployeeLeftUnit(LAKE, QIAN, 0),
        new EmployeeJoinedUnit(GATE, QIAN, 2));
  }

  @AfterAll
  static void closed() {
    BANK.close();
  }

  private static void hired(
      EmployeeId id, String name, UnitId unit, @Nullable SectionId section, Role role, int staff) {
    BANK.happened(
        new EmployeeHired(id, new Label(name), unit, section, new Code("RM"), Set.of(role)),
        new EmployeeJoinedUnit(unit, id, staff));
  }

  @Test
  void aUnitKnowsItsPlaceInTheTreeNowAndThen() {
    String unit =
        "unit(unitId: \"O-G\"%s) { id name kind closed staff parentId parent { name subUnits }"
            + " path { unitId } children { totalCount } }";
    assertThat(BANK.ask(unit.formatted("")))
        .isEqualTo(
            "{\"id\":\"unit/O-G\",\"name\":\"East Gate outlet\",\"kind\":\"OUTLET\","
                + "\"closed\":false,\"staff\":2,\"parentId\":\"S-L\",\"parent\":{\"name\":\"Lake"
                + " sub-branch\",\"subUnits\":1},\"path\":[{\"unitId\":\"HO\"},"
                + "{\"unitId\":\"B-S\"},{\"unitId\":\"S-L\"},{\"unitId\":\"O-G\"}],"
                + "\"children\":{\"totalCount\":0}}");
    assertThat(BANK.ask(unit.formatted(asOf(beforeTheMove))))
        .contains("\"name\":\"Gate outlet\"")
        .contains(
            "\"path\":[{\"unitId\":\"HO\"},{\"unitId\":\"B-N\"},{\"unitId\":\"S-L\"},"
                + "{\"unitId\":\"O-G\"}]");
    assertThat(BANK.ask("unit(unitId: \"O-G\", asOf: {position: 7}) { name }")).isEqualTo("null");
  }

  private static String asOf(long position) {
    return ", asOf: {position: " + position + "}";
  }

  @Test
  void unitsAreFoundByPlaceKindNameAndWhetherTheyAreClosed() {
    assertThat(BANK.all("unitId", "units")).containsExactly("B-N", "B-S", "HO", "O-G", "S-L");
    assertThat(BANK.all("unitId", "units(filter: {top: true})")).containsExactly("HO");
    assertThat(BANK.all("unitId", "units(filter: {top: false, closed: false})"))
        .containsExactly("B-S", "O-G", "S-L");
    assertThat(BANK.all("unitId", "units(filter: {parentId: [\"B-S\", \"S-L\"]})"))
        .containsExactly("O-G", "S-L");
    assertThat(
            BANK.all("unitId", "units(filter: {parentId: [\"B-N\"]}" + asOf(beforeTheMove) + ")"))
        .containsExactly("S-L");
    assertThat(BANK.all("unitId", "units(filter: {name: {contains: \"BRANCH\"}})"))
        .containsExactly("B-N", "B-S", "S-L");
    assertThat(BANK.all("unitId", "units(orderBy: [{by: STAFF, direction: DESC}], first: 2)"))
        .containsExactly("O-G", "B-N");
  }

  @Test
  void unitsAreCountedByKindWithTheirStaff() {
    String groups = "unitGroups(by: [KIND]%s) { kind count staff { sum max } }";
    assertThat(BANK.ask(groups.formatted("")))
        .isEqualTo(
            "[{\"kind\":\"BRANCH\",\"count\":2,\"staff\":{\"sum\":\"0\",\"max\":\"0\"}},"
                + "{\"kind\":\"HEAD_OFFICE\",\"count\":1,\"staff\":{\"sum\":\"0\",\"max\":\"0\"}},"
                + "{\"kind\":\"OUTLET\",\"count\":1,\"staff\":{\"sum\":\"2\",\"max\":\"2\"}},"
                + "{\"kind\":\"SUB_BRANCH\",\"count\":1,\"staff\":{\"sum\":\"0\",\"max\":\"0\"}}]");
    assertThat(BANK.ask(groups.formatted(asOf(2))))
        .isEqualTo(
            "[{\"kind\":\"BRANCH\",\"count\":1,\"staff\":{\"sum\":\"0\",\"max\":\"0\"}},"
                + "{\"kind\":\"HEAD_OFFICE\",\"count\":1,\"staff\":{\"sum\":\"0\",\"max\":\"0\"}}]");
  }

  @Test
  void aSectionTellsItsAdministratorsAndItsPeople() {
    assertThat(
            BANK.ask(
                "section(sectionId: \"RETAIL\") { name retired administratorIds employees {"
                    + " totalCount nodes { name } } }"))
        .isEqualTo(
            "{\"name\":\"Retail\",\"retired\":false,\"administratorIds\":[\"E-1\"],"
                + "\"employees\":{\"totalCount\":2,\"nodes\":[{\"name\":\"李华\"},"
                + "{\"name\":\"Qian Wei\"}]}}");
    assertThat(BANK.all("sectionId", "sections(filter: {retired: true})")).containsExactly("OLD");
    assertThat(BANK.all("sectionId", "sections(filter: {retired: true}, asOf: {position: 11})"))
        .isEmpty();
  }

  @Test
  void anEmployeeIsShownWithUnitSectionAndRoles() {
    String employee =
        "employee(employeeId: \"E-2\"%s) { name unit { name } section { name } position roles"
            + " dismissed }";
    assertThat(BANK.ask(employee.formatted("")))
        .isEqualTo(
            "{\"name\":\"Zhao Lei\",\"unit\":{\"name\":\"East Gate outlet\"},\"section\":null,"
                + "\"position\":\"RM\",\"roles\":[],\"dismissed\":true}");
    assertThat(BANK.ask(employee.formatted(asOf(beforeTheDismissal))))
        .contains("\"roles\":[\"SECTION_HEAD\"],\"dismissed\":false");
    assertThat(BANK.ask("employee(employeeId: \"E-1\") { roles section { sectionId } }"))
        .isEqualTo(
            "{\"roles\":[\"RELATIONSHIP_MANAGER\",\"SECTION_ADMINISTRATOR\"],"
                + "\"section\":{\"sectionId\":\"RETAIL\"}}");
  }

  @Test
  void employeesAreFoundByRoleUnitSectionAndNameAndCounted() {
    assertThat(BANK.all("employeeId", "employees(filter: {role: [SECTION_ADMINISTRATOR]})"))
        .containsExactly("E-1");
    assertThat(
            BANK.all(
                "employeeId",
                "employees(filter: {role: [SECTION_HEAD, RELATIONSHIP_MANAGER]}"
                    + asOf(beforeTheDismissal)
                    + ")"))
        .containsExactly("E-1", "E-2", "E-3");
    assertThat(BANK.all("employeeId", "employees(filter: {unitId: [\"O-G\"], dismissed: false})"))
        .containsExactly("E-1", "E-3");
    assertThat(BANK.all("employeeId", "employees(filter: {name: {startsWith: \"李\"}})"))
        .containsExactly("E-1");
    assertThat(BANK.ask("employeeGroups(by: [UNIT_ID, DISMISSED]) { unitId dismissed count }"))
        .isEqualTo(
            "[{\"unitId\":\"O-G\",\"dismissed\":false,\"count\":2},"
                + "{\"unitId\":\"O-G\",\"dismissed\":true,\"count\":1}]");
  }

  @Test
  void dictionariesTellWhatACodeStandsForInBothLanguages() {
    String entries =
        "dictionaryEntries(filter: {dictionary: [\"region\"]}%s) { nodes { id code label labelZh"
            + " retired } }";
    assertThat(BANK.ask(entries.formatted("")))
        .isEqualTo(
            "{\"nodes\":[{\"id\":\"dictionary/region/N\",\"code\":\"N\",\"label\":\"North\","
                + "\"labelZh\":\"北\",\"retired\":true},{\"id\":\"dictionary/region/S\","
                + "\"code\":\"S\",\"label\":\"The South\",\"labelZh\":\"南\",\"retired\":false}]}");
    assertThat(BANK.ask(entries.formatted(asOf(beforeTheMove))))
        .contains("\"label\":\"South\",\"labelZh\":null,\"retired\":false");
    assertThat(BANK.ask("dictionaryEntryGroups(by: [DICTIONARY]) { dictionary count }"))
        .isEqualTo(
            "[{\"dictionary\":\"region\",\"count\":2},{\"dictionary\":\"position\",\"count\":1}]");
    assertThat(BANK.ask("node(id: \"dictionary/region/S\") { ... on DictionaryEntry { label } }"))
        .isEqualTo("{\"label\":\"The South\"}");
  }

  @Test
  void manyUnitsTakeAsManyStatementsAsOne() {
    String question =
        "units(filter: {unitId: %s}) { nodes { parent { name } path { name } children(first: 2) {"
            + " totalCount nodes { name } } employees(first: 2) { nodes { name unit { name }"
            + " section { name } } } } }";
    long one = BANK.statements(question.formatted("[\"O-G\"]"));
    assertThat(BANK.statements(question.formatted("null"))).isEqualTo(one).isLessThan(12);
  }
}
