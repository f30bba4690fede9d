package org.relata.standalone.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.relata.command.customer.CustomerCommand.AddContactPoint;
import org.relata.command.customer.CustomerCommand.RegisterCustomer;
import org.relata.command.platform.Command;
import org.relata.command.portfolio.PortfolioCommand.AllotStock;
import org.relata.command.portfolio.PortfolioCommand.BeginHandOver;
import org.relata.command.portfolio.PortfolioCommand.ClaimCustomer;
import org.relata.command.portfolio.PortfolioCommand.JoinTeam;
import org.relata.command.portfolio.PortfolioCommand.WritePlan;
import org.relata.command.segmentation.SegmentationCommand.ApprovePolicy;
import org.relata.command.segmentation.SegmentationCommand.DraftPolicy;
import org.relata.command.segmentation.SegmentationCommand.ProposePolicy;
import org.relata.kernel.customer.ContactPoint;
import org.relata.kernel.customer.ContactPointId;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.portfolio.AllotmentId;
import org.relata.kernel.portfolio.HandOverId;
import org.relata.kernel.portfolio.KeyAccountPlan;
import org.relata.kernel.portfolio.Manifest;
import org.relata.kernel.portfolio.TeamRole;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.ShippedPolicies;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Note;

/** What is under way at the demo bank when somebody looks at it first. */
final class DemoToday {

  private final DemoBank bank;

  DemoToday(DemoBank bank) {
    this.bank = bank;
  }

  List<Command> commands() {
    List<Command> commands = new ArrayList<>();
    SchemeId scheme = ShippedPolicies.VALUE_STABILITY;
    commands.add(
        new DraftPolicy(scheme, 1, DemoBank.FIRST_DAY, null, null, null, null, null, null));
    commands.add(new ProposePolicy(scheme, 1));
    commands.add(new ApprovePolicy(scheme, 1));
    commands.add(collision());
    commands.add(handOver());
    commands.addAll(keyAccount());
    commands.add(
        new AllotStock(
            new AllotmentId("2026-07"),
            ShippedPolicies.PERSONAL_AUM,
            List.of(bank.units.getFirst())));
    commands.addAll(registeredTwice());
    return commands;
  }

  /** Nobody has noticed yet: one has the telephone of c0002, two have one date of birth. */
  private static List<Command> registeredTwice() {
    CustomerId one = new CustomerId("c0502");
    return List.of(
        person(one, "欧阳思远"),
        new AddContactPoint(
            one,
            new ContactPointId("phone"),
            ContactPoint.Kind.PHONE,
            new Label("+86 139-0001-5838"),
            true),
        person(new CustomerId("c0503"), "欧阳思源"));
  }

  private static Command person(CustomerId id, String name) {
    LocalDate birth = LocalDate.of(1988, 8, 8);
    Profile profile =
        new Profile(null, null, null, birth, null, null, null, null, null, null, null, null, null);
    return new RegisterCustomer(id, CustomerKind.PERSONAL, new Label(name), null, profile);
  }

  private Command collision() {
    CustomerId customer = bank.keepers.keySet().iterator().next();
    @Nullable EmployeeId keeper = bank.keepers.get(customer);
    EmployeeId other = keeper == bank.managers.get(1) ? bank.managers.get(2) : bank.managers.get(1);
    return new ClaimCustomer(customer, other, DemoBank.FIRST_DAY, new Note("客户在本人服务期间提出过贷款需求"));
  }

  /** The first of the companies has a team and a plan. */
  private List<Command> keyAccount() {
    CustomerId customer = bank.companies.getFirst();
    EmployeeId lead = bank.managers.get(1);
    KeyAccountPlan plan =
        new KeyAccountPlan(
            List.of(new Note("成为其主要结算银行")),
            List.of(new KeyAccountPlan.Need(new Code("PAYROLL"), new Note("约三百名员工代发工资"))),
            List.of(
                new KeyAccountPlan.Action(
                    new Label("递交代发工资方案"), lead, DemoBank.LAST_DAY.plusDays(20))),
            List.of(new Note("他行贷款利率更低")),
            List.of(DemoBank.LAST_DAY.plusMonths(3), DemoBank.LAST_DAY.plusMonths(6)));
    return List.of(
        new JoinTeam(customer, lead, TeamRole.LEAD),
        new JoinTeam(customer, bank.managers.get(2), TeamRole.CREDIT),
        new JoinTeam(customer, bank.managers.get(3), TeamRole.SERVICE),
        new WritePlan(customer, plan));
  }

  /** The last of the managers leaves; the others take the customers by turns. */
  private Command handOver() {
    EmployeeId leaver = bank.managers.getLast();
    List<EmployeeId> takers = bank.managers.subList(1, bank.managers.size() - 1);
    List<Manifest.Item> items = new ArrayList<>();
    bank.keepers.forEach(
        (customer, keeper) -> {
          if (keeper.equals(leaver)) {
            items.add(new Manifest.Item(customer, takers.get(items.size() % takers.size())));
          }
        });
    return new BeginHandOver(
        new HandOverId("leaver-" + leaver), new Manifest(leaver, bank.managers.getFirst(), items));
  }
}
