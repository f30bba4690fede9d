package org.relata.command.platform.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.log.EventCodec;
import org.relata.kernel.log.Metadata;
import org.relata.kernel.log.Recorded;

/**
 * Axon's view of the log. Positions are contiguous and in commit order, so a token is a plain
 * number. Snapshots are states kept in memory; whatever they hold, the tail of the stream is always
 * read from the log behind them, so that no decision rests on what another process has outdated.
 */
public final class PostgresEventStorage implements EventStorageEngine {

  /** Key of the {@link Origin} in the metadata of an event message. */
  public static final String ORIGIN = "origin";

  /** Resource of the unit of work under which {@link Appended} is left after an append. */
  public static final String APPENDED = "relata.appended";

  /** Resource of the unit of work that says in which incarnation of the log it decides. */
  public static final String INCARNATION = "relata.incarnation";

  /** Resource of the unit of work that holds streams read ahead, by name. */
  public static final String READ_AHEAD = "relata.readAhead";

  /** Which command an event comes from. */
  public record Origin(
      Metadata metadata, int commandIndex, java.time.@Nullable Instant effectiveAt) {}

  /** Streams read ahead for a batch: the events of each behind the version that memory holds. */
  public record ReadAhead(Map<String, List<Recorded<DomainEvent>>> tails) {}

  private static final int BATCH = 1_000;

  private final LogWriter writer;
  private final LogReader reader;
  private final StateCache cache;
  private final EventCodec codec;

  public PostgresEventStorage(
      LogWriter writer, LogReader reader, StateCache cache, EventCodec codec) {
    this.writer = writer;
    this.reader = reader;
    this.cache = cache;
    this.codec = codec;
  }

  @Override
  public void appendEvents(List<? extends EventMessage<?>> messages) {
    List<NewEvent> events = new ArrayList<>(messages.size());
    Map<Metadata, String> encoded = new HashMap<>();
    for (EventMessage<?> message : messages) {
      DomainEventMessage<?> event = (DomainEventMessage<?>) message;
      Origin origin = (Origin) Objects.requireNonNull(event.getMetaData().get(ORIGIN));
      EventCodec.Stored stored = codec.encode((DomainEvent) event.getPayload());
      events.add(
          new NewEvent(
              event.getAggregateIdentifier(),
              event.getSequenceNumber(),
              stored.type(),
              stored.revision(),
              stored.payload(),
              encoded.computeIfAbsent(origin.metadata(), codec::encodeMetadata),
              origin.effectiveAt(),
              origin.metadata().commandId(),
              origin.commandIndex()));
    }
    UnitOfWork<?> unit = CurrentUnitOfWork.get().root();
    UUID incarnation = unit.getResource(INCARNATION);
    unit.resources().put(APPENDED, writer.append(incarnation, events));
  }

  @Override
  public DomainEventStream readEvents(String stream, long firstVersion) {
    @Nullable List<Recorded<DomainEvent>> events = readAhead(stream, firstVersion);
    if (events == null) {
      events = reader.stream(stream, firstVersion);
    }
    return DomainEventStream.of(
        events.stream().<DomainEventMessage<?>>map(PostgresEventStorage::message));
  }

  private static @Nullable List<Recorded<DomainEvent>> readAhead(String stream, long firstVersion) {
    if (!CurrentUnitOfWork.isStarted()) {
      return null;
    }
    @Nullable ReadAhead ahead = CurrentUnitOfWork.get().root().getResource(READ_AHEAD);
    @Nullable List<Recorded<DomainEvent>> events = ahead == null ? null : ahead.tails().get(stream);
    // A snapshot that moved meanwhile asks for a later tail than was read ahead.
    return events == null || (!events.isEmpty() && events.getFirst().version() != firstVersion)
        ? null
        : events;
  }

  @Override
  public Optional<DomainEventMessage<?>> readSnapshot(String stream) {
    @Nullable UUID incarnation =
        CurrentUnitOfWork.map(unit -> unit.root().<UUID>getResource(INCARNATION)).orElse(null);
    return Optional.ofNullable(incarnation)
        .map(known -> cache.get(known, stream))
        .map(
            kept ->
                new GenericDomainEventMessage<>(
                    StreamAggregate.class.getSimpleName(),
                    stream,
                    kept.version(),
                    new StreamAggregate(stream, kept.type(), kept.state())));
  }

  @Override
  public void storeSnapshot(DomainEventMessage<?> snapshot) {
    throw new UnsupportedOperationException("States are kept by the dispatcher, after a commit");
  }

  @Override
  public Stream<? extends TrackedEventMessage<?>> readEvents(
      @Nullable TrackingToken token, boolean mayBlock) {
    return Stream.iterate(
            reader.after(position(token), BATCH),
            batch -> !batch.isEmpty(),
            batch -> reader.after(batch.getLast().position(), BATCH))
        .flatMap(List::stream)
        .map(
            event ->
                new GenericTrackedDomainEventMessage<>(
                    new GlobalSequenceTrackingToken(event.position()), message(event)));
  }

  @Override
  public TrackingToken createHeadToken() {
    return new GlobalSequenceTrackingToken(reader.head().position());
  }

  @Override
  public Optional<Long> lastSequenceNumberFor(String stream) {
    return reader.stream(stream, 0).stream().map(Recorded::version).reduce((a, b) -> b);
  }

  private static long position(@Nullable TrackingToken token) {
    return token == null ? 0 : token.position().orElse(0);
  }

  private static GenericDomainEventMessage<DomainEvent> message(Recorded<DomainEvent> event) {
    return new GenericDomainEventMessage<>(
        StreamAggregate.class.getSimpleName(),
        event.stream().name(),
        event.version(),
        event.event(),
        Map.of(),
        event.stream() + "@" + event.version(),
        event.recordedAt());
  }
}
