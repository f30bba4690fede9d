package org.relata.command.platform.log;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.StreamType;

/**
 * Keeps the states of recently used streams, so that a long stream is not replayed for each
 * command. A kept state may be outdated by another process: readers always read the tail behind it.
 */
public final class StateCache {

  /** A stream's state just after a version. */
  public record Kept(StreamType<?> type, Object state, long version) {}

  private final Cache<String, Kept> states;

  public StateCache(long maxStreams) {
    // Its upkeep takes less time than waking the thread that would do it.
    this.states = Caffeine.newBuilder().maximumSize(maxStreams).executor(Runnable::run).build();
  }

  public @Nullable Kept get(String stream) {
    return states.getIfPresent(stream);
  }

  /** Keeps the state unless a later one is kept already. */
  public void put(String stream, Kept kept) {
    states.asMap().merge(stream, kept, (old, now) -> now.version() >= old.version() ? now : old);
  }

  /** Forgets everything: for tests, and after the log changed its incarnation. */
  public void clear() {
    states.invalidateAll();
  }
}
