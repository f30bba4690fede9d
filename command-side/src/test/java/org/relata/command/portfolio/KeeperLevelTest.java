package org.relata.command.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.relata.command.customer.CustomerDecider;
import org.relata.command.organization.OrganizationDecider;
import org.relata.command.platform.Scenario;
import org.relata.command.portfolio.PortfolioCommand.AssignCustomer;
import org.relata.command.portfolio.PortfolioCommand.ReassignCustomer;
import org.relata.command.segmentation.SegmentationDecider;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.organization.OrganizationEvent.EmployeeHired;
import org.relata.kernel.organization.OrganizationEvent.EmployeeTransferred;
import org.relata.kernel.organization.OrganizationEvent.UnitDefined;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.organization.UnitKind;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioOpened;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.SegmentationEvent.BindingSchemesSet;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyActivated;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyDrafted;
import org.relata.kernel.segmentation.SegmentationEvent.TierAssigned;
import org.relata.kernel.segmentation.ShippedPolicies;
import org.relata.kernel.valuation.Metrics;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Note;

/** Branches keep the first two classes of key accounts, sub-branches the rest. */
class KeeperLevelTest {

  private static final Currency CNY = Currency.getInstance("CNY");
  private static final SchemeId KEY_ACCOUNTS = ShippedPolicies.KEY_ACCOUNT_CLASS;
  private static final CustomerId STEEL = new CustomerId("C-1");
  private static final CustomerId BAKERY = new CustomerId("C-2");
  private static final UnitId BRANCH = new UnitId("U-1");
  private static final UnitId SUB_BRANCH = new UnitId("U-2");
  private static final EmployeeId OF_BRANCH = new EmployeeId("E-1");
  private static final EmployeeId OF_SUB_BRANCH = new EmployeeId("E-2");
  private static final Code MANAGER = new Code("RELATIONSHIP_MANAGER");
  private static final LocalDate DAY = LocalDate.of(2024, 1, 31);

  private final Scenario<PortfolioCommand> bank =
      Scenario.of(
              new PortfolioDecider(),
              new CustomerDecider(),
              new OrganizationDecider(),
              new SegmentationDecider())
          .given(
              new UnitDefined(BRANCH, new Label("分行"), UnitKind.BRANCH, null),
              new UnitDefined(SUB_BRANCH, new Label("支行"), UnitKind.SUB_BRANCH, BRANCH),
              hired(OF_BRANCH, BRANCH),
              hired(OF_SUB_BRANCH, SUB_BRANCH),
              new PortfolioOpened(OF_BRANCH, 800),
              new PortfolioOpened(OF_SUB_BRANCH, 800),
              registered(STEEL),
              registered(BAKERY),
              new PolicyDrafted(
                  KEY_ACCOUNTS,
                  1,
                  DAY,
                  Objects.requireNonNull(ShippedPolicies.of(KEY_ACCOUNTS, CNY)),
                  "employee/E-9"),
              new PolicyActivated(KEY_ACCOUNTS, 1, DAY),
              new BindingSchemesSet(List.of(KEY_ACCOUNTS)),
              classed(STEEL, "QUALITY"),
              classed(BAKERY, "CONTRIBUTOR"));

  private static EmployeeHired hired(EmployeeId id, UnitId unit) {
    return new EmployeeHired(id, new Label("赵"), unit, null, MANAGER, Set.of());
  }

  private static CustomerRegistered registered(CustomerId id) {
    return new CustomerRegistered(
        id, CustomerKind.CORPORATE, new Label("公司"), List.of(), Profile.EMPTY);
  }

  private static TierAssigned classed(CustomerId id, String tier) {
    return new TierAssigned(
        id,
        KEY_ACCOUNTS,
        1,
        null,
        new Code(tier),
        true,
        1,
        Metrics.of(CNY, Map.of()),
        List.of(),
        1,
        DAY,
        null);
  }

  @Test
  void aCustomerIsGivenToThoseAloneWhoWorkWhereItsTierIsKept() {
    bank.thenRefused(new AssignCustomer(STEEL, OF_SUB_BRANCH), "MAY_NOT_KEEP_TIER")
        .thenRefused(new AssignCustomer(BAKERY, OF_BRANCH), "MAY_NOT_KEEP_TIER");
    bank.when(new AssignCustomer(STEEL, OF_BRANCH));
    bank.when(new AssignCustomer(BAKERY, OF_SUB_BRANCH));
    assertThat(bank.of(CustodyState.CUSTODY, STEEL).managerId()).isEqualTo(OF_BRANCH);
    bank.thenRefused(
        new ReassignCustomer(STEEL, OF_SUB_BRANCH, new Note("nearer")), "MAY_NOT_KEEP_TIER");
  }

  @Test
  void whoeverMovesUpMayKeepWhatIsKeptThere() {
    bank.given(new EmployeeTransferred(OF_SUB_BRANCH, BRANCH, null, MANAGER));
    bank.when(new AssignCustomer(STEEL, OF_SUB_BRANCH));
    assertThat(bank.of(CustodyState.CUSTODY, STEEL).managerId()).isEqualTo(OF_SUB_BRANCH);
    bank.thenRefused(new AssignCustomer(BAKERY, OF_SUB_BRANCH), "MAY_NOT_KEEP_TIER");
  }
}
