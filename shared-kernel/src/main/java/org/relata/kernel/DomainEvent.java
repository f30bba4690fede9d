package org.relata.kernel;

/**
 * Something that happened. Every capability seals its own events below this type; each event is a
 * record marked with its {@link EventType wire name}, and knows the one stream that it belongs to.
 */
public interface DomainEvent {

  /** The stream whose next version this event is. */
  StreamId stream();
}
