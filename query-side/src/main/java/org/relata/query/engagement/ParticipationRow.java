package org.relata.query.engagement;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.engagement.Channel;
import org.relata.kernel.engagement.Contact;
import org.relata.kernel.engagement.ContactId;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.value.Code;

/**
 * One employee's part in one contact, with what contacts are counted by.
 *
 * @param on the day, in UTC
 * @param startsAt the time, or the beginning of the day when only that is known
 * @param month year and month, {@code 2026-02}
 */
public record ParticipationRow(
    ContactId contactId,
    EmployeeId employeeId,
    CustomerId customerId,
    Channel channel,
    LocalDate on,
    Instant startsAt,
    String month,
    @Nullable Code purpose,
    @Nullable Code result,
    @Nullable Integer minutes) {

  static ParticipationRow of(ContactId contactId, EmployeeId employeeId, Contact contact) {
    return new ParticipationRow(
        contactId,
        employeeId,
        contact.customerId(),
        contact.channel(),
        contact.on().date(),
        contact.on().from(),
        ContactRow.month(contact.on()),
        contact.purpose(),
        contact.result(),
        contact.minutes());
  }
}
