package org.relata.query.platform.fold;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How far the folds are, as the database says.
 *
 * @param head the last position of the log
 */
public record FoldStatus(
    long head, List<OfGroup> groups, List<OfFold> folds, List<OfBuild> builds) {

  /** The position of a group and, when it cannot read the next event, why. */
  public record OfGroup(
      Group group, long position, @Nullable Long failedEvent, @Nullable String error) {}

  /** A fold; {@code position} is where it stopped and null while it runs with its group. */
  public record OfFold(
      String name,
      Group group,
      String physical,
      @Nullable Long position,
      @Nullable Long failedEvent,
      @Nullable String error) {

    public boolean stopped() {
      return position != null;
    }
  }

  /** A fold that is folded beside its group; with an error it was given up. */
  public record OfBuild(
      String fold,
      String kind,
      String physical,
      long position,
      long target,
      Instant startedAt,
      @Nullable Long failedEvent,
      @Nullable String error) {}

  static FoldStatus read(JdbcClient jdbc) {
    return new FoldStatus(
        jdbc.sql("SELECT position FROM log.head").query(Long.class).single(),
        jdbc.sql("SELECT name, position, failed_event, error FROM read.fold_group ORDER BY name")
            .query(
                (row, number) ->
                    new OfGroup(
                        Group.valueOf(row.getString(1)),
                        row.getLong(2),
                        row.getObject(3, Long.class),
                        row.getString(4)))
            .list(),
        jdbc.sql(
                "SELECT name, fold_group, physical, position, failed_event, error FROM read.fold"
                    + " ORDER BY name")
            .query(
                (row, number) ->
                    new OfFold(
                        row.getString(1),
                        Group.valueOf(row.getString(2)),
                        row.getString(3),
                        row.getObject(4, Long.class),
                        row.getObject(5, Long.class),
                        row.getString(6)))
            .list(),
        jdbc.sql(
                "SELECT fold, kind, physical, position, target, started_at, failed_event, error"
                    + " FROM read.fold_build ORDER BY fold")
            .query(
                (row, number) ->
                    new OfBuild(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getObject(6, OffsetDateTime.class).toInstant(),
                        row.getObject(7, Long.class),
                        row.getString(8)))
            .list());
  }
}
