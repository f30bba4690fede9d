package org.relata.query.platform.graph;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jooq.ExecuteListenerProvider;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.log.Json;
import org.relata.query.platform.fold.Group;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Opens snapshots on a pool whose connections are read-only, REPEATABLE READ and not in autocommit.
 * Refuses with STORE_UNAVAILABLE when there is no connection or no answer.
 */
public final class Snapshots {

  /** One statement, so that positions, registry and rows belong to one picture. */
  private static final String FIRST =
      """
      SELECT set_config('statement_timeout', ?, true), h.incarnation, h.position, h.recorded_at,
        clock_timestamp(),
        (SELECT json_object_agg(name, json_build_object('i', incarnation, 'p', position))::text
          FROM read.fold_group),
        (SELECT json_object_agg(name, json_build_object(
            'g', fold_group, 't', physical, 's', state, 'p', position) ORDER BY name)::text
          FROM read.fold)
      FROM log.head h
      """;

  private static final JsonMapper JSON = Json.mapper();

  private record Registry(String text, Map<String, Snapshot.FoldState> folds) {}

  private final DataSource pool;
  private final GraphSettings settings;
  private final Collection<ExecuteListenerProvider> listeners;
  private volatile Registry registry = new Registry("", Map.of());

  static {
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
  }

  public Snapshots(
      DataSource pool, GraphSettings settings, Collection<ExecuteListenerProvider> listeners) {
    this.pool = pool;
    this.settings = settings;
    this.listeners = listeners;
  }

  /** Begins a snapshot; to be closed by the caller. */
  public Snapshot open() {
    Snapshot.Deadline deadline = new Snapshot.Deadline(settings.time());
    Snapshot.FirstFailure firstFailure = new Snapshot.FirstFailure();
    @Nullable Connection connection = null;
    try {
      connection = pool.getConnection();
      Snapshot.Picture picture = read(connection);
      DefaultConfiguration configuration = new DefaultConfiguration();
      configuration.set(SQLDialect.POSTGRES);
      configuration.set(new Settings().withExecuteLogging(false));
      configuration.set(connection);
      configuration.set(
          Stream.concat(
                  Stream.of(deadline, firstFailure).map(DefaultExecuteListenerProvider::new),
                  listeners.stream())
              .toArray(ExecuteListenerProvider[]::new));
      return new Snapshot(connection, DSL.using(configuration), picture, deadline, firstFailure);
    } catch (SQLException e) {
      quietlyClosed(connection);
      throw unavailable(e);
    } catch (RuntimeException e) {
      quietlyClosed(connection);
      throw e;
    }
  }

  static GraphRefusal unavailable(Exception cause) {
    System.getLogger(Snapshots.class.getName())
        .log(System.Logger.Level.WARNING, "The store does not answer: {0}", cause.getMessage());
    return new GraphRefusal("STORE_UNAVAILABLE", "The store does not answer; try again shortly.");
  }

  private Snapshot.Picture read(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIRST)) {
      statement.setString(1, Long.toString(settings.time().toMillis()));
      try (ResultSet result = statement.executeQuery()) {
        if (!result.next()) {
          throw new GraphRefusal("LOG_MISSING", "The log has not been set up yet.");
        }
        UUID incarnation = result.getObject(2, UUID.class);
        @Nullable String groups = result.getString(6);
        @Nullable String folds = result.getString(7);
        return new Snapshot.Picture(
            incarnation,
            result.getLong(3),
            time(result, 4),
            time(result, 5),
            positions(groups == null ? "{}" : groups, incarnation),
            folds(folds == null ? "{}" : folds));
      }
    }
  }

  private static Instant time(ResultSet result, int column) throws SQLException {
    @Nullable OffsetDateTime time = result.getObject(column, OffsetDateTime.class);
    return time == null ? Instant.EPOCH : time.toInstant();
  }

  private static Map<Group, Long> positions(String text, UUID incarnation) {
    Map<Group, Long> positions = new EnumMap<>(Group.class);
    JsonNode groups = JSON.readTree(text);
    for (Group group : Group.values()) {
      JsonNode node = groups.path(group.name());
      if (node.isMissingNode()) {
        continue;
      }
      JsonNode token = node.path("i");
      if (token.isString() && !incarnation.toString().equals(token.stringValue())) {
        throw new GraphRefusal(
            "FOLDS_OF_ANOTHER_INCARNATION",
            "The read models belong to another incarnation of the log and are being rebuilt.");
      }
      positions.put(group, node.path("p").longValue());
    }
    return positions;
  }

  /** The registry seldom changes: its text is parsed when it does. */
  private Map<String, Snapshot.FoldState> folds(String text) {
    Registry known = registry;
    if (known.text().equals(text)) {
      return known.folds();
    }
    Map<String, Snapshot.FoldState> folds = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : JSON.readTree(text).properties()) {
      JsonNode node = entry.getValue();
      boolean stopped = "STOPPED".equals(node.path("s").stringValue());
      folds.put(
          entry.getKey(),
          new Snapshot.FoldState(
              Group.valueOf(node.path("g").stringValue()),
              node.path("t").stringValue(),
              stopped ? node.path("p").longValue() : null));
    }
    registry = new Registry(text, Map.copyOf(folds));
    return registry.folds();
  }

  private static void quietlyClosed(@Nullable Connection connection) {
    if (connection == null) {
      return;
    }
    try {
      connection.close();
    } catch (SQLException e) {
      System.getLogger(Snapshots.class.getName())
          .log(System.Logger.Level.DEBUG, "Closing a connection that failed", e);
    }
  }
}
