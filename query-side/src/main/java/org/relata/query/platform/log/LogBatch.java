package org.relata.query.platform.log;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.log.Recorded;

/**
 * Events of the log that follow each other without a gap.
 *
 * @param after the position before the first
 * @param incarnation of the log that they were read from; null when nothing was read
 * @param events decoded, maybe none
 * @param full whether more events may follow at once
 * @param blocked why the event after the last one cannot be read; null when it can
 */
public record LogBatch(
    long after,
    @Nullable UUID incarnation,
    List<Recorded<DomainEvent>> events,
    boolean full,
    @Nullable Blocked blocked) {

  /** An event that this program cannot read; nobody may skip it. */
  public record Blocked(long position, String error) {}

  /** The position of the last event, or the one before the first when there is none. */
  public long last() {
    return after + events.size();
  }
}
