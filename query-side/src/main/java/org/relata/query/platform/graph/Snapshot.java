package org.relata.query.platform.graph;

import graphql.GraphQLContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DefaultExecuteListener;
import org.jspecify.annotations.Nullable;
import org.relata.query.platform.fold.Group;
import org.relata.query.platform.fold.RowTable;

/**
 * One read-only REPEATABLE READ transaction on one connection: everything that one request reads.
 * Positions and the registry of folds were read by its first statement and belong to the same
 * picture as all rows. Used by one thread at a time.
 */
public final class Snapshot implements AutoCloseable {

  /**
   * A fold as the registry names it.
   *
   * @param group what it advances with
   * @param physical the live table in schema {@code read}
   * @param stoppedAt the position where it stands when a failing event stopped it
   */
  public record FoldState(Group group, String physical, @Nullable Long stoppedAt) {}

  /**
   * What the first statement read.
   *
   * @param head the last position of the log
   * @param readAt by the clock of the database
   */
  record Picture(
      UUID incarnation,
      long head,
      Instant recordedAt,
      Instant readAt,
      Map<Group, Long> positions,
      Map<String, FoldState> folds) {}

  private final Connection connection;
  private final DSLContext sql;
  private final Picture picture;
  private final Deadline deadline;
  private final FirstFailure firstFailure;
  private final Supplier<Snapshot> source;
  private final Map<Object, Moment> moments = new HashMap<>();
  private final Map<String, Moment> answers = new LinkedHashMap<>();
  private final TreeSet<Group> used = new TreeSet<>();
  private @Nullable GraphRefusal refusal;
  private final AtomicInteger aliases = new AtomicInteger();

  Snapshot(
      Connection connection,
      DSLContext sql,
      Picture picture,
      Deadline deadline,
      FirstFailure firstFailure,
      Supplier<Snapshot> source) {
    this.connection = connection;
    this.sql = sql;
    this.picture = picture;
    this.deadline = deadline;
    this.firstFailure = firstFailure;
    this.source = source;
  }

  static Snapshot of(GraphQLContext context) {
    @Nullable Snapshot snapshot = context.get(Snapshot.class);
    if (snapshot == null) {
      throw new IllegalStateException("This request has no snapshot");
    }
    return snapshot;
  }

  /** Statements on this transaction; refuses with TIME_LIMIT when the request's time is over. */
  public DSLContext sql() {
    deadline.check();
    return sql;
  }

  /** Where later snapshots come from, for work that outlives the request; each is to be closed. */
  public Supplier<Snapshot> source() {
    return source;
  }

  /** The incarnation of the log: positions are comparable within it only. */
  public UUID incarnation() {
    return picture.incarnation();
  }

  /** The position that the folds of the main group had reached. */
  public long position() {
    return position(Group.MAIN);
  }

  /** The position that the folds of a group had reached. */
  public long position(Group group) {
    return picture.positions().getOrDefault(group, 0L);
  }

  /** The last position of the log; the folds may be behind it. */
  public long head() {
    return picture.head();
  }

  /** When the event at the head was recorded. */
  public Instant recordedAt() {
    return picture.recordedAt();
  }

  /** When the picture was taken, by the database's clock, not before the head was recorded. */
  public Instant readAt() {
    return picture.readAt().isBefore(picture.recordedAt())
        ? picture.recordedAt()
        : picture.readAt();
  }

  /** The folds by name. */
  public Map<String, FoldState> folds() {
    return picture.folds();
  }

  public Moment.Now now() {
    return new Moment.Now(position());
  }

  /**
   * The table of a fold at a moment, under an alias of its own; refuses FOLD_STOPPED, FOLD_BEHIND.
   */
  public <R extends Record> Relation<R> at(RowTable<R> table, Moment moment) {
    FoldState fold = answering(table.name(), moment);
    used.add(fold.group());
    return new Relation<>(table, fold.physical(), "t" + aliases.incrementAndGet(), moment);
  }

  /** The state of a fold that can answer at the moment. */
  private FoldState answering(String name, Moment moment) {
    @Nullable FoldState fold = picture.folds().get(name);
    if (fold == null) {
      throw new GraphRefusal("FOLD_MISSING", "This read model is being built for the first time.")
          .with("fold", name);
    }
    @Nullable Long stoppedAt = fold.stoppedAt();
    boolean past = moment instanceof Moment.AsOf;
    if (stoppedAt != null && !(past && moment.position() <= stoppedAt)) {
      throw new GraphRefusal(
              "FOLD_STOPPED",
              "This read model stopped before an event that it cannot handle; it answers as of its"
                  + " position or an earlier one.")
          .with("fold", name)
          .with("position", stoppedAt);
    }
    long reached = position(fold.group());
    if (past && moment.position() > reached) {
      throw new GraphRefusal("FOLD_BEHIND", "This read model has not reached the position yet.")
          .with("fold", name)
          .with("position", reached);
    }
    return fold;
  }

  /** The moment for an {@code asOf} input, resolved once. */
  Moment moment(Object input, Function<Object, Moment> resolve) {
    @Nullable Moment known = moments.get(input);
    if (known == null) {
      known = resolve.apply(input);
      moments.put(input, known);
    }
    return known;
  }

  /** Notes at which moment a root field was answered. */
  void answered(String responseKey, Moment moment) {
    answers.put(responseKey, moment);
  }

  Map<String, Moment> answers() {
    return answers;
  }

  /** Whether a table of the group was read. */
  boolean used(Group group) {
    return used.contains(group);
  }

  /**
   * What is told when a statement failed. After the first failure every later statement of the
   * transaction fails as well, and whichever field is told of first: all are refused for the reason
   * of the first one, found out once.
   */
  GraphRefusal refusal(
      DataAccessException failure, Function<DataAccessException, GraphRefusal> reason) {
    if (refusal == null) {
      @Nullable DataAccessException first = firstFailure.first;
      refusal = reason.apply(first == null ? failure : first);
    }
    return refusal;
  }

  Deadline deadline() {
    return deadline;
  }

  @Override
  public void close() {
    try (connection) {
      connection.rollback();
    } catch (SQLException e) {
      // The pool throws away what cannot be rolled back; the answer is complete or refused already.
      System.getLogger(Snapshot.class.getName())
          .log(System.Logger.Level.DEBUG, "Rolling back a snapshot", e);
    }
  }

  /** The end of a request's time, kept in the database as well: one second late at most. */
  static final class Deadline extends DefaultExecuteListener {

    private static final Duration STEP = Duration.ofSeconds(1);
    private final Duration limit;
    private final long end;
    private long told;

    Deadline(Duration limit) {
      this.limit = limit;
      this.told = System.nanoTime();
      this.end = told + limit.toNanos();
    }

    void check() {
      if (end - System.nanoTime() <= 0) {
        throw timeLimit();
      }
    }

    GraphRefusal timeLimit() {
      return GraphRefusal.limit(
          "TIME_LIMIT",
          "This question takes longer than allowed; ask for less at a time.",
          limit.toMillis(),
          limit.toMillis());
    }

    @Override
    public void executeStart(ExecuteContext context) {
      long now = System.nanoTime();
      check();
      if (now - told < STEP.toNanos()) {
        return;
      }
      told = now;
      long left = Math.max(1, (end - now) / 1_000_000);
      try (Statement statement = context.connection().createStatement()) {
        statement.execute("SET LOCAL statement_timeout = " + left);
      } catch (SQLException e) {
        throw new DataAccessException("Setting the time that is left", e);
      }
    }
  }

  /** The statement by which the transaction failed. */
  static final class FirstFailure extends DefaultExecuteListener {

    private @Nullable DataAccessException first;

    @Override
    public void exception(ExecuteContext context) {
      if (first == null && context.exception() instanceof DataAccessException failure) {
        first = failure;
      }
    }
  }
}
