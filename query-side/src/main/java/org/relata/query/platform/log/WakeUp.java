package org.relata.query.platform.log;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes whoever waits for news of the log or of the folds. A signal is a hint: it may be lost or
 * come for nothing, so everybody also looks after a while.
 */
public final class WakeUp {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private long signals;

  /** Called when something was appended, by a writer in this process or by the listener. */
  public void signal() {
    lock.lock();
    try {
      signals++;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The number of signals so far, to be taken before looking. */
  public long seen() {
    lock.lock();
    try {
      return signals;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there was a signal after the given number, or until the time is over. */
  public void await(long seen, Duration limit) throws InterruptedException {
    long left = limit.toNanos();
    lock.lock();
    try {
      while (signals == seen && left > 0) {
        left = news.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
