package org.relata.hostile;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** All attacks as one sequence: seed and index alone say what a request is. */
final class HostileRequests {

  private final long seed;
  private final HostileCommands commands;
  private final HostileQuestions questions;
  private final HostileTransport transport = new HostileTransport();

  HostileRequests(long seed, HostileCommands commands, HostileQuestions questions) {
    this.seed = seed;
    this.commands = commands;
    this.questions = questions;
  }

  HostileRequest request(long index) {
    RandomGenerator random = new SplittableRandom(seed * 1_000_000_007L + index);
    // The first numbers of neighbours are alike.
    random.nextLong();
    HostileRequest request = random.nextBoolean() ? commands.next(random) : questions.next(random);
    return random.nextInt(6) == 0 ? transport.on(request, random) : request;
  }
}
