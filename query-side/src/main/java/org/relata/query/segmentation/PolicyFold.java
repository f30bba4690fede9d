package org.relata.query.segmentation;

import org.relata.kernel.log.Recorded;
import org.relata.kernel.segmentation.SegmentationEvent.AboutScheme;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyActivated;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyDrafted;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyProposed;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyRefused;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyWithdrawn;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** The versions of every scheme's policy. */
final class PolicyFold implements Fold<AboutScheme, PolicyRow> {

  static final RowTable<PolicyRow> TABLE =
      RowTable.of("policy", PolicyRow.class).key("scheme", "versionKey").build();

  @Override
  public Class<AboutScheme> events() {
    return AboutScheme.class;
  }

  @Override
  public RowTable<PolicyRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutScheme> recorded, Rows<PolicyRow> rows) {
    Key key = Key.of(recorded.event().scheme(), Integer.toString(recorded.event().version()));
    switch (recorded.event()) {
      case PolicyDrafted e -> rows.begin(PolicyRow.of(e));
      case PolicyProposed e -> rows.next(key, row -> row.proposed(e.proposedBy()));
      case PolicyActivated _ -> rows.next(key, row -> row.activated(recorded.position()));
      case PolicyRefused e -> rows.next(key, row -> row.refused(e.reason()));
      case PolicyWithdrawn _ -> rows.next(key, PolicyRow::withdrawn);
    }
  }
}
