package org.relata.command.platform.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way into the log.
 *
 * @param commandIndex place among the events of its command, from 0
 * @param effectiveAt the time of recording when null
 */
public record NewEvent(
    String stream,
    long version,
    String type,
    int revision,
    String payload,
    String metadata,
    @Nullable Instant effectiveAt,
    String commandId,
    int commandIndex) {}
