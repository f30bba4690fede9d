package org.relata.query.portfolio;

import org.relata.kernel.log.Recorded;
import org.relata.kernel.portfolio.PortfolioEvent.AboutKeeping;
import org.relata.kernel.portfolio.PortfolioEvent.CollisionRuleSet;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** By what rules the bank gives customers to people. */
final class KeepingFold implements Fold<AboutKeeping, KeepingRow> {

  static final RowTable<KeepingRow> TABLE =
      RowTable.of("keeping", KeepingRow.class).key("setting").build();

  @Override
  public Class<AboutKeeping> events() {
    return AboutKeeping.class;
  }

  @Override
  public RowTable<KeepingRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutKeeping> recorded, Rows<KeepingRow> rows) {
    switch (recorded.event()) {
      case CollisionRuleSet e ->
          rows.put(Key.of(KeepingRow.SETTING), row -> new KeepingRow(KeepingRow.SETTING, e.rule()));
    }
  }
}
