package org.relata.command.organization;

import org.jspecify.annotations.Nullable;
import org.relata.command.platform.StreamType;
import org.relata.kernel.organization.DictionaryId;
import org.relata.kernel.organization.OrganizationEvent.AboutDictionary;
import org.relata.kernel.organization.OrganizationEvent.DictionaryEntryDefined;
import org.relata.kernel.organization.OrganizationEvent.DictionaryEntryRenamed;
import org.relata.kernel.organization.OrganizationEvent.DictionaryEntryRetired;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;

/**
 * An entry of a dictionary.
 *
 * @param label null before the entry is defined
 */
record EntryState(@Nullable Label label, @Nullable Label labelZh, boolean retired) {

  static final StreamType<EntryState> ENTRY =
      StreamType.of(
          "dictionary",
          new EntryState(null, null, false),
          AboutDictionary.class,
          (state, event) ->
              switch (event) {
                case DictionaryEntryDefined e -> new EntryState(e.label(), e.labelZh(), false);
                case DictionaryEntryRenamed e -> new EntryState(e.label(), e.labelZh(), false);
                case DictionaryEntryRetired _ ->
                    new EntryState(state.label(), state.labelZh(), true);
              });

  /** A dictionary's name has no slash, so the two parts cannot be taken for others. */
  static String id(DictionaryId dictionary, Code code) {
    return dictionary + "/" + code;
  }
}
