package org.relata.command.platform;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What came with a command besides its payload: a decider has no clock and no identity of its own.
 *
 * @param receivedAt when the command reached us
 * @param effectiveAt when it was true in the world; the time of recording unless given
 * @param reason in the words of the actor
 */
public record CommandContext(
    Actor actor, Instant receivedAt, @Nullable Instant effectiveAt, @Nullable String reason) {

  /** The day in UTC from which what is commanded is true in the world. */
  public LocalDate effectiveDay() {
    return effectiveAt == null ? today() : effectiveAt.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  /** The day of the receipt in UTC. */
  public LocalDate today() {
    return receivedAt.atOffset(ZoneOffset.UTC).toLocalDate();
  }
}
