package org.relata.benchmarks;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.log.LogDatabase;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerEvent.CustomerRenamed;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.engagement.Channel;
import org.relata.kernel.engagement.Contact;
import org.relata.kernel.engagement.ContactId;
import org.relata.kernel.engagement.EngagementEvent.ContactLogged;
import org.relata.kernel.engagement.Occasion;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.organization.OrganizationEvent.EmployeeHired;
import org.relata.kernel.organization.OrganizationEvent.UnitDefined;
import org.relata.kernel.organization.Role;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.organization.UnitKind;
import org.relata.kernel.portfolio.PortfolioEvent.CustomerAssigned;
import org.relata.kernel.portfolio.PortfolioEvent.PlaceTaken;
import org.relata.kernel.portfolio.PortfolioEvent.PortfolioOpened;
import org.relata.kernel.segmentation.SegmentationEvent.TierAssigned;
import org.relata.kernel.segmentation.ShippedPolicies;
import org.relata.kernel.valuation.Figure;
import org.relata.kernel.valuation.Metric;
import org.relata.kernel.valuation.Metrics;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Note;
import org.relata.postgres.Database;

/**
 * A log of a bank: customers with tiers, each kept by a manager who keeps two hundred, and ten
 * contacts with each. After a moment that questions look back to, a tenth of the contacts follows,
 * every fourth customer gets another tier and every tenth another name. Always the same for a size.
 *
 * @param events in all
 * @param before the position to look back to
 */
record BankLog(int customers, long events, long before) {

  static final int CONTACTS_EACH = 10;
  static final int CUSTOMERS_EACH = 200;

  /** Those of a customer, the contacts and what changes later; rounded. */
  private static final Figure NONE = new Figure("0.00");

  private static final int EVENTS_EACH = 14;

  /** From the rarest to the most usual: one in a hundred, nine, twenty, thirty and forty. */
  static final List<String> TIERS = List.of("PRIVATE", "WEALTH", "UPPER", "BASIC", "MASS");

  private static final int[] UP_TO = {1, 10, 30, 60, 100};
  private static final UnitId UNIT = new UnitId("bank");
  private static final LocalDate FIRST_DAY = LocalDate.of(2024, 1, 1);
  private static final int DAYS = 730;

  /** With as many full portfolios as make about so many events. */
  static BankLog ofEvents(Database database, int events) throws Exception {
    int portfolios = Math.max(1, events / EVENTS_EACH / CUSTOMERS_EACH);
    return write(database, portfolios * CUSTOMERS_EACH);
  }

  static BankLog write(Database database, int customers) throws Exception {
    LogDatabase.migrate(CommandThroughput.source(database));
    try (LogCopy log = new LogCopy(database)) {
      Random random = new Random(customers);
      log.add(new UnitDefined(UNIT, new Label("Head office"), UnitKind.HEAD_OFFICE, null));
      for (int manager = 0; manager < managers(customers); manager++) {
        hire(log, manager);
      }
      for (int customer = 0; customer < customers; customer++) {
        register(log, customer, random);
      }
      int contacts = customers * CONTACTS_EACH;
      int early = contacts / 10 * 9;
      contacts(log, customers, 0, early, random);
      long before = log.position();
      for (int customer = 0; customer < customers; customer++) {
        if (customer % 4 == 0) {
          log.add(tier(customer, random, new Code("MASS")));
        }
        if (customer % 10 == 0) {
          log.add(new CustomerRenamed(id(customer), new Label("Renamed " + customer)));
        }
      }
      contacts(log, customers, early, contacts, random);
      return new BankLog(customers, log.position(), before);
    }
  }

  static int managers(int customers) {
    return Math.max(1, customers / CUSTOMERS_EACH);
  }

  static CustomerId id(int customer) {
    return new CustomerId("c" + customer);
  }

  static EmployeeId manager(int customer) {
    return new EmployeeId("m" + customer / CUSTOMERS_EACH);
  }

  private static void hire(LogCopy log, int number) throws Exception {
    EmployeeId manager = new EmployeeId("m" + number);
    log.add(
        new EmployeeHired(
            manager,
            new Label("Manager number " + number),
            UNIT,
            null,
            new Code("MANAGER"),
            Set.of(Role.RELATIONSHIP_MANAGER)));
    log.add(new PortfolioOpened(manager, 2 * CUSTOMERS_EACH));
  }

  private static void register(LogCopy log, int customer, Random random) throws Exception {
    CustomerId id = id(customer);
    Profile profile =
        new Profile(
            new Code("R" + random.nextInt(30)),
            null,
            new Code("O" + random.nextInt(20)),
            LocalDate.of(1950, 1, 1).plusDays(random.nextInt(20_000)),
            random.nextBoolean() ? Profile.Gender.FEMALE : Profile.Gender.MALE,
            null,
            null,
            null,
            UNIT,
            FIRST_DAY,
            null,
            null,
            null);
    Label name = new Label("Customer " + random.nextInt(1_000_000) + " " + customer);
    log.add(new CustomerRegistered(id, CustomerKind.PERSONAL, name, List.of(), profile));
    log.add(new CustomerAssigned(id, manager(customer)));
    log.add(new PlaceTaken(manager(customer), id, customer % CUSTOMERS_EACH + 1));
    log.add(tier(customer, random, null));
  }

  private static TierAssigned tier(int customer, Random random, @Nullable Code former) {
    int place = random.nextInt(100);
    int rule = 0;
    while (place >= UP_TO[rule]) {
      rule++;
    }
    BigDecimal aum = BigDecimal.valueOf(random.nextInt(100_000_000), 2);
    return new TierAssigned(
        id(customer),
        ShippedPolicies.PERSONAL_AUM,
        1,
        former,
        new Code(TIERS.get(rule)),
        true,
        rule + 1,
        Metrics.of(
            Currency.getInstance("CNY"),
            Map.of(
                Metric.AUM,
                Figure.of(aum),
                Metric.LOANS,
                NONE,
                Metric.CARD_SPENDING_YEAR,
                NONE,
                Metric.CUSTODY_BALANCE,
                NONE,
                Metric.GOLD_OR_PLATINUM_CARD,
                Figure.of(false),
                Metric.AGE,
                Figure.of(40))),
        List.of(),
        1,
        FIRST_DAY.plusDays(DAYS),
        null);
  }

  /** In the order in which a bank logs them: today this customer, then another. */
  private static void contacts(LogCopy log, int customers, int from, int to, Random random)
      throws Exception {
    Channel[] channels = Channel.values();
    for (int number = from; number < to; number++) {
      int customer = random.nextInt(customers);
      long day = (long) DAYS * number / (customers * (long) CONTACTS_EACH);
      log.addAlone(
          new ContactLogged(
              new ContactId("k" + number),
              new Contact(
                  id(customer),
                  channels[random.nextInt(channels.length)],
                  new Occasion(
                      FIRST_DAY.plusDays(day) + "T%02d:30:00Z".formatted(random.nextInt(24))),
                  List.of(manager(customer)),
                  List.of(),
                  new Code("SERVICE"),
                  new Note("Talked about the deposit that ends soon; wants to hear again."),
                  new Code("OK"),
                  random.nextInt(60),
                  Map.of())));
    }
  }
}
