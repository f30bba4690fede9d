package org.relata.kernel.engagement;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.Impersonal;
import org.relata.kernel.Personal;
import org.relata.kernel.Rejection;
import org.relata.kernel.customer.ContactPersonId;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Note;

/**
 * One visit, call, message or meeting with a customer.
 *
 * @param employeeIds who took part on our side, at most 20
 * @param contactPersonIds who took part on the customer's side, at most 20
 * @param summary what was said
 * @param minutes how long it took, 0 to 1,440
 * @param attributes whatever else a source system tells, at most 20
 */
public record Contact(
    CustomerId customerId,
    Channel channel,
    @Impersonal Occasion on,
    List<EmployeeId> employeeIds,
    List<ContactPersonId> contactPersonIds,
    @Nullable Code purpose,
    @Personal Note summary,
    @Nullable Code result,
    @Nullable Integer minutes,
    @Personal Map<Code, Label> attributes) {

  public static final int MAX_PARTICIPANTS = 20;
  public static final int MAX_MINUTES = 1440;
  public static final int MAX_ATTRIBUTES = 20;

  public Contact {
    employeeIds = checked("employeeIds", employeeIds);
    contactPersonIds = checked("contactPersonIds", contactPersonIds);
    if (minutes != null && (minutes < 0 || minutes > MAX_MINUTES)) {
      throw Rejection.of(
          "minutes", "OUT_OF_RANGE", "A contact takes 0 to " + MAX_MINUTES + " minutes.");
    }
    if (attributes.size() > MAX_ATTRIBUTES) {
      throw Rejection.of(
          "attributes", "TOO_MANY", "At most " + MAX_ATTRIBUTES + " attributes are kept.");
    }
    TreeMap<Code, Label> sorted =
        new TreeMap<>((one, other) -> one.value().compareTo(other.value()));
    sorted.putAll(attributes);
    attributes = Collections.unmodifiableMap(sorted);
  }

  private static <T> List<T> checked(String field, List<T> ids) {
    if (ids.size() > MAX_PARTICIPANTS) {
      throw Rejection.of(field, "TOO_MANY", "At most " + MAX_PARTICIPANTS + " take part.");
    }
    if (new HashSet<>(ids).size() < ids.size()) {
      throw Rejection.of(field, "DUPLICATE", "Whoever takes part is named once.");
    }
    return List.copyOf(ids);
  }
}
