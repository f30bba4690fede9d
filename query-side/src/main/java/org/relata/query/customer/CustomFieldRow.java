package org.relata.query.customer;

import java.util.List;
import org.relata.kernel.customer.CustomField;
import org.relata.kernel.customer.CustomFieldId;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.value.Label;

/** A field that the bank defined itself; a retired one stays readable. */
public record CustomFieldRow(
    CustomFieldId fieldId,
    List<CustomerKind> appliesTo,
    Label label,
    CustomField.Type type,
    boolean required,
    List<Label> choices,
    boolean retired) {

  static CustomFieldRow of(CustomField field) {
    return new CustomFieldRow(
        field.fieldId(),
        field.appliesTo().stream().sorted().toList(),
        field.label(),
        field.type(),
        field.required(),
        field.choices(),
        false);
  }

  CustomFieldRow asRetired() {
    return new CustomFieldRow(fieldId, appliesTo, label, type, required, choices, true);
  }
}
