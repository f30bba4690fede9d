package org.relata.kernel.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Who caused an event, and why.
 *
 * @param actor who was authenticated: {@code employee/E-1} or {@code client/integrator}
 * @param onBehalfOf for whom the actor acted, when not for itself
 * @param commandId the idempotency key of the command
 * @param commandType the type of the command
 * @param contentHash fingerprint of the whole command, to tell a repetition from a reuse of its id
 * @param correlationId what the command belongs to; the command id unless given
 * @param causationId what caused the command, for example a position of the log
 * @param reason in the words of the actor
 * @param policy the policy and version that decided, {@code personal-aum/3}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Metadata(
    String actor,
    @Nullable String onBehalfOf,
    String commandId,
    String commandType,
    String contentHash,
    String correlationId,
    @Nullable String causationId,
    @Nullable String reason,
    @Nullable String policy) {}
