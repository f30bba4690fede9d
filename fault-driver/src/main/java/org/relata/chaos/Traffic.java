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
  private static final int CROWD = 20 * SENDERS;

  private final Orders orders;
  private final Clients clients;
  private final Books books;
  private final long seed;
  private final AtomicLong asked = new AtomicLong();
  private final Crew crew = new Crew();

  Traffic(Site site, Books books, long seed) throws Exception {
    this.books = books;
    this.seed = seed;
    orders = new Orders(seed, books);
    clients = new Clients(site);
    List<String> documents =
        new EveryQuestion(site.client(new Random(seed))).documents(RandomCommands.identifiers());
    for (int i = 0; i < SENDERS; i++) {
      crew.start(new Sending(clients, books, orders, new Random(seed + i)));
    }
    for (int i = 0; i < ASKERS; i++) {
      crew.start(new Asking(clients, books, documents, new Random(seed + 100 + i), asked));
    }
    crew.start(new Streaming(clients, books, orders, new Random(seed + 200)));
  }

  /** Callers at work. */
  private static final class Crew {

    private final List<Caller> callers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    void start(Caller caller) {
      callers.add(caller);
      threads.add(Thread.ofVirtual().name("caller").start(caller::run));
    }

    /** Ends when every caller has ended his turn. */
    void stop() throws InterruptedException {
      callers.forEach(Caller::stop);
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  /** For a while twenty times as many send commands, and everybody waits for his last answer. */
  void crowd(int millis) throws InterruptedException {
    Crew crowd = new Crew();
    for (int i = 0; i < CROWD; i++) {
      crowd.start(new Sending(clients, books, orders, new Random(seed + 1_000 + i)));
    }
    TimeUnit.MILLISECONDS.sleep(millis);
    crowd.stop();
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
    try {
      crew.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
