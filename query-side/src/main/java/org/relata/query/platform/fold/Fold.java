package org.relata.query.platform.fold;

import org.relata.kernel.DomainEvent;
import org.relata.kernel.log.Recorded;

/**
 * A pure function from events to the rows of one table. The engine may call {@link #apply} several
 * times for one event; the only effect allowed is to call {@link Rows}. What depends on the present
 * content of a row belongs in the lambdas given to {@link Rows}, because in the first, dry pass no
 * row is known yet.
 *
 * @param <E> the events it is called with, usually the sealed parent of one capability
 * @param <R> the row record
 */
public interface Fold<E extends DomainEvent, R extends Record> {

  /** Only events of this type are given to {@link #apply}. */
  Class<E> events();

  /** Columns, key and indexes. The table's name is the fold's name. */
  RowTable<R> table();

  /**
   * Changes rows as the event says. An exception stops this fold before the event, and no other
   * fold.
   */
  void apply(Recorded<? extends E> recorded, Rows<R> rows);

  default String name() {
    return table().name();
  }

  default Group group() {
    return Group.MAIN;
  }

  /** Raised when the meaning of the rows changes while their columns stay: the fold is rebuilt. */
  default int version() {
    return 1;
  }
}
