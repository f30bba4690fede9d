package org.relata.query.platform.fold;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tables that remember the folds. Whoever changes the entries or the token of a group holds the
 * lock of its row; that lock is the fence between processes.
 */
final class FoldRegistry {

  /** How far a group is. */
  record Token(@Nullable UUID incarnation, long position) {

    /** Whether this token was made over another log, or over a part of it that was lost. */
    boolean foreignTo(Head head) {
      return position > head.position()
          || (incarnation != null && !incarnation.equals(head.incarnation()));
    }
  }

  /** The end of the log. */
  record Head(UUID incarnation, long position, Instant recordedAt) {}

  /**
   * One fold.
   *
   * @param stoppedAt the position that its table stands at; null while it runs with its group
   */
  record Entry(
      String name, Group group, String physical, String definition, @Nullable Long stoppedAt) {

    boolean running() {
      return stoppedAt == null;
    }
  }

  private final JdbcClient jdbc;

  FoldRegistry(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  JdbcClient jdbc() {
    return jdbc;
  }

  /** Takes the group's lock unless somebody else has it. */
  Optional<Token> tryLock(Group group) {
    return jdbc.sql(
            "SELECT incarnation, position FROM read.fold_group WHERE name = ? FOR UPDATE SKIP"
                + " LOCKED")
        .param(group.name())
        .query(FoldRegistry::token)
        .optional();
  }

  /** Waits for the group's lock. */
  Token lock(Group group) {
    return jdbc.sql("SELECT incarnation, position FROM read.fold_group WHERE name = ? FOR UPDATE")
        .param(group.name())
        .query(FoldRegistry::token)
        .single();
  }

  Token look(Group group) {
    return jdbc.sql("SELECT incarnation, position FROM read.fold_group WHERE name = ?")
        .param(group.name())
        .query(FoldRegistry::token)
        .single();
  }

  Head head() {
    return jdbc.sql("SELECT incarnation, position, recorded_at FROM log.head")
        .query(
            (row, number) ->
                new Head(
                    row.getObject(1, UUID.class),
                    row.getLong(2),
                    row.getObject(3, OffsetDateTime.class).toInstant()))
        .single();
  }

  /** Whether the token was made over this very log before PostgreSQL began its newest timeline. */
  boolean isEarlierLife(Token token) {
    return jdbc.sql(
            "SELECT EXISTS (SELECT FROM log.head h, generate_series(1, h.timeline - 1) earlier"
                + " WHERE md5(h.origin || ' ' || earlier)::uuid = ?)")
        .param(token.incarnation())
        .query(Boolean.class)
        .single();
  }

  void store(Group group, UUID incarnation, long position) {
    jdbc.sql(
            "UPDATE read.fold_group SET incarnation = ?, position = ?, failed_event = NULL, error ="
                + " NULL WHERE name = ? RETURNING pg_notify('relata_folds', name || ':' ||"
                + " position)")
        .params(incarnation, position, group.name())
        .query((row, number) -> number)
        .list();
  }

  /** Wakes those who wait for a position, once the transaction commits. */
  void tell(Group group, long position) {
    jdbc.sql("SELECT pg_notify('relata_folds', ?)")
        .param(group.name() + ":" + position)
        .query((row, number) -> number)
        .list();
  }

  /** Says for everybody to see that the group cannot read an event. */
  void blocked(Group group, long event, String error) {
    jdbc.sql(
            "UPDATE read.fold_group SET failed_event = ?, error = ? WHERE name = ? AND position < ?"
                + " AND error IS DISTINCT FROM ?")
        .params(event, error, group.name(), event, error)
        .update();
  }

  List<Entry> entries(Group group) {
    return jdbc.sql(
            "SELECT name, fold_group, physical, definition, position FROM read.fold WHERE"
                + " fold_group = ? ORDER BY name")
        .param(group.name())
        .query(FoldRegistry::entry)
        .list();
  }

  Optional<Entry> entry(String fold) {
    return jdbc.sql(
            "SELECT name, fold_group, physical, definition, position FROM read.fold WHERE name = ?")
        .param(fold)
        .query(FoldRegistry::entry)
        .optional();
  }

  void insert(Fold<?, ?> fold, String physical) {
    jdbc.sql(
            "INSERT INTO read.fold (name, fold_group, physical, definition, state) VALUES (?, ?, ?,"
                + " ?, 'RUNNING')")
        .params(fold.name(), fold.group().name(), physical, TableSql.definition(fold))
        .update();
  }

  /** Marks a fold as stopped; its table holds everything up to the position and nothing later. */
  void stop(String fold, long position, @Nullable Long event, String error) {
    jdbc.sql(
            """
            UPDATE read.fold SET state = 'STOPPED', position = :position, failed_event = :event,
              error = :error WHERE name = :name
            """)
        .param("position", position)
        .param("event", event, Types.BIGINT)
        .param("error", error)
        .param("name", fold)
        .update();
  }

  /** Makes a table the live one; the fold runs with its group from now on. */
  void run(Fold<?, ?> fold, String physical) {
    jdbc.sql(
            """
            WITH old AS (SELECT physical FROM read.fold WHERE name = :name AND physical <> :physical)
            INSERT INTO read.retired (physical) SELECT physical FROM old ON CONFLICT DO NOTHING
            """)
        .param("name", fold.name())
        .param("physical", physical)
        .update();
    jdbc.sql(
            """
            UPDATE read.fold SET physical = ?, definition = ?, fold_group = ?, state = 'RUNNING',
              position = NULL, failed_event = NULL, error = NULL WHERE name = ?
            """)
        .params(physical, TableSql.definition(fold), fold.group().name(), fold.name())
        .update();
  }

  /** Makes a new, empty table without the readers' indexes, and gives its name. */
  String create(RowTable<?> table) {
    long number = jdbc.sql("SELECT nextval('read.generation')").query(Long.class).single();
    String physical = table.name() + "_" + number;
    TableSql.create(table, physical).forEach(statement -> jdbc.sql(statement).update());
    return physical;
  }

  /** Makes the readers' indexes, and the statistics by which the planner chooses among them. */
  void index(RowTable<?> table, String physical) {
    TableSql.indexes(table, physical).forEach(statement -> jdbc.sql(statement).update());
    jdbc.sql("ANALYZE " + TableSql.qualified(physical)).update();
  }

  boolean indexed(String physical) {
    return jdbc.sql("SELECT to_regclass(?) IS NOT NULL")
        .param(TableSql.qualified(physical + "_history"))
        .query(Boolean.class)
        .single();
  }

  void retire(String physical) {
    jdbc.sql("INSERT INTO read.retired (physical) VALUES (?) ON CONFLICT DO NOTHING")
        .param(physical)
        .update();
  }

  private static Token token(ResultSet row, int number) throws SQLException {
    return new Token(row.getObject(1, UUID.class), row.getLong(2));
  }

  private static Entry entry(ResultSet row, int number) throws SQLException {
    return new Entry(
        row.getString(1),
        Group.valueOf(row.getString(2)),
        row.getString(3),
        row.getString(4),
        row.getObject(5, Long.class));
  }
}
