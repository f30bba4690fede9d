package org.relata.architecture.broken.query.customer;

import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jooq.DSLContext;
import org.relata.architecture.broken.command.customer.Wrong.RollsDice;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.log.Recorded;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** What folds and their capability may not do. */
public interface Wrong {

  record AsksTheCommandSide(RollsDice dice) {}

  record AsksTheDate(LocalDate date) {
    public AsksTheDate() {
      this(LocalDate.now(ZoneOffset.UTC));
    }
  }

  record FoldWithSql(DSLContext sql) implements Fold<DomainEvent, AsksTheDate> {

    @Override
    public Class<DomainEvent> events() {
      return DomainEvent.class;
    }

    @Override
    public RowTable<AsksTheDate> table() {
      return RowTable.of("dates", AsksTheDate.class).key("date").build();
    }

    @Override
    public void apply(Recorded<? extends DomainEvent> recorded, Rows<AsksTheDate> rows) {
      sql.execute("SELECT 1");
    }
  }
}
