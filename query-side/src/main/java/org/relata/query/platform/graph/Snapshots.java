package org.relata.query.platform.graph;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.ExecuteListenerProvider;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultConnectionProvider;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.jspecify.annotations.Nullable;
import org.relata.query.platform.fold.Group;

/**
 * Opens snapshots on a pool whose connections are read-only, REPEATABLE READ and not in autocommit.
 * Refuses with STORE_UNAVAILABLE when there is no connection or no answer.
 */
public final class Snapshots {

  /**
   * A row for each group of folds. Which transaction wrote which row of the registry tells whether
   * it is the one that was read before; to tell it whole each time took half of this statement.
   */
  private static final String FIRST =
      """
      SELECT set_config('statement_timeout', ?, true), h.incarnation, h.position, h.recorded_at,
        clock_timestamp(), g.name, g.incarnation, g.position,
        (SELECT bit_xor(hashtextextended(name || ' ' || xmin::text, 0)) FROM read.fold)
      FROM log.head h
      LEFT JOIN read.fold_group g ON true
      """;

  private static final String REGISTRY =
      "SELECT name, fold_group, physical, state = 'STOPPED', position FROM read.fold";

  /** By what an edition of the registry is known; transactions have other numbers elsewhere. */
  private record Edition(UUID incarnation, long writers) {}

  private record Registry(@Nullable Edition edition, Map<String, Snapshot.FoldState> folds) {}

  private final DataSource pool;
  private final GraphSettings settings;
  private final Collection<ExecuteListenerProvider> listeners;
  private final Configuration configuration =
      new DefaultConfiguration()
          .set(SQLDialect.POSTGRES)
          .set(new Settings().withExecuteLogging(false));
  private volatile Registry registry = new Registry(null, Map.of());

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
      Configuration ours = configuration.derive(new DefaultConnectionProvider(connection));
      ours.set(
          Stream.concat(
                  Stream.of(deadline, firstFailure).map(DefaultExecuteListenerProvider::new),
                  listeners.stream())
              .toArray(ExecuteListenerProvider[]::new));
      return new Snapshot(connection, DSL.using(ours), picture, deadline, firstFailure, this::open);
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
        long head = result.getLong(3);
        Instant recordedAt = time(result, 4);
        Instant readAt = time(result, 5);
        Edition edition = new Edition(incarnation, result.getLong(9));
        Map<Group, Long> positions = positions(result, incarnation);
        return new Snapshot.Picture(
            incarnation, head, recordedAt, readAt, positions, folds(connection, edition));
      }
    }
  }

  private static Instant time(ResultSet result, int column) throws SQLException {
    @Nullable OffsetDateTime time = result.getObject(column, OffsetDateTime.class);
    return time == null ? Instant.EPOCH : time.toInstant();
  }

  /** From the row where the result stands to the last one. */
  private static Map<Group, Long> positions(ResultSet result, UUID incarnation)
      throws SQLException {
    Map<Group, Long> positions = new EnumMap<>(Group.class);
    do {
      @Nullable String group = result.getString(6);
      @Nullable UUID folded = result.getObject(7, UUID.class);
      if (folded != null && !folded.equals(incarnation)) {
        throw new GraphRefusal(
            "FOLDS_OF_ANOTHER_INCARNATION",
            "The read models belong to another incarnation of the log and are being rebuilt.");
      }
      if (group != null) {
        positions.put(Group.valueOf(group), result.getLong(8));
      }
    } while (result.next());
    return positions;
  }

  /**
   * The registry seldom changes: it is read when it does, in the picture of the first statement.
   */
  private Map<String, Snapshot.FoldState> folds(Connection connection, Edition edition)
      throws SQLException {
    Registry known = registry;
    if (edition.equals(known.edition())) {
      return known.folds();
    }
    Map<String, Snapshot.FoldState> folds = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(REGISTRY)) {
      while (rows.next()) {
        folds.put(
            rows.getString(1),
            new Snapshot.FoldState(
                Group.valueOf(rows.getString(2)),
                rows.getString(3),
                rows.getBoolean(4) ? (Long) rows.getLong(5) : null));
      }
    }
    registry = new Registry(edition, Map.copyOf(folds));
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
