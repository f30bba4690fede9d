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

/** The ways to reach each customer, those found dead marked. */
final class ContactPointFold implements Fold<AboutCustomer, ContactPointRow> {

  static final RowTable<ContactPointRow> TABLE =
      RowTable.of("contact_point", ContactPointRow.class)
          .key("customerId", "contactPointId")
          .index("value")
          .indexOfAllVersions("phone")
          .build();

  @Override
  public Class<AboutCustomer> events() {
    return AboutCustomer.class;
  }

  @Override
  public RowTable<ContactPointRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutCustomer> recorded, Rows<ContactPointRow> rows) {
    switch (recorded.event()) {
      case ContactPointAdded e -> rows.begin(ContactPointRow.of(e.customerId(), e.contactPoint()));
      case ContactPointChanged e ->
          rows.next(
              Key.of(e.customerId(), e.contactPoint().contactPointId()),
              row -> ContactPointRow.of(e.customerId(), e.contactPoint()));
      case ContactPointRemoved e -> rows.end(Key.of(e.customerId(), e.contactPointId()));
      case ContactPointFoundDead e ->
          rows.next(Key.of(e.customerId(), e.contactPointId()), row -> row.withDead(true));
      case ContactPointRevived e ->
          rows.next(Key.of(e.customerId(), e.contactPointId()), row -> row.withDead(false));
      case CustomerRegistered _,
          CustomerRenamed _,
          ProfileChanged _,
          IdentityDocumentAdded _,
          IdentityDocumentRemoved _,
          ConsentGiven _,
          ConsentWithdrawn _,
          ContactPersonAdded _,
          ContactPersonChanged _,
          ContactPersonRemoved _,
          FinancialProfileRecorded _,
          CreditRatingRecorded _,
          CustomFieldsSet _,
          CustomersMerged _,
          CustomersUnmerged _,
          CustomerAbsorbed _,
          CustomerRestored _,
          CustomerClosed _,
          CustomerReopened _ -> {}
    }
  }
}
