package org.relata.query.engagement;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.ContactPersonId;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.engagement.Channel;
import org.relata.kernel.engagement.Contact;
import org.relata.kernel.engagement.ContactId;
import org.relata.kernel.engagement.Occasion;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.value.Code;
import org.relata.kernel.value.Label;
import org.relata.kernel.value.Note;

/**
 * A contact with a customer.
 *
 * @param on the day, in UTC
 * @param startsAt the time, or the beginning of the day when only that is known
 * @param timeKnown whether the time is known, besides the day
 * @param month year and month, {@code 2026-02}
 * @param corrections how often the contact was told again
 */
public record ContactRow(
    ContactId contactId,
    CustomerId customerId,
    Channel channel,
    LocalDate on,
    Instant startsAt,
    boolean timeKnown,
    String month,
    List<EmployeeId> employeeIds,
    List<ContactPersonId> contactPersonIds,
    @Nullable Code purpose,
    Note summary,
    @Nullable Code result,
    @Nullable Integer minutes,
    Map<Code, Label> attributes,
    int corrections) {

  private static final int MONTH_LENGTH = 7;

  static ContactRow of(ContactId contactId, Contact contact, int corrections) {
    Occasion on = contact.on();
    return new ContactRow(
        contactId,
        contact.customerId(),
        contact.channel(),
        on.date(),
        on.from(),
        on.timeKnown(),
        month(on),
        contact.employeeIds(),
        contact.contactPersonIds(),
        contact.purpose(),
        contact.summary(),
        contact.result(),
        contact.minutes(),
        contact.attributes(),
        corrections);
  }

  static String month(Occasion on) {
    return on.value().substring(0, MONTH_LENGTH);
  }
}
