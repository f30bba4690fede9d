package org.relata.command.platform.dispatch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.CommandContext;
import org.relata.command.platform.dispatch.Answer.StreamVersion;
import org.relata.command.platform.log.AppendFailure;
import org.relata.command.platform.log.Appended;
import org.relata.command.platform.log.LogReader;
import org.relata.command.platform.log.LogWriter;
import org.relata.command.platform.log.PostgresEventStorage;
import org.relata.command.platform.log.PostgresEventStorage.Origin;
import org.relata.command.platform.log.PostgresEventStorage.ReadAhead;
import org.relata.command.platform.log.StateCache;
import org.relata.command.platform.log.StreamAggregate;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.Rejection;
import org.relata.kernel.StreamId;
import org.relata.kernel.log.Metadata;
import org.relata.kernel.log.Recorded;

/**
 * Decides the commands of a batch one after the other in one unit of work. A decision is pure and
 * comes before anything is applied, so a refused command leaves no trace in the unit; what the
 * others decided is appended at once when the unit commits.
 */
final class BatchHandler implements MessageHandler<CommandMessage<?>> {

  private final Deciders deciders;
  private final Repository<StreamAggregate> repository;
  private final StateCache cache;
  private final LogReader reader;
  private final LogWriter writer;

  BatchHandler(
      Deciders deciders,
      Repository<StreamAggregate> repository,
      StateCache cache,
      LogReader reader,
      LogWriter writer) {
    this.deciders = deciders;
    this.repository = repository;
    this.cache = cache;
    this.reader = reader;
    this.writer = writer;
  }

  /** A command's part of the append: where its events begin, and the streams it wrote to. */
  private record Part(int answer, int offset, int count, List<StreamVersion> streams) {}

  @Override
  public @Nullable Object handle(CommandMessage<?> message) {
    Batch batch = (Batch) message.getPayload();
    UnitOfWork<?> unit = CurrentUnitOfWork.get();
    // Told before anything is read: what is decided now must not be written to another log.
    UUID incarnation = incarnation(batch);
    unit.resources().put(PostgresEventStorage.INCARNATION, incarnation);
    if (batch.envelopes().size() > 1) {
      unit.resources().put(PostgresEventStorage.READ_AHEAD, readAhead(batch, incarnation));
    }
    Streams streams = new Streams(repository, cache, incarnation, batch.truthful());
    List<Part> parts = new ArrayList<>();
    int offset = 0;
    for (Envelope envelope : batch.envelopes()) {
      try {
        List<? extends DomainEvent> events = decide(envelope, streams);
        parts.add(apply(envelope, events, streams, batch.answers().size(), offset));
        offset += events.size();
        batch.answers().add(null);
      } catch (Rejection rejection) {
        batch.answers().add(new Answer.Refused(rejection));
      }
    }
    unit.afterCommit(done -> complete(batch, parts, done));
    unit.afterCommit(done -> streams.keep());
    return null;
  }

  /**
   * As the last append has met it, for an append finds out when that is no longer so. What is
   * refused is not appended, so whoever has to be sure asks the log.
   */
  private UUID incarnation(Batch batch) {
    return writer
        .incarnation()
        .filter(_ -> !batch.truthful())
        .orElseGet(() -> reader.head().incarnation());
  }

  private ReadAhead readAhead(Batch batch, UUID incarnation) {
    Set<String> names = new LinkedHashSet<>();
    for (Envelope envelope : batch.envelopes()) {
      envelope.command().reads().forEach(stream -> names.add(stream.name()));
    }
    List<LogReader.Tail> tails = new ArrayList<>();
    for (String name : names) {
      StateCache.@Nullable Kept kept = cache.get(incarnation, name);
      tails.add(new LogReader.Tail(name, kept == null ? 0 : kept.version() + 1));
    }
    Map<String, List<Recorded<DomainEvent>>> read = reader.streams(tails);
    names.forEach(name -> read.putIfAbsent(name, List.of()));
    return new ReadAhead(read);
  }

  private List<? extends DomainEvent> decide(Envelope envelope, Streams streams) {
    @Nullable Long expected = envelope.expectedVersion();
    if (expected != null) {
      StreamId target = envelope.command().target();
      long version = Streams.version(streams.aggregate(target, deciders.streamType(target)));
      if (version != expected) {
        throw new Rejection(
            "VERSION_CONFLICT",
            "The stream " + target + " is at version " + version + ", not " + expected + ".");
      }
    }
    CommandContext context =
        new CommandContext(
            envelope.actor(), envelope.receivedAt(), envelope.effectiveAt(), envelope.reason());
    return deciders.decide(envelope.command(), context, streams);
  }

  private Part apply(
      Envelope envelope,
      List<? extends DomainEvent> events,
      Streams streams,
      int answer,
      int offset) {
    Metadata metadata = metadata(envelope);
    Map<String, Long> versions = new LinkedHashMap<>();
    int index = 0;
    for (DomainEvent event : events) {
      StreamId stream = event.stream();
      Aggregate<StreamAggregate> aggregate = streams.aggregate(stream, deciders.streamType(stream));
      Origin origin = new Origin(metadata, index++, envelope.effectiveAt());
      MetaData marked = MetaData.with(PostgresEventStorage.ORIGIN, origin);
      aggregate.execute(shell -> shell.record(event, marked));
      versions.put(stream.name(), Streams.version(aggregate));
    }
    List<StreamVersion> written =
        versions.entrySet().stream()
            .map(entry -> new StreamVersion(entry.getKey(), entry.getValue()))
            .toList();
    return new Part(answer, offset, events.size(), written);
  }

  private static Metadata metadata(Envelope envelope) {
    @Nullable String correlation = envelope.correlationId();
    return new Metadata(
        envelope.actor().name(),
        envelope.onBehalfOf(),
        envelope.id(),
        envelope.command().getClass().getSimpleName(),
        envelope.contentHash(),
        correlation == null ? envelope.id() : correlation,
        envelope.causationId(),
        envelope.reason(),
        null);
  }

  private void complete(Batch batch, List<Part> parts, UnitOfWork<?> unit) {
    @Nullable Appended all = unit.getResource(PostgresEventStorage.APPENDED);
    for (Part part : parts) {
      batch.answers().set(part.answer(), answer(part, all));
    }
  }

  /** Told after the commit, for it may rest on what was just appended; a failure is an answer. */
  private Answer unchanged() {
    try {
      LogReader.Head head = reader.head();
      return new Answer.Unchanged(head.position(), head.incarnation().toString());
    } catch (AppendFailure.StoreUnavailable e) {
      return Dispatcher.storeUnavailable(e);
    }
  }

  private Answer answer(Part part, @Nullable Appended all) {
    if (part.count() == 0 || all == null) {
      return unchanged();
    }
    Appended mine =
        new Appended(
            all.first() + part.offset(), part.count(), all.recordedAt(), all.incarnation());
    return new Answer.Stored(mine, part.streams());
  }
}
