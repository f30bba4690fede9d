package org.relata.query;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.customer.ContactPersonId;
import org.relata.kernel.customer.CustomerEvent.CustomerClosed;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerEvent.CustomerReopened;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.engagement.Channel;
import org.relata.kernel.engagement.Contact;
import org.relata.kernel.engagement.ContactId;
import org.relata.kernel.engagement.EngagementEvent.*;
import org.relata.kernel.engagement.NextStep;
import org.relata.kernel.engagement.NextStepId;
import org.relata.kernel.engagement.Occasion;
import org.relata.kernel.organization.DictionaryId;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.organization.OrganizationEvent.*;
import org.relata.kernel.organization.Role;
import org.relata.kernel.organization.SectionId;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.organization.UnitKind;
import org.relata.kernel.portfolio.AllotmentId;
import org.relata.kernel.portfolio.AllotmentProgress;
import org.relata.kernel.portfolio.CollisionRule;
import org.relata.kernel.portfolio.HandOverId;
import org.relata.kernel.portfolio.KeyAccountPlan;
import org.relata.kernel.portfolio.Manifest;
import org.relata.kernel.portfolio.PortfolioEvent.*;
import org.relata.kernel.portfolio.TeamRole;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Note;

/**
 * Random but possible histories of a bank's units, employees, portfolios and contacts; the same
 * seed gives the same history.
 */
public final class BankHistory {

  private static final SectionId RETAIL = new SectionId("S-1");
  private static final DictionaryId REGION = new DictionaryId("region");

  private final Random random;
  private final List<DomainEvent> history = new ArrayList<>();
  private final List<UnitId> units = new ArrayList<>();
  private final List<EmployeeId> employees = new ArrayList<>();
  private final Map<EmployeeId, Integer> loads = new HashMap<>();
  private final List<CustomerId> customers = new ArrayList<>();
  private final Map<CustomerId, EmployeeId> managers = new HashMap<>();
  private final Map<CustomerId, Boolean> known = new HashMap<>();
  private final Map<CustomerId, Integer> collisions = new HashMap<>();
  private final Set<CustomerId> plans = new HashSet<>();
  private final Map<ContactId, Contact> contacts = new HashMap<>();
  private final List<ContactId> contactIds = new ArrayList<>();
  private final List<NextStepId> open = new ArrayList<>();
  private int number;

  public BankHistory(long seed) {
    random = new Random(seed);
  }

  /** At least so many events. */
  public List<DomainEvent> next(int events) {
    int begin = history.size();
    if (units.isEmpty()) {
      units.add(new UnitId("U-0"));
      history.add(new UnitDefined(units.getFirst(), label(), UnitKind.HEAD_OFFICE, null));
      history.add(new SectionDefined(RETAIL, label()));
      hire();
      register();
    }
    while (history.size() - begin < events) {
      number++;
      switch (random.nextInt(13)) {
        case 0 -> unit();
        case 1 -> hire();
        case 2 -> employee();
        case 3 -> dictionary();
        case 4 -> register();
        case 5, 6, 7 -> custody();
        case 8, 9 -> contact();
        case 10 -> correct();
        case 11 -> process();
        default -> nextStep();
      }
    }
    return List.copyOf(history.subList(begin, begin + events));
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private Label label() {
    return new Label("名 " + random.nextInt(9));
  }

  private void unit() {
    UnitId parent = any(units);
    if (random.nextBoolean() && units.size() > 1) {
      history.add(new UnitRenamed(parent, label()));
      return;
    }
    UnitId id = new UnitId("U-" + units.size());
    units.add(id);
    history.add(new UnitDefined(id, label(), UnitKind.values()[random.nextInt(4)], parent));
    history.add(new SubUnitAdded(parent, id, random.nextInt(9)));
    if (random.nextInt(3) == 0) {
      history.add(new UnitTreeRearranged(id, units.getFirst()));
      history.add(new UnitMoved(id, units.getFirst()));
      history.add(new SubUnitRemoved(parent, id, 0));
    }
  }

  private void hire() {
    EmployeeId id = new EmployeeId("E-" + employees.size());
    employees.add(id);
    UnitId unit = any(units);
    history.add(
        new EmployeeHired(
            id, label(), unit, RETAIL, new Code("TELLER"), Set.of(Role.RELATIONSHIP_MANAGER)));
    history.add(new EmployeeJoinedUnit(unit, id, random.nextInt(9)));
    history.add(new PortfolioOpened(id, 800));
  }

  private void employee() {
    EmployeeId id = any(employees);
    switch (random.nextInt(5)) {
      case 0 -> history.add(new EmployeeRenamed(id, label()));
      case 1 -> {
        history.add(new RoleGranted(id, Role.SECTION_ADMINISTRATOR));
        history.add(new SectionAdministratorAdded(RETAIL, id));
      }
      case 2 -> {
        history.add(new RoleRevoked(id, Role.SECTION_ADMINISTRATOR));
        history.add(new SectionAdministratorRemoved(RETAIL, id));
      }
      case 3 -> history.add(new EmployeeTransferred(id, any(units), null, new Code("HEAD")));
      default -> history.add(new PortfolioCapSet(id, 100 + random.nextInt(3)));
    }
  }

  private void dictionary() {
    Code code = new Code("r" + random.nextInt(4));
    @Nullable Label chinese = random.nextBoolean() ? label() : null;
    history.add(new DictionaryEntryDefined(REGION, code, label(), chinese));
    if (random.nextBoolean()) {
      history.add(new DictionaryEntryRenamed(REGION, code, label(), chinese));
      history.add(new DictionaryEntryRetired(REGION, code));
    }
  }

  private void register() {
    CustomerId id = new CustomerId("C-" + customers.size());
    customers.add(id);
    history.add(
        new CustomerRegistered(id, CustomerKind.PERSONAL, label(), List.of(), Profile.EMPTY));
  }

  private void custody() {
    CustomerId customer = any(customers);
    EmployeeId manager = any(employees);
    @Nullable EmployeeId former = managers.get(customer);
    if (former == null) {
      managers.put(customer, manager);
      history.add(
          random.nextBoolean()
              ? new CustomerAssigned(customer, manager)
              : new CustomerClaimed(customer, manager, null));
      history.add(new PlaceTaken(manager, customer, loads.merge(manager, 1, Integer::sum)));
      if (known.put(customer, true) == null) {
        history.add(new AttributionSet(customer, manager));
      }
    } else if (random.nextInt(3) == 0) {
      managers.remove(customer);
      history.add(new CustomerReleased(customer, former, null));
      history.add(new PlaceFreed(former, customer, loads.merge(former, -1, Integer::sum)));
      history.add(new CustomerClosed(customer));
      history.add(new CustomerReopened(customer));
    } else if (!former.equals(manager)) {
      managers.put(customer, manager);
      history.add(new CustomerReassigned(customer, former, manager, new Note("so")));
      history.add(new PlaceFreed(former, customer, loads.merge(former, -1, Integer::sum)));
      history.add(new PlaceTaken(manager, customer, loads.merge(manager, 1, Integer::sum)));
    }
  }

  /** What is under way beside: each from its beginning to its end, or to the middle of it. */
  private void process() {
    CustomerId customer = any(customers);
    EmployeeId one = any(employees);
    EmployeeId other = new EmployeeId("E-other");
    switch (random.nextInt(6)) {
      case 0 -> {
        AllotmentId id = new AllotmentId("AL-" + number);
        history.add(new AllotmentRequested(id, new SchemeId("personal-aum"), List.of()));
        AllotmentProgress progress = new AllotmentProgress(number, 2, 1, 0);
        history.add(new AllotmentProgressed(id, progress, customer));
        history.add(new CustomerLeftInPool(customer, id, new Code("NO_KEEPER")));
        history.add(new AllotmentCompleted(id, new AllotmentProgress(number, 2, 1, 1)));
      }
      case 1 -> {
        HandOverId id = new HandOverId("H-" + number);
        Manifest manifest = new Manifest(one, other, List.of(new Manifest.Item(customer, other)));
        history.add(new HandOverBegun(id, manifest, manifest.hash()));
        history.add(new PortfolioFrozen(one, id));
        history.add(new PortfolioBound(other, id));
        history.add(new HandOverSigned(id, one, manifest.hash(), false));
        history.add(new HandOverAdvanced(id, customer, 1));
        history.add(new HandOverCompleted(id));
        history.add(new PortfolioThawed(one, id));
        history.add(new PortfolioUnbound(other, id));
      }
      case 2 -> {
        int collision = collisions.merge(customer, 1, Integer::sum);
        LocalDate day = LocalDate.of(2025, 5, 5);
        history.add(new CollisionDetected(customer, collision, one, null, other, day, null));
        history.add(
            new CollisionRuled(customer, collision, CollisionRule.RECORDED_FIRST, one, other));
      }
      case 3 -> {
        history.add(new TeamMemberJoined(customer, one, TeamRole.LEAD));
        if (random.nextBoolean()) {
          history.add(new TeamMemberLeft(customer, one));
        }
      }
      case 4 -> {
        KeyAccountPlan plan =
            new KeyAccountPlan(
                List.of(new Note("grow")),
                List.of(new KeyAccountPlan.Need(new Code("LOAN"), new Note("soon"))),
                List.of(),
                List.of(),
                List.of(LocalDate.of(2025, 9, 1)));
        history.add(
            plans.add(customer)
                ? new PlanDrawnUp(customer, plan)
                : new PlanRevised(customer, plan));
      }
      default -> history.add(new CollisionRuleSet(CollisionRule.values()[random.nextInt(2)]));
    }
  }

  private Contact random(CustomerId customer) {
    LocalDate day = LocalDate.of(2025, 1 + random.nextInt(12), 1 + random.nextInt(28));
    List<EmployeeId> there =
        employees.stream().filter(_ -> random.nextInt(employees.size()) < 2).limit(20).toList();
    return new Contact(
        customer,
        Channel.values()[random.nextInt(7)],
        random.nextBoolean() ? Occasion.on(day) : new Occasion(day + "T09:30:00.25Z"),
        there,
        random.nextBoolean() ? List.of() : List.of(new ContactPersonId("P-1")),
        random.nextBoolean() ? null : new Code("LOAN"),
        new Note("said\n\\ \"so\""),
        null,
        random.nextBoolean() ? null : random.nextInt(90),
        random.nextBoolean() ? Map.of() : Map.of(new Code("line"), label()));
  }

  private void contact() {
    ContactId id = new ContactId("K-" + number);
    Contact contact = random(any(customers));
    contacts.put(id, contact);
    contactIds.add(id);
    history.add(new ContactLogged(id, contact));
    if (random.nextBoolean()) {
      NextStepId step = new NextStepId(id.value());
      open.add(step);
      history.add(new NextStepPlanned(step, step(contact.customerId(), id)));
    }
  }

  private NextStep step(CustomerId customer, @Nullable ContactId contact) {
    return new NextStep(
        customer,
        label(),
        LocalDate.of(2026, 1, 1 + random.nextInt(28)),
        random.nextBoolean() ? any(employees) : null,
        contact);
  }

  private void correct() {
    if (contactIds.isEmpty()) {
      return;
    }
    ContactId id = any(contactIds);
    Contact corrected = random(any(customers));
    @Nullable Contact old = contacts.put(id, corrected);
    List<EmployeeId> gone = new ArrayList<>(old == null ? List.of() : old.employeeIds());
    gone.removeAll(corrected.employeeIds());
    history.add(new ContactCorrected(id, corrected, gone));
  }

  private void nextStep() {
    if (open.isEmpty()) {
      return;
    }
    NextStepId id = any(open);
    switch (random.nextInt(4)) {
      case 0 -> history.add(new NextStepChanged(id, step(any(customers), null)));
      case 1 -> history.add(new NextStepReassigned(id, null, any(employees), new Note("so")));
      case 2 -> {
        open.remove(id);
        history.add(new NextStepCompleted(id, LocalDate.of(2026, 2, 2)));
      }
      default -> {
        open.remove(id);
        history.add(new NextStepCancelled(id));
      }
    }
  }
}
