package org.relata.query.organization;

import org.jspecify.annotations.Nullable;
import org.relata.kernel.organization.DictionaryId;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;

/** What a code of a dictionary stands for. */
public record DictionaryEntryRow(
    DictionaryId dictionary, Code code, Label label, @Nullable Label labelZh, boolean retired) {

  DictionaryEntryRow withLabels(Label newLabel, @Nullable Label newLabelZh) {
    return new DictionaryEntryRow(dictionary, code, newLabel, newLabelZh, retired);
  }

  DictionaryEntryRow withRetired() {
    return new DictionaryEntryRow(dictionary, code, label, labelZh, true);
  }
}
