package org.relata.command.platform;

import java.util.List;
import org.relata.kernel.DomainEvent;

/** Several capabilities as one, for histories that run through all of them. */
public record Together(List<Decider<?>> deciders) implements Decider<Command> {

  public static Together of(Decider<?>... deciders) {
    return new Together(List.of(deciders));
  }

  @Override
  public Class<Command> commands() {
    return Command.class;
  }

  @Override
  public List<StreamType<?>> streams() {
    return deciders.stream().<StreamType<?>>flatMap(one -> one.streams().stream()).toList();
  }

  @Override
  public List<? extends DomainEvent> decide(
      Command command, CommandContext context, States states) {
    for (Decider<?> decider : deciders) {
      if (decider.commands().isInstance(command)) {
        return decide(decider, command, context, states);
      }
    }
    throw new IllegalArgumentException("Nobody decides " + command);
  }

  private static <C extends Command> List<? extends DomainEvent> decide(
      Decider<C> decider, Command command, CommandContext context, States states) {
    return decider.decide(decider.commands().cast(command), context, states);
  }
}
