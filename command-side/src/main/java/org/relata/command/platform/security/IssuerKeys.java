package org.relata.command.platform.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The issuer's public keys, fetched when the first token comes, so that we start without it. Keys
 * are asked for again every five minutes; while the issuer is away the known ones are good for four
 * hours. Tokens that name unknown keys cannot make us ask more often than twice in half a minute.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {

  private static final int TIMEOUT_MILLIS = 2_000;
  private static final int SIZE_LIMIT_BYTES = 256 * 1024;
  private static final Duration FRESH = Duration.ofMinutes(5);
  private static final Duration OUTAGE = Duration.ofHours(4);

  private final SecuritySettings settings;
  private final DefaultResourceRetriever http =
      new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, SIZE_LIMIT_BYTES);
  private volatile @Nullable JWKSource<SecurityContext> found;

  IssuerKeys(SecuritySettings settings) {
    this.settings = settings;
  }

  /**
   * The keys that fit.
   *
   * @throws KeySourceException when the issuer cannot be asked and nothing is known of it
   */
  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    try {
      return source().get(selector, context);
    } catch (RateLimitReachedException e) {
      // Somebody tries key names out: to them there is no such key.
      return List.of();
    }
  }

  private JWKSource<SecurityContext> source() throws KeySourceException {
    JWKSource<SecurityContext> known = found;
    if (known == null) {
      known =
          JWKSourceBuilder.<SecurityContext>create(address(), http)
              .cache(FRESH.toMillis(), TIMEOUT_MILLIS * 2L)
              .refreshAheadCache(false)
              .retrying(true)
              .outageTolerant(OUTAGE.toMillis())
              .build();
      found = known;
    }
    return known;
  }

  private URL address() throws KeySourceException {
    try {
      URI given = settings.jwkSetUri();
      return given == null ? discovered() : given.toURL();
    } catch (IOException | ParseException | IllegalArgumentException e) {
      throw new RemoteKeySourceException("The issuer " + settings.issuer() + " is away", e);
    }
  }

  private URL discovered() throws IOException, ParseException {
    String issuer = settings.issuer();
    URL document =
        URI.create(issuer.replaceAll("/$", "") + "/.well-known/openid-configuration").toURL();
    var metadata = JSONObjectUtils.parse(http.retrieveResource(document).getContent());
    if (!issuer.equals(metadata.get("issuer"))) {
      throw new IOException("The document at " + document + " is that of another issuer");
    }
    return URI.create(JSONObjectUtils.getString(metadata, "jwks_uri")).toURL();
  }
}
