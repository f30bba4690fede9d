package org.relata.query.platform.fold;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tables that remember passes over the log beside the groups. A build is one such pass for one
 * or several folds of a group; its row is its token and its fence. To be used while the lock of the
 * group is held, except for {@link #tryLock}, {@link #ids} and {@link #moved}.
 */
final class Builds {

  /**
   * REBUILD fills a fresh table from the beginning, LEVEL continues the table of a stopped fold.
   */
  enum Kind {
    REBUILD,
    LEVEL
  }

  /** A build and how far it is. */
  record Build(long id, Group group, Kind kind, long position, boolean indexed) {}

  /** A fold that takes part, with its table. */
  record Part(String fold, String physical, String definition) {}

  private final FoldRegistry registry;
  private final JdbcClient jdbc;

  Builds(FoldRegistry registry) {
    this.registry = registry;
    this.jdbc = registry.jdbc();
  }

  /** The builds in which something is still to be done. */
  List<Long> ids() {
    return jdbc.sql("SELECT DISTINCT build FROM read.build_fold WHERE error IS NULL ORDER BY build")
        .query(Long.class)
        .list();
  }

  Optional<Build> tryLock(long id) {
    return find(id, "FOR UPDATE SKIP LOCKED");
  }

  Optional<Build> look(long id) {
    return find(id, "");
  }

  private Optional<Build> find(long id, String lock) {
    return jdbc.sql(
            "SELECT id, fold_group, kind, position, indexed FROM read.build WHERE id = ? " + lock)
        .param(id)
        .query(
            (row, number) ->
                new Build(
                    row.getLong(1),
                    Group.valueOf(row.getString(2)),
                    Kind.valueOf(row.getString(3)),
                    row.getLong(4),
                    row.getBoolean(5)))
        .optional();
  }

  /** The parts that have not failed. */
  List<Part> parts(long id) {
    return jdbc.sql(
            "SELECT fold, physical, definition FROM read.build_fold WHERE build = ? AND error IS"
                + " NULL ORDER BY fold")
        .param(id)
        .query((row, number) -> new Part(row.getString(1), row.getString(2), row.getString(3)))
        .list();
  }

  /** The definition for which a fold is being built just now. */
  Optional<String> definitionOf(String fold) {
    return jdbc.sql("SELECT definition FROM read.build_fold WHERE fold = ? AND error IS NULL")
        .param(fold)
        .query(String.class)
        .optional();
  }

  long begin(Group group, Kind kind, long position, long target) {
    return jdbc.sql(
            "INSERT INTO read.build (fold_group, kind, position, target) VALUES (?, ?, ?, ?)"
                + " RETURNING id")
        .params(group.name(), kind.name(), position, target)
        .query(Long.class)
        .single();
  }

  void add(long build, Fold<?, ?> fold, String physical) {
    jdbc.sql("INSERT INTO read.build_fold (fold, build, physical, definition) VALUES (?, ?, ?, ?)")
        .params(fold.name(), build, physical, TableSql.definition(fold))
        .update();
  }

  void moved(long id, long position) {
    jdbc.sql("UPDATE read.build SET position = ? WHERE id = ?").params(position, id).update();
  }

  void indexed(long id) {
    jdbc.sql("UPDATE read.build SET indexed = true WHERE id = ?").param(id).update();
  }

  /**
   * A fold failed while it was built. A levelled fold stands further than before; a rebuilt one
   * keeps its old table, and the failure stays readable beside it until the next attempt.
   */
  void failed(Build build, Part part, Advance.Stop stop) {
    if (build.kind() == Kind.LEVEL) {
      registry.stop(part.fold(), stop.event() - 1, stop.event(), stop.error());
      jdbc.sql("DELETE FROM read.build_fold WHERE fold = ?").param(part.fold()).update();
    } else {
      registry.retire(part.physical());
      jdbc.sql("UPDATE read.build_fold SET failed_event = ?, error = ? WHERE fold = ?")
          .params(stop.event(), stop.error(), part.fold())
          .update();
      jdbc.sql(
              "UPDATE read.fold SET failed_event = ?, error = ? WHERE name = ? AND state ="
                  + " 'STOPPED'")
          .params(stop.event(), stop.error(), part.fold())
          .update();
    }
  }

  /** Gives up what is being built of a fold, or forgets that it failed. */
  void abandon(String fold) {
    record Given(long build, String physical, @Nullable String error) {}
    Optional<Given> given =
        jdbc.sql("SELECT build, physical, error FROM read.build_fold WHERE fold = ?")
            .param(fold)
            .query((row, number) -> new Given(row.getLong(1), row.getString(2), row.getString(3)))
            .optional();
    if (given.isEmpty()) {
      return;
    }
    // Whoever moves the build at this moment finishes his batch first.
    Build build = find(given.get().build(), "FOR UPDATE").orElseThrow();
    jdbc.sql("DELETE FROM read.build_fold WHERE fold = ?").param(fold).update();
    if (build.kind() == Kind.LEVEL) {
      jdbc.sql("UPDATE read.fold SET position = ? WHERE name = ? AND state = 'STOPPED'")
          .params(build.position(), fold)
          .update();
    } else {
      registry.retire(given.get().physical());
    }
    removeIfEmpty(build.id());
  }

  void removeIfEmpty(long id) {
    jdbc.sql(
            "DELETE FROM read.build b WHERE id = ? AND NOT EXISTS (SELECT FROM read.build_fold f"
                + " WHERE f.build = b.id)")
        .param(id)
        .update();
  }

  /** The parts are level and live: the build is over. Failed parts stay readable. */
  void finished(long id) {
    jdbc.sql("DELETE FROM read.build_fold WHERE build = ? AND error IS NULL").param(id).update();
    removeIfEmpty(id);
  }
}
