package org.relata.command.platform.dispatch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.Actor;
import org.relata.command.platform.Command;

/**
 * A command with everything that came with it.
 *
 * @param id the idempotency key: the same id again gives the first answer
 * @param contentHash fingerprint of all that the sender wrote, and of who it was
 * @param expectedVersion of the command's target stream; -1 for "nothing happened there yet"
 */
public record Envelope(
    String id,
    Command command,
    String contentHash,
    Actor actor,
    Instant receivedAt,
    @Nullable Long expectedVersion,
    @Nullable Instant effectiveAt,
    @Nullable String reason,
    @Nullable String onBehalfOf,
    @Nullable String correlationId,
    @Nullable String causationId) {}
