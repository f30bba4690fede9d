package org.relata.query.segmentation;

import org.relata.kernel.log.Recorded;
import org.relata.kernel.segmentation.SegmentationEvent.AboutTier;
import org.relata.kernel.segmentation.SegmentationEvent.TierAssigned;
import org.relata.kernel.segmentation.SegmentationEvent.TierCorrected;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** Who has which tier. */
final class TierFold implements Fold<AboutTier, TierRow> {

  static final RowTable<TierRow> TABLE =
      RowTable.of("tier", TierRow.class)
          .key("scheme", "customerId")
          .index("scheme", "tier", "customerId")
          .indexForCounts("scheme", "tier", "customerId")
          .indexOfAllVersions("customerId")
          .build();

  @Override
  public Class<AboutTier> events() {
    return AboutTier.class;
  }

  @Override
  public RowTable<TierRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutTier> recorded, Rows<TierRow> rows) {
    switch (recorded.event()) {
      case TierAssigned e -> rows.put(Key.of(e.scheme(), e.customerId()), row -> TierRow.of(e));
      case TierCorrected _ -> {
        // It is about a day that is past; the present tier stays.
      }
    }
  }
}
