package org.relata.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.relata.driver.EveryQuestion;
import org.relata.driver.RandomCommands;

/** Callers that send random commands and ask random questions while everything burns. */
final class Traffic implements AutoCloseable {

  private static final int SENDERS = 6;
  private static final int ASKERS = 2;

  private static final int CROWD = 120;

  private final Orders orders;
  private final Clients clients;
  private final Books books;
  private final long seed;
  private final AtomicLong asked = new AtomicLong();
  private final List<Thread> threads = new ArrayList<>();
  private final List<Runnable> stops = new ArrayList<>();

  Traffic(Site site, Books books, long seed) throws Exception {
    this.books = books;
    this.seed = seed;
    orders = new Orders(seed, books);
    clients = new Clients(site);
    List<String> documents =
        new EveryQuestion(site.client(new Random(seed))).documents(RandomCommands.identifiers());
    for (int i = 0; i < SENDERS; i++) {
      Sending sending = new Sending(clients, books, orders, new Random(seed + i));
      start("sender", sending::run, sending::stop);
    }
    for (int i = 0; i < ASKERS; i++) {
      Asking asking = new Asking(clients, books, documents, new Random(seed + 100 + i), asked);
      start("asker", asking::run, asking::stop);
    }
    Streaming streaming = new Streaming(clients, books, orders, new Random(seed + 200));
    start("streamer", streaming::run, streaming::stop);
  }

  private void start(String name, Runnable run, Runnable stop) {
    threads.add(Thread.ofVirtual().name(name).start(run));
    stops.add(stop);
  }

  /** For a while twenty times as many send commands, and everybody waits for his last answer. */
  void crowd(int millis) throws InterruptedException {
    List<Sending> senders = new ArrayList<>();
    List<Thread> crowd = new ArrayList<>();
    for (int i = 0; i < CROWD; i++) {
      Sending sending = new Sending(clients, books, orders, new Random(seed + 1_000 + i));
      senders.add(sending);
      crowd.add(Thread.ofVirtual().name("crowd").start(sending::run));
    }
    TimeUnit.MILLISECONDS.sleep(millis);
    senders.forEach(Sending::stop);
    for (Thread one : crowd) {
      one.join();
    }
  }

  /** Questions answered so far. */
  long asked() {
    return asked.get();
  }

  /** How often a command's outcome was unknown at first. */
  long unknown() {
    return orders.unknown();
  }

  /** Waits for a command sent from now on; without end when none is acknowledged in a minute. */
  double secondsToAcknowledgement() throws InterruptedException {
    return orders.secondsToAcknowledgement();
  }

  static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends when the outcome of every command is known. */
  @Override
  public void close() {
    stops.forEach(Runnable::run);
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
