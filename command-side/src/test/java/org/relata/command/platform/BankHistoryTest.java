package org.relata.command.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.relata.command.customer.CustomerCommand.CloseCustomer;
import org.relata.command.customer.CustomerCommand.RegisterCustomer;
import org.relata.command.customer.CustomerCommand.ReopenCustomer;
import org.relata.command.customer.CustomerDecider;
import org.relata.command.engagement.EngagementCommand.*;
import org.relata.command.engagement.EngagementDecider;
import org.relata.command.organization.OrganizationCommand.*;
import org.relata.command.organization.OrganizationDecider;
import org.relata.command.portfolio.PortfolioCommand.*;
import org.relata.command.portfolio.PortfolioDecider;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.Rejection;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.engagement.Channel;
import org.relata.kernel.engagement.ContactId;
import org.relata.kernel.engagement.EngagementEvent.*;
import org.relata.kernel.engagement.NextStepId;
import org.relata.kernel.engagement.Occasion;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.organization.OrganizationEvent.*;
import org.relata.kernel.organization.Role;
import org.relata.kernel.organization.SectionId;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.organization.UnitKind;
import org.relata.kernel.portfolio.PortfolioEvent.*;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Note;

/**
 * Thousands of random commands to a small bank, most of them possible. What must hold is looked up
 * after each in a book of its own that is kept from the events, as a reader of the log would.
 */
class BankHistoryTest {

  private static final int COMMANDS = 3_000;
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

  private final Scenario<Command> bank =
      Scenario.of(
          Together.of(
              new CustomerDecider(),
              new OrganizationDecider(),
              new PortfolioDecider(),
              new EngagementDecider()));

  /** What the events tell, kept without the program's own states. */
  private static final class Book {
    final Map<UnitId, UnitId> parents = new HashMap<>();
    final Set<UnitId> openUnits = new HashSet<>();
    final Map<UnitId, Integer> subUnits = new HashMap<>();
    final Map<UnitId, Integer> staff = new HashMap<>();
    final Map<EmployeeId, UnitId> seats = new HashMap<>();
    final Map<SectionId, Set<EmployeeId>> administrators = new HashMap<>();
    final Map<CustomerId, EmployeeId> managers = new HashMap<>();
    final Map<CustomerId, EmployeeId> attributed = new HashMap<>();
    final Map<EmployeeId, Integer> loads = new HashMap<>();
    final Map<EmployeeId, Integer> caps = new HashMap<>();
    final Map<NextStepId, String> steps = new HashMap<>();

    void read(DomainEvent event) {
      switch (event) {
        case UnitDefined e -> {
          openUnits.add(e.unitId());
          if (e.parentId() != null) {
            parents.put(e.unitId(), e.parentId());
          }
        }
        case UnitMoved e -> parents.put(e.unitId(), e.parentId());
        case UnitClosed e -> openUnits.remove(e.unitId());
        case SubUnitAdded e -> subUnits.put(e.unitId(), e.subUnits());
        case SubUnitRemoved e -> subUnits.put(e.unitId(), e.subUnits());
        case EmployeeJoinedUnit e -> staff.put(e.unitId(), e.employees());
        case EmployeeLeftUnit e -> staff.put(e.unitId(), e.employees());
        case EmployeeHired e -> seats.put(e.employeeId(), e.unitId());
        case EmployeeTransferred e -> seats.put(e.employeeId(), e.unitId());
        case EmployeeDismissed e -> seats.remove(e.employeeId());
        case SectionAdministratorAdded e ->
            assertThat(administrators(e.sectionId()).add(e.employeeId())).isTrue();
        case SectionAdministratorRemoved e ->
            assertThat(administrators(e.sectionId()).remove(e.employeeId())).isTrue();
        case CustomerAssigned e -> assertThat(managers.put(e.customerId(), e.managerId())).isNull();
        case CustomerClaimed e -> assertThat(managers.put(e.customerId(), e.managerId())).isNull();
        case CustomerReassigned e ->
            assertThat(managers.put(e.customerId(), e.managerId())).isEqualTo(e.formerManagerId());
        case CustomerReleased e ->
            assertThat(managers.remove(e.customerId())).isEqualTo(e.formerManagerId());
        case AttributionSet e ->
            assertThat(attributed.put(e.customerId(), e.employeeId())).isNull();
        case PortfolioOpened e -> caps.put(e.managerId(), e.cap());
        case PortfolioCapSet e -> caps.put(e.managerId(), e.cap());
        case PlaceTaken e -> loads.put(e.managerId(), e.customers());
        case PlaceFreed e -> loads.put(e.managerId(), e.customers());
        case NextStepPlanned e -> assertThat(steps.put(e.nextStepId(), "OPEN")).isNull();
        case NextStepChanged e -> assertThat(steps.get(e.nextStepId())).isEqualTo("OPEN");
        case NextStepReassigned e -> {
          assertThat(steps.get(e.nextStepId())).isEqualTo("OPEN");
          assertThat(seats).containsKey(e.employeeId());
        }
        case NextStepCompleted e ->
            assertThat(steps.put(e.nextStepId(), "COMPLETED")).isEqualTo("OPEN");
        case NextStepCancelled e ->
            assertThat(steps.put(e.nextStepId(), "CANCELLED")).isEqualTo("OPEN");
        default -> {
          // Of no account here.
        }
      }
    }

    private Set<EmployeeId> administrators(SectionId section) {
      return administrators.computeIfAbsent(section, _ -> new HashSet<>());
    }

    void check() {
      Map<UnitId, Integer> children = new HashMap<>();
      Map<UnitId, Integer> people = new HashMap<>();
      for (UnitId unit : openUnits) {
        Set<UnitId> way = new HashSet<>();
        for (@Nullable UnitId above = unit; above != null; above = parents.get(above)) {
          assertThat(way.add(above)).as("%s stands in a ring", unit).isTrue();
          assertThat(openUnits).as("above the open unit %s", unit).contains(above);
        }
        @Nullable UnitId parent = parents.get(unit);
        if (parent != null) {
          children.merge(parent, 1, Integer::sum);
        }
      }
      seats.values().forEach(unit -> people.merge(unit, 1, Integer::sum));
      assertThat(openUnits).containsAll(people.keySet());
      assertThat(withoutZeros(subUnits)).isEqualTo(children);
      assertThat(withoutZeros(staff)).isEqualTo(people);
      administrators.values().forEach(all -> assertThat(all).hasSizeLessThan(3));
      Map<EmployeeId, Integer> kept = new HashMap<>();
      managers.values().forEach(manager -> kept.merge(manager, 1, Integer::sum));
      assertThat(withoutZeros(loads)).isEqualTo(kept);
      assertThat(seats.keySet()).containsAll(kept.keySet());
      kept.forEach((manager, load) -> assertThat(load).isLessThanOrEqualTo(caps.get(manager)));
      assertThat(attributed.keySet()).containsAll(managers.keySet());
    }

    private static <K> Map<K, Integer> withoutZeros(Map<K, Integer> counts) {
      Map<K, Integer> more = new HashMap<>(counts);
      more.values().removeIf(count -> count == 0);
      return more;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void whatMustHoldHoldsAfterEveryCommand(long seed) {
    Random random = new Random(seed);
    Book book = new Book();
    Map<String, Integer> answers = new HashMap<>();
    List<DomainEvent> history = new ArrayList<>();
    for (int i = 0; i < COMMANDS; i++) {
      Command command = new Commands(random, i).next();
      try {
        List<? extends DomainEvent> events = bank.when(command);
        events.forEach(book::read);
        history.addAll(events);
        answers.merge(command.getClass().getSimpleName(), 1, Integer::sum);
      } catch (Rejection rejection) {
        answers.merge(rejection.code(), 1, Integer::sum);
      }
      book.check();
    }
    assertThat(answers)
        .as("every kind of command came through, and the rules were met")
        .containsKeys("MoveUnit", "CloseUnit", "TransferEmployee", "DismissEmployee")
        .containsKeys("ReassignCustomer", "ReleaseCustomer", "ClaimCustomer", "CorrectContact")
        .containsKey("ReassignNextStep")
        .containsKeys("UNIT_RING", "TOO_MANY_ADMINISTRATORS", "PORTFOLIO_FULL")
        .containsKeys("CAP_BELOW_LOAD", "PORTFOLIO_NOT_EMPTY", "NEXT_STEP_SETTLED");
    assertThat(history.size()).isGreaterThan(COMMANDS / 5);
  }

  /** One random command; small numbers of everything, so that things meet. */
  private record Commands(Random random, int number) {

    private UnitId unit() {
      return new UnitId("U-" + random.nextInt(12));
    }

    private SectionId section() {
      return new SectionId("S-" + random.nextInt(3));
    }

    private EmployeeId employee() {
      return new EmployeeId("E-" + random.nextInt(25));
    }

    private CustomerId customer() {
      return new CustomerId("C-" + random.nextInt(40));
    }

    private ContactId contact() {
      return new ContactId("K-" + random.nextInt(60));
    }

    private Label label() {
      return new Label("n" + random.nextInt(5));
    }

    private Role role() {
      return Role.values()[random.nextInt(Role.values().length)];
    }

    Command next() {
      return switch (random.nextInt(4)) {
        case 0 -> ofTheBank();
        case 1 -> ofEmployees();
        case 2 -> ofPortfolios();
        default -> ofEngagement();
      };
    }

    private Command ofTheBank() {
      return switch (random.nextInt(9)) {
        case 0, 1, 2 ->
            new DefineUnit(
                unit(), label(), UnitKind.BRANCH, random.nextInt(4) == 0 ? null : unit());
        case 3, 4 -> new MoveUnit(unit(), unit());
        case 5 -> new CloseUnit(unit());
        case 6 -> new RenameUnit(unit(), label());
        case 7 -> new DefineSection(section(), label());
        default ->
            random.nextInt(200) == 0
                ? new RetireSection(section())
                : new RenameSection(section(), label());
      };
    }

    private Command ofEmployees() {
      @Nullable SectionId section = random.nextBoolean() ? section() : null;
      Code teller = new Code("TELLER");
      return switch (random.nextInt(7)) {
        case 0, 1 ->
            new HireEmployee(
                random.nextBoolean() ? employee() : new EmployeeId("E-" + number % 25),
                label(),
                unit(),
                section,
                teller,
                random.nextBoolean() ? List.of() : List.of(role()));
        case 2 -> new TransferEmployee(employee(), unit(), section, teller);
        case 3, 4 -> new GrantRole(employee(), Role.SECTION_ADMINISTRATOR);
        case 5 -> new RevokeRole(employee(), role());
        default ->
            random.nextInt(8) == 0
                ? new DismissEmployee(employee())
                : new RenameEmployee(employee(), label());
      };
    }

    private Command ofPortfolios() {
      return switch (random.nextInt(9)) {
        case 0 -> new RegisterCustomer(customer(), CustomerKind.PERSONAL, label(), null, null);
        case 1 ->
            random.nextBoolean() ? new CloseCustomer(customer()) : new ReopenCustomer(customer());
        case 2, 3 -> new AssignCustomer(customer(), employee());
        case 4, 5 -> new ReassignCustomer(customer(), employee(), new Note("why not"));
        case 6 -> new ReleaseCustomer(customer(), null);
        case 7 -> new ClaimCustomer(customer(), employee(), null, null);
        default -> new SetPortfolioCap(employee(), random.nextInt(5));
      };
    }

    private Command ofEngagement() {
      Occasion on = Occasion.on(TODAY.minusDays(random.nextInt(400)));
      List<EmployeeId> staff = random.nextBoolean() ? List.of(employee()) : List.of();
      @Nullable Agreed agreed =
          random.nextBoolean() ? new Agreed(label(), TODAY.plusDays(7)) : null;
      NextStepId step = new NextStepId(contact().value());
      return switch (random.nextInt(6)) {
        case 0, 1 ->
            new LogContact(
                contact(),
                customer(),
                Channel.CALL,
                on,
                staff,
                null,
                null,
                new Note("x"),
                null,
                null,
                null,
                agreed);
        case 2 ->
            new CorrectContact(
                contact(),
                customer(),
                Channel.VISIT,
                on,
                staff,
                null,
                null,
                new Note("y"),
                null,
                random.nextInt(60),
                null,
                agreed);
        case 3 -> {
          PlanNextStep plan = new PlanNextStep(step, customer(), label(), TODAY, null);
          yield number % 3 == 0
              ? new ReassignNextStep(step, new EmployeeId("E-" + number % 25), null)
              : plan;
        }
        case 4 -> new CompleteNextStep(step, TODAY.minusDays(random.nextInt(3)));
        default -> new CancelNextStep(step);
      };
    }
  }
}
