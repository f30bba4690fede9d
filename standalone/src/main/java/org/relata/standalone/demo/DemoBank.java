package org.relata.standalone.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.relata.command.platform.Command;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.organization.SectionId;
import org.relata.kernel.organization.UnitId;

/**
 * The commands that make the demo bank, in order. Everything comes from one seed and fixed dates,
 * so that the examples in the documentation answer alike on every machine.
 */
public final class DemoBank {

  /** The first and the last day of the two years that it tells of. */
  public static final LocalDate FIRST_DAY = LocalDate.of(2024, 7, 1);

  public static final LocalDate LAST_DAY = LocalDate.of(2026, 6, 30);

  static final int CUSTOMERS = 500;

  private final Random random = new Random(20260630);
  private final List<Command> commands = new ArrayList<>();
  final List<UnitId> units = new ArrayList<>();
  final List<SectionId> sections = new ArrayList<>();
  final List<EmployeeId> managers = new ArrayList<>();
  final List<CustomerId> personal = new ArrayList<>();
  final List<CustomerId> companies = new ArrayList<>();

  private DemoBank() {}

  /** All commands; sending them twice changes nothing the second time. */
  public static List<Command> commands() {
    DemoBank bank = new DemoBank();
    new DemoOrganization(bank).build();
    new DemoCustomers(bank).build();
    new DemoHoldings(bank).build();
    new DemoEngagement(bank).build();
    return List.copyOf(bank.commands);
  }

  void add(Command command) {
    commands.add(command);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  int between(int from, int to) {
    return from + random.nextInt(to - from + 1);
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  @SafeVarargs
  final <T> T oneOf(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** A day of the two years. */
  LocalDate day() {
    return FIRST_DAY.plusDays(random.nextInt((int) daysInAll()));
  }

  private static long daysInAll() {
    return LAST_DAY.toEpochDay() - FIRST_DAY.toEpochDay() + 1;
  }

  /** Every customer in the order of registration. */
  List<CustomerId> customers() {
    List<CustomerId> all = new ArrayList<>(personal);
    all.addAll(companies);
    return all;
  }
}
