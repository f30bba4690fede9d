package org.relata.postgres;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * A data directory that must not be used. Nothing in it was changed. The message is written for the
 * person who started the program: what is the matter and what to do.
 */
public abstract sealed class DataDirectoryRefusal extends RuntimeException {

  private final transient Path directory;

  private DataDirectoryRefusal(Path directory, String message) {
    super(message);
    this.directory = directory;
  }

  public final Path directory() {
    return directory;
  }

  /** Another live program of ours works with the directory. */
  public static final class DataDirectoryInUse extends DataDirectoryRefusal {

    private final transient OptionalLong pid;

    DataDirectoryInUse(Path directory, OptionalLong pid) {
      super(
          directory,
          "The data directory %s is in use by %s. Stop that program first, or start this one with another data directory."
              .formatted(
                  directory,
                  pid.isPresent() ? "process " + pid.getAsLong() : "another running program"));
      this.pid = pid;
    }

    /** The process that holds the directory; empty when it did not come to write it down. */
    public OptionalLong pid() {
      return pid;
    }
  }

  /** The directory was made by another major version of PostgreSQL. */
  public static final class DataDirectoryVersion extends DataDirectoryRefusal {

    private final String found;
    private final String expected;

    DataDirectoryVersion(Path directory, String found, String expected) {
      super(
          directory,
          "The data directory %s was made by PostgreSQL %s, this program brings PostgreSQL %s. Dump it with version %s and restore it into a new directory, or point the program at a server of version %s."
              .formatted(directory, found, expected, found, found));
      this.found = found;
      this.expected = expected;
    }

    /** The major version that made the directory, as in {@code "16"}. */
    public String found() {
      return found;
    }

    /** The major version of our binaries, as in {@code "18"}. */
    public String expected() {
      return expected;
    }
  }

  /** The directory holds something that is not ours, or lacks something that is. */
  public static final class DataDirectoryForeign extends DataDirectoryRefusal {

    DataDirectoryForeign(Path directory, String matter) {
      super(
          directory,
          "The data directory %s %s. Name an empty or a new directory."
              .formatted(directory, matter));
    }
  }
}
