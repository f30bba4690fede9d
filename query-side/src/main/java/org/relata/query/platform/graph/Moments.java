package org.relata.query.platform.graph;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Resolves {@code asOf} inputs and the positions of cursors to moments of a snapshot. */
final class Moments {

  /** Positions rise with time, so a binary search over them needs no index on time. */
  private static final String POSITION_AT =
      """
      WITH RECURSIVE search(low, high) AS (
        SELECT 0::bigint, {1}::bigint
        UNION ALL
        SELECT CASE WHEN e.recorded_at <= {0}::timestamptz THEN e.position ELSE low END,
          CASE WHEN e.recorded_at <= {0}::timestamptz THEN high ELSE e.position - 1 END
        FROM search JOIN log.event e ON e.position = (low + high + 1) / 2
        WHERE low < high)
      SELECT low FROM search WHERE low = high
      """;

  private Moments() {}

  /**
   * The moment of an {@code asOf} input ({@code position} or {@code time}, {@code incarnation}).
   */
  static Moment of(Snapshot snapshot, Map<String, Object> asOf) {
    return snapshot.moment(
        asOf,
        _ -> {
          @Nullable Object incarnation = asOf.get("incarnation");
          if (incarnation != null) {
            checkIncarnation(snapshot, incarnation.toString());
          }
          @Nullable Object position = asOf.get("position");
          @Nullable Object time = asOf.get("time");
          if ((position == null) == (time == null)) {
            throw new GraphRefusal("INVALID_AS_OF", "Say either a position or a time.");
          }
          return position == null
              ? atTime(snapshot, (Instant) java.util.Objects.requireNonNull(time))
              : atPosition(snapshot, (Long) position);
        });
  }

  static Moment atPosition(Snapshot snapshot, long position) {
    if (position < 1) {
      throw new GraphRefusal("AS_OF_BEFORE_BEGIN", "The log begins with position 1.")
          .with("asOf", position);
    }
    if (position > snapshot.position()) {
      throw new GraphRefusal(
              "AS_OF_BEYOND_HEAD", "This position has not been reached by the read models.")
          .with("asOf", position)
          .with("position", snapshot.position());
    }
    return new Moment.AsOf(position);
  }

  private static Moment atTime(Snapshot snapshot, Instant time) {
    if (time.isAfter(snapshot.readAt())) {
      throw new GraphRefusal("AS_OF_BEYOND_HEAD", "This time has not come yet.")
          .with("asOf", time.toString())
          .with("position", snapshot.position());
    }
    long position =
        snapshot
            .sql()
            .resultQuery(POSITION_AT, org.jooq.impl.DSL.val(time), snapshot.position())
            .fetchSingle()
            .get(0, Long.class);
    if (position < 1) {
      throw new GraphRefusal("AS_OF_BEFORE_BEGIN", "Nothing had been recorded at this time.")
          .with("asOf", time.toString());
    }
    return new Moment.AsOf(position);
  }

  static void checkIncarnation(Snapshot snapshot, String incarnation) {
    if (!snapshot.incarnation().toString().equals(incarnation)) {
      throw new GraphRefusal(
              "FOREIGN_INCARNATION",
              "This position belongs to another incarnation of the log, where it meant other"
                  + " events.")
          .with("incarnation", snapshot.incarnation().toString());
    }
  }

  /**
   * The moment at which a page after or before the cursor is read: that of the cursor.
   *
   * @param inherited the moment that the field would be answered at without cursor
   */
  static Moment ofCursor(Snapshot snapshot, Cursor cursor, Moment inherited) {
    UUID incarnation = cursor.incarnation();
    checkIncarnation(snapshot, incarnation.toString());
    if (inherited instanceof Moment.AsOf(long position) && position != cursor.position()) {
      throw new GraphRefusal(
              "CURSOR_OF_ANOTHER_POSITION", "This cursor was given at another position than asOf.")
          .with("asOf", position)
          .with("position", cursor.position());
    }
    if (cursor.position() == inherited.position()) {
      return inherited;
    }
    return atPosition(snapshot, cursor.position());
  }
}
