package org.relata.query.platform.graph;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.relata.postgres.Database;
import org.relata.postgres.TestPostgres;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.TableSql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A log and read tables that a test writes by hand: each change is one position. */
public final class TestStore {

  public static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final Database database = TestPostgres.database();
  private final JdbcClient jdbc;

  public TestStore(RowTable<?>... tables) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(database.jdbcUrl());
    source.setUser(database.username());
    source.setPassword(database.password());
    // One connection, and no waiting for the disk: what a test writes need not survive it.
    source.setOptions("-c synchronous_commit=off");
    jdbc = JdbcClient.create(new SingleConnectionDataSource(connection(source), true));
    run(
        "DO $$ BEGIN CREATE ROLE relata_reader NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL;"
            + " WHEN unique_violation THEN NULL; END $$");
    run("CREATE EXTENSION IF NOT EXISTS pg_trgm");
    run("CREATE SCHEMA log");
    run(script("../command-side/src/main/resources/db/log/V1__log.sql"));
    run(script("../command-side/src/main/resources/db/log/V2__incarnation_follows_the_server.sql"));
    run("CREATE SCHEMA IF NOT EXISTS read");
    run(script("src/main/resources/db/read/V1__read.sql"));
    for (RowTable<?> table : tables) {
      create(table, "MAIN");
    }
    run("GRANT USAGE ON SCHEMA log, read TO relata_reader");
    run("GRANT SELECT ON ALL TABLES IN SCHEMA log, read TO relata_reader");
  }

  private static Connection connection(PGSimpleDataSource source) {
    try {
      return source.getConnection();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public void create(RowTable<?> table, String group) {
    String physical = table.name() + "_1";
    TableSql.create(table, physical).forEach(this::run);
    TableSql.indexes(table, physical).forEach(this::run);
    jdbc.sql(
            "INSERT INTO read.fold (name, fold_group, physical, definition, state)"
                + " VALUES (?, ?, ?, '', 'RUNNING')")
        .params(table.name(), group, physical)
        .update();
    run("GRANT SELECT ON ALL TABLES IN SCHEMA read TO relata_reader");
  }

  public Database database() {
    return database;
  }

  public void run(String sql) {
    jdbc.sql(sql).update();
  }

  /** How the database would answer a statement. */
  public String plan(String sql) {
    return String.join("\n", jdbc.sql("EXPLAIN " + sql).query(String.class).list());
  }

  JdbcClient jdbc() {
    return jdbc;
  }

  public UUID incarnation() {
    return jdbc.sql("SELECT incarnation FROM log.head").query(UUID.class).single();
  }

  public long position() {
    return jdbc.sql("SELECT position FROM log.head").query(Long.class).single();
  }

  /** One more event, a second after the one before, that changes nothing by itself. */
  public long advance() {
    long position = position() + 1;
    Instant time = BEGIN.plusSeconds(position);
    jdbc.sql(
            "INSERT INTO log.event VALUES (?, 'test/1', ?, 'test', 1, '{}', '{}',"
                + " ?::timestamptz, ?::timestamptz, ?, 0)")
        .params(position, position, time.toString(), time.toString(), "c" + position)
        .update();
    return position;
  }

  /** Tells readers that the folds have come as far as the log. */
  public void reach(long position) {
    jdbc.sql(
            "UPDATE read.fold_group SET position = ?,"
                + " incarnation = (SELECT incarnation FROM log.head)")
        .param(position)
        .update();
  }

  /** One event by which a row begins, changes, or ends when it is null. */
  public <R extends Record> long put(RowTable<R> table, R like, @Nullable R row) {
    long position = advance();
    String physical = "read." + table.name() + "_1";
    @Nullable Object[] key = table.plain(like);
    String where =
        table.key().stream()
            .map(field -> '"' + field.column().name() + "\" = '" + key[field.offset()] + "'")
            .collect(Collectors.joining(" AND "));
    run(
        "UPDATE %s SET valid_to = %d WHERE valid_to IS NULL AND %s"
            .formatted(physical, position, where));
    if (row != null) {
      @Nullable Object[] plain = table.plain(row);
      String marks =
          table.columns().stream()
              .map(column -> "?::" + column.type().sql())
              .collect(Collectors.joining(", "));
      jdbc.sql("INSERT INTO %s VALUES (%s, %d, NULL)".formatted(physical, marks, position))
          .params(Arrays.stream(plain).map(TestStore::bound).toList())
          .update();
    }
    reach(position);
    return position;
  }

  public <R extends Record> long put(RowTable<R> table, R row) {
    return put(table, row, row);
  }

  private static @Nullable Object bound(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String[] texts ->
          Arrays.stream(texts)
              .map(text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
              .collect(Collectors.joining(",", "{", "}"));
      default -> value.toString();
    };
  }

  private static String script(String path) {
    try {
      return Files.readString(Path.of(path));
    } catch (IOException e) {
      throw new IllegalStateException(path, e);
    }
  }
}
