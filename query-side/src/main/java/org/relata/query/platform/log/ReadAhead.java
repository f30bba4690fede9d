package org.relata.query.platform.log;

import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Reads and decodes the batch that will be wanted next on another thread while the present one is
 * folded, and keeps the present one for whoever folds the same events beside. To be used by one
 * thread.
 */
public final class ReadAhead {

  private record Ahead(long after, FutureTask<LogBatch> batch) {}

  private final LogReader reader;
  private final int limit;
  private @Nullable Ahead ahead;
  private @Nullable LogBatch present;

  public ReadAhead(LogReader reader, int limit) {
    this.reader = reader;
    this.limit = limit;
  }

  /**
   * The events after a position.
   *
   * @param upTo the last position wanted; a batch read ahead may end earlier
   */
  public LogBatch take(long after, long upTo) throws SQLException, InterruptedException {
    @Nullable Ahead expected = ahead;
    ahead = null;
    LogBatch batch =
        expected != null && expected.after() == after
            ? result(expected.batch())
            : reader.read(after, upTo, limit);
    if (batch.full()) {
      FutureTask<LogBatch> next = new FutureTask<>(() -> reader.read(batch.last(), upTo, limit));
      Thread.ofVirtual().name("relata-log-ahead").start(next);
      ahead = new Ahead(batch.last(), next);
    }
    return batch;
  }

  /** The same, but what was taken last is given again to whoever stands where that began. */
  public LogBatch share(long after, long upTo) throws SQLException, InterruptedException {
    @Nullable LogBatch kept = present;
    if (kept != null && kept.after() == after && kept.full() && kept.last() <= upTo) {
      return kept;
    }
    LogBatch taken = take(after, upTo);
    present = taken;
    return taken;
  }

  /** What has been read is of no use any more. */
  public void forget() {
    present = null;
    ahead = null;
  }

  private static LogBatch result(FutureTask<LogBatch> task)
      throws SQLException, InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new SQLException("The log could not be read ahead", e.getCause());
    }
  }
}
