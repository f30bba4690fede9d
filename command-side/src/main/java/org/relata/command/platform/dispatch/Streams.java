package org.relata.command.platform.dispatch;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.States;
import org.relata.command.platform.StreamType;
import org.relata.command.platform.log.StateCache;
import org.relata.command.platform.log.StreamAggregate;
import org.relata.kernel.StreamId;

/** The streams of one unit of work, loaded as aggregates when first asked for. */
final class Streams implements States {

  private final Repository<StreamAggregate> repository;
  private final StateCache cache;
  private final UUID incarnation;
  private final boolean truthful;
  private final Map<String, Aggregate<StreamAggregate>> loaded = new HashMap<>();
  private final Set<String> assumedNew = new LinkedHashSet<>();

  Streams(
      Repository<StreamAggregate> repository,
      StateCache cache,
      UUID incarnation,
      boolean truthful) {
    this.repository = repository;
    this.cache = cache;
    this.incarnation = incarnation;
    this.truthful = truthful;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <S> S of(StreamType<S> type, String id) {
    StreamId stream = type.id(id);
    if (assumedNew.contains(stream.name()) && !loaded.containsKey(stream.name())) {
      return type.initial();
    }
    return (S) aggregate(stream, type).invoke(StreamAggregate::state);
  }

  @Override
  public boolean isNew(StreamType<?> type, String id) {
    StreamId stream = type.id(id);
    @Nullable Aggregate<StreamAggregate> known = loaded.get(stream.name());
    if (known == null && !truthful && cache.get(incarnation, stream.name()) == null) {
      assumedNew.add(stream.name());
      return true;
    }
    return version(aggregate(stream, type)) < 0;
  }

  /** The aggregate of a stream, created when nothing ever happened in it. */
  Aggregate<StreamAggregate> aggregate(StreamId stream, StreamType<?> type) {
    @Nullable Aggregate<StreamAggregate> known = loaded.get(stream.name());
    if (known != null) {
      return known;
    }
    try {
      Aggregate<StreamAggregate> aggregate =
          assumedNew.contains(stream.name())
              ? repository.newInstance(() -> fresh(stream, type))
              : repository.loadOrCreate(stream.name(), () -> fresh(stream, type));
      loaded.put(stream.name(), aggregate);
      return aggregate;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("A stream could not be created: " + stream, e);
    }
  }

  /** The last version of a stream, -1 before the first event. */
  static long version(Aggregate<StreamAggregate> aggregate) {
    @Nullable Long version = aggregate.version();
    return version == null ? -1 : version;
  }

  /** Keeps every loaded state for the next command. */
  void keep() {
    loaded.forEach(
        (stream, aggregate) -> {
          long version = version(aggregate);
          if (version >= 0) {
            cache.put(
                stream,
                aggregate.invoke(
                    shell ->
                        new StateCache.Kept(incarnation, shell.type(), shell.state(), version)));
          }
        });
  }

  List<StreamId> streams() {
    return loaded.keySet().stream().map(StreamId::parse).toList();
  }

  private static StreamAggregate fresh(StreamId stream, StreamType<?> type) {
    return new StreamAggregate(stream.name(), type, type.initial());
  }
}
