package org.relata.command.engagement;

import org.jspecify.annotations.Nullable;
import org.relata.command.platform.StreamType;
import org.relata.kernel.engagement.Contact;
import org.relata.kernel.engagement.EngagementEvent.AboutContact;
import org.relata.kernel.engagement.EngagementEvent.ContactCorrected;
import org.relata.kernel.engagement.EngagementEvent.ContactLogged;

/** A contact as it is told at present; null before it is logged. */
record ContactState(@Nullable Contact contact) {

  static final StreamType<ContactState> CONTACT =
      StreamType.of(
          "contact",
          new ContactState(null),
          AboutContact.class,
          (state, event) ->
              switch (event) {
                case ContactLogged e -> new ContactState(e.contact());
                case ContactCorrected e -> new ContactState(e.contact());
              });
}
