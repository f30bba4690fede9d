package org.relata.command.platform.security;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.Identifier;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;

/**
 * What an access token must be: signed by the issuer with RS256 or ES256, meant for us alone, not
 * an ID token, with an end that is near, and naming who comes. Keys come from the issuer's key set;
 * what a token itself says about keys ({@code jku}, {@code jwk}, {@code x5u}) is not looked at.
 */
final class AccessTokens {

  private static final int LONGEST_TOKEN = 8 * 1024;
  private static final int MOST_ROLES = 100;
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);
  private static final Pattern CLIENT = Pattern.compile("[!-~]{1,100}");
  private static final Pattern EMPLOYEE = Pattern.compile(Identifier.PATTERN);
  private static final Pattern ROLE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  private final SecuritySettings settings;
  private final InstantSource clock;

  private AccessTokens(SecuritySettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  static JwtDecoder decoder(
      SecuritySettings settings, JWKSource<SecurityContext> keys, InstantSource clock) {
    var processor = new DefaultJWTProcessor<SecurityContext>();
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            new JOSEObjectType("at+jwt"), JOSEObjectType.JWT, null));
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256), keys));
    processor.setJWTClaimsSetVerifier((claims, context) -> {}); // the rules do it
    var decoder = new NimbusJwtDecoder(processor);
    decoder.setJwtValidator(jwt -> OAuth2TokenValidatorResult.success()); // the rules do it
    return new KnownTokens(
        token -> {
          if (token.length() > LONGEST_TOKEN) {
            throw new BadJwtException("Longer than " + LONGEST_TOKEN + " characters");
          }
          return decoder.decode(token);
        },
        new AccessTokens(settings, clock).rules());
  }

  /** Scopes say which door is open to the program, roles what its user is allowed inside. */
  static JwtAuthenticationConverter authentication() {
    var scopes = new JwtGrantedAuthoritiesConverter();
    var converter = new JwtAuthenticationConverter();
    converter.setJwtGrantedAuthoritiesConverter(
        jwt -> Stream.concat(scopes.convert(jwt).stream(), authorities(jwt)).toList());
    return converter;
  }

  private static Stream<GrantedAuthority> authorities(Jwt jwt) {
    return roles(jwt).stream().map(role -> new SimpleGrantedAuthority("ROLE_" + role));
  }

  /** Names of roles; none when the token has no such claim. */
  static List<String> roles(Jwt jwt) {
    List<String> roles = jwt.getClaimAsStringList("roles");
    return roles == null ? List.of() : roles;
  }

  /** The program that asked for the token; issuers differ in how they call it. */
  static @Nullable Object client(Jwt jwt) {
    Object client = jwt.getClaims().get("client_id");
    return client == null ? jwt.getClaims().get("azp") : client;
  }

  private OAuth2TokenValidator<Jwt> rules() {
    var times = new JwtTimestampValidator(CLOCK_SKEW);
    times.setAllowEmptyExpiryClaim(false);
    return new DelegatingOAuth2TokenValidator<>(
        new JwtIssuerValidator(settings.issuer()),
        times,
        rule("The token is not for this service alone.", this::isForUsAlone),
        rule("The token lives too long.", this::endsSoon),
        rule("This is no access token.", AccessTokens::isAccessToken),
        rule("The token names neither an employee nor a client.", AccessTokens::namesSomebody),
        rule("The token's roles are no list of names.", AccessTokens::hasProperRoles));
  }

  private static OAuth2TokenValidator<Jwt> rule(String sentence, Rule rule) {
    var broken =
        OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", sentence, null));
    return jwt -> rule.holds(jwt) ? OAuth2TokenValidatorResult.success() : broken;
  }

  /** Another service that is named beside us could use what it was given against us. */
  private boolean isForUsAlone(Jwt jwt) {
    return List.of(settings.audience()).equals(jwt.getAudience());
  }

  private boolean endsSoon(Jwt jwt) {
    var end = jwt.getExpiresAt();
    return end != null && end.isBefore(clock.instant().plus(settings.longestLife()));
  }

  /** ID tokens have hashes and a nonce; Keycloak says in the payload what kind a token is. */
  private static boolean isAccessToken(Jwt jwt) {
    return Stream.of("nonce", "at_hash", "c_hash").noneMatch(jwt::hasClaim)
        && (!jwt.hasClaim("typ") || "Bearer".equals(jwt.getClaims().get("typ")));
  }

  private static boolean namesSomebody(Jwt jwt) {
    return jwt.hasClaim("employee_id")
        ? matches(jwt.getClaims().get("employee_id"), EMPLOYEE)
        : matches(client(jwt), CLIENT);
  }

  private static boolean hasProperRoles(Jwt jwt) {
    Object roles = jwt.getClaims().getOrDefault("roles", List.of());
    return roles instanceof Collection<?> names
        && names.size() <= MOST_ROLES
        && names.stream().allMatch(name -> matches(name, ROLE));
  }

  private static boolean matches(@Nullable Object claim, Pattern pattern) {
    return claim instanceof String text && pattern.matcher(text).matches();
  }

  private interface Rule {
    boolean holds(Jwt jwt);
  }
}
