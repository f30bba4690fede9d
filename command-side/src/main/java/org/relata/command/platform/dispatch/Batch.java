package org.relata.command.platform.dispatch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What travels over Axon's command bus: one command, or a few that are decided one after the other
 * in one unit of work, each seeing what the ones before it did, and appended together.
 *
 * @param truthful whether "is new" must be looked up rather than guessed
 */
record Batch(List<Envelope> envelopes, boolean truthful, List<@Nullable Answer> answers) {

  static Batch of(List<Envelope> envelopes, boolean truthful) {
    return new Batch(envelopes, truthful, new ArrayList<>(envelopes.size()));
  }
}
