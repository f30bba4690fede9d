package org.relata.command.portfolio;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.relata.command.customer.CustomerDecider;
import org.relata.command.platform.Scenario;
import org.relata.command.portfolio.PortfolioCommand.*;
import org.relata.kernel.Rejection;
import org.relata.kernel.customer.CustomerEvent.CustomerClosed;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.portfolio.PortfolioEvent.*;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Note;

class PortfolioDeciderTest {

  private static final CustomerId WANG = new CustomerId("C-1");
  private static final CustomerId LI = new CustomerId("C-2");
  private static final EmployeeId ZHAO = new EmployeeId("E-1");
  private static final EmployeeId QIAN = new EmployeeId("E-2");
  private static final LocalDate TODAY = LocalDate.ofInstant(Scenario.NOW, ZoneOffset.UTC);
  private static final Note MOVED = new Note("moved to the other bank of the river");

  private final Scenario<PortfolioCommand> bank =
      Scenario.of(new PortfolioDecider(), new CustomerDecider())
          .given(
              registered(WANG),
              registered(LI),
              new PortfolioOpened(ZHAO, 800),
              new PortfolioOpened(QIAN, 1));

  private static CustomerRegistered registered(CustomerId id) {
    return new CustomerRegistered(
        id, CustomerKind.PERSONAL, new Label("王小明"), List.of(), Profile.EMPTY);
  }

  @Test
  void aCustomerIsAssignedFromThePoolAndCreditedToTheFirstKeeper() {
    bank.then(
            new AssignCustomer(WANG, ZHAO),
            new CustomerAssigned(WANG, ZHAO, TODAY),
            new PlaceTaken(ZHAO, WANG, 1),
            new AttributionSet(WANG, ZHAO))
        .thenNothing(new AssignCustomer(WANG, ZHAO))
        .thenRefused(new AssignCustomer(WANG, QIAN), "CUSTOMER_TAKEN");
  }

  @Test
  void aCustomerInThePoolIsClaimedByTheFirstWhoCares() {
    bank.then(
            new ClaimCustomer(WANG, ZHAO, null, null),
            new CustomerClaimed(WANG, ZHAO, TODAY),
            new PlaceTaken(ZHAO, WANG, 1),
            new AttributionSet(WANG, ZHAO))
        .thenNothing(new ClaimCustomer(WANG, ZHAO, null, null));
  }

  @Test
  void theCreditSurvivesReassignmentAndRelease() {
    bank.when(new AssignCustomer(WANG, ZHAO));
    bank.then(
            new ReassignCustomer(WANG, QIAN, MOVED),
            new CustomerReassigned(WANG, ZHAO, QIAN, MOVED, TODAY),
            new PlaceFreed(ZHAO, WANG, 0),
            new PlaceTaken(QIAN, WANG, 1))
        .thenNothing(new ReassignCustomer(WANG, QIAN, MOVED))
        .then(
            new ReleaseCustomer(WANG, null),
            new CustomerReleased(WANG, QIAN, null),
            new PlaceFreed(QIAN, WANG, 0))
        .thenRefused(new ReleaseCustomer(WANG, null), "CUSTOMER_IN_POOL")
        .thenRefused(new ReassignCustomer(WANG, ZHAO, MOVED), "CUSTOMER_IN_POOL")
        .then(
            new AssignCustomer(WANG, QIAN),
            new CustomerAssigned(WANG, QIAN, TODAY),
            new PlaceTaken(QIAN, WANG, 1));
  }

  @Test
  void aFullPortfolioTakesNobody() {
    bank.when(new AssignCustomer(WANG, QIAN));
    bank.thenRefused(new AssignCustomer(LI, QIAN), "PORTFOLIO_FULL")
        .thenRefused(new ClaimCustomer(LI, QIAN, null, null), "PORTFOLIO_FULL");
    bank.when(new AssignCustomer(LI, ZHAO));
    bank.thenRefused(new ReassignCustomer(LI, QIAN, MOVED), "PORTFOLIO_FULL");
    bank.when(new SetPortfolioCap(QIAN, 2));
    bank.when(new ReassignCustomer(LI, QIAN, MOVED));
  }

  @Test
  void aCapIsNotSetBelowTheLoad() {
    bank.when(new AssignCustomer(WANG, QIAN));
    bank.thenNothing(new SetPortfolioCap(QIAN, 1))
        .thenRefused(new SetPortfolioCap(QIAN, 0), "CAP_BELOW_LOAD")
        .then(new SetPortfolioCap(ZHAO, 0), new PortfolioCapSet(ZHAO, 0));
    new SetPortfolioCap(QIAN, 10_000);
    assertThatThrownBy(() -> new SetPortfolioCap(QIAN, 10_001)).isInstanceOf(Rejection.class);
    assertThatThrownBy(() -> new SetPortfolioCap(QIAN, -1)).isInstanceOf(Rejection.class);
  }

  @Test
  void onlyAnEmployedManagerKeepsCustomers() {
    EmployeeId nobody = new EmployeeId("E-9");
    bank.given(new PortfolioClosed(ZHAO))
        .thenRefused(new AssignCustomer(WANG, ZHAO), "EMPLOYEE_DISMISSED")
        .thenRefused(new SetPortfolioCap(ZHAO, 5), "EMPLOYEE_DISMISSED")
        .thenRefused(new ClaimCustomer(WANG, nobody, null, null), "UNKNOWN_EMPLOYEE")
        .thenRefused(new SetPortfolioCap(nobody, 5), "UNKNOWN_EMPLOYEE");
  }

  @Test
  void aClosedCustomerIsGivenToNobodyButCanBeReleased() {
    bank.when(new AssignCustomer(WANG, ZHAO));
    bank.given(new CustomerClosed(WANG), new CustomerClosed(LI))
        .thenRefused(new AssignCustomer(LI, ZHAO), "CUSTOMER_CLOSED")
        .thenRefused(new ClaimCustomer(LI, ZHAO, null, null), "CUSTOMER_CLOSED")
        .thenRefused(new ReassignCustomer(WANG, QIAN, MOVED), "CUSTOMER_CLOSED")
        .then(
            new ReleaseCustomer(WANG, MOVED),
            new CustomerReleased(WANG, ZHAO, MOVED),
            new PlaceFreed(ZHAO, WANG, 0));
  }

  @Test
  void anUnknownCustomerIsRefused() {
    CustomerId nobody = new CustomerId("C-9");
    bank.thenRefused(new AssignCustomer(nobody, ZHAO), "UNKNOWN_CUSTOMER")
        .thenRefused(new ReassignCustomer(nobody, ZHAO, MOVED), "UNKNOWN_CUSTOMER")
        .thenRefused(new ReleaseCustomer(nobody, null), "UNKNOWN_CUSTOMER");
  }
}
