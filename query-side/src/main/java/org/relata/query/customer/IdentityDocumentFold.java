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
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.customer.IdentityDocument;
import org.relata.kernel.log.Recorded;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** The documents of each customer, also of closed ones. */
final class IdentityDocumentFold implements Fold<AboutCustomer, IdentityDocumentRow> {

  static final RowTable<IdentityDocumentRow> TABLE =
      RowTable.of("identity_document", IdentityDocumentRow.class)
          .key("customerId", "fingerprint")
          .index("fingerprint")
          .index("number")
          .build();

  @Override
  public Class<AboutCustomer> events() {
    return AboutCustomer.class;
  }

  @Override
  public RowTable<IdentityDocumentRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutCustomer> recorded, Rows<IdentityDocumentRow> rows) {
    switch (recorded.event()) {
      case CustomerRegistered e ->
          e.identityDocuments().forEach(document -> add(e.customerId(), document, rows));
      case IdentityDocumentAdded e -> add(e.customerId(), e.document(), rows);
      case IdentityDocumentRemoved e ->
          rows.end(Key.of(e.customerId(), e.document().fingerprint()));
      case CustomerRenamed _,
          ProfileChanged _,
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
          CustomersMerged _,
          CustomersUnmerged _,
          CustomerAbsorbed _,
          CustomerRestored _,
          CustomerClosed _,
          CustomerReopened _ -> {}
    }
  }

  private static void add(
      CustomerId customerId, IdentityDocument document, Rows<IdentityDocumentRow> rows) {
    IdentityDocumentRow added = IdentityDocumentRow.of(customerId, document);
    rows.put(Key.of(customerId, added.fingerprint()), row -> added);
  }
}
