package org.relata.query.platform.graph;

import graphql.schema.DataFetchingEnvironment;
import org.jspecify.annotations.Nullable;
import org.relata.query.platform.fold.RowTable;

/** One field to be answered: its arguments, in a snapshot, at a moment. */
public record Question(DataFetchingEnvironment environment, Snapshot snapshot, Moment moment) {

  static Question of(DataFetchingEnvironment environment) {
    Snapshot snapshot = Snapshot.of(environment.getGraphQlContext());
    snapshot.deadline().check();
    @Nullable Object context = environment.getLocalContext();
    return new Question(
        environment, snapshot, context instanceof Moment moment ? moment : snapshot.now());
  }

  Question at(Moment other) {
    return new Question(environment, snapshot, other);
  }

  /** An argument that the schema marks as required or gives a default. */
  public String text(String argument) {
    @Nullable String value = environment.getArgument(argument);
    if (value == null) {
      throw new IllegalArgumentException("The schema should require " + argument);
    }
    return value;
  }

  public <T> @Nullable T argument(String name) {
    return environment.getArgument(name);
  }

  /** What can be read for it. */
  public View view() {
    return new View(snapshot, moment);
  }

  /** A fold's table at the question's moment. */
  public <R extends Record> Relation<R> read(RowTable<R> table) {
    return snapshot.at(table, moment);
  }
}
