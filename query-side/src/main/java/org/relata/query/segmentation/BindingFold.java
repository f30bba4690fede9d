package org.relata.query.segmentation;

import org.relata.kernel.log.Recorded;
import org.relata.kernel.segmentation.SegmentationEvent.AboutBinding;
import org.relata.kernel.segmentation.SegmentationEvent.BindingSchemesSet;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** The schemes whose tiers say who may keep a customer. */
final class BindingFold implements Fold<AboutBinding, BindingRow> {

  static final RowTable<BindingRow> TABLE =
      RowTable.of("binding", BindingRow.class).key("setting").build();

  @Override
  public Class<AboutBinding> events() {
    return AboutBinding.class;
  }

  @Override
  public RowTable<BindingRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutBinding> recorded, Rows<BindingRow> rows) {
    switch (recorded.event()) {
      case BindingSchemesSet e ->
          rows.put(
              Key.of(BindingRow.SETTING), row -> new BindingRow(BindingRow.SETTING, e.schemes()));
    }
  }
}
