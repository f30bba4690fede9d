package org.relata.command.customer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.relata.command.customer.CustomerCommand.*;
import org.relata.command.customer.CustomerState.Status;
import org.relata.command.platform.CommandContext;
import org.relata.command.platform.Decider;
import org.relata.command.platform.States;
import org.relata.command.platform.StreamType;
import org.relata.kernel.Rejection;
import org.relata.kernel.customer.ContactPoint;
import org.relata.kernel.customer.ContactPointId;
import org.relata.kernel.customer.CustomFieldId;
import org.relata.kernel.customer.CustomerEvent;
import org.relata.kernel.customer.CustomerEvent.*;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.IdentityDocument;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.value.Label;
import org.springframework.stereotype.Component;

/**
 * The rules about customers. A document belongs to one living customer: it has a stream of its own
 * that admits one holder, written together with the customer's. Who runs into a holder is told that
 * there is one; whom, only those who may see every customer. Nothing changes about a closed
 * customer before it is opened again.
 */
@Component
public final class CustomerDecider implements Decider<CustomerCommand> {

  static final int MAX_CONTACT_POINTS = 50;
  static final int MAX_CONTACT_PERSONS = 200;

  @Override
  public Class<CustomerCommand> commands() {
    return CustomerCommand.class;
  }

  @Override
  public List<StreamType<?>> streams() {
    return List.of(
        CustomerState.CUSTOMER, DocumentState.DOCUMENT, LinkState.LINK, CustomFields.DEFINITIONS);
  }

  @Override
  public List<? extends CustomerEvent> decide(
      CustomerCommand command, CommandContext context, States states) {
    return switch (command) {
      case RegisterCustomer c -> register(c, context, states);
      case ReopenCustomer c -> reopen(c, states);
      case LinkCustomers c -> link(c, states);
      case EndLink c -> endLink(c, states);
      case DefineCustomField c -> define(c, states);
      case RetireCustomField c -> retire(c, states);
      case ForCustomer c -> change(c, open(c.customerId(), states), context, states);
    };
  }

  private List<CustomerEvent> register(RegisterCustomer c, CommandContext context, States states) {
    Rejection.unless(
        states.isNew(CustomerState.CUSTOMER, c.customerId()),
        "CUSTOMER_EXISTS",
        "The customer " + c.customerId() + " is registered already.");
    List<IdentityDocument> documents = Objects.requireNonNullElse(c.identityDocuments(), List.of());
    Profile profile = Objects.requireNonNullElse(c.profile(), Profile.EMPTY);
    List<CustomerEvent> events = new ArrayList<>();
    events.add(new CustomerRegistered(c.customerId(), c.kind(), c.name(), documents, profile));
    for (IdentityDocument document : documents) {
      events.add(claim(c.customerId(), document, context, states));
    }
    return events;
  }

  private List<CustomerEvent> change(
      ForCustomer command, CustomerState customer, CommandContext context, States states) {
    CustomerId id = command.customerId();
    return switch (command) {
      case RegisterCustomer _, ReopenCustomer _ ->
          throw new IllegalArgumentException("Not a change of an open customer: " + command);
      case RenameCustomer c ->
          c.name().equals(customer.name()) ? List.of() : List.of(new CustomerRenamed(id, c.name()));
      case ChangeProfile c ->
          c.profile().equals(customer.profile())
              ? List.of()
              : List.of(new ProfileChanged(id, c.profile()));
      case AddIdentityDocument c -> addDocument(c, customer, context, states);
      case RemoveIdentityDocument c -> removeDocument(c, customer);
      case AddContactPoint c -> addContactPoint(c, customer);
      case ChangeContactPoint c -> changeContactPoint(c, customer);
      case RemoveContactPoint c -> {
        contactPoint(c.contactPointId(), customer);
        yield List.of(new ContactPointRemoved(id, c.contactPointId()));
      }
      case MarkContactPointDead c -> {
        contactPoint(c.contactPointId(), customer);
        yield customer.dead().contains(c.contactPointId())
            ? List.of()
            : List.of(new ContactPointFoundDead(id, c.contactPointId()));
      }
      case ReviveContactPoint c -> {
        contactPoint(c.contactPointId(), customer);
        yield customer.dead().contains(c.contactPointId())
            ? List.of(new ContactPointRevived(id, c.contactPointId()))
            : List.of();
      }
      case GiveConsent c ->
          customer.consents().contains(new CustomerState.Consent(c.purpose(), c.channel()))
              ? List.of()
              : List.of(new ConsentGiven(id, c.purpose(), c.channel()));
      case WithdrawConsent c ->
          customer.consents().contains(new CustomerState.Consent(c.purpose(), c.channel()))
              ? List.of(new ConsentWithdrawn(id, c.purpose(), c.channel()))
              : List.of();
      case AddContactPerson c -> addContactPerson(c, customer);
      case ChangeContactPerson c -> changeContactPerson(c, customer);
      case RemoveContactPerson c -> {
        Rejection.unless(
            customer.contactPersons().containsKey(c.contactPersonId()),
            "UNKNOWN_CONTACT_PERSON",
            "There is no contact person " + c.contactPersonId() + ".");
        yield List.of(new ContactPersonRemoved(id, c.contactPersonId()));
      }
      case RecordFinancialProfile c ->
          List.of(new FinancialProfileRecorded(id, c.financialProfile()));
      case RecordCreditRating c ->
          List.of(new CreditRatingRecorded(id, c.rating(), c.agency(), c.ratedOn()));
      case SetCustomFields c -> setCustomFields(c, customer, states);
      case CloseCustomer _ -> close(id, customer);
    };
  }

  private List<CustomerEvent> addDocument(
      AddIdentityDocument c, CustomerState customer, CommandContext context, States states) {
    if (customer.documents().contains(c.document())) {
      return List.of();
    }
    Rejection.unless(
        customer.documents().size() < CustomerCommand.MAX_DOCUMENTS,
        "TOO_MANY",
        "At most " + CustomerCommand.MAX_DOCUMENTS + " documents are kept.");
    return List.of(
        new IdentityDocumentAdded(c.customerId(), c.document()),
        claim(c.customerId(), c.document(), context, states));
  }

  private List<CustomerEvent> removeDocument(RemoveIdentityDocument c, CustomerState customer) {
    Rejection.unless(
        customer.documents().contains(c.document()),
        "UNKNOWN_DOCUMENT",
        "The customer has no such document.");
    return List.of(
        new IdentityDocumentRemoved(c.customerId(), c.document()),
        new DocumentReleased(c.document().fingerprint(), c.customerId()));
  }

  private static DocumentClaimed claim(
      CustomerId customerId, IdentityDocument document, CommandContext context, States states) {
    String fingerprint = document.fingerprint();
    if (!states.isNew(DocumentState.DOCUMENT, fingerprint)) {
      @Nullable CustomerId holder = states.of(DocumentState.DOCUMENT, fingerprint).holder();
      if (holder != null) {
        boolean told = context.actor().hasAnyOf("GROUP_EXECUTIVE", "COMPLIANCE_OFFICER");
        throw new Rejection(
            "DOCUMENT_TAKEN",
            "This "
                + document.type()
                + " belongs to another customer already"
                + (told ? ", " + holder + "." : ". Ask for the collision to be looked at."));
      }
    }
    return new DocumentClaimed(fingerprint, customerId);
  }

  private List<CustomerEvent> addContactPoint(AddContactPoint c, CustomerState customer) {
    Rejection.unless(
        !customer.contactPoints().containsKey(c.contactPointId()),
        "CONTACT_POINT_EXISTS",
        "There is a contact point " + c.contactPointId() + " already.");
    Rejection.unless(
        customer.contactPoints().size() < MAX_CONTACT_POINTS,
        "TOO_MANY",
        "At most " + MAX_CONTACT_POINTS + " contact points are kept.");
    boolean preferred = Boolean.TRUE.equals(c.preferred());
    return List.of(
        new ContactPointAdded(
            c.customerId(), new ContactPoint(c.contactPointId(), c.kind(), c.value(), preferred)));
  }

  private List<CustomerEvent> changeContactPoint(ChangeContactPoint c, CustomerState customer) {
    ContactPoint old = contactPoint(c.contactPointId(), customer);
    boolean preferred = Objects.requireNonNullElse(c.preferred(), old.preferred());
    ContactPoint changed = new ContactPoint(old.contactPointId(), old.kind(), c.value(), preferred);
    return changed.equals(old)
        ? List.of()
        : List.of(new ContactPointChanged(c.customerId(), changed));
  }

  private static ContactPoint contactPoint(ContactPointId id, CustomerState customer) {
    @Nullable ContactPoint point = customer.contactPoints().get(id);
    if (point == null) {
      throw new Rejection("UNKNOWN_CONTACT_POINT", "There is no contact point " + id + ".");
    }
    return point;
  }

  private List<CustomerEvent> addContactPerson(AddContactPerson c, CustomerState customer) {
    Rejection.unless(
        customer.kind() != CustomerKind.PERSONAL,
        "NOT_A_COMPANY",
        "Contact persons belong to companies and institutions.");
    Rejection.unless(
        !customer.contactPersons().containsKey(c.contactPerson().contactPersonId()),
        "CONTACT_PERSON_EXISTS",
        "There is a contact person " + c.contactPerson().contactPersonId() + " already.");
    Rejection.unless(
        customer.contactPersons().size() < MAX_CONTACT_PERSONS,
        "TOO_MANY",
        "At most " + MAX_CONTACT_PERSONS + " contact persons are kept.");
    return List.of(new ContactPersonAdded(c.customerId(), c.contactPerson()));
  }

  private List<CustomerEvent> changeContactPerson(ChangeContactPerson c, CustomerState customer) {
    var old = customer.contactPersons().get(c.contactPerson().contactPersonId());
    Rejection.unless(
        old != null,
        "UNKNOWN_CONTACT_PERSON",
        "There is no contact person " + c.contactPerson().contactPersonId() + ".");
    return c.contactPerson().equals(old)
        ? List.of()
        : List.of(new ContactPersonChanged(c.customerId(), c.contactPerson()));
  }

  private List<CustomerEvent> setCustomFields(
      SetCustomFields c, CustomerState customer, States states) {
    CustomFields definitions = states.of(CustomFields.DEFINITIONS, CustomFields.OF_CUSTOMERS);
    CustomerKind kind = Objects.requireNonNull(customer.kind());
    Map<CustomFieldId, Label> values = new LinkedHashMap<>();
    List<CustomFieldId> cleared = new ArrayList<>();
    for (Map.Entry<CustomFieldId, @Nullable Label> entry : c.values().entrySet()) {
      @Nullable Label value = entry.getValue();
      definitions.check(entry.getKey(), value, kind);
      @Nullable Label old = customer.customFields().get(entry.getKey());
      if (value == null && old != null) {
        cleared.add(entry.getKey());
      } else if (value != null && !value.equals(old)) {
        values.put(entry.getKey(), value);
      }
    }
    return values.isEmpty() && cleared.isEmpty()
        ? List.of()
        : List.of(new CustomFieldsSet(c.customerId(), values, cleared));
  }

  private List<CustomerEvent> close(CustomerId id, CustomerState customer) {
    List<CustomerEvent> events = new ArrayList<>();
    events.add(new CustomerClosed(id));
    // A document belongs to one living customer; closed customers are remembered, not living.
    customer.documents().stream()
        .map(IdentityDocument::fingerprint)
        .sorted()
        .forEach(fingerprint -> events.add(new DocumentReleased(fingerprint, id)));
    return events;
  }

  private List<CustomerEvent> reopen(ReopenCustomer c, States states) {
    CustomerState customer = known(c.customerId(), states);
    if (customer.status() == Status.OPEN) {
      return List.of();
    }
    List<CustomerEvent> events = new ArrayList<>();
    events.add(new CustomerReopened(c.customerId()));
    for (IdentityDocument document : customer.documents()) {
      @Nullable CustomerId holder =
          states.of(DocumentState.DOCUMENT, document.fingerprint()).holder();
      Rejection.unless(
          holder == null,
          "DOCUMENT_TAKEN",
          "A document of this customer belongs to another customer by now.");
    }
    customer.documents().stream()
        .map(IdentityDocument::fingerprint)
        .sorted()
        .forEach(fingerprint -> events.add(new DocumentClaimed(fingerprint, c.customerId())));
    return events;
  }

  private List<CustomerEvent> link(LinkCustomers c, States states) {
    Rejection.unless(
        states.isNew(LinkState.LINK, c.link().linkId()),
        "LINK_EXISTS",
        "There is a link " + c.link().linkId() + " already.");
    open(c.link().fromCustomerId(), states);
    open(c.link().toCustomerId(), states);
    return List.of(new CustomersLinked(c.link()));
  }

  private List<CustomerEvent> endLink(EndLink c, States states) {
    LinkState link = states.of(LinkState.LINK, c.linkId());
    var linked = link.link();
    if (linked == null) {
      throw new Rejection("UNKNOWN_LINK", "There is no link " + c.linkId() + ".");
    }
    Rejection.unless(!link.ended(), "LINK_ENDED", "The link " + c.linkId() + " has ended already.");
    if (linked.from() != null && c.to().isBefore(linked.from())) {
      throw Rejection.of("to", "DATE_OUT_OF_RANGE", "A link does not end before it began.");
    }
    return List.of(new LinkEnded(c.linkId(), c.to()));
  }

  private List<CustomerEvent> define(DefineCustomField c, States states) {
    CustomFields definitions = states.of(CustomFields.DEFINITIONS, CustomFields.OF_CUSTOMERS);
    var old = definitions.fields().get(c.field().fieldId());
    Rejection.unless(
        old == null || old.type() == c.field().type(),
        "TYPE_CHANGED",
        "A custom field keeps its type; define another one.");
    Rejection.unless(
        definitions.fields().size() < CustomFields.MAX_FIELDS,
        "TOO_MANY",
        "At most " + CustomFields.MAX_FIELDS + " custom fields are kept.");
    boolean same = c.field().equals(old) && !definitions.retired().contains(c.field().fieldId());
    return same ? List.of() : List.of(new CustomFieldDefined(c.field()));
  }

  private List<CustomerEvent> retire(RetireCustomField c, States states) {
    CustomFields definitions = states.of(CustomFields.DEFINITIONS, CustomFields.OF_CUSTOMERS);
    Rejection.unless(
        definitions.fields().containsKey(c.fieldId()),
        "UNKNOWN_CUSTOM_FIELD",
        "There is no custom field " + c.fieldId() + ".");
    return definitions.retired().contains(c.fieldId())
        ? List.of()
        : List.of(new CustomFieldRetired(c.fieldId()));
  }

  private static CustomerState known(CustomerId id, States states) {
    CustomerState customer = states.of(CustomerState.CUSTOMER, id);
    Rejection.unless(
        customer.status() != Status.UNKNOWN,
        "UNKNOWN_CUSTOMER",
        "There is no customer " + id + ".");
    return customer;
  }

  private static CustomerState open(CustomerId id, States states) {
    CustomerState customer = known(id, states);
    Rejection.unless(
        customer.status() == Status.OPEN,
        "CUSTOMER_CLOSED",
        "The customer " + id + " is closed; reopen it first.");
    return customer;
  }
}
