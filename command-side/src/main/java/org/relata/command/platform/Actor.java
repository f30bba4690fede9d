package org.relata.command.platform;

import java.util.Set;

/**
 * Who sent a command, as authenticated.
 *
 * @param name {@code employee/E-1} or {@code client/integrator}
 * @param roles names of the roles of the organization, for example {@code COMPLIANCE_OFFICER}
 */
public record Actor(String name, Set<String> roles) {

  public Actor {
    roles = Set.copyOf(roles);
  }

  public boolean hasAnyOf(String... wanted) {
    for (String role : wanted) {
      if (roles.contains(role)) {
        return true;
      }
    }
    return false;
  }
}
