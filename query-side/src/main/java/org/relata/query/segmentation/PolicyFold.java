package org.relata.query.segmentation;

import org.relata.kernel.log.Recorded;
import org.relata.kernel.segmentation.SegmentationEvent.AboutScheme;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyActivated;
import org.relata.kernel.segmentation.SegmentationEvent.PolicyDrafted;
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
    switch (recorded.event()) {
      case PolicyDrafted e -> rows.begin(PolicyRow.of(e));
      case PolicyActivated e ->
          rows.next(Key.of(e.scheme(), Integer.toString(e.version())), PolicyRow::activated);
    }
  }
}
