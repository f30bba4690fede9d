package org.relata.query.organization;

import org.relata.kernel.log.Recorded;
import org.relata.kernel.organization.OrganizationEvent.AboutDictionary;
import org.relata.kernel.organization.OrganizationEvent.DictionaryEntryDefined;
import org.relata.kernel.organization.OrganizationEvent.DictionaryEntryRenamed;
import org.relata.kernel.organization.OrganizationEvent.DictionaryEntryRetired;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** The entries of all dictionaries, retired ones included. */
final class DictionaryEntryFold implements Fold<AboutDictionary, DictionaryEntryRow> {

  static final RowTable<DictionaryEntryRow> TABLE =
      RowTable.of("dictionary_entry", DictionaryEntryRow.class).key("dictionary", "code").build();

  @Override
  public Class<AboutDictionary> events() {
    return AboutDictionary.class;
  }

  @Override
  public RowTable<DictionaryEntryRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutDictionary> recorded, Rows<DictionaryEntryRow> rows) {
    switch (recorded.event()) {
      case DictionaryEntryDefined e -> {
        DictionaryEntryRow defined =
            new DictionaryEntryRow(e.dictionary(), e.code(), e.label(), e.labelZh(), false);
        rows.put(Key.of(e.dictionary(), e.code()), row -> defined);
      }
      case DictionaryEntryRenamed e ->
          rows.next(
              Key.of(e.dictionary(), e.code()), row -> row.withLabels(e.label(), e.labelZh()));
      case DictionaryEntryRetired e ->
          rows.next(Key.of(e.dictionary(), e.code()), row -> row.withRetired());
    }
  }
}
