package org.relata.command.platform.log;

import org.springframework.context.SmartLifecycle;

/**
 * Brings the log's schema to the newest version before anything else is started, and after all
 * beans were made: meanwhile the database may be starting too.
 */
public final class LogMigration implements SmartLifecycle {

  private final LogDatabase database;
  private volatile boolean running;

  public LogMigration(LogDatabase database) {
    this.database = database;
  }

  @Override
  public void start() {
    database.migrate();
    running = true;
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return Integer.MIN_VALUE + 1;
  }
}
