package org.relata.query.history;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.customer.CustomerId;
import org.relata.kernel.log.Recorded;

/**
 * One step in the timeline of a customer or an account; or, at position {@value #OF_A_THING}, whom
 * a thing concerns, which is no step and shown to nobody. It holds no personal data: what happened
 * is read from the log itself when it is asked for.
 *
 * @param subject {@code customer/C-1} or {@code account/A-1}; of a thing its stream
 * @param position of the event in the log
 * @param type wire name of the event
 * @param capability first part of the wire name
 * @param concerned the customers whom a thing concerns; null for a step
 */
public record TimelineRow(
    String subject,
    long position,
    String type,
    String capability,
    String actor,
    Instant recordedAt,
    Instant effectiveAt,
    @Nullable List<CustomerId> concerned) {

  static final long OF_A_THING = 0;

  static TimelineRow step(String subject, String type, Recorded<?> recorded) {
    return of(subject, recorded.position(), type, recorded, null);
  }

  static TimelineRow thing(String stream, String type, Recorded<?> first) {
    return of(stream, OF_A_THING, type, first, List.of());
  }

  private static TimelineRow of(
      String subject,
      long position,
      String type,
      Recorded<?> recorded,
      @Nullable List<CustomerId> concerned) {
    return new TimelineRow(
        subject,
        position,
        type,
        type.substring(0, Math.max(0, type.indexOf('.'))),
        recorded.metadata().actor(),
        recorded.recordedAt(),
        recorded.effectiveAt(),
        concerned);
  }

  TimelineRow concerning(List<CustomerId> customers) {
    return new TimelineRow(
        subject, position, type, capability, actor, recordedAt, effectiveAt, customers);
  }
}
