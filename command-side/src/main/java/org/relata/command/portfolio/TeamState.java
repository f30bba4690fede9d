package org.relata.command.portfolio;

import java.util.HashMap;
import java.util.Map;
import org.relata.command.platform.StreamType;
import org.relata.kernel.organization.EmployeeId;
import org.relata.kernel.portfolio.PortfolioEvent.AboutTeam;
import org.relata.kernel.portfolio.PortfolioEvent.TeamMemberJoined;
import org.relata.kernel.portfolio.PortfolioEvent.TeamMemberLeft;
import org.relata.kernel.portfolio.TeamRole;

/** Who works for a customer beside its manager. */
record TeamState(Map<EmployeeId, TeamRole> members) {

  static final StreamType<TeamState> TEAM =
      StreamType.of("team", new TeamState(Map.of()), AboutTeam.class, TeamState::evolve);

  private TeamState evolve(AboutTeam event) {
    Map<EmployeeId, TeamRole> next = new HashMap<>(members);
    switch (event) {
      case TeamMemberJoined e -> next.put(e.employeeId(), e.role());
      case TeamMemberLeft e -> next.remove(e.employeeId());
    }
    return new TeamState(Map.copyOf(next));
  }
}
