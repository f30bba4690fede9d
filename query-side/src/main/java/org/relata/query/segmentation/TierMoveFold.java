package org.relata.query.segmentation;

import org.relata.kernel.log.Recorded;
import org.relata.kernel.segmentation.SegmentationEvent.AboutTier;
import org.relata.kernel.segmentation.SegmentationEvent.TierAssigned;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** Every change of a tier, for who moved from where to where and when. */
final class TierMoveFold implements Fold<AboutTier, TierMoveRow> {

  static final RowTable<TierMoveRow> TABLE =
      RowTable.of("tier_move", TierMoveRow.class)
          .key("scheme", "customerId", "position")
          .indexOfAllVersions("scheme", "on")
          .indexOfAllVersions("customerId")
          .build();

  @Override
  public Class<AboutTier> events() {
    return AboutTier.class;
  }

  @Override
  public RowTable<TierMoveRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutTier> recorded, Rows<TierMoveRow> rows) {
    switch (recorded.event()) {
      case TierAssigned e -> {
        if (!e.newTier().equals(e.oldTier())) {
          rows.begin(TierMoveRow.of(recorded.position(), e));
        }
      }
    }
  }
}
