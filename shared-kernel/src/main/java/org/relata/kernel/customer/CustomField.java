package org.relata.kernel.customer;

import java.util.List;
import java.util.Set;
import org.relata.kernel.Impersonal;
import org.relata.kernel.Rejection;
import org.relata.kernel.value.Label;

/**
 * A field that the bank itself defined for some kinds of customers.
 *
 * @param choices the allowed values of a choice, empty for every other type
 */
public record CustomField(
    CustomFieldId fieldId,
    Set<CustomerKind> appliesTo,
    @Impersonal Label label,
    Type type,
    boolean required,
    @Impersonal List<Label> choices) {

  public static final int MAX_CHOICES = 100;

  public enum Type {
    TEXT,
    NUMBER,
    DATE,
    CHOICE,
    MONEY
  }

  public CustomField {
    appliesTo = java.util.Collections.unmodifiableSortedSet(new java.util.TreeSet<>(appliesTo));
    choices = List.copyOf(choices);
    if (appliesTo.isEmpty()) {
      throw Rejection.of("appliesTo", "EMPTY", "A custom field applies to some kind of customer.");
    }
    if ((type == Type.CHOICE) == choices.isEmpty() || choices.size() > MAX_CHOICES) {
      throw Rejection.of(
          "choices",
          "INVALID_CHOICES",
          "A choice has 1 to " + MAX_CHOICES + " values, any other type none.");
    }
  }
}
