package org.relata.command.platform.catalogue;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.Command;
import org.relata.kernel.Rejection;

/** The types of commands by their names on the wire. */
public final class CommandTypes {

  private final Map<String, Class<? extends Command>> byName = new TreeMap<>();

  public CommandTypes(Collection<Class<? extends Command>> commands) {
    for (Class<? extends Command> command : commands) {
      if (byName.put(command.getSimpleName(), command) != null) {
        throw new IllegalArgumentException("Two commands are called " + command.getSimpleName());
      }
    }
  }

  /**
   * @throws Rejection UNKNOWN_COMMAND
   */
  public Class<? extends Command> type(String name) {
    @Nullable Class<? extends Command> type = byName.get(name);
    if (type == null) {
      String hint =
          Names.nearest(name, byName.keySet())
              .map(known -> "; did you mean " + known + "?")
              .orElse("; GET /commands lists all.");
      throw Rejection.of(
          "type", "UNKNOWN_COMMAND", "There is no command " + Names.shown(name) + hint);
    }
    return type;
  }

  /** Name on the wire to record, in alphabetical order. */
  public Map<String, Class<? extends Command>> all() {
    return java.util.Collections.unmodifiableMap(byName);
  }
}
