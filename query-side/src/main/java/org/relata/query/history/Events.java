package org.relata.query.history;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
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
    Map<Long, Recorded<DomainEvent>> events = new HashMap<>();
    snapshot
        .sql()
        .resultQuery(
            "SELECT position, stream, version, type, revision, payload::text, metadata::text,"
                + " recorded_at, effective_at FROM log.event WHERE position = ANY ({0})",
            DSL.val(positions.toArray(Long[]::new)))
        .forEach(
            row -> {
              long position = row.get(0, Long.class);
              events.put(
                  position,
                  new Recorded<>(
                      position,
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
