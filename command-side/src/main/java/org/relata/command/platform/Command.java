package org.relata.command.platform;

import java.util.List;
import org.relata.kernel.StreamId;

/**
 * Something that somebody wants to happen: a record nested in its capability's sealed parent. Its
 * parts check their own shape; whether it may happen is decided by the capability's {@link
 * Decider}. The type on the wire is the record's simple name.
 */
public interface Command {

  /** The stream whose version an {@code expectedVersion} speaks of. */
  StreamId target();

  /** The streams that the decision will probably read, so that bulk reads them at once. */
  default List<StreamId> reads() {
    return List.of(target());
  }
}
