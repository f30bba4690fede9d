package org.relata.query.portfolio;

import org.relata.kernel.log.Recorded;
import org.relata.kernel.portfolio.PortfolioEvent.AboutCollision;
import org.relata.kernel.portfolio.PortfolioEvent.CollisionDetected;
import org.relata.kernel.portfolio.PortfolioEvent.CollisionRuled;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** Two people after one customer. */
final class CollisionFold implements Fold<AboutCollision, CollisionRow> {

  static final RowTable<CollisionRow> TABLE =
      RowTable.of("collision", CollisionRow.class)
          .key("customerId", "numberKey")
          .index("claimantId")
          .build();

  @Override
  public Class<AboutCollision> events() {
    return AboutCollision.class;
  }

  @Override
  public RowTable<CollisionRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutCollision> recorded, Rows<CollisionRow> rows) {
    switch (recorded.event()) {
      case CollisionDetected e -> rows.begin(CollisionRow.of(recorded.position(), e));
      case CollisionRuled e ->
          rows.next(Key.of(e.customerId(), Integer.toString(e.number())), row -> row.ruled(e));
    }
  }
}
