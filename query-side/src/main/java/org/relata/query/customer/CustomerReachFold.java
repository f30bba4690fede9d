package org.relata.query.customer;

import java.util.List;
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

/** Who can be reached, and who is on the lost-contact list. */
final class CustomerReachFold implements Fold<AboutCustomer, CustomerReachRow> {

  static final RowTable<CustomerReachRow> TABLE =
      RowTable.of("customer_reach", CustomerReachRow.class).key("customerId").index("lost").build();

  @Override
  public Class<AboutCustomer> events() {
    return AboutCustomer.class;
  }

  @Override
  public RowTable<CustomerReachRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutCustomer> recorded, Rows<CustomerReachRow> rows) {
    switch (recorded.event()) {
      case CustomerRegistered e ->
          rows.begin(CustomerReachRow.of(e.customerId(), true, List.of(), List.of()));
      case ContactPointAdded e ->
          rows.next(
              Key.of(e.customerId()), row -> row.withWorking(e.contactPoint().contactPointId()));
      case ContactPointChanged e ->
          rows.next(
              Key.of(e.customerId()), row -> row.withWorking(e.contactPoint().contactPointId()));
      case ContactPointRemoved e ->
          rows.next(Key.of(e.customerId()), row -> row.without(e.contactPointId()));
      case ContactPointFoundDead e ->
          rows.next(Key.of(e.customerId()), row -> row.withDead(e.contactPointId()));
      case ContactPointRevived e ->
          rows.next(Key.of(e.customerId()), row -> row.withWorking(e.contactPointId()));
      case CustomerClosed e -> rows.next(Key.of(e.customerId()), row -> row.withOpen(false));
      case CustomerReopened e -> rows.next(Key.of(e.customerId()), row -> row.withOpen(true));
      case CustomersMerged e -> rows.next(Key.of(e.absorbedId()), row -> row.withOpen(false));
      case CustomersUnmerged e -> rows.next(Key.of(e.absorbedId()), row -> row.withOpen(true));
      case CustomerRenamed _,
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
          CustomerAbsorbed _,
          CustomerRestored _ -> {}
    }
  }
}
