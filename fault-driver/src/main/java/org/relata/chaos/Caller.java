package org.relata.chaos;

import java.util.Random;
import org.relata.kernel.log.Json;
import tools.jackson.databind.json.JsonMapper;

/** One who uses the programs, turn after turn, until it is stopped; a begun turn is ended. */
abstract class Caller {

  final Clients clients;
  final Books books;
  final Random random;
  final JsonMapper json = Json.mapper();
  private volatile boolean stopped;

  Caller(Clients clients, Books books, Random random) {
    this.clients = clients;
    this.books = books;
    this.random = random;
  }

  /** Does something once and enters what came of it, and pauses. */
  abstract void turn();

  final void run() {
    try {
      while (!stopped) {
        turn();
      }
    } catch (RuntimeException e) {
      // A caller that is missing would make a run look better than it was.
      books.violated("I7", "a caller failed: " + e);
    }
  }

  final void stop() {
    stopped = true;
  }
}
