package org.relata.command.platform.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * Where the lines of streams are read: on a few threads of the operating system, each stream a
 * handful in its turn. Lines that are refused by their shape wait for nothing, and nobody takes a
 * processor away from a virtual thread: four streams of them kept every other request waiting for
 * as long as they lasted. Giving way with {@code Thread.yield()} did not help, for virtual threads
 * that give way to each other come before those that are woken from outside.
 */
final class StreamWork implements AutoCloseable {

  /** Half of the processors, so that the other half is there for everybody else. */
  private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS, Thread.ofPlatform().daemon().name("relata-stream-", 0).factory());

  /**
   * What the work comes to, when its turn has come.
   *
   * @throws IOException when the program ends
   */
  <T> T await(Callable<T> work) throws IOException {
    try {
      return threads.submit(work).get();
    } catch (RejectedExecutionException e) {
      throw new IOException("The program ends", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
