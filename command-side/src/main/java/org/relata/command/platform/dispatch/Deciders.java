package org.relata.command.platform.dispatch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.Command;
import org.relata.command.platform.CommandContext;
import org.relata.command.platform.Decider;
import org.relata.command.platform.States;
import org.relata.command.platform.StreamType;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.StreamId;

/** All deciders: which one answers for a command, and what kinds of streams there are. */
public final class Deciders {

  private final Map<Class<? extends Command>, Decider<Command>> byCommand = new HashMap<>();
  private final Map<String, StreamType<?>> streamTypes = new HashMap<>();
  private final List<Class<? extends Command>> commands = new ArrayList<>();

  @SuppressWarnings("unchecked")
  public Deciders(Collection<? extends Decider<?>> deciders) {
    for (Decider<?> decider : deciders) {
      for (Class<? extends Command> command : commandsOf(decider.commands()).toList()) {
        commands.add(command);
        if (byCommand.put(command, (Decider<Command>) decider) != null) {
          throw new IllegalArgumentException("Two deciders for " + command.getSimpleName());
        }
      }
      for (StreamType<?> type : decider.streams()) {
        if (streamTypes.put(type.name(), type) != null) {
          throw new IllegalArgumentException("Two stream types are called " + type.name());
        }
      }
    }
  }

  /** All command records below a sealed parent, however deep. */
  public static Stream<Class<? extends Command>> commandsOf(Class<? extends Command> parent) {
    Class<?> @Nullable [] permitted = parent.getPermittedSubclasses();
    return permitted == null
        ? Stream.of(parent)
        : Arrays.stream(permitted).flatMap(type -> commandsOf(type.asSubclass(Command.class)));
  }

  public List<Class<? extends Command>> commands() {
    return List.copyOf(commands);
  }

  StreamType<?> streamType(StreamId stream) {
    @Nullable StreamType<?> type = streamTypes.get(stream.type());
    if (type == null) {
      throw new IllegalArgumentException("No capability owns the stream " + stream);
    }
    return type;
  }

  List<? extends DomainEvent> decide(Command command, CommandContext context, States states) {
    @Nullable Decider<Command> decider = byCommand.get(command.getClass());
    if (decider == null) {
      throw new IllegalArgumentException("No decider for " + command.getClass().getName());
    }
    return decider.decide(command, context, states);
  }
}
