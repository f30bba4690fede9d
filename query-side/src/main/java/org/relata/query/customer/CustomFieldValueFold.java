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

/** The values of the bank's own fields. */
final class CustomFieldValueFold implements Fold<AboutCustomer, CustomFieldValueRow> {

  static final RowTable<CustomFieldValueRow> TABLE =
      RowTable.of("custom_field_value", CustomFieldValueRow.class)
          .key("customerId", "fieldId")
          .index("fieldId", "value")
          .build();

  @Override
  public Class<AboutCustomer> events() {
    return AboutCustomer.class;
  }

  @Override
  public RowTable<CustomFieldValueRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutCustomer> recorded, Rows<CustomFieldValueRow> rows) {
    switch (recorded.event()) {
      case CustomFieldsSet e -> {
        e.values()
            .forEach(
                (fieldId, value) -> {
                  CustomFieldValueRow set = new CustomFieldValueRow(e.customerId(), fieldId, value);
                  rows.put(Key.of(e.customerId(), fieldId), row -> set);
                });
        e.cleared().forEach(fieldId -> rows.put(Key.of(e.customerId(), fieldId), row -> null));
      }
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
          CreditRatingRecorded _,
          CustomerClosed _,
          CustomerReopened _,
          CustomersMerged _,
          CustomersUnmerged _,
          CustomerAbsorbed _,
          CustomerRestored _ -> {}
    }
  }
}
