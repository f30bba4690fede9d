package org.relata.command.customer;

import org.jspecify.annotations.Nullable;
import org.relata.command.platform.StreamType;
import org.relata.kernel.customer.CustomerEvent.AboutLink;
import org.relata.kernel.customer.CustomerEvent.CustomersLinked;
import org.relata.kernel.customer.CustomerEvent.LinkEnded;
import org.relata.kernel.customer.CustomerLink;

/** A link between two customers, and whether it has ended. */
public record LinkState(@Nullable CustomerLink link, boolean ended) {

  public static final StreamType<LinkState> LINK =
      StreamType.of(
          "link",
          new LinkState(null, false),
          AboutLink.class,
          (state, event) ->
              switch (event) {
                case CustomersLinked e -> new LinkState(e.link(), false);
                case LinkEnded _ -> new LinkState(state.link(), true);
              });
}
