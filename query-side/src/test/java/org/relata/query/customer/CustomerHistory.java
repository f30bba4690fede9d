package org.relata.query.customer;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.relata.kernel.customer.ContactPerson;
import org.relata.kernel.customer.ContactPersonId;
import org.relata.kernel.customer.ContactPoint;
import org.relata.kernel.customer.ContactPointId;
import org.relata.kernel.customer.CustomField;
import org.relata.kernel.customer.CustomFieldId;
import org.relata.kernel.customer.CustomerEvent;
import org.relata.kernel.customer.CustomerEvent.ConsentGiven;
import org.relata.kernel.customer.CustomerEvent.ConsentWithdrawn;
import org.relata.kernel.customer.CustomerEvent.ContactPersonAdded;
import org.relata.kernel.customer.CustomerEvent.ContactPersonChanged;
import org.relata.kernel.customer.CustomerEvent.ContactPersonRemoved;
import org.relata.kernel.customer.CustomerEvent.ContactPointAdded;
import org.relata.kernel.customer.CustomerEvent.ContactPointChanged;
import org.relata.kernel.customer.CustomerEvent.ContactPointFoundDead;
import org.relata.kernel.customer.CustomerEvent.ContactPointRemoved;
import org.relata.kernel.customer.CustomerEvent.ContactPointRevived;
import org.relata.kernel.customer.CustomerEvent.CreditRatingRecorded;
import org.relata.kernel.customer.CustomerEvent.CustomFieldDefined;
import org.relata.kernel.customer.CustomerEvent.CustomFieldsSet;
import org.relata.kernel.customer.CustomerEvent.CustomerClosed;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerEvent.CustomerRenamed;
import org.relata.kernel.customer.CustomerEvent.CustomerReopened;
import org.relata.kernel.customer.CustomerEvent.CustomersLinked;
import org.relata.kernel.customer.CustomerEvent.FinancialProfileRecorded;
import org.relata.kernel.customer.CustomerEvent.IdentityDocumentAdded;
import org.relata.kernel.customer.CustomerEvent.IdentityDocumentRemoved;
import org.relata.kernel.customer.CustomerEvent.LinkEnded;
import org.relata.kernel.customer.CustomerEvent.ProfileChanged;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.CustomerLink;
import org.relata.kernel.customer.FinancialProfile;
import org.relata.kernel.customer.IdentityDocument;
import org.relata.kernel.customer.LinkId;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.organization.UnitId;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Money;

/** Random but possible histories of customers; the same seed gives the same history. */
public final class CustomerHistory {

  private static final List<String> NAMES =
      List.of("招商银行股份", "Ada Lovelace", "陈晓明", "tab\\and \"quote\"", "Ørsted 𠮷野");

  /** What must be remembered of a customer for the next event to be possible. */
  private static final class Known {
    private final CustomerId id;
    private final List<ContactPointId> points = new ArrayList<>();
    private final List<ContactPersonId> persons = new ArrayList<>();
    private final List<IdentityDocument> documents = new ArrayList<>();
    private boolean closed;

    Known(CustomerId id) {
      this.id = id;
    }
  }

  private final Random random;
  private final int customers;
  private final List<Known> known = new ArrayList<>();
  private int links;
  private int number;

  public CustomerHistory(long seed, int customers) {
    this.random = new Random(seed);
    this.customers = customers;
  }

  public List<CustomerEvent> next(int events) {
    List<CustomerEvent> history = new ArrayList<>();
    while (history.size() < events) {
      number++;
      history.add(
          known.isEmpty() || (known.size() < customers && random.nextInt(4) == 0)
              ? register()
              : about(known.get(random.nextInt(known.size()))));
    }
    return history;
  }

  private Label name() {
    return new Label(NAMES.get(random.nextInt(NAMES.size())) + " " + random.nextInt(50));
  }

  private CustomerEvent register() {
    Known customer = new Known(new CustomerId("C-" + (known.size() + 1)));
    IdentityDocument document = new IdentityDocument(new Code("USCC"), "9133" + number);
    customer.documents.add(document);
    known.add(customer);
    CustomerKind kind = CustomerKind.values()[random.nextInt(3)];
    return new CustomerRegistered(customer.id, kind, name(), List.of(document), profile());
  }

  private Profile profile() {
    return new Profile(
        new Code("East"),
        random.nextBoolean() ? new Code("Steel") : null,
        null,
        LocalDate.of(1960 + random.nextInt(40), 1, 1),
        random.nextBoolean() ? Profile.Gender.FEMALE : null,
        null,
        null,
        null,
        new UnitId("U-" + random.nextInt(20)),
        null,
        random.nextInt(3) == 0 ? LocalDate.of(2000 + random.nextInt(20), 6, 1) : null,
        null,
        random.nextBoolean() ? Map.of(new Code("grade"), name(), new Code("x"), name()) : null);
  }

  private CustomerEvent about(Known c) {
    return switch (random.nextInt(14)) {
      case 0 -> new CustomerRenamed(c.id, name());
      case 1 -> new ProfileChanged(c.id, profile());
      case 2, 3 -> point(c);
      case 4 -> c.points.isEmpty() ? point(c) : markedPoint(c);
      case 5 -> document(c);
      case 6 -> new ConsentGiven(c.id, new Code("p" + random.nextInt(2)), ContactPoint.Kind.PHONE);
      case 7 ->
          new ConsentWithdrawn(c.id, new Code("p" + random.nextInt(2)), ContactPoint.Kind.PHONE);
      case 8 -> person(c);
      case 9 -> statement(c);
      case 10 ->
          new CreditRatingRecorded(
              c.id,
              new Label("AA"),
              new Label("Dagong"),
              LocalDate.of(2020 + random.nextInt(6), 1, 1));
      case 11 -> field(c);
      case 12 -> link(c);
      default -> {
        c.closed = !c.closed;
        yield c.closed ? new CustomerClosed(c.id) : new CustomerReopened(c.id);
      }
    };
  }

  private CustomerEvent point(Known c) {
    ContactPointId id = new ContactPointId("P-" + number);
    if (c.points.size() > 2) {
      return random.nextBoolean()
          ? new ContactPointRemoved(c.id, c.points.removeFirst())
          : new ContactPointChanged(
              c.id, new ContactPoint(c.points.getFirst(), ContactPoint.Kind.EMAIL, name(), true));
    }
    c.points.add(id);
    return new ContactPointAdded(
        c.id, new ContactPoint(id, ContactPoint.Kind.PHONE, new Label("1380" + number), false));
  }

  private CustomerEvent markedPoint(Known c) {
    ContactPointId id = c.points.get(random.nextInt(c.points.size()));
    return random.nextBoolean()
        ? new ContactPointFoundDead(c.id, id)
        : new ContactPointRevived(c.id, id);
  }

  private CustomerEvent document(Known c) {
    if (c.documents.size() > 1) {
      return new IdentityDocumentRemoved(c.id, c.documents.removeLast());
    }
    c.documents.add(new IdentityDocument(new Code("PASSPORT"), "E" + number));
    return new IdentityDocumentAdded(c.id, c.documents.getLast());
  }

  private CustomerEvent person(Known c) {
    if (c.persons.size() > 1 && random.nextBoolean()) {
      return new ContactPersonRemoved(c.id, c.persons.removeLast());
    }
    boolean added = c.persons.isEmpty() || random.nextBoolean();
    if (added) {
      c.persons.add(new ContactPersonId("M-" + number));
    }
    ContactPerson person =
        new ContactPerson(
            c.persons.getLast(),
            name(),
            null,
            ContactPerson.DecisionRole.DECIDES,
            random.nextInt(101),
            null);
    return added ? new ContactPersonAdded(c.id, person) : new ContactPersonChanged(c.id, person);
  }

  private CustomerEvent statement(Known c) {
    return new FinancialProfileRecorded(
        c.id,
        new FinancialProfile(
            LocalDate.of(2020 + random.nextInt(3), 12, 31),
            FinancialProfile.StatementKind.ANNUAL,
            Money.of(random.nextInt(1_000_000) + ".50", "CNY"),
            random.nextBoolean() ? Money.of("" + random.nextInt(1_000), "JPY") : null,
            true,
            null,
            null));
  }

  private CustomerEvent field(Known c) {
    CustomFieldId field = new CustomFieldId("F-" + random.nextInt(3));
    return switch (random.nextInt(3)) {
      case 0 ->
          new CustomFieldDefined(
              new CustomField(
                  field,
                  Set.of(CustomerKind.PERSONAL),
                  name(),
                  CustomField.Type.TEXT,
                  false,
                  List.of()));
      case 1 -> new CustomFieldsSet(c.id, Map.of(field, name()), List.of());
      default -> new CustomFieldsSet(c.id, Map.of(), List.of(field));
    };
  }

  private CustomerEvent link(Known c) {
    if (links > 3 && random.nextBoolean()) {
      return new LinkEnded(
          new LinkId("L-" + (1 + random.nextInt(links))), LocalDate.of(2026, 5, 5));
    }
    links++;
    return new CustomersLinked(
        new CustomerLink(
            new LinkId("L-" + links),
            c.id,
            new CustomerId("C-other"),
            CustomerLink.Kind.GROUP_MEMBER,
            new BigDecimal("51.5"),
            null));
  }
}
