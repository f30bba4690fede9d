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

/** The schemes that policies were written for. */
final class SchemeFold implements Fold<AboutScheme, SchemeRow> {

  static final RowTable<SchemeRow> TABLE =
      RowTable.of("scheme", SchemeRow.class).key("scheme").build();

  @Override
  public Class<AboutScheme> events() {
    return AboutScheme.class;
  }

  @Override
  public RowTable<SchemeRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutScheme> recorded, Rows<SchemeRow> rows) {
    switch (recorded.event()) {
      case PolicyDrafted e ->
          rows.put(
              Key.of(e.scheme()),
              row ->
                  new SchemeRow(e.scheme(), e.version(), row == null ? null : row.activeVersion()));
      case PolicyActivated e ->
          rows.next(
              Key.of(e.scheme()),
              row -> new SchemeRow(e.scheme(), row.latestVersion(), e.version()));
      case PolicyProposed _, PolicyRefused _, PolicyWithdrawn _ -> {}
    }
  }
}
