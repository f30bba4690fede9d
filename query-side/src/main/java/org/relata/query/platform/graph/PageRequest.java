package org.relata.query.platform.graph;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What page of a listing is asked for.
 *
 * @param size at most so many rows
 * @param backwards whether the page lies before the cursor, or at the end without one
 * @param scope fingerprint of field, parent, filter and order; a cursor must carry the same
 */
record PageRequest(int size, boolean backwards, @Nullable Cursor cursor, long scope) {

  static PageRequest of(Map<String, Object> arguments, long scope, GraphSettings settings) {
    @Nullable Object first = arguments.get("first");
    @Nullable Object last = arguments.get("last");
    @Nullable Object after = arguments.get("after");
    @Nullable Object before = arguments.get("before");
    boolean backwards = last != null || before != null;
    if (backwards && (first != null || after != null)) {
      throw new GraphRefusal(
          "INVALID_PAGE", "Page forward with first and after, or backward with last and before.");
    }
    @Nullable Object asked = backwards ? last : first;
    int size = asked == null ? settings.defaultPageSize() : ((Number) asked).intValue();
    if (size < 0) {
      throw new GraphRefusal("INVALID_PAGE", "A page has no negative size.").with("value", size);
    }
    if (size > settings.pageSize()) {
      throw pageSize(settings, size);
    }
    @Nullable Object place = backwards ? before : after;
    @Nullable Cursor cursor = place == null ? null : Cursor.parse((String) place);
    if (cursor != null && cursor.scope() != scope) {
      throw new GraphRefusal(
          "CURSOR_OF_ANOTHER_LIST",
          "This cursor was given for another field, parent, filter or order.");
    }
    return new PageRequest(size, backwards, cursor, scope);
  }

  static GraphRefusal pageSize(GraphSettings settings, long size) {
    return GraphRefusal.limit(
        "PAGE_SIZE_LIMIT", "A page has so many rows at most.", settings.pageSize(), size);
  }
}
