package org.relata.standalone.issuer;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ClientCredentialsAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * A program that asks for a token without naming scopes gets all that it may have, so that the
 * first {@code curl} of a newcomer is short. RFC 6749, 3.3 leaves this to the server.
 */
final class AllScopesUnlessNamed implements AuthenticationConverter {

  private final AuthenticationConverter usual =
      new OAuth2ClientCredentialsAuthenticationConverter();

  @Override
  public @Nullable Authentication convert(HttpServletRequest request) {
    Authentication asked = usual.convert(request);
    if (asked instanceof OAuth2ClientCredentialsAuthenticationToken grant
        && grant.getScopes().isEmpty()
        && grant.getPrincipal() instanceof OAuth2ClientAuthenticationToken client) {
      RegisteredClient registered = client.getRegisteredClient();
      if (registered != null) {
        return new OAuth2ClientCredentialsAuthenticationToken(
            client, registered.getScopes(), grant.getAdditionalParameters());
      }
    }
    return asked;
  }
}
