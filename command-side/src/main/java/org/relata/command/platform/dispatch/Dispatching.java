package org.relata.command.platform.dispatch;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.lock.PessimisticLockFactory;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.AbstractAggregateFactory;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.modelling.command.Repository;
import org.relata.command.platform.Decider;
import org.relata.command.platform.StreamType;
import org.relata.command.platform.log.AppendListener;
import org.relata.command.platform.log.LogDatabase;
import org.relata.command.platform.log.LogReader;
import org.relata.command.platform.log.LogWriter;
import org.relata.command.platform.log.PostgresEventStorage;
import org.relata.command.platform.log.StateCache;
import org.relata.command.platform.log.StreamAggregate;
import org.relata.kernel.StreamId;
import org.relata.kernel.log.EventCodec;

/**
 * Puts the command side together from a database: log, Axon's event store, repository and command
 * bus, dispatcher. The bus has no transaction of its own: the log is the only thing written, and a
 * transaction around each command would hold a connection while it waits.
 */
public final class Dispatching {

  private final Dispatcher dispatcher;
  private final LogReader reader;
  private final Deciders deciders;
  private final EmbeddedEventStore store;

  public Dispatching(
      LogDatabase database,
      List<? extends Decider<?>> capabilities,
      EventCodec codec,
      MeterRegistry meters,
      AppendListener listener,
      long cachedStreams) {
    deciders = new Deciders(capabilities);
    reader = new LogReader(database.dataSource(), codec);
    StateCache cache = new StateCache(cachedStreams);
    LogWriter writer = database.writer(meters, listener);
    PostgresEventStorage storage = new PostgresEventStorage(writer, reader, cache, codec);
    store = EmbeddedEventStore.builder().storageEngine(storage).build();
    Repository<StreamAggregate> repository =
        EventSourcingRepository.builder(StreamAggregate.class)
            .eventStore(store)
            .aggregateFactory(new Shells(deciders))
            .lockFactory(
                PessimisticLockFactory.builder()
                    .acquireAttempts(1_000)
                    .lockAttemptTimeout(10)
                    .queueLengthThreshold(10_000)
                    .build())
            .build();
    SimpleCommandBus bus = SimpleCommandBus.builder().build();
    bus.subscribe(
        Batch.class.getName(), new BatchHandler(deciders, repository, cache, reader, writer));
    dispatcher = new Dispatcher(bus, reader);
  }

  public Dispatcher dispatcher() {
    return dispatcher;
  }

  public LogReader reader() {
    return reader;
  }

  public Deciders deciders() {
    return deciders;
  }

  public EmbeddedEventStore store() {
    return store;
  }

  /** Makes the shell for a stream that is read from the log. */
  private static final class Shells extends AbstractAggregateFactory<StreamAggregate> {
    private final Deciders deciders;

    Shells(Deciders deciders) {
      super(StreamAggregate.class);
      this.deciders = deciders;
    }

    @Override
    @SuppressWarnings("rawtypes")
    protected StreamAggregate doCreateAggregate(String stream, DomainEventMessage firstEvent) {
      StreamType<?> type = deciders.streamType(StreamId.parse(stream));
      return new StreamAggregate(stream, type, type.initial());
    }
  }
}
