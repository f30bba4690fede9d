package org.relata.benchmarks;

import java.io.StringReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.log.EventCodec;
import org.relata.postgres.Database;

/** Puts events straight into an empty log, as the engine would have stored them. */
final class LogCopy implements AutoCloseable {

  private static final int CHUNK = 50_000;
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final Connection connection;
  private final EventCodec codec = EventCodec.standard();
  private final Map<String, Integer> versions = new HashMap<>();
  private final StringBuilder rows = new StringBuilder();
  private long position;

  LogCopy(Database database) throws SQLException {
    connection =
        DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
  }

  void add(DomainEvent event) throws Exception {
    String stream = event.stream().name();
    add(event, stream, versions.merge(stream, 0, (version, _) -> version + 1));
  }

  /** The first and last event of its stream: nothing is remembered of it. */
  void addAlone(DomainEvent event) throws Exception {
    add(event, event.stream().name(), 0);
  }

  private void add(DomainEvent event, String stream, int version) throws Exception {
    position++;
    EventCodec.Stored stored = codec.encode(event);
    String recorded = BEGIN.plusMillis(position).toString();
    List<String> columns =
        List.of(
            Long.toString(position),
            stream,
            Integer.toString(version),
            stored.type(),
            Integer.toString(stored.revision()),
            stored.payload().replace("\\", "\\\\"),
            "{\"actor\":\"client/benchmark\",\"commandId\":\"b"
                + position
                + "\",\"commandType\":\"Benchmark\",\"contentHash\":\"x\",\"correlationId\":\"b\"}",
            recorded,
            recorded,
            "b" + position,
            "0");
    rows.append(String.join("\t", columns)).append('\n');
    if (position % CHUNK == 0) {
      flush();
    }
  }

  /** The last position so far. */
  long position() {
    return position;
  }

  private void flush() throws Exception {
    connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn("COPY log.event FROM STDIN", new StringReader(rows.toString()));
    rows.setLength(0);
  }

  @Override
  public void close() throws Exception {
    try (connection;
        Statement statement = connection.createStatement()) {
      flush();
      statement.execute("VACUUM ANALYZE log.event");
    }
  }
}
