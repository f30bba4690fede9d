package org.relata.postgres;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of this program, on 127.0.0.1, whose data stays in a directory.
 *
 * <p>It is durable: {@code fsync}, {@code synchronous_commit} and {@code full_page_writes} are on
 * and cannot be switched off, pages carry checksums. It is found again after a crash: a server that
 * outlived its killed program is stopped and started afresh, so that nothing of the dead program's
 * sessions lives on; a server that was killed itself recovers from its log. While it runs, a thread
 * looks after it twice a second and starts it again on the same port when it died, unless the
 * options say otherwise; meanwhile connections are refused.
 *
 * <p>Closing it waits for the server to be gone. There is no shutdown hook: the owner closes it
 * after everything that uses it. Safe for use by several threads.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final long WATCH_MILLIS = 500;
  private static final String DUPLICATE_DATABASE = "42P04";

  private final ServerStart start;
  private final DataDirectory directory;
  private final String password;
  private final ReentrantLock guard = new ReentrantLock();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile ServerStart.Running running;

  private EmbeddedPostgres(ServerStart start, int port) {
    this.start = start;
    this.directory = start.directory();
    this.password = directory.password();
    this.running = start.launch(port);
  }

  /**
   * Starts a server with the usual options.
   *
   * @see #start(PostgresOptions)
   */
  public static EmbeddedPostgres start(Path dataDirectory) {
    return start(PostgresOptions.in(dataDirectory));
  }

  /**
   * Starts a server and returns when it accepts connections, crash recovery included.
   *
   * @throws DataDirectoryRefusal if the directory is in use, of another version, or not ours
   * @throws PostgresFailure if the server does not come up; the message holds what it said
   */
  public static EmbeddedPostgres start(PostgresOptions options) {
    return start(options, false);
  }

  /**
   * Begins to start a server whose address is known at once, long before it accepts connections.
   *
   * @throws DataDirectoryRefusal if the directory is in use or not ours; that it is of another
   *     version is found out later
   */
  public static Beginning begin(PostgresOptions options) {
    DataDirectory directory = DataDirectory.claim(options.dataDirectory());
    try {
      directory.choosePassword();
      ServerSocket port = options.port() == 0 ? ServerStart.reservePort() : null;
      return new Beginning(options, directory, port);
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /** A server that is not there yet: its address, and what is left to do. To be completed once. */
  public static final class Beginning {

    private final PostgresOptions options;
    private final DataDirectory directory;
    private final @Nullable ServerSocket reserved;
    private final int port;

    private Beginning(
        PostgresOptions options, DataDirectory directory, @Nullable ServerSocket reserved) {
      this.options = options;
      this.directory = directory;
      this.reserved = reserved;
      this.port = reserved == null ? options.port() : reserved.getLocalPort();
    }

    /** Where a database of this server will be. */
    public Database database(String name) {
      return new Database(address(port, name), DataDirectory.SUPERUSER, directory.password());
    }

    /**
     * Unpacks, initialises and starts what is missing; returns when connections are accepted.
     *
     * @throws DataDirectoryRefusal if the directory is of another version
     * @throws PostgresFailure if the server does not come up; the message holds what it said
     */
    public EmbeddedPostgres complete() {
      return EmbeddedPostgres.complete(
          options,
          directory,
          false,
          () -> {
            ServerStart.release(reserved);
            return port;
          });
    }
  }

  /** Like {@link #start(PostgresOptions)}, but forgets what an earlier run has left. */
  static EmbeddedPostgres startEmpty(PostgresOptions options) {
    return start(options, true);
  }

  private static EmbeddedPostgres start(PostgresOptions options, boolean empty) {
    return complete(
        options, DataDirectory.claim(options.dataDirectory()), empty, () -> options.port());
  }

  private static EmbeddedPostgres complete(
      PostgresOptions options, DataDirectory directory, boolean empty, IntSupplier port) {
    try {
      PostgresPrograms programs =
          new PostgresPrograms(PostgresBinaries.unpackedUnder(options.binaries()));
      ServerStart start = new ServerStart(options, programs, directory);
      start.endOrphan();
      if (empty) {
        directory.deleteCluster();
      }
      directory.prepare(programs);
      EmbeddedPostgres server = new EmbeddedPostgres(start, port.getAsInt());
      if (options.restartWhenDead()) {
        Thread.ofPlatform().daemon().name("embedded-postgres-watch").start(server::watch);
      }
      return server;
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private void watch() {
    try {
      while (!closing.await(WATCH_MILLIS, TimeUnit.MILLISECONDS)) {
        try {
          restartIfDead();
        } catch (RuntimeException e) {
          LOG.error("PostgreSQL could not be started again; trying on", e);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Starts the server again, on the same port, if its process is gone.
   *
   * @return whether it was dead and runs again
   * @throws PostgresFailure if it was dead and does not come up
   */
  public boolean restartIfDead() {
    guard.lock();
    try {
      if (isClosed() || isAlive()) {
        return false;
      }
      LOG.warn("PostgreSQL (process {}) is gone, starting it again", pid());
      running = start.launch(running.port());
      LOG.info("PostgreSQL runs again as process {}", pid());
      return true;
    } finally {
      guard.unlock();
    }
  }

  /** Whether the server's process lives; it may still be recovering or refuse connections. */
  public boolean isAlive() {
    return !isClosed() && running.postmaster().isRunning();
  }

  private boolean isClosed() {
    return closing.getCount() == 0;
  }

  /** The server's first process; another one after a restart. */
  public long pid() {
    return running.postmaster().pid();
  }

  /** The TCP port on 127.0.0.1; it stays the same over restarts of this instance. */
  public int port() {
    return running.port();
  }

  public String superuser() {
    return DataDirectory.SUPERUSER;
  }

  /** Random, made with the data directory and kept in a file there that only its owner reads. */
  public String superuserPassword() {
    return password;
  }

  /** The address of a database of this server, whether it exists or not, without credentials. */
  public String jdbcUrl(String database) {
    return address(port(), database);
  }

  private static String address(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** A database of this server with the superuser's credentials, made if it is missing. */
  public Database createDatabase(String name) {
    if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
      throw new IllegalArgumentException(
          "A database is named by up to 63 of a-z, 0-9 and _: " + name);
    }
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(jdbcUrl("postgres"));
    try (Connection connection = source.getConnection(superuser(), password);
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      if (!DUPLICATE_DATABASE.equals(e.getSQLState())) {
        throw new PostgresFailure("The database " + name + " could not be made: " + e, e);
      }
    }
    return new Database(jdbcUrl(name), superuser(), password);
  }

  /** Stops the server: running transactions are rolled back, what was committed stays. */
  @Override
  public void close() {
    close("fast", ServerStart.STOP_LIMIT);
  }

  /** Lets sessions end by themselves within the limit, then stops the server all the same. */
  void closeGently(Duration limit) {
    close("smart", limit);
  }

  private void close(String mode, Duration limit) {
    guard.lock();
    try {
      if (isClosed()) {
        return;
      }
      closing.countDown();
      try {
        if (running.postmaster().isRunning()) {
          start.end(mode, limit);
        }
      } finally {
        directory.close();
      }
    } finally {
      guard.unlock();
    }
  }
}
