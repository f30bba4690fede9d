package org.relata.query.history;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.StreamId;
import org.relata.kernel.log.EventCodec;
import org.relata.kernel.log.Recorded;
import org.relata.query.platform.graph.Snapshot;

/** Reads single events of the log within the picture of a request. */
final class Events {

  private final EventCodec codec;

  Events(EventCodec codec) {
    this.codec = codec;
  }

  Map<Long, Recorded<DomainEvent>> at(Collection<Long> positions, Snapshot snapshot) {
    return read(
        DSL.condition("position = ANY ({0})", DSL.val(positions.toArray(Long[]::new))), snapshot);
  }

  /** All events of some streams up to a position. */
  Map<Long, Recorded<DomainEvent>> of(
      Collection<String> streams, long position, Snapshot snapshot) {
    return read(
        DSL.condition(
            "stream = ANY ({0}) AND position <= {1}",
            DSL.val(streams.toArray(String[]::new)), DSL.val(position)),
        snapshot);
  }

  private Map<Long, Recorded<DomainEvent>> read(Condition which, Snapshot snapshot) {
    Map<Long, Recorded<DomainEvent>> events = new HashMap<>();
    snapshot
        .sql()
        .resultQuery(
            "SELECT position, stream, version, type, revision, payload::text, metadata::text,"
                + " recorded_at, effective_at FROM log.event WHERE {0}",
            which)
        .forEach(
            row -> {
              long at = row.get(0, Long.class);
              events.put(
                  at,
                  new Recorded<>(
                      at,
                      StreamId.parse(row.get(1, String.class)),
                      row.get(2, Long.class),
                      codec.decode(
                          row.get(3, String.class),
                          row.get(4, Integer.class),
                          row.get(5, String.class)),
                      codec.decodeMetadata(row.get(6, String.class)),
                      row.get(7, OffsetDateTime.class).toInstant(),
                      row.get(8, OffsetDateTime.class).toInstant()));
            });
    return events;
  }
}
