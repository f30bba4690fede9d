package org.relata.query.customer;

import org.relata.kernel.customer.CustomerEvent.AboutCustomer;
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
import org.relata.kernel.customer.CustomerEvent.CustomFieldsSet;
import org.relata.kernel.customer.CustomerEvent.CustomerAbsorbed;
import org.relata.kernel.customer.CustomerEvent.CustomerClosed;
import org.relata.kernel.customer.CustomerEvent.CustomerRegistered;
import org.relata.kernel.customer.CustomerEvent.CustomerRenamed;
import org.relata.kernel.customer.CustomerEvent.CustomerReopened;
import org.relata.kernel.customer.CustomerEvent.CustomerRestored;
import org.relata.kernel.customer.CustomerEvent.CustomersMerged;
import org.relata.kernel.customer.CustomerEvent.CustomersUnmerged;
import org.relata.kernel.customer.CustomerEvent.FinancialProfileRecorded;
import org.relata.kernel.customer.CustomerEvent.IdentityDocumentAdded;
import org.relata.kernel.customer.CustomerEvent.IdentityDocumentRemoved;
import org.relata.kernel.customer.CustomerEvent.ProfileChanged;
import org.relata.kernel.log.Recorded;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** The customers themselves. */
final class CustomerFold implements Fold<AboutCustomer, CustomerRow> {

  static final RowTable<CustomerRow> TABLE =
      RowTable.of("customer", CustomerRow.class)
          .key("customerId")
          .index("name", "customerId")
          .indexOfAllVersions("name", "customerId")
          .index("kind", "status")
          .index("unitId")
          .index("sectionId")
          .indexOfAllVersions("birthDate")
          .indexOfAllVersions("mergedInto")
          .build();

  @Override
  public Class<AboutCustomer> events() {
    return AboutCustomer.class;
  }

  @Override
  public RowTable<CustomerRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutCustomer> recorded, Rows<CustomerRow> rows) {
    switch (recorded.event()) {
      case CustomerRegistered e -> rows.begin(CustomerRow.of(e));
      case CustomerRenamed e -> rows.next(Key.of(e.customerId()), row -> row.withName(e.name()));
      case ProfileChanged e ->
          rows.next(Key.of(e.customerId()), row -> row.withProfile(e.profile()));
      case CustomerClosed e ->
          rows.next(Key.of(e.customerId()), row -> row.withStatus(CustomerRow.Status.CLOSED));
      case CustomerReopened e ->
          rows.next(Key.of(e.customerId()), row -> row.withStatus(CustomerRow.Status.OPEN));
      case CustomersMerged e -> {
        rows.next(Key.of(e.customerId()), row -> row.with(e.absorbedId()));
        rows.next(Key.of(e.absorbedId()), row -> row.mergedInto(e.customerId()));
      }
      case CustomersUnmerged e -> {
        rows.next(Key.of(e.customerId()), row -> row.without(e.absorbedId()));
        rows.next(Key.of(e.absorbedId()), CustomerRow::unmerged);
      }
      case IdentityDocumentAdded _,
          IdentityDocumentRemoved _,
          ContactPointAdded _,
          ContactPointChanged _,
          ContactPointRemoved _,
          ContactPointFoundDead _,
          ContactPointRevived _,
          ConsentGiven _,
          ConsentWithdrawn _,
          ContactPersonAdded _,
          ContactPersonChanged _,
          ContactPersonRemoved _,
          FinancialProfileRecorded _,
          CreditRatingRecorded _,
          CustomFieldsSet _,
          CustomerAbsorbed _,
          CustomerRestored _ -> {}
    }
  }
}
