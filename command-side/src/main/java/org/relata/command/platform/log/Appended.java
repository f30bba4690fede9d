package org.relata.command.platform.log;

import java.time.Instant;
import java.util.UUID;

/**
 * Where appended events stand: their positions are {@code first} to {@code first + count - 1}.
 *
 * @param incarnation of the log; positions are comparable within it only
 */
public record Appended(long first, int count, Instant recordedAt, UUID incarnation) {

  public long last() {
    return first + count - 1;
  }
}
