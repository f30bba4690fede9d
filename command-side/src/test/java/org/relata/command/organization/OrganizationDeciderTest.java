package org.relata.command.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.relata.command.organization.OrganizationCommand.*;
import org.relata.command.platform.Scenario;
import org.relata.command.portfolio.PortfolioDecider;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.Rejection;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.organization.DictionaryId;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.organization.OrganizationEvent.*;
import org.relata.kernel.organization.Role;
import org.relata.kernel.organization.SectionId;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.organization.UnitKind;
import org.relata.kernel.portfolio.PortfolioEvent.PlaceTaken;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioClosed;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioOpened;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;

class OrganizationDeciderTest {

  private static final UnitId BANK = new UnitId("U-0");
  private static final UnitId EAST = new UnitId("U-1");
  private static final UnitId OUTLET = new UnitId("U-2");
  private static final SectionId RETAIL = new SectionId("S-1");
  private static final SectionId CORPORATE = new SectionId("S-2");
  private static final EmployeeId ZHAO = new EmployeeId("E-1");
  private static final EmployeeId QIAN = new EmployeeId("E-2");
  private static final EmployeeId SUN = new EmployeeId("E-3");
  private static final Code MANAGER = new Code("RELATIONSHIP_MANAGER");
  private static final DictionaryId REGION = new DictionaryId("region");

  private final Scenario<OrganizationCommand> bank =
      Scenario.of(new OrganizationDecider(), new PortfolioDecider());

  private static Label label(String text) {
    return new Label(text);
  }

  private static HireEmployee hire(EmployeeId id, @Nullable SectionId section, Role... roles) {
    return new HireEmployee(id, label("赵一"), EAST, section, MANAGER, List.of(roles));
  }

  private Scenario<OrganizationCommand> built() {
    bank.when(new DefineUnit(BANK, label("Head office"), UnitKind.HEAD_OFFICE, null));
    bank.when(new DefineUnit(EAST, label("East"), UnitKind.BRANCH, BANK));
    bank.when(new DefineSection(RETAIL, label("Retail")));
    bank.when(new DefineSection(CORPORATE, label("Corporate")));
    return bank;
  }

  @Test
  void aUnitIsDefinedBelowAnotherWhichCountsIt() {
    bank.then(
            new DefineUnit(BANK, label("Head office"), UnitKind.HEAD_OFFICE, null),
            new UnitDefined(BANK, label("Head office"), UnitKind.HEAD_OFFICE, null))
        .then(
            new DefineUnit(EAST, label("East"), UnitKind.BRANCH, BANK),
            new UnitDefined(EAST, label("East"), UnitKind.BRANCH, BANK),
            new SubUnitAdded(BANK, EAST, 1))
        .thenRefused(new DefineUnit(EAST, label("East"), UnitKind.BRANCH, BANK), "UNIT_EXISTS");
  }

  @Test
  void anUnknownOrClosedUnitTakesNothing() {
    built()
        .thenRefused(new DefineUnit(OUTLET, label("x"), UnitKind.OUTLET, OUTLET), "UNKNOWN_UNIT")
        .thenRefused(new RenameUnit(OUTLET, label("x")), "UNKNOWN_UNIT")
        .thenRefused(new CloseUnit(OUTLET), "UNKNOWN_UNIT")
        .then(new CloseUnit(EAST), new UnitClosed(EAST), new SubUnitRemoved(BANK, EAST, 0))
        .thenNothing(new CloseUnit(EAST))
        .thenRefused(new DefineUnit(OUTLET, label("x"), UnitKind.OUTLET, EAST), "UNIT_CLOSED")
        .thenRefused(new RenameUnit(EAST, label("x")), "UNIT_CLOSED")
        .thenRefused(hire(ZHAO, RETAIL), "UNIT_CLOSED");
  }

  @Test
  void aUnitIsRenamedOnlyToAnotherName() {
    built()
        .thenNothing(new RenameUnit(EAST, label("East")))
        .then(new RenameUnit(EAST, label("West")), new UnitRenamed(EAST, label("West")));
  }

  @Test
  void aUnitMovesFromOneParentToAnother() {
    built().when(new DefineUnit(OUTLET, label("Outlet"), UnitKind.OUTLET, EAST));
    bank.thenNothing(new MoveUnit(OUTLET, EAST))
        .then(
            new MoveUnit(OUTLET, BANK),
            new UnitTreeRearranged(OUTLET, BANK),
            new UnitMoved(OUTLET, BANK),
            new SubUnitRemoved(EAST, OUTLET, 0),
            new SubUnitAdded(BANK, OUTLET, 2));
  }

  @Test
  void aUnitIsNeverBelowItself() {
    built().when(new DefineUnit(OUTLET, label("Outlet"), UnitKind.OUTLET, EAST));
    bank.thenRefused(new MoveUnit(EAST, EAST), "UNIT_RING")
        .thenRefused(new MoveUnit(EAST, OUTLET), "UNIT_RING")
        .thenRefused(new MoveUnit(BANK, OUTLET), "UNIT_RING");
  }

  @Test
  void aUnitWithSubUnitsOrEmployeesIsNotClosed() {
    built().thenRefused(new CloseUnit(BANK), "UNIT_HAS_SUB_UNITS").when(hire(ZHAO, RETAIL));
    bank.thenRefused(new CloseUnit(EAST), "UNIT_HAS_EMPLOYEES");
    bank.when(new TransferEmployee(ZHAO, BANK, RETAIL, MANAGER));
    bank.when(new CloseUnit(EAST));
    bank.thenRefused(new CloseUnit(BANK), "UNIT_HAS_EMPLOYEES");
    bank.when(new DismissEmployee(ZHAO));
    bank.then(new CloseUnit(BANK), new UnitClosed(BANK));
  }

  @Test
  void aSectionIsDefinedRenamedRetired() {
    bank.thenRefused(new RenameSection(RETAIL, label("x")), "UNKNOWN_SECTION")
        .thenRefused(new RetireSection(RETAIL), "UNKNOWN_SECTION")
        .then(
            new DefineSection(RETAIL, label("Retail")), new SectionDefined(RETAIL, label("Retail")))
        .thenRefused(new DefineSection(RETAIL, label("Retail")), "SECTION_EXISTS")
        .thenNothing(new RenameSection(RETAIL, label("Retail")))
        .then(
            new RenameSection(RETAIL, label("Private")),
            new SectionRenamed(RETAIL, label("Private")))
        .then(new RetireSection(RETAIL), new SectionRetired(RETAIL))
        .thenNothing(new RetireSection(RETAIL))
        .thenRefused(new RenameSection(RETAIL, label("x")), "SECTION_RETIRED");
  }

  @Test
  void aHiredEmployeeHasAPlaceInTheUnitAndAnEmptyPortfolio() {
    built()
        .then(
            hire(ZHAO, RETAIL, Role.SECTION_ADMINISTRATOR, Role.RELATIONSHIP_MANAGER),
            new EmployeeHired(
                ZHAO,
                label("赵一"),
                EAST,
                RETAIL,
                MANAGER,
                Set.of(Role.RELATIONSHIP_MANAGER, Role.SECTION_ADMINISTRATOR)),
            new EmployeeJoinedUnit(EAST, ZHAO, 1),
            new SectionAdministratorAdded(RETAIL, ZHAO),
            new PortfolioOpened(ZHAO, 800))
        .thenRefused(hire(ZHAO, RETAIL), "EMPLOYEE_EXISTS")
        .thenRefused(hire(QIAN, new SectionId("none")), "UNKNOWN_SECTION")
        .thenRefused(
            new HireEmployee(QIAN, label("钱二"), EAST, null, MANAGER, List.of(Role.SECTION_HEAD)),
            "SECTION_REQUIRED");
  }

  @Test
  void nobodyJoinsARetiredSection() {
    built().when(hire(ZHAO, null));
    bank.when(new RetireSection(RETAIL));
    bank.thenRefused(hire(QIAN, RETAIL), "SECTION_RETIRED")
        .thenRefused(new TransferEmployee(ZHAO, EAST, RETAIL, MANAGER), "SECTION_RETIRED");
  }

  @Test
  void aRoleIsNamedOnce() {
    assertThatThrownBy(() -> hire(ZHAO, RETAIL, Role.SECTION_HEAD, Role.SECTION_HEAD))
        .isInstanceOfSatisfying(
            Rejection.class, rejection -> assertThat(rejection.code()).isEqualTo("DUPLICATE"));
  }

  @Test
  void aSectionHasTwoAdministratorsAndNoThird() {
    built().when(hire(ZHAO, RETAIL, Role.SECTION_ADMINISTRATOR));
    bank.when(hire(QIAN, RETAIL));
    bank.when(hire(SUN, RETAIL));
    bank.then(
            new GrantRole(QIAN, Role.SECTION_ADMINISTRATOR),
            new RoleGranted(QIAN, Role.SECTION_ADMINISTRATOR),
            new SectionAdministratorAdded(RETAIL, QIAN))
        .thenNothing(new GrantRole(QIAN, Role.SECTION_ADMINISTRATOR))
        .thenRefused(new GrantRole(SUN, Role.SECTION_ADMINISTRATOR), "TOO_MANY_ADMINISTRATORS")
        .then(
            new RevokeRole(ZHAO, Role.SECTION_ADMINISTRATOR),
            new RoleRevoked(ZHAO, Role.SECTION_ADMINISTRATOR),
            new SectionAdministratorRemoved(RETAIL, ZHAO))
        .thenNothing(new RevokeRole(ZHAO, Role.SECTION_ADMINISTRATOR));
    bank.when(new GrantRole(SUN, Role.SECTION_ADMINISTRATOR));
  }

  @Test
  void rolesWithinASectionEndWhenItIsLeft() {
    built().when(hire(ZHAO, RETAIL, Role.SECTION_ADMINISTRATOR, Role.RELATIONSHIP_MANAGER));
    bank.thenNothing(new TransferEmployee(ZHAO, EAST, RETAIL, MANAGER))
        .then(
            new TransferEmployee(ZHAO, BANK, CORPORATE, MANAGER),
            new RoleRevoked(ZHAO, Role.SECTION_ADMINISTRATOR),
            new SectionAdministratorRemoved(RETAIL, ZHAO),
            new EmployeeTransferred(ZHAO, BANK, CORPORATE, MANAGER),
            new EmployeeLeftUnit(EAST, ZHAO, 0),
            new EmployeeJoinedUnit(BANK, ZHAO, 1))
        .thenNothing(new RevokeRole(ZHAO, Role.SECTION_ADMINISTRATOR))
        .then(
            new TransferEmployee(ZHAO, BANK, CORPORATE, new Code("TELLER")),
            new EmployeeTransferred(ZHAO, BANK, CORPORATE, new Code("TELLER")));
  }

  @Test
  void anEmployeeIsRenamedAndDismissed() {
    built().when(hire(ZHAO, RETAIL, Role.SECTION_ADMINISTRATOR));
    bank.thenNothing(new RenameEmployee(ZHAO, label("赵一")))
        .then(new RenameEmployee(ZHAO, label("赵大")), new EmployeeRenamed(ZHAO, label("赵大")))
        .then(
            new DismissEmployee(ZHAO),
            new EmployeeDismissed(ZHAO),
            new EmployeeLeftUnit(EAST, ZHAO, 0),
            new SectionAdministratorRemoved(RETAIL, ZHAO),
            new PortfolioClosed(ZHAO))
        .thenNothing(new DismissEmployee(ZHAO));
    for (OrganizationCommand command :
        List.of(
            new RenameEmployee(ZHAO, label("x")),
            new TransferEmployee(ZHAO, BANK, null, MANAGER),
            new GrantRole(ZHAO, Role.GROUP_EXECUTIVE),
            new RevokeRole(ZHAO, Role.GROUP_EXECUTIVE))) {
      bank.thenRefused(command, "EMPLOYEE_DISMISSED");
    }
    bank.thenRefused(hire(ZHAO, RETAIL), "EMPLOYEE_EXISTS");
  }

  @Test
  void nobodyLeavesCustomersBehind() {
    built().when(hire(ZHAO, RETAIL));
    DomainEvent taken = new PlaceTaken(ZHAO, new CustomerId("C-1"), 1);
    bank.given(taken).thenRefused(new DismissEmployee(ZHAO), "PORTFOLIO_NOT_EMPTY");
  }

  @Test
  void anUnknownEmployeeIsRefused() {
    for (OrganizationCommand command :
        List.of(
            new RenameEmployee(ZHAO, label("x")),
            new TransferEmployee(ZHAO, BANK, null, MANAGER),
            new GrantRole(ZHAO, Role.GROUP_EXECUTIVE),
            new RevokeRole(ZHAO, Role.GROUP_EXECUTIVE),
            new DismissEmployee(ZHAO))) {
      bank.thenRefused(command, "UNKNOWN_EMPLOYEE");
    }
  }

  @Test
  void aDictionaryEntryIsDefinedRenamedRetiredAndTakenUpAgain() {
    Code north = new Code("north/Bohemia");
    DefineDictionaryEntry define =
        new DefineDictionaryEntry(REGION, north, label("North"), label("北"));
    bank.thenRefused(new RetireDictionaryEntry(REGION, north), "UNKNOWN_ENTRY")
        .thenRefused(new RenameDictionaryEntry(REGION, north, label("N"), null), "UNKNOWN_ENTRY")
        .then(define, new DictionaryEntryDefined(REGION, north, label("North"), label("北")))
        .thenNothing(define)
        .thenRefused(new DefineDictionaryEntry(REGION, north, label("N"), null), "ENTRY_EXISTS")
        .thenNothing(new RenameDictionaryEntry(REGION, north, label("North"), label("北")))
        .then(
            new RenameDictionaryEntry(REGION, north, label("N"), null),
            new DictionaryEntryRenamed(REGION, north, label("N"), null))
        .then(new RetireDictionaryEntry(REGION, north), new DictionaryEntryRetired(REGION, north))
        .thenNothing(new RetireDictionaryEntry(REGION, north))
        .thenRefused(new RenameDictionaryEntry(REGION, north, label("N"), null), "ENTRY_RETIRED")
        .then(define, new DictionaryEntryDefined(REGION, north, label("North"), label("北")));
  }
}
