package org.relata.query.history;

import java.time.Instant;

/**
 * One step in the timeline of a customer or an account. It holds no personal data: what happened is
 * read from the log itself when it is asked for.
 *
 * @param subject {@code customer/C-1} or {@code account/A-1}
 * @param position of the event in the log
 * @param type wire name of the event
 * @param capability first part of the wire name
 */
public record TimelineRow(
    String subject,
    long position,
    String type,
    String capability,
    String actor,
    Instant recordedAt,
    Instant effectiveAt) {}
