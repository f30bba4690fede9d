package org.relata.command.holding;

import org.jspecify.annotations.Nullable;
import org.relata.command.platform.StreamType;
import org.relata.kernel.holding.AccountId;
import org.relata.kernel.holding.HoldingEvent.AboutSource;
import org.relata.kernel.holding.HoldingEvent.FeeCharged;
import org.relata.kernel.holding.HoldingEvent.SourceReferenceUsed;
import org.relata.kernel.holding.SourceRef;

/** What came under one source reference; null while it is unused. */
record SourceState(@Nullable String content) {

  static final StreamType<SourceState> SOURCE =
      StreamType.of(
          "source",
          new SourceState(null),
          AboutSource.class,
          (state, event) ->
              switch (event) {
                case SourceReferenceUsed e -> new SourceState(e.content());
                case FeeCharged _ -> state;
              });

  static String id(AccountId accountId, SourceRef sourceRef) {
    return accountId + ":" + sourceRef;
  }
}
