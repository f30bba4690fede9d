package org.relata.command.customer;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.StreamType;
import org.relata.kernel.Rejection;
import org.relata.kernel.customer.CustomField;
import org.relata.kernel.customer.CustomFieldId;
import org.relata.kernel.customer.CustomerEvent.AboutCustomField;
import org.relata.kernel.customer.CustomerEvent.CustomFieldDefined;
import org.relata.kernel.customer.CustomerEvent.CustomFieldRetired;
import org.relata.kernel.customer.CustomerKind;
import org.relata.kernel.value.Label;

/**
 * The fields that the bank defined for customers. A retired field stays readable and may be
 * cleared, but takes no new value; a required field may not be cleared while it is in use.
 */
public record CustomFields(Map<CustomFieldId, CustomField> fields, Set<CustomFieldId> retired) {

  public static final String OF_CUSTOMERS = "customer";
  static final int MAX_FIELDS = 500;

  public static final StreamType<CustomFields> DEFINITIONS =
      StreamType.of(
          "custom-fields",
          new CustomFields(Map.of(), Set.of()),
          AboutCustomField.class,
          CustomFields::evolve);

  private CustomFields evolve(AboutCustomField event) {
    Map<CustomFieldId, CustomField> nextFields = new HashMap<>(fields);
    Set<CustomFieldId> nextRetired = new HashSet<>(retired);
    switch (event) {
      case CustomFieldDefined e -> {
        nextFields.put(e.fieldId(), e.field());
        nextRetired.remove(e.fieldId());
      }
      case CustomFieldRetired e -> nextRetired.add(e.fieldId());
    }
    return new CustomFields(Map.copyOf(nextFields), Set.copyOf(nextRetired));
  }

  /** Refuses a value that the field does not take from a customer of this kind. */
  void check(CustomFieldId id, @Nullable Label value, CustomerKind kind) {
    @Nullable CustomField field = fields.get(id);
    if (field == null || !field.appliesTo().contains(kind)) {
      throw refused(id, "UNKNOWN_CUSTOM_FIELD", "There is no field " + id + " for this customer.");
    }
    boolean inUse = !retired.contains(id);
    if (value == null) {
      if (field.required() && inUse) {
        throw refused(id, "REQUIRED", "The field " + id + " is required and cannot be cleared.");
      }
      return;
    }
    if (!inUse) {
      throw refused(id, "RETIRED", "The field " + id + " is retired and takes no new value.");
    }
    if (!fits(field, value.value())) {
      throw refused(
          id, "INVALID_VALUE", "The field " + id + " takes a value of type " + field.type() + ".");
    }
  }

  private static boolean fits(CustomField field, String value) {
    return switch (field.type()) {
      case TEXT -> true;
      case NUMBER -> isDecimal(value, 18);
      case MONEY -> isDecimal(value, 2);
      case DATE -> isDate(value);
      case CHOICE -> field.choices().stream().anyMatch(choice -> choice.value().equals(value));
    };
  }

  private static boolean isDecimal(String value, int scale) {
    return value.matches("-?\\d{1,15}(\\.\\d{1," + scale + "})?")
        && new BigDecimal(value).scale() <= scale;
  }

  private static boolean isDate(String value) {
    try {
      LocalDate.parse(value);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static Rejection refused(CustomFieldId id, String code, String sentence) {
    return Rejection.of("values/" + id, code, sentence);
  }
}
