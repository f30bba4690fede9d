package org.relata.command.holding;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * An immutable set of very many names that stays small: 8 bytes of a cryptographic hash for each,
 * in sorted runs of which at most a logarithm exists. A merchant's year of 100,000 postings takes
 * 0.8 MB and is added to without being copied.
 */
final class IdSet {

  static final IdSet EMPTY = new IdSet(List.of());

  private final List<long[]> runs;

  private IdSet(List<long[]> runs) {
    this.runs = runs;
  }

  boolean contains(String id) {
    long hash = hash(id);
    for (long[] run : runs) {
      if (Arrays.binarySearch(run, hash) >= 0) {
        return true;
      }
    }
    return false;
  }

  IdSet plus(Collection<String> ids) {
    long[] run = ids.stream().mapToLong(IdSet::hash).sorted().toArray();
    List<long[]> next = new ArrayList<>(runs);
    while (!next.isEmpty() && next.getLast().length <= 2 * run.length) {
      run = merged(next.removeLast(), run);
    }
    next.add(run);
    return new IdSet(List.copyOf(next));
  }

  int size() {
    return runs.stream().mapToInt(run -> run.length).sum();
  }

  private static long[] merged(long[] one, long[] other) {
    long[] all = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, all, one.length, other.length);
    Arrays.sort(all);
    return all;
  }

  private static long hash(String id) {
    return ByteBuffer.wrap(Fingerprint.sha256(id)).getLong();
  }
}
