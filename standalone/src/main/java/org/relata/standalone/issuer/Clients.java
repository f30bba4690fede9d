package org.relata.standalone.issuer;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** The programs that the embedded issuer knows. */
final class Clients {

  static final String INTEGRATOR = "integrator";
  static final String APPROVER = "approver";
  static final String GRAPHIQL = "graphiql";
  static final Set<String> SCOPES = Set.of("commands", "queries");

  private static final Duration TOKEN_LIFE = Duration.ofMinutes(15);

  private Clients() {}

  static List<RegisteredClient> known(URI issuer, DemoSettings settings) {
    return List.of(
        program(INTEGRATOR, settings.integratorSecret()),
        program(APPROVER, settings.approverSecret()),
        graphiql(issuer));
  }

  /** A bank's program: it acts for itself, and approves nothing that it proposed itself. */
  private static RegisteredClient program(String name, String secret) {
    return RegisteredClient.withId(name)
        .clientId(name)
        // Plain, because the configuration that it comes from is as plain.
        .clientSecret("{noop}" + secret)
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
        .scopes(scopes -> scopes.addAll(SCOPES))
        .tokenSettings(tokens())
        .build();
  }

  private static TokenSettings tokens() {
    return TokenSettings.builder()
        .accessTokenTimeToLive(TOKEN_LIFE)
        .idTokenSignatureAlgorithm(SignatureAlgorithm.ES256)
        .build();
  }

  /** A page in a browser: it has no secret, and people sign in to it. */
  private static RegisteredClient graphiql(URI issuer) {
    return RegisteredClient.withId(GRAPHIQL)
        .clientId(GRAPHIQL)
        .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
        .redirectUris(uris -> pages(issuer).forEach(uris::add))
        .scope(OidcScopes.OPENID)
        .scopes(scopes -> scopes.addAll(SCOPES))
        .clientSettings(
            ClientSettings.builder()
                .requireProofKey(true)
                .requireAuthorizationConsent(false)
                .build())
        .tokenSettings(tokens())
        .build();
  }

  /** People type "localhost" as often as the address. */
  private static Stream<String> pages(URI issuer) {
    return Stream.of(issuer.toString(), "http://localhost:" + issuer.getPort())
        .flatMap(home -> Stream.of(home + "/graphiql", home + "/docs"));
  }
}
