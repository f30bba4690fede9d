package org.relata.command.platform;

import java.util.function.BiFunction;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.StreamId;

/**
 * A kind of stream: how its events evolve a state. States are immutable.
 *
 * @param name first part of the stream's name, for example {@code customer}
 * @param initial the state before the first event
 * @param evolve pure: state and event to state
 */
public record StreamType<S>(String name, S initial, BiFunction<S, DomainEvent, S> evolve) {

  /** A stream type whose events all belong to one sealed parent. */
  public static <S, E extends DomainEvent> StreamType<S> of(
      String name, S initial, Class<E> events, BiFunction<S, E, S> evolve) {
    return new StreamType<>(
        name, initial, (state, event) -> evolve.apply(state, events.cast(event)));
  }

  public StreamId id(String id) {
    return new StreamId(name, id);
  }
}
