package org.relata.query.platform.fold;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one fold at one event. All changes that one event makes to one row become one version
 * of it; a change to an equal row makes no version.
 *
 * <p>Within a change, other rows may begin if their keys hold the event's position: such a row
 * cannot be there yet, so it need not have been read before.
 */
public interface Rows<R extends Record> {

  /** The first version of a row, or its new life after an end. Error: the row is there already. */
  void begin(R row);

  /** The next version of a row. Error: there is no such row. */
  void next(Key key, UnaryOperator<R> change);

  /** The next version whether or not there is a row; from null, and to null for none. */
  void put(Key key, Change<R> change);

  /** From this event on there is no such row. Error: there is none now. */
  void end(Key key);

  /** A change that knows that there may be no row. */
  @FunctionalInterface
  interface Change<R extends Record> {
    @Nullable R apply(@Nullable R row);
  }
}
