package org.relata.command.platform;

import org.relata.kernel.Identifier;

/**
 * What a decision may know: the states of streams, each as it stands in the log when the decision
 * is made. A stream that the decision writes to is guarded by its version; one that it only reads
 * may change at the same moment. A rule that must hold therefore writes to the stream it rests on.
 */
public interface States {

  /** The state of a stream; the type's initial state when nothing ever happened in it. */
  <S> S of(StreamType<S> type, String id);

  default <S> S of(StreamType<S> type, Identifier id) {
    return of(type, id.value());
  }

  /**
   * Whether nothing ever happened in the stream. The first answer may be a guess (a new stream is
   * not looked up); the store then refuses a wrong one, and the decision is made again with the
   * truth.
   */
  boolean isNew(StreamType<?> type, String id);

  default boolean isNew(StreamType<?> type, Identifier id) {
    return isNew(type, id.value());
  }
}
