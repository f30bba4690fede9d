package org.relata.command.platform.dispatch;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.log.Appended;
import org.relata.kernel.Rejection;

/** What became of a command. */
public sealed interface Answer {

  /** A stream that the command wrote to, and its version since. */
  record StreamVersion(String stream, long version) {}

  /** The command's events are durable in the log. */
  record Stored(Appended appended, List<StreamVersion> streams) implements Answer {}

  /** The same command was accepted before; this is the answer that it was given. */
  record Repeated(Appended appended, List<StreamVersion> streams) implements Answer {}

  /** Everything was already so; nothing was written. */
  record Unchanged(long position, String incarnation) implements Answer {}

  /** A rule or a shape forbids it; nothing was written. */
  record Refused(Rejection rejection) implements Answer {}

  /** The store is away, or too many commands fight for the same stream: to be sent again. */
  record Unavailable(String code, String sentence, @Nullable Throwable cause) implements Answer {}

  /**
   * Something that nobody foresaw; whether anything was written, the same command sent again tells.
   *
   * @param reference under which the failure was logged
   */
  record Failed(String reference) implements Answer {}
}
