package org.relata.command.organization;

import java.util.List;
import org.relata.command.organization.OrganizationCommand.ForDictionary;
import org.relata.command.organization.OrganizationCommand.ForEmployee;
import org.relata.command.organization.OrganizationCommand.ForSection;
import org.relata.command.organization.OrganizationCommand.ForUnit;
import org.relata.command.platform.CommandContext;
import org.relata.command.platform.Decider;
import org.relata.command.platform.States;
import org.relata.command.platform.StreamType;
import org.relata.kernel.DomainEvent;
import org.springframework.stereotype.Component;

/** The rules about the bank itself, one file per kind of thing. */
@Component
public final class OrganizationDecider implements Decider<OrganizationCommand> {

  @Override
  public Class<OrganizationCommand> commands() {
    return OrganizationCommand.class;
  }

  @Override
  public List<StreamType<?>> streams() {
    return List.of(
        UnitState.UNIT,
        UnitTree.TREE,
        SectionState.SECTION,
        EmployeeState.EMPLOYEE,
        EntryState.ENTRY);
  }

  @Override
  public List<? extends DomainEvent> decide(
      OrganizationCommand command, CommandContext context, States states) {
    return switch (command) {
      case ForUnit c -> UnitRules.decide(c, states);
      case ForSection c -> SectionRules.decide(c, states);
      case ForEmployee c -> EmployeeRules.decide(c, states);
      case ForDictionary c -> DictionaryRules.decide(c, states);
    };
  }
}
