package org.relata.command.customer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.StreamType;
import org.relata.kernel.customer.ContactPerson;
import org.relata.kernel.customer.ContactPersonId;
import org.relata.kernel.customer.ContactPoint;
import org.relata.kernel.customer.ContactPointId;
import org.relata.kernel.customer.CustomFieldId;
import org.relata.kernel.customer.CustomerEvent.*;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.customer.IdentityDocument;
import org.relata.kernel.customer.Profile;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;

/** What the rules about a customer need to know of it. */
public record CustomerState(
    Status status,
    @Nullable CustomerKind kind,
    @Nullable Label name,
    Profile profile,
    Set<IdentityDocument> documents,
    Map<ContactPointId, ContactPoint> contactPoints,
    Set<ContactPointId> dead,
    Set<Consent> consents,
    Map<ContactPersonId, ContactPerson> contactPersons,
    Map<CustomFieldId, Label> customFields,
    Set<CustomerId> absorbed,
    @Nullable CustomerId survivor) {

  /** Where the relationship stands. */
  public enum Status {
    UNKNOWN,
    OPEN,
    CLOSED,
    /** What belongs to it belongs to the survivor. */
    MERGED
  }

  /** A purpose and a channel that the customer agreed to. */
  public record Consent(Code purpose, ContactPoint.Kind channel) {}

  public static final CustomerState INITIAL =
      new CustomerState(
          Status.UNKNOWN,
          null,
          null,
          Profile.EMPTY,
          Set.of(),
          Map.of(),
          Set.of(),
          Set.of(),
          Map.of(),
          Map.of(),
          Set.of(),
          null);

  public static final StreamType<CustomerState> CUSTOMER =
      StreamType.of("customer", INITIAL, AboutCustomer.class, CustomerState::evolve);

  private CustomerState evolve(AboutCustomer event) {
    return switch (event) {
      case CustomerRegistered e ->
          new CustomerState(
              Status.OPEN,
              e.kind(),
              e.name(),
              e.profile(),
              Set.copyOf(e.identityDocuments()),
              contactPoints,
              dead,
              consents,
              contactPersons,
              customFields,
              absorbed,
              survivor);
      case CustomerRenamed e -> with(draft -> draft.name = e.name());
      case ProfileChanged e -> with(draft -> draft.profile = e.profile());
      case IdentityDocumentAdded e -> with(draft -> draft.documents.add(e.document()));
      case IdentityDocumentRemoved e -> with(draft -> draft.documents.remove(e.document()));
      case ContactPointAdded e -> with(draft -> draft.put(e.contactPoint()));
      case ContactPointChanged e -> with(draft -> draft.put(e.contactPoint()));
      case ContactPointRemoved e -> with(draft -> draft.remove(e.contactPointId()));
      case ContactPointFoundDead e -> with(draft -> draft.dead.add(e.contactPointId()));
      case ContactPointRevived e -> with(draft -> draft.dead.remove(e.contactPointId()));
      case ConsentGiven e ->
          with(draft -> draft.consents.add(new Consent(e.purpose(), e.channel())));
      case ConsentWithdrawn e ->
          with(draft -> draft.consents.remove(new Consent(e.purpose(), e.channel())));
      case ContactPersonAdded e -> with(draft -> draft.put(e.contactPerson()));
      case ContactPersonChanged e -> with(draft -> draft.put(e.contactPerson()));
      case ContactPersonRemoved e ->
          with(draft -> draft.contactPersons.remove(e.contactPersonId()));
      case FinancialProfileRecorded _ -> this;
      case CreditRatingRecorded _ -> this;
      case CustomFieldsSet e -> with(draft -> draft.set(e.values(), e.cleared()));
      case CustomerClosed _ -> with(draft -> draft.status = Status.CLOSED);
      case CustomerReopened _ -> with(draft -> draft.status = Status.OPEN);
      case CustomersMerged e -> with(draft -> draft.absorbed.add(e.absorbedId()));
      case CustomersUnmerged e -> with(draft -> draft.absorbed.remove(e.absorbedId()));
      case CustomerAbsorbed e -> with(draft -> draft.belongTo(e.survivorId()));
      case CustomerRestored _ -> with(Draft::belongToItself);
    };
  }

  private CustomerState with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.done();
  }

  /** A copy that one event may write on. */
  private static final class Draft {
    private final CustomerState before;
    private Status status;
    private @Nullable Label name;
    private Profile profile;
    private final Set<IdentityDocument> documents;
    private final Map<ContactPointId, ContactPoint> contactPoints;
    private final Set<ContactPointId> dead;
    private final Set<Consent> consents;
    private final Map<ContactPersonId, ContactPerson> contactPersons;
    private final Map<CustomFieldId, Label> customFields;
    private final Set<CustomerId> absorbed;
    private @Nullable CustomerId survivor;

    Draft(CustomerState before) {
      this.before = before;
      this.status = before.status;
      this.name = before.name;
      this.profile = before.profile;
      this.documents = new HashSet<>(before.documents);
      this.contactPoints = new HashMap<>(before.contactPoints);
      this.dead = new HashSet<>(before.dead);
      this.consents = new HashSet<>(before.consents);
      this.contactPersons = new HashMap<>(before.contactPersons);
      this.customFields = new HashMap<>(before.customFields);
      this.absorbed = new HashSet<>(before.absorbed);
      this.survivor = before.survivor;
    }

    void put(ContactPoint point) {
      contactPoints.put(point.contactPointId(), point);
      dead.remove(point.contactPointId());
    }

    void put(ContactPerson person) {
      contactPersons.put(person.contactPersonId(), person);
    }

    void remove(ContactPointId id) {
      contactPoints.remove(id);
      dead.remove(id);
    }

    void set(Map<CustomFieldId, Label> values, List<CustomFieldId> cleared) {
      customFields.putAll(values);
      cleared.forEach(customFields::remove);
    }

    void belongTo(CustomerId other) {
      status = Status.MERGED;
      survivor = other;
    }

    void belongToItself() {
      status = Status.OPEN;
      survivor = null;
    }

    CustomerState done() {
      return new CustomerState(
          status,
          before.kind,
          name,
          profile,
          Set.copyOf(documents),
          Map.copyOf(contactPoints),
          Set.copyOf(dead),
          Set.copyOf(consents),
          Map.copyOf(contactPersons),
          Map.copyOf(customFields),
          Set.copyOf(absorbed),
          survivor);
    }
  }
}
