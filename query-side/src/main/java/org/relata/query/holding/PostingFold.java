package org.relata.query.holding;

import org.relata.kernel.holding.HoldingEvent.AboutPostings;
import org.relata.kernel.holding.HoldingEvent.PostingCorrected;
import org.relata.kernel.holding.HoldingEvent.PostingsRecorded;
import org.relata.kernel.log.Recorded;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** The movements on accounts. */
final class PostingFold implements Fold<AboutPostings, PostingRow> {

  static final RowTable<PostingRow> TABLE =
      RowTable.of("posting", PostingRow.class)
          .key("accountId", "year", "postingId")
          .indexOfAllVersions("accountId", "on")
          .indexOfAllVersions("on")
          .build();

  @Override
  public Class<AboutPostings> events() {
    return AboutPostings.class;
  }

  @Override
  public RowTable<PostingRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutPostings> recorded, Rows<PostingRow> rows) {
    switch (recorded.event()) {
      case PostingsRecorded e ->
          e.postings()
              .forEach(
                  posting ->
                      rows.begin(
                          PostingRow.of(
                              e.accountId(), e.year(), posting, e.currency(), e.sourceRef())));
      case PostingCorrected e ->
          rows.next(
              Key.of(e.accountId(), e.year(), e.posting().postingId()),
              row ->
                  PostingRow.of(e.accountId(), e.year(), e.posting(), e.currency(), e.sourceRef()));
    }
  }
}
