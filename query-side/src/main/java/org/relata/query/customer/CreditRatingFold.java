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

/** All ratings; another one of the same agency and day corrects the first. */
final class CreditRatingFold implements Fold<AboutCustomer, CreditRatingRow> {

  static final RowTable<CreditRatingRow> TABLE =
      RowTable.of("credit_rating", CreditRatingRow.class)
          .key("customerId", "agency", "ratedOn")
          .index("rating")
          .build();

  @Override
  public Class<AboutCustomer> events() {
    return AboutCustomer.class;
  }

  @Override
  public RowTable<CreditRatingRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutCustomer> recorded, Rows<CreditRatingRow> rows) {
    switch (recorded.event()) {
      case CreditRatingRecorded e ->
          rows.put(
              Key.of(e.customerId(), e.agency(), e.ratedOn()),
              row -> new CreditRatingRow(e.customerId(), e.agency(), e.rating(), e.ratedOn()));
      case CustomerRegistered _,
          CustomerRenamed _,
          ProfileChanged _,
          IdentityDocumentAdded _,
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
