package org.relata.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.relata.postgres.DataDirectoryRefusal.DataDirectoryInUse;

/**
 * The claim of a live program on a data directory. The operating system takes it back when the
 * program dies, however it dies: a server that still runs in a directory without a claim is an
 * orphan.
 */
final class DirectoryLock implements AutoCloseable {

  /** Far behind the text, because Windows lets nobody read a locked region. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  /**
   * Closing any channel to a file gives up all locks of this process on it (POSIX), so a file that
   * this process has locked must not even be opened.
   */
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private DirectoryLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static DirectoryLock take(Path directory, Path file) {
    if (!HELD_HERE.add(file)) {
      throw new DataDirectoryInUse(directory, OptionalLong.of(ProcessHandle.current().pid()));
    }
    boolean taken = false;
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
        if (lock == null) {
          throw new DataDirectoryInUse(directory, holder(file));
        }
        String pid = ProcessHandle.current().pid() + "\n";
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
        taken = true;
        return new DirectoryLock(file, channel);
      } finally {
        if (!taken) {
          channel.close();
        }
      }
    } catch (IOException e) {
      throw PostgresFailure.of("The lock file " + file + " could not be written", e);
    } finally {
      if (!taken) {
        HELD_HERE.remove(file);
      }
    }
  }

  private static OptionalLong holder(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
    return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw PostgresFailure.of("The lock file " + file + " could not be closed", e);
    } finally {
      HELD_HERE.remove(file);
    }
  }
}
