package org.relata.command.platform.log;

/** Why events were not appended. Whatever the reason, none of them is in the log but for one. */
public abstract sealed class AppendFailure extends RuntimeException {

  AppendFailure(String message, Throwable cause) {
    super(message, cause, false, false);
  }

  /** Another command was first to write the same version of a stream. */
  public static final class StreamConflict extends AppendFailure {
    StreamConflict(Throwable cause) {
      super("Another command changed the same stream first", cause);
    }
  }

  /** A command of this id was recorded before. */
  public static final class CommandRepeated extends AppendFailure {
    CommandRepeated(Throwable cause) {
      super("A command of this id was recorded before", cause);
    }
  }

  /**
   * An event that the decision has to rest on cannot be read: a newer program wrote it, or it is
   * damaged.
   */
  public static final class EventUnreadable extends AppendFailure {
    EventUnreadable(long position, Throwable cause) {
      super("The event at position " + position + " cannot be read: " + cause.getMessage(), cause);
    }
  }

  /** The store refused or could not be reached. */
  public static final class StoreUnavailable extends AppendFailure {
    private final boolean outcomeUnknown;

    StoreUnavailable(Throwable cause, boolean outcomeUnknown) {
      super("The event store is not available", cause);
      this.outcomeUnknown = outcomeUnknown;
    }

    /** True when the connection broke while the store may have been committing. */
    public boolean outcomeUnknown() {
      return outcomeUnknown;
    }
  }
}
