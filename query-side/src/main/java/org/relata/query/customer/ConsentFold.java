package org.relata.query.customer;

import org.relata.kernel.customer.ContactPoint;
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
import org.relata.kernel.log.Recorded;
import org.relata.kernel.value.Code;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** What each customer has allowed or forbidden. */
final class ConsentFold implements Fold<AboutCustomer, ConsentRow> {

  static final RowTable<ConsentRow> TABLE =
      RowTable.of("consent", ConsentRow.class).key("customerId", "purpose", "channel").build();

  @Override
  public Class<AboutCustomer> events() {
    return AboutCustomer.class;
  }

  @Override
  public RowTable<ConsentRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutCustomer> recorded, Rows<ConsentRow> rows) {
    switch (recorded.event()) {
      case ConsentGiven e -> decide(e.customerId(), e.purpose(), e.channel(), true, recorded, rows);
      case ConsentWithdrawn e ->
          decide(e.customerId(), e.purpose(), e.channel(), false, recorded, rows);
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

  private static void decide(
      CustomerId customerId,
      Code purpose,
      ContactPoint.Kind channel,
      boolean given,
      Recorded<?> recorded,
      Rows<ConsentRow> rows) {
    ConsentRow decided =
        new ConsentRow(customerId, purpose, channel, given, recorded.effectiveAt());
    rows.put(Key.of(customerId, purpose, channel), row -> decided);
  }
}
