package org.relata.command.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.relata.command.customer.CustomerCommand.RegisterCustomer;
import org.relata.command.organization.OrganizationCommand.CloseUnit;
import org.relata.command.organization.OrganizationCommand.DefineUnit;
import org.relata.command.organization.OrganizationCommand.DismissEmployee;
import org.relata.command.organization.OrganizationCommand.HireEmployee;
import org.relata.command.organization.OrganizationCommand.MoveUnit;
import org.relata.command.platform.Command;
import org.relata.command.platform.CommandNode;
import org.relata.command.platform.dispatch.Answer;
import org.relata.command.portfolio.PortfolioCommand.AssignCustomer;
import org.relata.command.portfolio.PortfolioCommand.BeginHandOver;
import org.relata.command.portfolio.PortfolioCommand.ClaimCustomer;
import org.relata.command.portfolio.PortfolioCommand.SetPortfolioCap;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.log.Recorded;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.organization.OrganizationEvent.EmployeeDismissed;
import org.relata.kernel.organization.OrganizationEvent.UnitMoved;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.organization.UnitKind;
import org.relata.kernel.portfolio.HandOverId;
import org.relata.kernel.portfolio.Manifest;
import org.relata.kernel.portfolio.PortfolioEvent.CollisionDetected;
import org.relata.kernel.portfolio.PortfolioEvent.CustomerAssigned;
import org.relata.kernel.portfolio.PortfolioEvent.CustomerClaimed;
import org.relata.kernel.portfolio.PortfolioEvent.PlaceTaken;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.postgres.Database;
import org.relata.postgres.TestPostgres;

/**
 * Rules that several streams share, tried from two command sides on one database at the same
 * moment. They have nothing in common but the database, as two processes have.
 */
class PortfolioConcurrencyTest {

  private static final UnitId TOP = new UnitId("U-0");
  private static final EmployeeId ZHAO = new EmployeeId("E-1");
  private static final EmployeeId QIAN = new EmployeeId("E-2");

  private CommandNode one;
  private CommandNode other;

  @BeforeEach
  void start() {
    Database database = TestPostgres.database();
    one = new CommandNode(database);
    other = new CommandNode(database);
    store(new DefineUnit(TOP, new Label("Bank"), UnitKind.HEAD_OFFICE, null));
    store(hire(ZHAO, TOP));
    store(hire(QIAN, TOP));
  }

  @AfterEach
  void stop() {
    one.close();
    other.close();
  }

  private void store(Command command) {
    assertThat(one.send(command)).isInstanceOf(Answer.Stored.class);
  }

  private static HireEmployee hire(EmployeeId id, UnitId unit) {
    return new HireEmployee(
        id, new Label("赵一"), unit, null, new Code("RELATIONSHIP_MANAGER"), List.of());
  }

  private List<CustomerId> customers(int count) {
    List<CustomerId> customers = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      CustomerId id = new CustomerId("C-" + i);
      customers.add(id);
      store(new RegisterCustomer(id, CustomerKind.PERSONAL, new Label("x"), null, null));
    }
    return customers;
  }

  /** Sends every command at once, the even ones from one side and the odd ones from the other. */
  private List<Answer> atOnce(List<? extends Command> commands) throws InterruptedException {
    List<Callable<Answer>> calls = new ArrayList<>();
    for (int i = 0; i < commands.size(); i++) {
      CommandNode node = i % 2 == 0 ? one : other;
      Command command = commands.get(i);
      calls.add(() -> untilAnswered(node, command));
    }
    List<Answer> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Answer> future : threads.invokeAll(calls)) {
        answers.add(future.get());
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
    return answers;
  }

  /** A caller whom too many others kept from being answered sends again. */
  private static Answer untilAnswered(CommandNode node, Command command) {
    Answer answer = node.send(command);
    while (answer instanceof Answer.Unavailable unavailable
        && unavailable.code().equals("CONTENTION")) {
      answer = node.send(command);
    }
    return answer;
  }

  private List<Recorded<DomainEvent>> log() {
    return one.dispatching.reader().after(0, 100_000);
  }

  private static long refused(List<Answer> answers, String code) {
    return answers.stream()
        .filter(
            answer ->
                answer instanceof Answer.Refused refused && refused.rejection().code().equals(code))
        .count();
  }

  @Test
  void theCapHoldsWhenTwoCommandSidesFillOnePortfolio() throws InterruptedException {
    List<CustomerId> customers = customers(60);
    store(new SetPortfolioCap(ZHAO, 25));
    List<AssignCustomer> commands =
        customers.stream().map(customer -> new AssignCustomer(customer, ZHAO)).toList();
    List<Answer> answers = atOnce(commands);
    assertThat(answers).filteredOn(Answer.Stored.class::isInstance).hasSize(25);
    assertThat(refused(answers, "PORTFOLIO_FULL")).isEqualTo(35);
    List<Integer> counts = new ArrayList<>();
    for (Recorded<DomainEvent> recorded : log()) {
      if (recorded.event() instanceof PlaceTaken taken) {
        counts.add(taken.customers());
      }
    }
    assertThat(counts).hasSize(25).isSorted().startsWith(1).endsWith(25);
  }

  @Test
  void aCustomerIsClaimedOnceHoweverManyWantIt() throws InterruptedException {
    List<CustomerId> customers = customers(20);
    List<ClaimCustomer> commands = new ArrayList<>();
    for (CustomerId customer : customers) {
      commands.add(new ClaimCustomer(customer, ZHAO, null, null));
      commands.add(new ClaimCustomer(customer, QIAN, null, null));
    }
    List<Answer> answers = atOnce(commands);
    assertThat(answers).allMatch(Answer.Stored.class::isInstance);
    assertThat(log()).filteredOn(r -> r.event() instanceof CustomerClaimed).hasSize(20);
    assertThat(log())
        .as("whoever came second is after a customer that has a manager")
        .filteredOn(r -> r.event() instanceof CollisionDetected)
        .hasSize(20);
  }

  @Test
  void nobodyIsDismissedWithACustomerOrGivenOneAfterwards() throws InterruptedException {
    List<CustomerId> customers = customers(20);
    List<Command> commands = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      EmployeeId employee = new EmployeeId("E-" + (100 + i));
      store(hire(employee, TOP));
      commands.add(new AssignCustomer(customers.get(i), employee));
      commands.add(new DismissEmployee(employee));
    }
    atOnce(commands);
    List<EmployeeId> dismissed = new ArrayList<>();
    List<EmployeeId> managers = new ArrayList<>();
    for (Recorded<DomainEvent> recorded : log()) {
      switch (recorded.event()) {
        case EmployeeDismissed e -> dismissed.add(e.employeeId());
        case CustomerAssigned e -> managers.add(e.managerId());
        default -> {
          // Only these two exclude each other.
        }
      }
    }
    assertThat(dismissed).doesNotContainAnyElementsOf(managers);
    assertThat(dismissed.size() + managers.size()).isEqualTo(20);
  }

  @Test
  void noTakerIsDismissedWhileAHandOverToItBegins() throws InterruptedException {
    List<CustomerId> customers = customers(20);
    List<Command> commands = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      EmployeeId giver = new EmployeeId("G-" + i);
      EmployeeId taker = new EmployeeId("T-" + i);
      store(hire(giver, TOP));
      store(hire(taker, TOP));
      store(new AssignCustomer(customers.get(i), giver));
      commands.add(
          new BeginHandOver(
              new HandOverId("H-" + i),
              new Manifest(giver, ZHAO, List.of(new Manifest.Item(customers.get(i), taker)))));
      commands.add(new DismissEmployee(taker));
    }
    List<Answer> answers = atOnce(commands);
    assertThat(answers).filteredOn(Answer.Stored.class::isInstance).hasSize(20);
    assertThat(refused(answers, "HAND_OVER_OPEN") + refused(answers, "EMPLOYEE_DISMISSED"))
        .isEqualTo(20);
    for (int i = 0; i < 20; i++) {
      assertThat(answers.subList(2 * i, 2 * i + 2))
          .as("one of the two for the taker %d", i)
          .filteredOn(Answer.Stored.class::isInstance)
          .hasSize(1);
    }
  }

  @Test
  void twoMovesThatAreHarmlessAloneNeverCloseARing() throws InterruptedException {
    List<Command> moves = new ArrayList<>();
    Map<UnitId, UnitId> parents = new HashMap<>();
    for (int i = 0; i < 15; i++) {
      UnitId left = new UnitId("L-" + i);
      UnitId right = new UnitId("R-" + i);
      store(new DefineUnit(left, new Label("l"), UnitKind.BRANCH, TOP));
      store(new DefineUnit(right, new Label("r"), UnitKind.BRANCH, TOP));
      moves.add(new MoveUnit(left, right));
      moves.add(new MoveUnit(right, left));
    }
    List<Answer> answers = atOnce(moves);
    assertThat(refused(answers, "UNIT_RING")).isEqualTo(15);
    for (Recorded<DomainEvent> recorded : log()) {
      if (recorded.event() instanceof UnitMoved moved) {
        parents.put(moved.unitId(), moved.parentId());
      }
    }
    parents.forEach((unit, parent) -> assertThat(parents.get(parent)).isNotEqualTo(unit));
  }

  @Test
  void aUnitIsNotClosedWhileSomebodyMovesIn() throws InterruptedException {
    List<Command> commands = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      UnitId unit = new UnitId("U-" + (1 + i));
      store(new DefineUnit(unit, new Label("u"), UnitKind.OUTLET, TOP));
      commands.add(new CloseUnit(unit));
      commands.add(hire(new EmployeeId("E-" + (100 + i)), unit));
    }
    List<Answer> answers = atOnce(commands);
    assertThat(answers).filteredOn(Answer.Stored.class::isInstance).hasSize(20);
    assertThat(refused(answers, "UNIT_HAS_EMPLOYEES") + refused(answers, "UNIT_CLOSED"))
        .isEqualTo(20);
  }
}
