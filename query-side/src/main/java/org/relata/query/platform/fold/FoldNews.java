package org.relata.query.platform.fold;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How far each group is by what the database told last, whichever process folded. News are hints:
 * they may be lost, or be of a log that was replaced since, so whoever waits looks at the read
 * models themselves before he believes them.
 */
public final class FoldNews {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Map<Group, Long> told = new EnumMap<>(Group.class);

  /**
   * What comes with a notification.
   *
   * @param text the group and its position, {@code MAIN:1234}; anything else is no news
   */
  void tell(String text) {
    for (Group group : Group.values()) {
      if (text.startsWith(group.name() + ":")) {
        try {
          tell(group, Long.parseLong(text.substring(group.name().length() + 1)));
        } catch (NumberFormatException e) {
          return;
        }
      }
    }
  }

  private void tell(Group group, long position) {
    lock.lock();
    try {
      told.put(group, position);
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until a group is said to be at a position or later; false when the time is over first.
   */
  public boolean await(Group group, long position, Duration limit) throws InterruptedException {
    long left = limit.toNanos();
    lock.lock();
    try {
      while (!isAt(group, position)) {
        if (left <= 0) {
          return false;
        }
        left = news.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean isAt(Group group, long position) {
    @Nullable Long last = told.get(group);
    return last != null && last >= position;
  }
}
