package org.relata.kernel.log;

import java.time.Instant;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.StreamId;

/**
 * An event as it stands in the log.
 *
 * @param position gapless, from 1, in commit order; comparable within one incarnation of the log
 * @param version place in its stream, gapless, from 0
 * @param recordedAt when the bank knew it; never decreases with the position
 * @param effectiveAt when it was true in the world
 */
public record Recorded<E extends DomainEvent>(
    long position,
    StreamId stream,
    long version,
    E event,
    Metadata metadata,
    Instant recordedAt,
    Instant effectiveAt) {}
