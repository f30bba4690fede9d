package org.relata.command.platform.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells readers in other processes that the log has grown: at once after a pause, else every few
 * milliseconds. It has a thread and a connection of its own, for a notification in the append's
 * transaction would make every command wait for it. A notification is a hint and may be lost: who
 * waits for events looks by himself now and then.
 */
final class LogNotifier implements AppendListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LogNotifier.class);
  private static final Duration PAUSE = Duration.ofMillis(5);

  private final DataSource dataSource;
  private final Thread thread;
  private volatile boolean grown;
  private volatile boolean idle;
  private volatile boolean closed;

  LogNotifier(DataSource dataSource) {
    this.dataSource = dataSource;
    this.thread = Thread.ofPlatform().daemon().name("relata-log-notify").start(this::run);
  }

  @Override
  public void appended() {
    grown = true;
    if (idle) {
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    while (!closed || grown) {
      idle = true;
      while (!grown && !closed) {
        LockSupport.park(this);
      }
      idle = false;
      if (grown) {
        grown = false;
        tell();
      }
      LockSupport.parkNanos(this, PAUSE.toNanos());
    }
  }

  private void tell() {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("NOTIFY relata_log");
    } catch (SQLException e) {
      LOG.debug("A notification was not sent", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
