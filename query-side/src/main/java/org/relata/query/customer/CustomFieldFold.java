package org.relata.query.customer;

import org.relata.kernel.customer.CustomerEvent.AboutCustomField;
import org.relata.kernel.customer.CustomerEvent.CustomFieldDefined;
import org.relata.kernel.customer.CustomerEvent.CustomFieldRetired;
import org.relata.kernel.log.Recorded;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** The bank's own fields. */
final class CustomFieldFold implements Fold<AboutCustomField, CustomFieldRow> {

  static final RowTable<CustomFieldRow> TABLE =
      RowTable.of("custom_field", CustomFieldRow.class).key("fieldId").build();

  @Override
  public Class<AboutCustomField> events() {
    return AboutCustomField.class;
  }

  @Override
  public RowTable<CustomFieldRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutCustomField> recorded, Rows<CustomFieldRow> rows) {
    switch (recorded.event()) {
      case CustomFieldDefined e ->
          rows.put(Key.of(e.fieldId()), row -> CustomFieldRow.of(e.field()));
      case CustomFieldRetired e -> rows.next(Key.of(e.fieldId()), CustomFieldRow::asRetired);
    }
  }
}
