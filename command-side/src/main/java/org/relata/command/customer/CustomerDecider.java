package org.relata.command.customer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.relata.command.customer.CustomerCommand.*;
import org.relata.command.customer.CustomerState.Status;
import org.relata.command.platform.CommandContext;
import org.relata.command.platform.Decider;
import org.relata.command.platform.States;
import org.relata.command.platform.StreamType;
import org.relata.kernel.Rejection;
import org.relata.kernel.customer.CustomerEvent;
import org.relata.kernel.customer.CustomerEvent.*;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.IdentityDocument;
import org.relata.kernel.customer.Profile;
import org.springframework.stereotype.Component;

/**
 * The rules about customers. A document belongs to one living customer: it has a stream of its own
 * that admits one holder, written together with the customer's. Who runs into a holder is told that
 * there is one; whom, only those who may see every customer. Nothing changes about a closed
 * customer before it is opened again; what is kept of a merged one may be corrected where it is.
 */
@Component
public final class CustomerDecider implements Decider<CustomerCommand> {

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
      case MergeCustomers c -> MergeRules.merge(c, states);
      case UnmergeCustomers c -> MergeRules.unmerge(c, states);
      case LinkCustomers c -> LinkRules.link(c, states);
      case EndLink c -> LinkRules.endLink(c, states);
      case DefineCustomField c -> CustomFieldRules.define(c, states);
      case RetireCustomField c -> CustomFieldRules.retire(c, states);
      case CloseCustomer c -> close(c, states);
      case ForCustomer c ->
          change(c, KnownCustomers.living(states, c.customerId()), context, states);
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
      case RegisterCustomer _,
          ReopenCustomer _,
          CloseCustomer _,
          MergeCustomers _,
          UnmergeCustomers _ ->
          throw new IllegalArgumentException("Not a change of what is kept: " + command);
      case RenameCustomer c ->
          c.name().equals(customer.name()) ? List.of() : List.of(new CustomerRenamed(id, c.name()));
      case ChangeProfile c ->
          c.profile().equals(customer.profile())
              ? List.of()
              : List.of(new ProfileChanged(id, c.profile()));
      case AddIdentityDocument c -> addDocument(c, customer, context, states);
      case RemoveIdentityDocument c -> removeDocument(c, customer);
      case AddContactPoint c -> ContactRules.addContactPoint(c, customer);
      case ChangeContactPoint c -> ContactRules.changeContactPoint(c, customer);
      case RemoveContactPoint c -> {
        ContactRules.contactPoint(c.contactPointId(), customer);
        yield List.of(new ContactPointRemoved(id, c.contactPointId()));
      }
      case MarkContactPointDead c -> {
        ContactRules.contactPoint(c.contactPointId(), customer);
        yield customer.dead().contains(c.contactPointId())
            ? List.of()
            : List.of(new ContactPointFoundDead(id, c.contactPointId()));
      }
      case ReviveContactPoint c -> {
        ContactRules.contactPoint(c.contactPointId(), customer);
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
      case AddContactPerson c -> ContactRules.addContactPerson(c, customer);
      case ChangeContactPerson c -> ContactRules.changeContactPerson(c, customer);
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
      case SetCustomFields c -> CustomFieldRules.setCustomFields(c, customer, states);
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

  private static List<CustomerEvent> close(CloseCustomer c, States states) {
    CustomerState customer = KnownCustomers.open(states, c.customerId());
    List<CustomerEvent> events = new ArrayList<>();
    events.add(new CustomerClosed(c.customerId()));
    // A document belongs to one living customer; closed customers are remembered, not living.
    documents(c.customerId(), customer, states)
        .forEach((fingerprint, holder) -> events.add(new DocumentReleased(fingerprint, holder)));
    return events;
  }

  private static List<CustomerEvent> reopen(ReopenCustomer c, States states) {
    CustomerState customer = KnownCustomers.unmerged(states, c.customerId());
    if (customer.status() == Status.OPEN) {
      return List.of();
    }
    List<CustomerEvent> events = new ArrayList<>();
    events.add(new CustomerReopened(c.customerId()));
    documents(c.customerId(), customer, states)
        .forEach(
            (fingerprint, holder) -> {
              Rejection.unless(
                  states.of(DocumentState.DOCUMENT, fingerprint).holder() == null,
                  "DOCUMENT_TAKEN",
                  "A document of this customer belongs to another customer by now.");
              events.add(new DocumentClaimed(fingerprint, holder));
            });
    return events;
  }

  /** The documents of a customer by fingerprint, each with the record that it is kept in. */
  private static SortedMap<String, CustomerId> documents(
      CustomerId id, CustomerState customer, States states) {
    SortedMap<String, CustomerId> documents = new TreeMap<>();
    customer.documents().forEach(document -> documents.put(document.fingerprint(), id));
    for (CustomerId absorbed : customer.absorbed()) {
      states
          .of(CustomerState.CUSTOMER, absorbed)
          .documents()
          .forEach(document -> documents.put(document.fingerprint(), absorbed));
    }
    return documents;
  }
}
