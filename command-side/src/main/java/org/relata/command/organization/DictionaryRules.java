package org.relata.command.organization;

import java.util.List;
import org.relata.command.organization.OrganizationCommand.DefineDictionaryEntry;
import org.relata.command.organization.OrganizationCommand.ForDictionary;
import org.relata.command.organization.OrganizationCommand.RenameDictionaryEntry;
import org.relata.command.organization.OrganizationCommand.RetireDictionaryEntry;
import org.relata.command.platform.States;
import org.relata.kernel.DomainEvent;
import org.relata.kernel.Rejection;
import org.relata.kernel.organization.OrganizationEvent.DictionaryEntryDefined;
import org.relata.kernel.organization.OrganizationEvent.DictionaryEntryRenamed;
import org.relata.kernel.organization.OrganizationEvent.DictionaryEntryRetired;

/** An entry is defined once, renamed while in use, retired, and may come into use again. */
final class DictionaryRules {

  private DictionaryRules() {}

  static List<DomainEvent> decide(ForDictionary command, States states) {
    EntryState entry =
        states.of(EntryState.ENTRY, EntryState.id(command.dictionary(), command.code()));
    return switch (command) {
      case DefineDictionaryEntry c -> {
        EntryState wanted = new EntryState(c.label(), c.labelZh(), false);
        Rejection.unless(
            entry.label() == null || entry.retired() || entry.equals(wanted),
            "ENTRY_EXISTS",
            "The entry " + c.code() + " is defined already; rename it.");
        yield entry.equals(wanted)
            ? List.of()
            : List.of(new DictionaryEntryDefined(c.dictionary(), c.code(), c.label(), c.labelZh()));
      }
      case RenameDictionaryEntry c -> {
        requireKnown(c, entry);
        Rejection.unless(
            !entry.retired(),
            "ENTRY_RETIRED",
            "The entry " + c.code() + " is retired; define it again to use it.");
        yield entry.equals(new EntryState(c.label(), c.labelZh(), false))
            ? List.of()
            : List.of(new DictionaryEntryRenamed(c.dictionary(), c.code(), c.label(), c.labelZh()));
      }
      case RetireDictionaryEntry c -> {
        requireKnown(c, entry);
        yield entry.retired()
            ? List.of()
            : List.of(new DictionaryEntryRetired(c.dictionary(), c.code()));
      }
    };
  }

  private static void requireKnown(ForDictionary command, EntryState entry) {
    Rejection.unless(
        entry.label() != null,
        "UNKNOWN_ENTRY",
        "The dictionary " + command.dictionary() + " has no entry " + command.code() + ".");
  }
}
