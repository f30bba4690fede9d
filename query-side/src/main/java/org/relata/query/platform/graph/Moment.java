package org.relata.query.platform.graph;

/**
 * The position of the log at which rows are read. {@link Now} is the position that the folds had
 * reached when the request began; it reads current rows by their partial indexes.
 */
public sealed interface Moment {

  long position();

  /** The present of the request's snapshot. */
  record Now(long position) implements Moment {}

  /** A position of the past, or the present one named as such. */
  record AsOf(long position) implements Moment {}

  /** What client caches tell versions of a node apart by: the id, with the position of the past. */
  default String keyOf(String id) {
    return switch (this) {
      case Now _ -> id;
      case AsOf(long position) -> id + "@" + position;
    };
  }
}
