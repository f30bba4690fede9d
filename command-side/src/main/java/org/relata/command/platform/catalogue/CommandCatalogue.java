package org.relata.command.platform.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.Command;
import org.relata.command.platform.Description;
import tools.jackson.databind.node.ObjectNode;

/** All commands as an integrator sees them, in alphabetical order. */
public record CommandCatalogue(List<Entry> commands) {

  /**
   * One command.
   *
   * @param type its name on the wire
   * @param capability the part of the bank's work that it belongs to
   * @param schema JSON Schema 2020-12 of its payload
   */
  public record Entry(String type, String capability, String description, ObjectNode schema) {}

  public CommandCatalogue {
    commands = List.copyOf(commands);
  }

  /**
   * @throws IllegalArgumentException when a command has no {@link Description}
   */
  public static CommandCatalogue of(CommandTypes types) {
    CommandSchemas schemas = new CommandSchemas();
    return new CommandCatalogue(
        types.all().entrySet().stream()
            .map(
                type ->
                    new Entry(
                        type.getKey(),
                        capability(type.getValue()),
                        description(type.getValue()),
                        schemas.schema(type.getValue())))
            .toList());
  }

  private static String capability(Class<? extends Command> command) {
    String name = command.getPackageName();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String description(Class<? extends Command> command) {
    @Nullable Description description = command.getAnnotation(Description.class);
    if (description == null) {
      throw new IllegalArgumentException(command.getName() + " has no @Description");
    }
    return description.value();
  }
}
