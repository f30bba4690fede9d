package org.relata.faults;

import java.time.Duration;

/** What is wrong with the network. One fault at a time; it holds for old and new connections. */
public sealed interface Fault {

  /** Nothing: every byte passes at once. */
  record None() implements Fault {}

  /** Everything takes so much longer, in each direction. */
  record Latency(Duration delay) implements Fault {}

  /** Bytes pass in pieces of this size, each a packet of its own. */
  record Slices(int bytes) implements Fault {
    public Slices {
      if (bytes < 1) {
        throw new IllegalArgumentException("A slice has at least one byte: " + bytes);
      }
    }
  }

  /** No more than so many bytes a second in each direction of each connection. */
  record Bandwidth(int bytesPerSecond) implements Fault {
    public Bandwidth {
      if (bytesPerSecond < 1) {
        throw new IllegalArgumentException("At least one byte a second: " + bytesPerSecond);
      }
    }
  }

  /** Connections stay open and are accepted, and nothing passes any more, nor is it told. */
  record Silence() implements Fault {}

  /** Connections are closed as soon as they are made. */
  record Refusal() implements Fault {}

  /**
   * The server's confirmation that something was committed does not arrive: the connection is reset
   * in its place, so that the sender cannot know. So many times, then the network is well again.
   */
  record LostConfirmation(int times) implements Fault {}

  /**
   * At one moment of the next such statement something is done, once; then the network is well.
   *
   * @param statement a part of the statement's text
   * @param blow is run between two bytes, so it must be quick; what is under way then does not go
   *     on unless the moment says that it has arrived
   */
  record Strike(String statement, Moment moment, Runnable blow) implements Fault {}
}
