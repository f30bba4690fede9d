package org.relata.standalone.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.relata.command.platform.Command;
import org.relata.command.segmentation.SegmentationCommand.ApprovePolicy;
import org.relata.command.segmentation.SegmentationCommand.DraftPolicy;
import org.relata.command.segmentation.SegmentationCommand.ProposePolicy;
import org.relata.command.valuation.ValuationCommand.ApproveValuation;
import org.relata.command.valuation.ValuationCommand.DraftValuation;
import org.relata.command.valuation.ValuationCommand.ProposeValuation;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.organization.SectionId;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.segmentation.SchemeId;
import org.relata.kernel.segmentation.ShippedPolicies;

/**
 * The commands that make the demo bank, in order. Everything comes from one seed and fixed dates,
 * so that the example queries answer alike on every machine, positions included.
 */
public final class DemoBank {

  /** The first and the last day of the two years that it tells of. */
  public static final LocalDate FIRST_DAY = LocalDate.of(2024, 7, 1);

  public static final LocalDate LAST_DAY = LocalDate.of(2026, 6, 30);

  /** When it is told: a contact of its last days is past by then, whatever the clock says. */
  static final Instant TOLD_AT = Instant.parse("2026-07-01T00:00:00Z");

  static final int CUSTOMERS = 500;

  private final Random random = new Random(20260630);
  private final List<Command> commands = new ArrayList<>();
  final List<UnitId> units = new ArrayList<>();
  final List<SectionId> sections = new ArrayList<>();
  final List<EmployeeId> managers = new ArrayList<>();
  final List<CustomerId> personal = new ArrayList<>();
  final List<CustomerId> companies = new ArrayList<>();

  /** Who keeps whom, without those in the pool. */
  final Map<CustomerId, EmployeeId> keepers = new LinkedHashMap<>();

  private DemoBank() {}

  /** The bank, the same whenever it is made. */
  public static DemoBank make() {
    DemoBank bank = new DemoBank();
    new DemoOrganization(bank).build();
    new DemoCustomers(bank).build();
    new DemoHoldings(bank).build();
    new DemoEngagement(bank).build();
    bank.add(new DraftValuation(1, FIRST_DAY, null));
    bank.add(new ProposeValuation(1));
    bank.add(new ApproveValuation(1));
    SchemeId scheme = ShippedPolicies.PERSONAL_AUM;
    bank.add(new DraftPolicy(scheme, 1, FIRST_DAY, null, null, null, null, null, null));
    bank.add(new ProposePolicy(scheme, 1));
    bank.add(new ApprovePolicy(scheme, 1));
    return bank;
  }

  /** Everything up to the last day; each of them changes something. */
  public List<Command> facts() {
    return List.copyOf(commands);
  }

  /**
   * The last six months, each with its business days and the tiers at its end. The commands of a
   * month are to be stored together, so that nobody finds an evaluation half done and carries it
   * on.
   *
   * @param readAt the position at which the facts are complete
   */
  public List<List<Command>> monthEnds(long readAt) {
    return new DemoMonthEnds(facts(), personal).groups(readAt);
  }

  /**
   * What goes on today: a collision, a manager who leaves, an outlet whose pool is allotted, a
   * second scheme. What follows from it is left to the automation.
   */
  public List<Command> today() {
    return new DemoToday(this).commands();
  }

  /** What turned out later: figures of the past are other ones since, but not as of before. */
  public Command correction() {
    return DemoHoldings.correction();
  }

  /** Whether a command is for the second pair of eyes. */
  static boolean isForTheApprover(Command command) {
    return command instanceof ApprovePolicy || command instanceof ApproveValuation;
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
