package org.relata.command.platform.security;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.relata.command.platform.Actor;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;

/** Who sends the present request. */
public final class Actors {

  private Actors() {}

  /**
   * The actor of the request on this thread. Whoever hands work to another thread asks first and
   * takes the answer along.
   *
   * @throws IllegalStateException when no request with a token is on this thread: a mistake of ours
   */
  public static Actor current() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication != null && authentication.getPrincipal() instanceof Jwt jwt) {
      return of(jwt);
    }
    throw new IllegalStateException("Nobody was authenticated on this thread");
  }

  /** The employee whom a token names, else the program that it was given to. */
  static Actor of(Jwt jwt) {
    @Nullable String employee = jwt.getClaimAsString("employee_id");
    String name = employee == null ? "client/" + AccessTokens.client(jwt) : "employee/" + employee;
    return new Actor(name, Set.copyOf(AccessTokens.roles(jwt)));
  }
}
