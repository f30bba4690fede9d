package org.relata.query.platform.fold;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.log.EventCodec;
import org.relata.kernel.log.Metadata;
import org.relata.postgres.Database;
import org.relata.postgres.TestPostgres;
import org.relata.query.platform.QuerySettings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database of its own with a log, made by the command side's own script, and events in it. */
public final class LogFixture {

  private static final Path SCRIPTS = Path.of("../command-side/src/main/resources/db/log");
  private static final long FIRST_MILLIS = 1_767_225_600_000L;

  private final Database database = TestPostgres.database();
  private final EventCodec codec = EventCodec.standard();
  private final Map<String, Long> versions = new HashMap<>();
  private final JdbcClient jdbc =
      JdbcClient.create(
          new DriverManagerDataSource(
              database.jdbcUrl(), database.username(), database.password()));
  private long position;

  /** A database without a log. */
  public static LogFixture empty() {
    return new LogFixture();
  }

  public static LogFixture withLog() {
    LogFixture fixture = new LogFixture();
    fixture.createLog();
    return fixture;
  }

  void createLog() {
    try {
      jdbc.sql("CREATE SCHEMA log").update();
      try (Connection connection = connect();
          var statement = connection.createStatement()) {
        for (String script : List.of("V1__log.sql", "V2__incarnation_follows_the_server.sql")) {
          statement.execute(Files.readString(SCRIPTS.resolve(script)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public QuerySettings.Source source() {
    return new QuerySettings.Source(database.jdbcUrl(), database.username(), database.password());
  }

  /** As the superuser. */
  public JdbcClient jdbc() {
    return jdbc;
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl(), database.username(), database.password());
  }

  long head() {
    return position;
  }

  public void append(DomainEvent... events) {
    append(List.of(events));
  }

  /** Appends the events in one transaction and notifies. */
  public void append(List<? extends DomainEvent> events) {
    appendSilently(events);
    jdbc.sql("NOTIFY relata_log, '" + position + "'").update();
  }

  /**
   * Appends one event that somebody caused.
   *
   * @return its position
   */
  public long append(
      DomainEvent event, Metadata metadata, Instant recordedAt, Instant effectiveAt) {
    write(
        List.of(
            line(event.stream().name(), codec.encode(event), metadata, recordedAt, effectiveAt)));
    jdbc.sql("NOTIFY relata_log, '" + position + "'").update();
    return position;
  }

  /** The database, for those who read it otherwise. */
  public Database database() {
    return database;
  }

  /** Rows and content of every table of the log and of the read models, by its name. */
  public Map<String, String> fingerprints() {
    Map<String, String> fingerprints = new TreeMap<>();
    for (String table :
        jdbc.sql(
                "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname IN ('log',"
                    + " 'read')")
            .query(String.class)
            .list()) {
      fingerprints.put(
          table,
          jdbc.sql(
                  "SELECT count(*) || ' ' || coalesce(bit_xor(hashtextextended(t::text, 0)), 0)"
                      + " FROM "
                      + table
                      + " t")
              .query(String.class)
              .single());
    }
    return fingerprints;
  }

  void appendSilently(List<? extends DomainEvent> events) {
    List<String> lines = new ArrayList<>();
    for (DomainEvent event : events) {
      EventCodec.Stored stored = codec.encode(event);
      lines.add(line(event.stream().name(), stored));
    }
    write(lines);
  }

  /** Appends what no program knows. */
  void appendUnknown(String type) {
    write(List.of(line("unknown/1", new EventCodec.Stored(type, 1, "{}"))));
    jdbc.sql("NOTIFY relata_log, '" + position + "'").update();
  }

  private String line(String stream, EventCodec.Stored stored) {
    String command = "command-" + (position + 1);
    Metadata metadata =
        new Metadata("client/test", null, command, "Test", "0", command, null, null, null);
    Instant time = Instant.ofEpochMilli(FIRST_MILLIS + (position + 1) * 10);
    return line(stream, stored, metadata, time, time);
  }

  private String line(
      String stream,
      EventCodec.Stored stored,
      Metadata metadata,
      Instant recordedAt,
      Instant effectiveAt) {
    position++;
    long version = versions.merge(stream, 0L, (old, zero) -> old + 1);
    return String.join(
            "\t",
            Long.toString(position),
            stream,
            Long.toString(version),
            stored.type(),
            Integer.toString(stored.revision()),
            stored.payload().replace("\\", "\\\\"),
            codec.encodeMetadata(metadata),
            recordedAt.toString(),
            effectiveAt.toString(),
            "command-" + position,
            "0")
        + "\n";
  }

  private void write(List<String> lines) {
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      CopyIn copy =
          connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY log.event FROM STDIN");
      for (String line : lines) {
        byte[] bytes = line.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
      }
      copy.endCopy();
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All versions of all rows of a fold's live table, in order. */
  List<Map<String, Object>> versions(RowTable<?> table) {
    return jdbc
        .sql(
            "SELECT * FROM %s ORDER BY %s, valid_from"
                .formatted(live(table), TableSql.keyColumns(table)))
        .query()
        .listOfRows()
        .stream()
        .map(LogFixture::comparable)
        .toList();
  }

  /** The rows that were current at a position, without their validity. */
  List<Map<String, Object>> asOf(RowTable<?> table, long at) {
    return jdbc
        .sql(
            "SELECT * FROM %s WHERE valid_from <= %d AND (valid_to IS NULL OR valid_to > %d) ORDER BY %s"
                .formatted(live(table), at, at, TableSql.keyColumns(table)))
        .query()
        .listOfRows()
        .stream()
        .map(LogFixture::comparable)
        .peek(row -> row.keySet().removeAll(List.of("valid_from", "valid_to")))
        .toList();
  }

  /** Arrays are compared by their elements. */
  private static Map<String, Object> comparable(Map<String, Object> row) {
    row.replaceAll((column, value) -> value instanceof java.sql.Array ? value.toString() : value);
    return row;
  }

  String live(RowTable<?> table) {
    return TableSql.qualified(
        jdbc.sql("SELECT physical FROM read.fold WHERE name = ?")
            .param(table.name())
            .query(String.class)
            .single());
  }

  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Not in time: " + what);
      }
      java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
    }
  }
}
