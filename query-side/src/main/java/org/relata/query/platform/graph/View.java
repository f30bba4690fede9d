package org.relata.query.platform.graph;

import org.jooq.DSLContext;
import org.relata.query.platform.fold.RowTable;

/** What can be read at one moment in one snapshot. */
public record View(Snapshot snapshot, Moment moment) {

  /** Statements on the snapshot's transaction. */
  public DSLContext sql() {
    return snapshot.sql();
  }

  /** A fold's table at the moment. */
  public <R extends Record> Relation<R> read(RowTable<R> table) {
    return snapshot.at(table, moment);
  }
}
