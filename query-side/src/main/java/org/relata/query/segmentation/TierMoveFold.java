package org.relata.query.segmentation;

import org.jspecify.annotations.Nullable;
import org.relata.kernel.log.Recorded;
import org.relata.kernel.segmentation.SegmentationEvent.AboutTier;
import org.relata.kernel.segmentation.SegmentationEvent.TierAssigned;
import org.relata.kernel.segmentation.SegmentationEvent.TierCorrected;
import org.relata.kernel.segmentation.TierStep;
import org.relata.kernel.value.Code;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/**
 * Every change of a tier, for who moved from where to where and when: one a day, as it is known.
 * When a day is decided again, the move of the day and the one after it are told anew.
 */
final class TierMoveFold implements Fold<AboutTier, TierMoveRow> {

  static final RowTable<TierMoveRow> TABLE =
      RowTable.of("tier_move", TierMoveRow.class)
          .key("scheme", "customerId", "on")
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
          rows.put(
              Key.of(e.scheme(), e.customerId(), e.on()),
              row -> TierMoveRow.of(recorded.position(), e).from(before(row, e.oldTier())));
        }
      }
      case TierCorrected e -> {
        rows.put(
            Key.of(e.scheme(), e.customerId(), e.on()),
            row -> TierMoveRow.of(recorded.position(), e).from(before(row, e.oldTier())));
        TierStep later = e.later();
        rows.put(
            Key.of(e.scheme(), e.customerId(), later.on()),
            row ->
                (row == null ? TierMoveRow.of(recorded.position(), e, later) : row)
                    .from(e.newTier()));
      }
    }
  }

  /** What the customer had before the day: what was told for it may be of the same day. */
  private static @Nullable Code before(@Nullable TierMoveRow sameDay, @Nullable Code told) {
    return sameDay == null ? told : sameDay.oldTier();
  }
}
