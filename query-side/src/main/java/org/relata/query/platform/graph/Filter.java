package org.relata.query.platform.graph;

import org.jooq.Condition;

/** Turns the value of one field of a filter input into a condition on the rows of a listing. */
@FunctionalInterface
public interface Filter {

  /**
   * The condition of one listing in one snapshot.
   *
   * @param value as GraphQL parsed it: a text, number, list, or a map for an input object
   */
  Condition condition(Object value, Scope scope);

  /** Where a filter is applied: the listing's relation, and the other relations of its moment. */
  record Scope(Snapshot snapshot, Moment moment, Relation<?> relation) {

    /** Another fold's table at the same moment, under an alias of its own. */
    public <R extends Record> Relation<R> other(org.relata.query.platform.fold.RowTable<R> table) {
      return snapshot.at(table, moment);
    }
  }
}
