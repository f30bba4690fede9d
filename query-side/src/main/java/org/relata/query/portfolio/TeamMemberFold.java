package org.relata.query.portfolio;

import org.relata.kernel.log.Recorded;
import org.relata.kernel.portfolio.PortfolioEvent.AboutTeam;
import org.relata.kernel.portfolio.PortfolioEvent.TeamMemberJoined;
import org.relata.kernel.portfolio.PortfolioEvent.TeamMemberLeft;
import org.relata.query.platform.fold.Fold;
import org.relata.query.platform.fold.Key;
import org.relata.query.platform.fold.RowTable;
import org.relata.query.platform.fold.Rows;

/** Who works for customers beside their managers. */
final class TeamMemberFold implements Fold<AboutTeam, TeamMemberRow> {

  static final RowTable<TeamMemberRow> TABLE =
      RowTable.of("team_member", TeamMemberRow.class)
          .key("customerId", "employeeId")
          .indexOfAllVersions("employeeId")
          .build();

  @Override
  public Class<AboutTeam> events() {
    return AboutTeam.class;
  }

  @Override
  public RowTable<TeamMemberRow> table() {
    return TABLE;
  }

  @Override
  public void apply(Recorded<? extends AboutTeam> recorded, Rows<TeamMemberRow> rows) {
    switch (recorded.event()) {
      case TeamMemberJoined e ->
          rows.put(
              Key.of(e.customerId(), e.employeeId()),
              row -> new TeamMemberRow(e.customerId(), e.employeeId(), e.role()));
      case TeamMemberLeft e -> rows.end(Key.of(e.customerId(), e.employeeId()));
    }
  }
}
