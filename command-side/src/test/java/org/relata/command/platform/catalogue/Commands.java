package org.relata.command.platform.catalogue;

import java.util.List;
import java.util.Objects;
import org.relata.command.platform.Command;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.core.type.filter.RegexPatternTypeFilter;

/** Every command of every capability, found on the class path: none can be forgotten. */
final class Commands {

  private Commands() {}

  static CommandTypes all() {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AssignableTypeFilter(Command.class));
    scanner.addExcludeFilter(
        new RegexPatternTypeFilter(
            java.util.regex.Pattern.compile(".*\\.command\\.platform\\..*")));
    List<Class<? extends Command>> commands =
        scanner.findCandidateComponents("org.relata.command").stream()
            .<Class<? extends Command>>map(
                found -> type(Objects.requireNonNull(found.getBeanClassName())))
            .toList();
    return new CommandTypes(commands);
  }

  private static Class<? extends Command> type(String name) {
    try {
      return Class.forName(name).asSubclass(Command.class);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
