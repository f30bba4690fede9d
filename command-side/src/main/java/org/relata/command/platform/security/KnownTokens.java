package org.relata.command.platform.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/**
 * Remembers for a minute which tokens the issuer has signed, because a client sends the same one
 * with every request and checking a signature costs more than answering. The rules, the end of the
 * token's life among them, are asked every time. Only what was accepted is remembered, so nobody
 * without a token can fill the memory; a key that the issuer takes back is good for a minute more.
 */
final class KnownTokens implements JwtDecoder {

  private static final Duration LIFE = Duration.ofMinutes(1);
  private static final long MOST_CHARACTERS = 4L * 1024 * 1024;

  private final JwtDecoder signatures;
  private final OAuth2TokenValidator<Jwt> rules;
  private final Cache<String, Jwt> known =
      Caffeine.newBuilder()
          .expireAfterWrite(LIFE)
          .maximumWeight(MOST_CHARACTERS)
          .weigher((String token, Jwt _) -> token.length())
          .build();

  /** Signatures are checked by the one, everything else by the other. */
  KnownTokens(JwtDecoder signatures, OAuth2TokenValidator<Jwt> rules) {
    this.signatures = signatures;
    this.rules = rules;
  }

  @Override
  public Jwt decode(String token) {
    @Nullable Jwt seen = known.getIfPresent(token);
    Jwt jwt = seen == null ? signatures.decode(token) : seen;
    OAuth2TokenValidatorResult result = rules.validate(jwt);
    if (result.hasErrors()) {
      throw new JwtValidationException("The token breaks a rule", result.getErrors());
    }
    if (seen == null) {
      known.put(token, jwt);
    }
    return jwt;
  }
}
