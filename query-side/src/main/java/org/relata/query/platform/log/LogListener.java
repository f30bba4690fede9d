package org.relata.query.platform.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands on PostgreSQL's notifications: {@value #LOG} when something was appended, {@value #FOLDS}
 * when folds advanced. Keeps one connection, and takes another when it is lost.
 */
public final class LogListener implements AutoCloseable {

  public static final String LOG = "relata_log";
  public static final String FOLDS = "relata_folds";

  private static final Logger LOGGER = LoggerFactory.getLogger(LogListener.class);
  private static final int WAIT_MILLIS = 500;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final DataSource pool;
  private final Map<String, Consumer<String>> channels;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);

  /**
   * Begins to listen.
   *
   * @param channels who gets what comes on each channel; an empty text may stand for several that
   *     were lost
   */
  public LogListener(DataSource pool, Map<String, Consumer<String>> channels) {
    this.pool = pool;
    this.channels = Map.copyOf(channels);
    this.thread = Thread.ofPlatform().name("relata-listen").daemon().start(this::run);
  }

  private void run() {
    while (!isClosed()) {
      try (Connection connection = pool.getConnection()) {
        listen(connection);
      } catch (SQLException e) {
        LOGGER.info("Not listening to the database for now: {}", e.getMessage());
        pause();
      }
    }
  }

  private void listen(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String channel : channels.keySet()) {
        statement.execute("LISTEN " + channel);
      }
      // Whatever was sent while nobody listened is lost: look once.
      channels.values().forEach(channel -> channel.accept(""));
      PGConnection postgres = connection.unwrap(PGConnection.class);
      while (!isClosed()) {
        PGNotification @Nullable [] notifications = postgres.getNotifications(WAIT_MILLIS);
        if (notifications != null) {
          for (PGNotification notification : notifications) {
            @Nullable Consumer<String> channel = channels.get(notification.getName());
            if (channel != null) {
              channel.accept(notification.getParameter());
            }
          }
        }
      }
      statement.execute("UNLISTEN *");
    }
  }

  private boolean isClosed() {
    return closing.getCount() == 0;
  }

  private void pause() {
    try {
      closing.await(PAUSE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      closing.countDown();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
