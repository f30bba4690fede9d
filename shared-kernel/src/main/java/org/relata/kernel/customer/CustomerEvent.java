package org.relata.kernel.customer;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.relata.kernel.Bookkeeping;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.EventType;
import org.relata.kernel.Impersonal;
import org.relata.kernel.Personal;
import org.relata.kernel.StreamId;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;

/** Everything that can happen to customers. */
public sealed interface CustomerEvent extends DomainEvent {

  /** What happens to one customer. */
  sealed interface AboutCustomer extends CustomerEvent {
    CustomerId customerId();

    @Override
    default StreamId stream() {
      return new StreamId("customer", customerId().value());
    }
  }

  /**
   * What happens to an identity document: its stream admits one holder at a time, which is what
   * makes documents unique. The fingerprint names the document without showing its number.
   */
  sealed interface AboutDocument extends CustomerEvent {
    String fingerprint();

    @Override
    default StreamId stream() {
      return new StreamId("identity", fingerprint());
    }
  }

  /** What happens to a link between two customers. */
  sealed interface AboutLink extends CustomerEvent {
    LinkId linkId();

    @Override
    default StreamId stream() {
      return new StreamId("link", linkId().value());
    }
  }

  /**
   * What happens to the fields that the bank itself defines. All definitions share one stream, so
   * that a rule can look at them together.
   */
  sealed interface AboutCustomField extends CustomerEvent {
    CustomFieldId fieldId();

    @Override
    default StreamId stream() {
      return new StreamId("custom-fields", "customer");
    }
  }

  @EventType(value = "customer.CustomerRegistered", revision = 2)
  record CustomerRegistered(
      CustomerId customerId,
      CustomerKind kind,
      @Personal Label name,
      List<IdentityDocument> identityDocuments,
      Profile profile)
      implements AboutCustomer {}

  @EventType("customer.CustomerRenamed")
  record CustomerRenamed(CustomerId customerId, @Personal Label name) implements AboutCustomer {}

  @EventType(value = "customer.ProfileChanged", revision = 2)
  record ProfileChanged(CustomerId customerId, Profile profile) implements AboutCustomer {}

  @EventType("customer.IdentityDocumentAdded")
  record IdentityDocumentAdded(CustomerId customerId, IdentityDocument document)
      implements AboutCustomer {}

  @EventType("customer.IdentityDocumentRemoved")
  record IdentityDocumentRemoved(CustomerId customerId, IdentityDocument document)
      implements AboutCustomer {}

  @EventType("customer.ContactPointAdded")
  record ContactPointAdded(CustomerId customerId, ContactPoint contactPoint)
      implements AboutCustomer {}

  @EventType("customer.ContactPointChanged")
  record ContactPointChanged(CustomerId customerId, ContactPoint contactPoint)
      implements AboutCustomer {}

  @EventType("customer.ContactPointRemoved")
  record ContactPointRemoved(CustomerId customerId, ContactPointId contactPointId)
      implements AboutCustomer {}

  @EventType("customer.ContactPointFoundDead")
  record ContactPointFoundDead(CustomerId customerId, ContactPointId contactPointId)
      implements AboutCustomer {}

  @EventType("customer.ContactPointRevived")
  record ContactPointRevived(CustomerId customerId, ContactPointId contactPointId)
      implements AboutCustomer {}

  @EventType("customer.ConsentGiven")
  record ConsentGiven(CustomerId customerId, Code purpose, ContactPoint.Kind channel)
      implements AboutCustomer {}

  @EventType("customer.ConsentWithdrawn")
  record ConsentWithdrawn(CustomerId customerId, Code purpose, ContactPoint.Kind channel)
      implements AboutCustomer {}

  @EventType("customer.ContactPersonAdded")
  record ContactPersonAdded(CustomerId customerId, ContactPerson contactPerson)
      implements AboutCustomer {}

  @EventType("customer.ContactPersonChanged")
  record ContactPersonChanged(CustomerId customerId, ContactPerson contactPerson)
      implements AboutCustomer {}

  @EventType("customer.ContactPersonRemoved")
  record ContactPersonRemoved(CustomerId customerId, ContactPersonId contactPersonId)
      implements AboutCustomer {}

  @EventType("customer.FinancialProfileRecorded")
  record FinancialProfileRecorded(CustomerId customerId, FinancialProfile financialProfile)
      implements AboutCustomer {}

  @EventType("customer.CreditRatingRecorded")
  record CreditRatingRecorded(
      CustomerId customerId,
      @Impersonal Label rating,
      @Impersonal Label agency,
      @Impersonal LocalDate ratedOn)
      implements AboutCustomer {}

  @EventType("customer.CustomFieldsSet")
  record CustomFieldsSet(
      CustomerId customerId,
      @Personal Map<CustomFieldId, Label> values,
      List<CustomFieldId> cleared)
      implements AboutCustomer {}

  @EventType("customer.CustomerClosed")
  record CustomerClosed(CustomerId customerId) implements AboutCustomer {}

  @EventType("customer.CustomerReopened")
  record CustomerReopened(CustomerId customerId) implements AboutCustomer {}

  /** Two records are of one customer: what belongs to the absorbed one belongs to the other. */
  @EventType("customer.CustomersMerged")
  record CustomersMerged(CustomerId customerId, CustomerId absorbedId) implements AboutCustomer {}

  /** They are not, after all: each has again what was filed under it, before and in between. */
  @EventType("customer.CustomersUnmerged")
  record CustomersUnmerged(CustomerId customerId, CustomerId absorbedId) implements AboutCustomer {}

  /** The same as {@link CustomersMerged}, for the rules about the absorbed one. */
  @Bookkeeping
  @EventType("customer.CustomerAbsorbed")
  record CustomerAbsorbed(CustomerId customerId, CustomerId survivorId) implements AboutCustomer {}

  /** The same as {@link CustomersUnmerged}, for the rules about the one that was absorbed. */
  @Bookkeeping
  @EventType("customer.CustomerRestored")
  record CustomerRestored(CustomerId customerId, CustomerId survivorId) implements AboutCustomer {}

  @Bookkeeping
  @EventType("customer.DocumentClaimed")
  record DocumentClaimed(@Personal String fingerprint, CustomerId customerId)
      implements AboutDocument {}

  @Bookkeeping
  @EventType("customer.DocumentReleased")
  record DocumentReleased(@Personal String fingerprint, CustomerId customerId)
      implements AboutDocument {}

  @EventType("customer.CustomersLinked")
  record CustomersLinked(CustomerLink link) implements AboutLink {
    @Override
    public LinkId linkId() {
      return link.linkId();
    }
  }

  @EventType("customer.LinkEnded")
  record LinkEnded(LinkId linkId, @Impersonal LocalDate to) implements AboutLink {}

  @EventType("customer.CustomFieldDefined")
  record CustomFieldDefined(CustomField field) implements AboutCustomField {
    @Override
    public CustomFieldId fieldId() {
      return field.fieldId();
    }
  }

  @EventType("customer.CustomFieldRetired")
  record CustomFieldRetired(CustomFieldId fieldId) implements AboutCustomField {}
}
