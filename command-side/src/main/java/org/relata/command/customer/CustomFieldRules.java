package org.relata.command.customer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.relata.command.customer.CustomerCommand.*;
import org.relata.command.platform.States;
import org.relata.kernel.Rejection;
import org.relata.kernel.customer.CustomFieldId;
import org.relata.kernel.customer.CustomerEvent;
import org.relata.kernel.customer.CustomerEvent.*;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.value.Label;

/** The rules about the fields that the bank itself defines. */
final class CustomFieldRules {

  private CustomFieldRules() {}

  static List<CustomerEvent> setCustomFields(
      SetCustomFields c, CustomerState customer, States states) {
    CustomFields definitions = states.of(CustomFields.DEFINITIONS, CustomFields.OF_CUSTOMERS);
    CustomerKind kind = Objects.requireNonNull(customer.kind());
    Map<CustomFieldId, Label> values = new LinkedHashMap<>();
    List<CustomFieldId> cleared = new ArrayList<>();
    for (Map.Entry<CustomFieldId, @Nullable Label> entry : c.values().entrySet()) {
      @Nullable Label value = entry.getValue();
      definitions.check(entry.getKey(), value, kind);
      @Nullable Label old = customer.customFields().get(entry.getKey());
      if (value == null && old != null) {
        cleared.add(entry.getKey());
      } else if (value != null && !value.equals(old)) {
        values.put(entry.getKey(), value);
      }
    }
    return values.isEmpty() && cleared.isEmpty()
        ? List.of()
        : List.of(new CustomFieldsSet(c.customerId(), values, cleared));
  }

  static List<CustomerEvent> define(DefineCustomField c, States states) {
    CustomFields definitions = states.of(CustomFields.DEFINITIONS, CustomFields.OF_CUSTOMERS);
    var old = definitions.fields().get(c.field().fieldId());
    Rejection.unless(
        old == null || old.type() == c.field().type(),
        "TYPE_CHANGED",
        "A custom field keeps its type; define another one.");
    Rejection.unless(
        definitions.fields().size() < CustomFields.MAX_FIELDS,
        "TOO_MANY",
        "At most " + CustomFields.MAX_FIELDS + " custom fields are kept.");
    boolean same = c.field().equals(old) && !definitions.retired().contains(c.field().fieldId());
    return same ? List.of() : List.of(new CustomFieldDefined(c.field()));
  }

  static List<CustomerEvent> retire(RetireCustomField c, States states) {
    CustomFields definitions = states.of(CustomFields.DEFINITIONS, CustomFields.OF_CUSTOMERS);
    Rejection.unless(
        definitions.fields().containsKey(c.fieldId()),
        "UNKNOWN_CUSTOM_FIELD",
        "There is no custom field " + c.fieldId() + ".");
    return definitions.retired().contains(c.fieldId())
        ? List.of()
        : List.of(new CustomFieldRetired(c.fieldId()));
  }
}
