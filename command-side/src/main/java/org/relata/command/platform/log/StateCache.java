package org.relata.command.platform.log;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.StreamType;

/**
 * Keeps the states of recently used streams, so that a long stream is not replayed for each
 * command. A kept state may be outdated by another process: readers always read the tail behind it.
 * A state belongs to the incarnation of the log in which it was folded: in another one some of its
 * events may be lost.
 */
public final class StateCache {

  /** A stream's state just after a version. */
  public record Kept(UUID incarnation, StreamType<?> type, Object state, long version) {}

  private final Cache<String, Kept> states;

  public StateCache(long maxStreams) {
    // Its upkeep takes less time than waking the thread that would do it.
    this.states = Caffeine.newBuilder().maximumSize(maxStreams).executor(Runnable::run).build();
  }

  public @Nullable Kept get(UUID incarnation, String stream) {
    @Nullable Kept kept = states.getIfPresent(stream);
    return kept != null && kept.incarnation().equals(incarnation) ? kept : null;
  }

  /** Keeps the state unless a later one of the same incarnation is kept already. */
  public void put(String stream, Kept kept) {
    states.asMap().merge(stream, kept, StateCache::later);
  }

  private static Kept later(Kept old, Kept now) {
    return old.incarnation().equals(now.incarnation()) && old.version() > now.version() ? old : now;
  }
}
