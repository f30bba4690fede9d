package org.relata.command.customer;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.Command;
import org.relata.command.platform.Description;
import org.relata.kernel.Rejection;
import org.relata.kernel.StreamId;
import org.relata.kernel.customer.ContactPerson;
import org.relata.kernel.customer.ContactPersonId;
import org.relata.kernel.customer.ContactPoint;
import org.relata.kernel.customer.ContactPointId;
import org.relata.kernel.customer.CustomField;
import org.relata.kernel.customer.CustomFieldId;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.CustomerLink;
import org.relata.kernel.customer.FinancialProfile;
import org.relata.kernel.customer.IdentityDocument;
import org.relata.kernel.customer.LinkId;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;

/** Everything that can be asked for about customers. */
public sealed interface CustomerCommand extends Command {

  int MAX_DOCUMENTS = 10;

  /** What is asked about one customer. */
  sealed interface ForCustomer extends CustomerCommand {
    CustomerId customerId();

    @Override
    default StreamId target() {
      return CustomerState.CUSTOMER.id(customerId().value());
    }
  }

  @Description("Registers a customer with its name, identity documents and profile.")
  record RegisterCustomer(
      CustomerId customerId,
      CustomerKind kind,
      Label name,
      @Nullable List<IdentityDocument> identityDocuments,
      @Nullable Profile profile)
      implements ForCustomer {

    public RegisterCustomer {
      if (identityDocuments != null) {
        if (identityDocuments.size() > MAX_DOCUMENTS) {
          throw Rejection.of(
              "identityDocuments", "TOO_MANY", "At most " + MAX_DOCUMENTS + " documents are kept.");
        }
        if (new HashSet<>(identityDocuments).size() < identityDocuments.size()) {
          throw Rejection.of("identityDocuments", "DUPLICATE", "A document is named once at most.");
        }
        identityDocuments = List.copyOf(identityDocuments);
      }
    }

    @Override
    public List<StreamId> reads() {
      List<StreamId> streams = new ArrayList<>();
      streams.add(target());
      if (identityDocuments != null) {
        identityDocuments.forEach(
            document -> streams.add(DocumentState.DOCUMENT.id(document.fingerprint())));
      }
      return streams;
    }
  }

  @Description("Gives a customer another name.")
  record RenameCustomer(CustomerId customerId, Label name) implements ForCustomer {}

  /** Replaces the whole profile. */
  @Description("Replaces a customer's whole profile.")
  record ChangeProfile(CustomerId customerId, Profile profile) implements ForCustomer {}

  @Description("Adds an identity document that no other living customer holds.")
  record AddIdentityDocument(CustomerId customerId, IdentityDocument document)
      implements ForCustomer {}

  @Description("Takes an identity document from a customer.")
  record RemoveIdentityDocument(CustomerId customerId, IdentityDocument document)
      implements ForCustomer {}

  @Description("Adds a phone, address or other way to reach a customer.")
  record AddContactPoint(
      CustomerId customerId,
      ContactPointId contactPointId,
      ContactPoint.Kind kind,
      Label value,
      @Nullable Boolean preferred)
      implements ForCustomer {}

  @Description("Corrects a contact point or prefers it to the others.")
  record ChangeContactPoint(
      CustomerId customerId,
      ContactPointId contactPointId,
      Label value,
      @Nullable Boolean preferred)
      implements ForCustomer {}

  @Description("Removes a contact point.")
  record RemoveContactPoint(CustomerId customerId, ContactPointId contactPointId)
      implements ForCustomer {}

  /** The customer cannot be reached there any more. */
  @Description("Notes that a customer cannot be reached at a contact point any more.")
  record MarkContactPointDead(CustomerId customerId, ContactPointId contactPointId)
      implements ForCustomer {}

  @Description("Notes that a contact point works again.")
  record ReviveContactPoint(CustomerId customerId, ContactPointId contactPointId)
      implements ForCustomer {}

  @Description("Records that a customer agrees to be contacted for a purpose over a channel.")
  record GiveConsent(CustomerId customerId, Code purpose, ContactPoint.Kind channel)
      implements ForCustomer {}

  @Description("Records that a customer withdrew its consent for a purpose and channel.")
  record WithdrawConsent(CustomerId customerId, Code purpose, ContactPoint.Kind channel)
      implements ForCustomer {}

  @Description("Adds a person at a company with the person's role in its decisions.")
  record AddContactPerson(CustomerId customerId, ContactPerson contactPerson)
      implements ForCustomer {}

  @Description("Replaces what is known about a contact person.")
  record ChangeContactPerson(CustomerId customerId, ContactPerson contactPerson)
      implements ForCustomer {}

  @Description("Removes a contact person.")
  record RemoveContactPerson(CustomerId customerId, ContactPersonId contactPersonId)
      implements ForCustomer {}

  @Description("Records what a customer's financial statement of a date says.")
  record RecordFinancialProfile(CustomerId customerId, FinancialProfile financialProfile)
      implements ForCustomer {}

  @Description("Records the rating that an agency gave to a customer.")
  record RecordCreditRating(CustomerId customerId, Label rating, Label agency, LocalDate ratedOn)
      implements ForCustomer {}

  /** Sets the named fields; a null value clears the field. */
  @Description("Sets custom fields of a customer; a null value clears the field.")
  record SetCustomFields(CustomerId customerId, Map<CustomFieldId, @Nullable Label> values)
      implements ForCustomer {

    public SetCustomFields {
      if (values.isEmpty() || values.size() > 50) {
        throw Rejection.of("values", "OUT_OF_RANGE", "1 to 50 fields are set at once.");
      }
      values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    @Override
    public List<StreamId> reads() {
      return List.of(target(), CustomFields.DEFINITIONS.id(CustomFields.OF_CUSTOMERS));
    }
  }

  @Description("Closes a customer and releases its identity documents.")
  record CloseCustomer(CustomerId customerId) implements ForCustomer {}

  @Description("Opens a closed customer again and claims its identity documents.")
  record ReopenCustomer(CustomerId customerId) implements ForCustomer {}

  /**
   * @param customerId the record that stays
   * @param absorbedId the record whose belongings are the other's from now on
   */
  @Description("Merges two records of one customer; can be undone.")
  record MergeCustomers(CustomerId customerId, CustomerId absorbedId) implements ForCustomer {
    public MergeCustomers {
      if (customerId.equals(absorbedId)) {
        throw Rejection.of("absorbedId", "SAME_CUSTOMER", "Two different records are merged.");
      }
    }

    @Override
    public List<StreamId> reads() {
      return List.of(target(), CustomerState.CUSTOMER.id(absorbedId.value()));
    }
  }

  @Description("Undoes a merge: each record has again what was filed under it.")
  record UnmergeCustomers(CustomerId customerId, CustomerId absorbedId) implements ForCustomer {
    @Override
    public List<StreamId> reads() {
      return List.of(target(), CustomerState.CUSTOMER.id(absorbedId.value()));
    }
  }

  @Description("Links two customers: a group and its member, a guarantor, a household.")
  record LinkCustomers(CustomerLink link) implements CustomerCommand {
    @Override
    public StreamId target() {
      return LinkState.LINK.id(link.linkId().value());
    }

    @Override
    public List<StreamId> reads() {
      return List.of(
          target(),
          CustomerState.CUSTOMER.id(link.fromCustomerId().value()),
          CustomerState.CUSTOMER.id(link.toCustomerId().value()));
    }
  }

  @Description("Ends a link between two customers on a date.")
  record EndLink(LinkId linkId, LocalDate to) implements CustomerCommand {
    @Override
    public StreamId target() {
      return LinkState.LINK.id(linkId.value());
    }
  }

  @Description("Defines a field of the bank's own for some kinds of customers.")
  record DefineCustomField(CustomField field) implements CustomerCommand {
    @Override
    public StreamId target() {
      return CustomFields.DEFINITIONS.id(CustomFields.OF_CUSTOMERS);
    }
  }

  @Description("Retires a custom field; what was recorded stays.")
  record RetireCustomField(CustomFieldId fieldId) implements CustomerCommand {
    @Override
    public StreamId target() {
      return CustomFields.DEFINITIONS.id(CustomFields.OF_CUSTOMERS);
    }
  }
}
