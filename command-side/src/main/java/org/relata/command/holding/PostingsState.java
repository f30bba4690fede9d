package org.relata.command.holding;

import java.util.List;
import org.relata.command.platform.StreamType;
import org.relata.kernel.StreamId;
import org.relata.kernel.holding.AccountId;
import org.relata.kernel.holding.HoldingEvent.AboutPostings;
import org.relata.kernel.holding.HoldingEvent.PostingCorrected;
import org.relata.kernel.holding.HoldingEvent.PostingsRecorded;

/** Which postings of one account and year are known. */
record PostingsState(IdSet known) {

  static final StreamType<PostingsState> POSTINGS =
      StreamType.of(
          "postings", new PostingsState(IdSet.EMPTY), AboutPostings.class, PostingsState::evolve);

  static String id(AccountId accountId, int year) {
    return accountId + ":" + year;
  }

  static StreamId stream(AccountId accountId, int year) {
    return POSTINGS.id(id(accountId, year));
  }

  private PostingsState evolve(AboutPostings event) {
    return switch (event) {
      case PostingsRecorded e -> new PostingsState(known.plus(ids(e)));
      case PostingCorrected _ -> this;
    };
  }

  private static List<String> ids(PostingsRecorded event) {
    return event.postings().stream().map(posting -> posting.postingId().value()).toList();
  }
}
