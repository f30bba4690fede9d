package org.relata.oracle;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.StreamId;
import org.relata.kernel.log.EventCodec;
import org.relata.kernel.log.Recorded;
import org.relata.query.customer.Customers;
import org.relata.query.engagement.Engagement;
import org.relata.query.history.Histories;
import org.relata.query.holding.Holdings;
import org.relata.query.organization.Organization;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.FoldSet;
import org.relata.query.platform.fold.Group;
import org.relata.query.platform.fold.Key;
import org.relata.query.portfolio.Portfolio;
import org.relata.query.segmentation.Segmentation;
import org.relata.query.valuation.Valuations;

/**
 * All folds over the events of a log, from the first one on, in memory. The rows of any fold as of
 * any position that was read can be listed; positions are those of one incarnation.
 */
public final class OracleStore {

  private static final String READ =
      """
      SELECT position, stream, version, type, revision, payload::text, metadata::text,
        recorded_at, effective_at
      FROM log.event WHERE position > ? AND position <= ? ORDER BY position
      """;

  private static final int FETCH = 1_000;

  /** The positions of the log have a gap, or one of them is there twice. */
  public static final class BrokenLog extends RuntimeException {
    BrokenLog(String sentence) {
      super(sentence);
    }
  }

  private final EventCodec codec = EventCodec.standard();
  private final UUID incarnation;
  private final Map<String, History<?, ?>> histories = new TreeMap<>();
  private final List<Recorded<DomainEvent>> events = new ArrayList<>();

  private OracleStore(UUID incarnation) {
    this.incarnation = incarnation;
    Stream.of(
            Customers.folds(),
            Organization.folds(),
            Holdings.folds(),
            Portfolio.folds(),
            Engagement.folds(),
            Segmentation.folds(),
            Valuations.folds(),
            Histories.folds())
        .map(FoldSet::folds)
        .flatMap(List::stream)
        .forEach(fold -> histories.put(fold.name(), new History<>(fold)));
  }

  /** Nothing read yet, of the log that the connection leads to. */
  public static OracleStore of(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet head = statement.executeQuery("SELECT incarnation FROM log.head")) {
      head.next();
      return new OracleStore(head.getObject(1, UUID.class));
    }
  }

  public UUID incarnation() {
    return incarnation;
  }

  /** The last position that was read. */
  public long position() {
    return events.size();
  }

  /** Reads on to a position; the events up to it must be there without a gap. */
  public OracleStore readTo(long position, Connection connection) throws SQLException {
    if (position <= position()) {
      return this;
    }
    boolean autoCommit = connection.getAutoCommit();
    // Rows come in portions only outside of autocommit.
    connection.setAutoCommit(false);
    try (PreparedStatement statement = connection.prepareStatement(READ)) {
      statement.setFetchSize(FETCH);
      statement.setLong(1, position());
      statement.setLong(2, position);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          fold(recorded(rows));
        }
      }
    }
    if (autoCommit) {
      connection.commit();
      connection.setAutoCommit(true);
    }
    if (position() != position) {
      throw new BrokenLog("The log has no event " + (position() + 1) + ", asked up to " + position);
    }
    return this;
  }

  /** Folds the next event of the log. */
  void fold(Recorded<DomainEvent> event) {
    if (event.position() != position() + 1) {
      throw new BrokenLog("After " + position() + " the log has " + event.position());
    }
    events.add(event);
    histories.values().forEach(history -> history.apply(event));
  }

  private Recorded<DomainEvent> recorded(ResultSet row) throws SQLException {
    return new Recorded<>(
        row.getLong(1),
        StreamId.parse(row.getString(2)),
        row.getLong(3),
        codec.decode(row.getString(4), row.getInt(5), row.getString(6)),
        codec.decodeMetadata(row.getString(7)),
        time(row, 8),
        time(row, 9));
  }

  private static Instant time(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** The event at a position. */
  Recorded<DomainEvent> event(long position) {
    return events.get((int) position - 1);
  }

  Collection<History<?, ?>> histories() {
    return histories.values();
  }

  History<?, ?> history(String fold) {
    @Nullable History<?, ?> history = histories.get(fold);
    if (history == null) {
      throw new IllegalArgumentException("No fold is called " + fold);
    }
    return history;
  }

  Fold<?, ?> fold(String name) {
    return history(name).fold();
  }

  boolean isSearch(String fold) {
    return fold(fold).group() == Group.SEARCH;
  }

  /** The names of all folds. */
  public Collection<String> folds() {
    return histories.keySet();
  }

  /** The rows of a fold as of a position, by key. */
  public Map<Key, Record> rows(String fold, long position) {
    return rows(history(fold), position);
  }

  private static <R extends Record> Map<Key, Record> rows(History<?, R> history, long position) {
    Map<Key, Record> rows = new LinkedHashMap<>();
    history
        .versions()
        .forEach(
            (key, versions) -> {
              for (History.Version<R> version : versions) {
                if (version.holdsAt(position)) {
                  rows.put(key, version.row());
                }
              }
            });
    return rows;
  }

  /** One row as of a position, or null. */
  public @Nullable Record row(String fold, Key key, long position) {
    return row(history(fold), key, position);
  }

  private static <R extends Record> @Nullable Record row(
      History<?, R> history, Key key, long position) {
    for (History.Version<R> version : history.versions().getOrDefault(key, List.of())) {
      if (version.holdsAt(position)) {
        return version.row();
      }
    }
    return null;
  }
}
