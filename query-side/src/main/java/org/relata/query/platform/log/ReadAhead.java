package org.relata.query.platform.log;

import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Reads and decodes the batch that will be wanted next on another thread while the present one is
 * folded. To be used by one thread.
 */
public final class ReadAhead {

  private record Ahead(long after, FutureTask<LogBatch> batch) {}

  private final LogReader reader;
  private final int limit;
  private @Nullable Ahead ahead;

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

  private static LogBatch result(FutureTask<LogBatch> task)
      throws SQLException, InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new SQLException("The log could not be read ahead", e.getCause());
    }
  }
}
