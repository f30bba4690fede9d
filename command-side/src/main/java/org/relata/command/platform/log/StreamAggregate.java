package org.relata.command.platform.log;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.relata.command.platform.StreamType;
import org.relata.kernel.DomainEvent;

/**
 * The one Axon aggregate: a thin shell around the state of a stream of any type. It decides
 * nothing; it applies what a decider decided, and lets the stream's type evolve the state.
 */
public final class StreamAggregate {

  @AggregateIdentifier private final String stream;
  private final StreamType<Object> type;
  private Object state;

  @SuppressWarnings("unchecked")
  public StreamAggregate(String stream, StreamType<?> type, Object state) {
    this.stream = stream;
    this.type = (StreamType<Object>) type;
    this.state = state;
  }

  public void record(DomainEvent event, MetaData metadata) {
    AggregateLifecycle.apply(event, metadata);
  }

  @EventSourcingHandler
  void on(DomainEvent event) {
    state = type.evolve().apply(state, event);
  }

  public Object state() {
    return state;
  }

  public StreamType<?> type() {
    return type;
  }

  public String stream() {
    return stream;
  }
}
