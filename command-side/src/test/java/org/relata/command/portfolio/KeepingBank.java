package org.relata.command.portfolio;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.relata.command.customer.CustomerDecider;
import org.relata.command.organization.OrganizationDecider;
import org.relata.command.platform.Command;
import org.relata.command.platform.Scenario;
import org.relata.command.segmentation.SegmentationDecider;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.organization.OrganizationEvent.EmployeeHired;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.portfolio.AllotmentId;
import org.relata.kernel.portfolio.HandOverId;
import org.relata.kernel.portfolio.PortfolioEvent.*;
import org.relata.kernel.segmentation.Expression;
import org.relata.kernel.segmentation.PolicyText;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.SegmentationEvent.BindingSchemesSet;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyActivated;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyDrafted;
import org.relata.kernel.segmentation.SegmentationEvent.TierAssigned;
import org.relata.kernel.valuation.Metrics;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;

/** Two customers, two managers of different positions, a head, and the scheme that may bind. */
final class KeepingBank {

  static final Currency CNY = Currency.getInstance("CNY");
  static final CustomerId WANG = new CustomerId("C-1");
  static final CustomerId LI = new CustomerId("C-2");
  static final EmployeeId ZHAO = new EmployeeId("E-1");
  static final EmployeeId QIAN = new EmployeeId("E-2");
  static final EmployeeId HEAD = new EmployeeId("E-3");
  static final EmployeeId SUN = new EmployeeId("E-4");
  static final UnitId UNIT = new UnitId("U-1");
  static final SchemeId AUM = new SchemeId("aum");
  static final LocalDate TODAY = LocalDate.ofInstant(Scenario.NOW, java.time.ZoneOffset.UTC);
  static final LocalDate LONG_AGO = LocalDate.of(2020, 5, 1);
  static final AllotmentId ALLOTMENT = new AllotmentId("A-1");
  static final HandOverId HAND_OVER = new HandOverId("H-1");

  static Scenario<PortfolioCommand> open() {
    return filled(
        Scenario.of(
            new PortfolioDecider(),
            new CustomerDecider(),
            new OrganizationDecider(),
            new SegmentationDecider()));
  }

  static <C extends Command> Scenario<C> filled(Scenario<C> bank) {
    return bank.given(
        registered(WANG),
        registered(LI),
        hired(ZHAO, "WEALTH_MANAGER"),
        hired(QIAN, "TELLER"),
        hired(HEAD, "OUTLET_HEAD"),
        hired(SUN, "WEALTH_MANAGER"),
        new PortfolioOpened(ZHAO, 800),
        new PortfolioOpened(QIAN, 800),
        new PortfolioOpened(HEAD, 800),
        new PortfolioOpened(SUN, 800));
  }

  static CustomerRegistered registered(CustomerId id) {
    return new CustomerRegistered(
        id, CustomerKind.PERSONAL, new Label("王小明"), List.of(), Profile.EMPTY);
  }

  private static EmployeeHired hired(EmployeeId id, String position) {
    return new EmployeeHired(id, new Label("赵"), UNIT, null, new Code(position), Set.of());
  }

  /** Only wealth managers and heads keep the rich, and Wang is rich. */
  static void givenThatTiersBind(Scenario<PortfolioCommand> bank) {
    PolicyText.Tier rich =
        new PolicyText.Tier(
            new Code("RICH"),
            null,
            List.of(new Code("WEALTH_MANAGER"), new Code("OUTLET_HEAD")),
            null,
            null,
            1,
            List.of(),
            List.of(),
            List.of());
    PolicyText text =
        new PolicyText(
            CNY,
            List.of(),
            null,
            List.of(new PolicyText.Rule(new Code("RICH"), new Expression("true"))),
            List.of(rich),
            0);
    bank.given(
        new PolicyDrafted(AUM, 1, LONG_AGO, text, "employee/E-9"),
        new PolicyActivated(AUM, 1, LONG_AGO),
        new BindingSchemesSet(List.of(AUM)),
        new TierAssigned(
            WANG,
            AUM,
            1,
            null,
            new Code("RICH"),
            true,
            1,
            Metrics.of(CNY, Map.of()),
            List.of(),
            1,
            TODAY,
            null));
  }

  private KeepingBank() {}
}
