package org.relata.query.engagement;

import org.relata.kernel.engagement.Contact;
import org.relata.kernel.engagement.ContactId;
import org.relata.kernel.engagement.EngagementEvent.AboutContact;
import org.relata.kernel.engagement.EngagementEvent.ContactCorrected;
import org.relata.kernel.engagement.EngagementEvent.ContactLogged;
import org.relata.kernel.log.Recorded;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** Which employee took part in which contact: one row for each. */
final class ParticipationFold implements Fold<AboutContact, ParticipationRow> {

  static final RowTable<ParticipationRow> TABLE =
      RowTable.of("participation", ParticipationRow.class)
          .key("contactId", "employeeId")
          .indexOfAllVersions("employeeId", "startsAt")
          .indexOfAllVersions("customerId")
          .build();

  @Override
  public Class<AboutContact> events() {
    return AboutContact.class;
  }

  @Override
  public RowTable<ParticipationRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutContact> recorded, Rows<ParticipationRow> rows) {
    switch (recorded.event()) {
      case ContactLogged e -> put(e.contactId(), e.contact(), rows);
      case ContactCorrected e -> {
        e.notThere().forEach(employee -> rows.end(Key.of(e.contactId(), employee)));
        put(e.contactId(), e.contact(), rows);
      }
    }
  }

  private static void put(ContactId contactId, Contact contact, Rows<ParticipationRow> rows) {
    contact
        .employeeIds()
        .forEach(
            employee ->
                rows.put(
                    Key.of(contactId, employee),
                    row -> ParticipationRow.of(contactId, employee, contact)));
  }
}
