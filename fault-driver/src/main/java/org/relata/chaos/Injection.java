package org.relata.chaos;

import java.util.Random;

/**
 * A way to do harm: it is done, lasts a moment, and is over when the call returns.
 *
 * @param fault its number in the list of faults of the specification
 * @param weight how often it is chosen, relative to the others
 */
record Injection(int fault, String name, int weight, Act act) {

  /** What is done; false when it could not be done just now. */
  @FunctionalInterface
  interface Act {
    boolean done(Site site, Random random) throws Exception;
  }
}
