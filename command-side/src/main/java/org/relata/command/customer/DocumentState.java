package org.relata.command.customer;

import org.jspecify.annotations.Nullable;
import org.relata.command.platform.StreamType;
import org.relata.kernel.customer.CustomerEvent.AboutDocument;
import org.relata.kernel.customer.CustomerEvent.DocumentClaimed;
import org.relata.kernel.customer.CustomerEvent.DocumentReleased;
import org.relata.kernel.customer.CustomerId;

/** Whose an identity document is at present. */
public record DocumentState(@Nullable CustomerId holder) {

  public static final StreamType<DocumentState> DOCUMENT =
      StreamType.of(
          "identity",
          new DocumentState(null),
          AboutDocument.class,
          (state, event) ->
              switch (event) {
                case DocumentClaimed e -> new DocumentState(e.customerId());
                case DocumentReleased _ -> new DocumentState(null);
              });
}
