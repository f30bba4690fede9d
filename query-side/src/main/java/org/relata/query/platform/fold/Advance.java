package org.relata.query.platform.fold;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.log.Recorded;

/**
 * Moves several folds over one batch of events in the transaction of the caller. The first attempt
 * is plain; when the database refuses what a fold wrote, the caller rolls back and asks again for a
 * careful one, which finds the event by halving the batch between savepoints.
 */
final class Advance {

  /** A fold and the table that it writes. */
  record Member<E extends DomainEvent, R extends Record>(Fold<E, R> fold, FoldTable<R> table) {

    static <E extends DomainEvent, R extends Record> Member<E, R> of(
        Fold<E, R> fold, String physical) {
      return new Member<>(fold, new FoldTable<>(fold.table(), physical));
    }

    FoldBatch<E, R> batch() {
      return new FoldBatch<>(fold, table);
    }
  }

  /** A fold could not go beyond the position before this event. */
  record Stop(String fold, long event, String error) {}

  /** The batch has to be done again, carefully: a fold wrote what the database refuses. */
  static final class NeedsCare extends RuntimeException {
    NeedsCare(Throwable cause) {
      super(cause);
    }
  }

  /** The database does not work properly just now; no fold is to blame. */
  static final class StoreTrouble extends RuntimeException {
    StoreTrouble(Throwable cause) {
      super(cause.getMessage(), cause);
    }
  }

  private static final int MAX_ERROR = 1_000;

  /** SQLSTATE classes for which the whole batch is tried again later. */
  private static final List<String> STORE = List.of("08", "25", "40", "53", "55", "57", "58");

  private final Connection connection;
  private final boolean careful;

  Advance(Connection connection, boolean careful) {
    this.connection = connection;
    this.careful = careful;
  }

  /** Folds the events with every member; gives those that had to stop. */
  List<Stop> over(List<Member<?, ?>> members, List<Recorded<DomainEvent>> events) {
    if (!careful) {
      return plainly(members, events);
    }
    List<Stop> stops = new ArrayList<>();
    for (Member<?, ?> member : members) {
      List<Recorded<DomainEvent>> wanted = wantedBy(member, events);
      @Nullable Stop stop = wanted.isEmpty() ? null : carefully(member, wanted);
      if (stop != null) {
        stops.add(stop);
      }
    }
    return stops;
  }

  /** What a fold did is written after the next one has folded: meanwhile its text is made. */
  private List<Stop> plainly(List<Member<?, ?>> members, List<Recorded<DomainEvent>> events) {
    List<Stop> stops = new ArrayList<>();
    try {
      @Nullable FoldBatch<?, ?> unwritten = null;
      for (Member<?, ?> member : members) {
        List<Recorded<DomainEvent>> wanted = wantedBy(member, events);
        if (wanted.isEmpty()) {
          continue;
        }
        FoldBatch<?, ?> batch = member.batch();
        FoldBatch.@Nullable Failure failure = batch.fold(connection, wanted);
        if (failure != null) {
          stops.add(stop(member, failure));
        }
        if (unwritten != null) {
          unwritten.write(connection);
        }
        unwritten = batch;
      }
      if (unwritten != null) {
        unwritten.write(connection);
      }
    } catch (SQLException | RuntimeException e) {
      throw isStoreTrouble(e) ? new StoreTrouble(e) : new NeedsCare(e);
    }
    return stops;
  }

  private static List<Recorded<DomainEvent>> wantedBy(
      Member<?, ?> member, List<Recorded<DomainEvent>> events) {
    Class<?> type = member.fold().events();
    List<Recorded<DomainEvent>> wanted = new ArrayList<>();
    for (Recorded<DomainEvent> recorded : events) {
      if (type.isInstance(recorded.event())) {
        wanted.add(recorded);
      }
    }
    return wanted;
  }

  private @Nullable Stop carefully(Member<?, ?> member, List<Recorded<DomainEvent>> events) {
    try {
      Savepoint before = connection.setSavepoint();
      try {
        @Nullable Stop stop = run(member, events);
        connection.releaseSavepoint(before);
        return stop;
      } catch (SQLException | RuntimeException e) {
        if (isStoreTrouble(e)) {
          throw new StoreTrouble(e);
        }
        connection.rollback(before);
        if (events.size() == 1) {
          return new Stop(member.fold().name(), events.getFirst().position(), describe(e));
        }
      }
    } catch (SQLException e) {
      throw new StoreTrouble(e);
    }
    int half = events.size() / 2;
    @Nullable Stop first = carefully(member, events.subList(0, half));
    return first != null ? first : carefully(member, events.subList(half, events.size()));
  }

  private @Nullable Stop run(Member<?, ?> member, List<Recorded<DomainEvent>> events)
      throws SQLException {
    FoldBatch<?, ?> batch = member.batch();
    FoldBatch.@Nullable Failure failure = batch.fold(connection, events);
    batch.write(connection);
    return failure == null ? null : stop(member, failure);
  }

  private static Stop stop(Member<?, ?> member, FoldBatch.Failure failure) {
    return new Stop(member.fold().name(), failure.event(), describe(failure.cause()));
  }

  private static boolean isStoreTrouble(Throwable failure) {
    if (failure instanceof StoreTrouble) {
      return true;
    }
    if (!(failure instanceof SQLException sql)) {
      return false;
    }
    @Nullable String state = sql.getSQLState();
    return state == null || state.length() < 2 || STORE.contains(state.substring(0, 2));
  }

  /** What is shown to operators: the database's details may quote rows and are left out. */
  private static String describe(Throwable failure) {
    @Nullable String message = failure.getMessage();
    if (failure instanceof PSQLException postgres) {
      @Nullable ServerErrorMessage server = postgres.getServerErrorMessage();
      message = server == null ? postgres.getSQLState() : server.getMessage();
    }
    String text = failure.getClass().getSimpleName() + ": " + message;
    return text.length() > MAX_ERROR ? text.substring(0, MAX_ERROR) : text;
  }
}
