package org.relata.chaos;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * Which fault comes next. Each has its turn once in the course of a run, so that chance leaves none
 * out; between the turns chance decides, by their weights. What could not be done in its turn waits
 * for another one.
 */
final class Course {

  /** So often a fault that cannot be done gets another turn; then it is left to chance. */
  private static final int TURNS = 50;

  private final List<Injection> all;
  private final Random random;
  private final Deque<Injection> waiting;
  private int turns;

  Course(List<Injection> all, Random random) {
    List<Injection> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    this.all = all;
    this.random = random;
    this.waiting = new ArrayDeque<>(shuffled);
    this.turns = all.size() * TURNS;
  }

  Injection next() {
    boolean isTurn = !waiting.isEmpty() && turns > 0 && random.nextBoolean();
    if (!isTurn) {
      return byChance();
    }
    turns--;
    Injection first = waiting.pop();
    // Until it is told that it was done.
    waiting.add(first);
    return first;
  }

  void done(Injection injection) {
    waiting.remove(injection);
  }

  private Injection byChance() {
    int left = random.nextInt(all.stream().mapToInt(Injection::weight).sum());
    for (Injection one : all) {
      left -= one.weight();
      if (left < 0) {
        return one;
      }
    }
    throw new IllegalStateException("No weights");
  }
}
