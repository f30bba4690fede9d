package org.relata.postgres;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL could not be unpacked, initialised, started, stopped or asked; the message says why.
 */
public final class PostgresFailure extends RuntimeException {

  PostgresFailure(String message) {
    super(message);
  }

  PostgresFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  static PostgresFailure of(String what, IOException cause) {
    return new PostgresFailure(what + ": " + cause, cause);
  }

  static PostgresFailure interrupted(String what, InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new PostgresFailure("Interrupted while " + what, cause);
  }
}
