package org.relata.kernel.log;

import tools.jackson.databind.node.ObjectNode;

/**
 * Leads the stored JSON of one revision of an event to the next revision.
 *
 * @param type wire name
 * @param fromRevision the revision that it reads; it gives {@code fromRevision + 1}
 */
public record Upcaster(String type, int fromRevision, Change change) {

  /** Changes the payload in place; called with a copy that nobody else holds. */
  @FunctionalInterface
  public interface Change {
    void apply(ObjectNode payload);
  }
}
