package org.relata.command.platform.log;

/**
 * Is told after each append of this process, so that readers in the same process need not wait for
 * the notification that other processes are woken by. It must return at once and never throw.
 */
@FunctionalInterface
public interface AppendListener {

  void appended();
}
