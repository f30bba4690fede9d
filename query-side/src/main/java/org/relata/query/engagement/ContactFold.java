package org.relata.query.engagement;

import org.relata.kernel.engagement.EngagementEvent.AboutContact;
import org.relata.kernel.engagement.EngagementEvent.ContactCorrected;
import org.relata.kernel.engagement.EngagementEvent.ContactLogged;
import org.relata.kernel.log.Recorded;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** The contacts as they are told at present. */
final class ContactFold implements Fold<AboutContact, ContactRow> {

  static final RowTable<ContactRow> TABLE =
      RowTable.of("contact", ContactRow.class)
          .key("contactId")
          .indexOfAllVersions("customerId", "startsAt")
          .indexOfAllVersions("startsAt")
          .indexOfAllVersions("channel", "startsAt")
          .elements("employeeIds")
          .build();

  @Override
  public Class<AboutContact> events() {
    return AboutContact.class;
  }

  @Override
  public RowTable<ContactRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutContact> recorded, Rows<ContactRow> rows) {
    switch (recorded.event()) {
      case ContactLogged e -> rows.begin(ContactRow.of(e.contactId(), e.contact(), 0));
      case ContactCorrected e ->
          rows.next(
              Key.of(e.contactId()),
              row -> ContactRow.of(e.contactId(), e.contact(), row.corrections() + 1));
    }
  }
}
