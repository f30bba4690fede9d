package org.relata.command.platform;

import java.util.List;
import org.relata.kernel.DomainEvent;

/**
 * The rules of one capability, pure: no clock, no randomness, no I/O. The same command in the same
 * states gives the same events.
 */
public interface Decider<C extends Command> {

  /** The sealed parent of the commands that are decided here. */
  Class<C> commands();

  /** The kinds of streams that this capability's events belong to. */
  List<StreamType<?>> streams();

  /**
   * The events that the command leads to, in order; none when everything is already so.
   *
   * @throws org.relata.kernel.Rejection when a rule forbids it
   */
  List<? extends DomainEvent> decide(C command, CommandContext context, States states);
}
