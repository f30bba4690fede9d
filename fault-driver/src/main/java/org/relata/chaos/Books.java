package org.relata.chaos;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * What callers were told, held against what the log holds. The log is read on from where it was
 * read last; at the end it is read once more from the beginning, and must be the same.
 */
final class Books {

  /** One promise that was broken, by its number in the specification. */
  record Violation(String promise, String what) {
    @Override
    public String toString() {
      return promise + ": " + what;
    }
  }

  /** Where a caller was told that a command ends, and in which life of the log. */
  record Place(String incarnation, long position) {}

  private final Map<String, Place> acknowledged = new ConcurrentHashMap<>();

  private volatile Place lastAcknowledged = new Place("", 0);

  /** The lives of the log that are over: the last position of each that lives on in the next. */
  private final Map<String, Long> ended = new ConcurrentHashMap<>();

  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final Queue<Violation> violations = new ConcurrentLinkedQueue<>();
  private final Set<String> checked = new HashSet<>();
  private Reading reading = new Reading();

  /** The log as far as it was read. */
  private final class Reading {
    private final Map<String, Long> versions = new HashMap<>();
    private final Map<String, Long> lastPositions = new HashMap<>();
    private final MessageDigest digest = sha256();
    private long position;
    private String command = "";
    private int index;
    private String recordedAt = "";

    /** Reads on to a position, or to the end when it is negative. */
    void readOn(Connection connection, long end) throws SQLException {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.setFetchSize(2_000);
        try (ResultSet events =
            statement.executeQuery(
                "SELECT position, stream, version, command_id, command_index,"
                    + " to_char(recorded_at AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSUS'),"
                    + " concat_ws('|', type, revision, payload, metadata, effective_at)"
                    + " FROM log.event WHERE position > "
                    + position
                    + (end < 0 ? "" : " AND position <= " + end)
                    + " ORDER BY position")) {
          while (events.next()) {
            take(events);
          }
        }
      }
      connection.rollback();
      connection.setAutoCommit(true);
    }

    private void take(ResultSet event) throws SQLException {
      long at = event.getLong(1);
      String stream = event.getString(2);
      expect("I2", at == position + 1, "position " + at + " follows " + position);
      position = at;
      long version = versions.merge(stream, 1L, Long::sum) - 1;
      expect(
          "I2",
          event.getLong(3) == version,
          "version " + event.getLong(3) + " of " + stream + " at " + at + ", not " + version);
      String id = event.getString(4);
      boolean goesOn = id.equals(command);
      expect(
          "I1",
          goesOn || !lastPositions.containsKey(id),
          "the command " + id + " is in the log again at " + at);
      index = goesOn ? index + 1 : 0;
      expect(
          "I1",
          event.getInt(5) == index,
          "event " + event.getInt(5) + " of " + id + " stands where " + index + " belongs");
      command = id;
      lastPositions.put(id, at);
      String recorded = event.getString(6);
      expect("I2", recorded.compareTo(recordedAt) >= 0, "the time of recording decreases at " + at);
      recordedAt = recorded;
      digest.update((at + "|" + event.getString(7) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    String digest() {
      try {
        return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A caller was told that a command is in the log, its last event here. */
  void acknowledged(String id, String incarnation, long position) {
    Place now = new Place(incarnation, position);
    lastAcknowledged = now;
    acknowledged.merge(
        id,
        now,
        (earlier, later) -> {
          boolean same = earlier.position() == later.position();
          expect("I3", same || isLost(earlier), id + " was said to be at " + earlier + ", " + now);
          return isLost(later) ? earlier : later;
        });
  }

  /** Where the command ends that was acknowledged last, whoever sent it; before the first, 0. */
  Place lastAcknowledged() {
    return lastAcknowledged;
  }

  /** Whether what was at this place was lost with the end of a life, and that was told. */
  private boolean isLost(Place place) {
    @Nullable Long end = ended.get(place.incarnation());
    return end != null && place.position() > end;
  }

  /**
   * The log goes on in another life, from this position on; what stood behind it is lost. To be
   * said before anything is written in the new life.
   *
   * @return how many acknowledged commands are lost
   */
  int goesOn(String incarnation, long end) {
    ended.put(incarnation, end);
    reading = new Reading();
    // Whatever was acknowledged must be found in the new life as well.
    checked.clear();
    // Of this life alone: what was told in an earlier one may have been entered only now.
    return (int)
        acknowledged.values().stream()
            .filter(place -> place.incarnation().equals(incarnation))
            .filter(this::isLost)
            .count();
  }

  /** A caller was told that a command changed nothing: refused, or nothing was to be done. */
  void withoutEvents(String id) {
    refused.add(id);
  }

  void violated(String promise, String what) {
    violations.add(new Violation(promise, what));
  }

  private void expect(String promise, boolean kept, String otherwise) {
    if (!kept) {
      violated(promise, otherwise);
    }
  }

  /** Reads on in the log and compares with what was told before that. */
  void check(Connection connection) throws SQLException {
    Map<String, Place> told = new HashMap<>(acknowledged);
    told.values().removeIf(this::isLost);
    Set<String> nothing = new HashSet<>(refused);
    reading.readOn(connection, -1);
    told.keySet().removeAll(checked);
    told.forEach(
        (id, place) -> {
          Long found = reading.lastPositions.get(id);
          expect(
              "I1",
              found != null && place.position() == found,
              id + " was acknowledged at " + place + " and is at " + found);
        });
    for (String id : nothing) {
      expect("I7", !reading.lastPositions.containsKey(id), id + " was refused and is in the log");
    }
    checked.addAll(told.keySet());
    refused.removeAll(nothing);
  }

  /** Reads the whole log once more: nothing of it has changed since it was read first. */
  void checkUnchanged(Connection connection) throws SQLException {
    Reading again = new Reading();
    again.readOn(connection, reading.position);
    expect(
        "I1",
        again.digest().equals(reading.digest()),
        "the log up to " + reading.position + " is not what it was");
  }

  /** How many acknowledged commands were lost by faults that lose the end of a log. */
  int lostCommands() {
    return (int) acknowledged.values().stream().filter(this::isLost).count();
  }

  int acknowledgedCommands() {
    return acknowledged.size();
  }

  long position() {
    return reading.position;
  }

  /** What was found since the last call. */
  List<Violation> takeViolations() {
    List<Violation> taken = new ArrayList<>();
    for (Violation one = violations.poll(); one != null; one = violations.poll()) {
      taken.add(one);
    }
    return taken;
  }
}
