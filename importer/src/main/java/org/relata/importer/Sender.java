package org.relata.importer;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends the entries of a step in windows, each one NDJSON request: one is on its way while the next
 * is being filled. (The JDK's client shows no answer before the request is sent, so that a stream
 * without end would choke on answers nobody reads; a window's answers fit into the buffers on the
 * way.) A lost connection is retried from the first command without an answer; commands have
 * deterministic ids, so what was stored unheard is not stored twice.
 */
final class Sender implements Sink, AutoCloseable {
  private final Commands commands;
  private final Journal journal;
  private final Settings settings;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private List<Entry> window = new ArrayList<>();
  private long windowCharacters;
  private long skip;
  private @Nullable Future<?> underWay;

  /**
   * How to send.
   *
   * @param commands a window has at most so many entries
   * @param characters and about so many characters
   * @param retries so many attempts in a row may bring no answer at all
   * @param pause before the second attempt; doubles from attempt to attempt
   * @param patience so long a window may take
   */
  record Settings(int commands, long characters, int retries, Duration pause, Duration patience) {
    static final Settings USUAL =
        new Settings(200, 1 << 18, 6, Duration.ofMillis(500), Duration.ofMinutes(3));
  }

  /** The log that answers is not the one that acknowledged what is being resumed. */
  static final class AnotherLog extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AnotherLog(String before, String now) {
      super(
          "The log of the server (%s) is not the one of the state file (%s)."
              .formatted(now, before));
    }
  }

  Sender(Commands commands, Journal journal, Settings settings) {
    this.commands = commands;
    this.journal = journal;
    this.settings = settings;
  }

  @Override
  public void begin(Mapping.Step step, Row.Columns columns) {
    skip = journal.begin(step, columns);
  }

  @Override
  public void accept(Entry entry) {
    if (skip > 0) {
      skip--;
      return;
    }
    window.add(entry);
    windowCharacters += entry instanceof Entry.Command command ? command.json().length() : 0;
    if (window.size() >= settings.commands || windowCharacters >= settings.characters) {
      launch();
    }
  }

  private void launch() {
    List<Entry> full = window;
    window = new ArrayList<>();
    windowCharacters = 0;
    await();
    underWay = executor.submit(() -> deliver(full));
  }

  private void await() {
    Future<?> sent = underWay;
    underWay = null;
    if (sent == null) {
      return;
    }
    try {
      sent.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem.Unusable("The import was interrupted; --resume goes on with it.", e);
    }
  }

  @Override
  public void end() {
    launch();
    await();
    journal.end();
  }

  /** Settles every entry of a window, however many attempts that takes. */
  private void deliver(List<Entry> entries) {
    Progress progress = new Progress(entries);
    int failures = 0;
    while (!progress.isDone()) {
      int before = progress.next;
      try {
        attempt(progress);
      } catch (IOException e) {
        failures = progress.next > before ? 1 : failures + 1;
        if (failures > settings.retries) {
          throw lost(e);
        }
        pause(e, failures);
      }
    }
  }

  private void attempt(Progress progress) throws IOException {
    List<Entry.Command> rest = progress.commands();
    if (rest.isEmpty()) {
      return;
    }
    int attempt = progress.begin();
    Future<?> exchange =
        executor.submit(
            () -> {
              commands.send(rest, answer -> progress.answered(attempt, answer));
              return null;
            });
    try {
      exchange.get(settings.patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    } catch (TimeoutException e) {
      progress.begin();
      exchange.cancel(true);
      throw new IOException("The server has not answered for " + settings.patience + ".", e);
    } catch (InterruptedException e) {
      progress.begin();
      exchange.cancel(true);
      Thread.currentThread().interrupt();
      throw new Problem.Unusable("The import was interrupted; --resume goes on with it.", e);
    }
  }

  private Problem.Unusable lost(IOException e) {
    journal.save(false);
    String what =
        e instanceof ConnectException
            ? "The server cannot be reached; is it running, and is --url right?"
            : "The connection to the server was lost: " + e.getMessage();
    return new Problem.Unusable(
        "%s Given up after %d attempts; --resume goes on from here."
            .formatted(what, settings.retries + 1),
        e);
  }

  private void pause(IOException cause, int failures) {
    Duration pause = settings.pause.multipliedBy(1L << Math.min(failures - 1, 6));
    if (cause instanceof Commands.Away away) {
      pause = away.retryAfter().isZero() ? pause : away.retryAfter();
    }
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem.Unusable("The import was interrupted; --resume goes on with it.", e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  /** How far the entries of a window are settled, in their order. */
  private final class Progress {
    private final List<Entry> entries;
    private volatile int next;
    private int attempt;

    Progress(List<Entry> entries) {
      this.entries = entries;
      settleRejected();
    }

    boolean isDone() {
      return next == entries.size();
    }

    synchronized List<Entry.Command> commands() {
      List<Entry.Command> commands = new ArrayList<>();
      for (Entry entry : entries.subList(next, entries.size())) {
        if (entry instanceof Entry.Command command) {
          commands.add(command);
        }
      }
      return commands;
    }

    /** The answers of attempts before are not heard any more. */
    synchronized int begin() {
      return ++attempt;
    }

    synchronized void answered(int toAttempt, Commands.Answer answer) {
      if (toAttempt != attempt) {
        return;
      }
      String known = journal.state().incarnation();
      if (!known.isEmpty()
          && !answer.incarnation().isEmpty()
          && !known.equals(answer.incarnation())) {
        throw new AnotherLog(known, answer.incarnation());
      }
      if (entries.get(next) instanceof Entry.Command command) {
        List<Problem> problems = answer.problems();
        if (problems.isEmpty()) {
          journal.stored(command, answer.unchanged(), answer.incarnation());
        } else {
          journal.refused(command, problems.getFirst(), problems.subList(1, problems.size()));
        }
      }
      next++;
      settleRejected();
    }

    private void settleRejected() {
      while (next < entries.size() && entries.get(next) instanceof Entry.Rejected rejected) {
        journal.rejected(rejected);
        next++;
      }
    }
  }
}
