package org.relata.driver;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.relata.postgres.Database;

/**
 * An issuer of tokens outside of Relata, as a bank has one: a key set and tokens signed by it, for
 * whoever asks.
 */
public final class TestIssuer implements AutoCloseable {

  /** Longer than any run of a driver, some of which last for hours. */
  private static final Duration TOKEN_LIFE = Duration.ofHours(12);

  private final HttpServer server;
  private final RSAKey key;

  public TestIssuer() throws IOException, JOSEException {
    key = new RSAKeyGenerator(2048).keyID("test").generate();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/jwks", new JWKSet(key.toPublicJWK()).toString());
    answer(
        "/.well-known/openid-configuration",
        "{\"issuer\":\"" + url() + "\",\"jwks_uri\":\"" + url() + "/jwks\"}");
    server.createContext(
        "/token",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          String client = exchange.getRequestHeaders().getFirst("Authorization");
          respond(exchange, "{\"access_token\":\"" + tokenFor(client) + "\",\"expires_in\":3600}");
        });
    server.start();
  }

  /** The token of the client that a header of basic authentication names. */
  private String tokenFor(@Nullable String basic) {
    try {
      String encoded = Objects.requireNonNullElse(basic, "").replace("Basic ", "");
      String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      return token(pair.substring(0, pair.indexOf(':')));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private void answer(String path, String json) {
    server.createContext(path, exchange -> respond(exchange, json));
  }

  private static void respond(HttpExchange exchange, String json) throws IOException {
    try (exchange) {
      byte[] body = json.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Settings with which a program works on this database and trusts this issuer. */
  public Map<String, String> settings(Database database) {
    return Map.of(
        "spring.datasource.url", database.jdbcUrl(),
        "spring.datasource.username", database.username(),
        "spring.datasource.password", database.password(),
        "spring.security.oauth2.resourceserver.jwt.issuer-uri", url());
  }

  public String token() throws JOSEException {
    return token("tester");
  }

  /** For a program of this name. */
  public String token(String client) throws JOSEException {
    return signed(claims(client));
  }

  /** For a person of the bank. */
  public String employeeToken(String employeeId, String... roles) throws JOSEException {
    return signed(
        claims("front-end").claim("employee_id", employeeId).claim("roles", List.of(roles)));
  }

  /** Settings with which the automation of a program on this port gets its tokens here. */
  public Map<String, String> automationSettings(int port) {
    String url = "http://127.0.0.1:" + port;
    return Map.of(
        "relata.automation.query-url", url + "/graphql",
        "relata.automation.command-url", url + "/commands",
        "relata.automation.token-url", url() + "/token");
  }

  private JWTClaimsSet.Builder claims(String client) {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(url())
        .audience("relata")
        .subject(client)
        .claim("client_id", client)
        .claim("scope", "commands queries")
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plus(TOKEN_LIFE)));
  }

  private String signed(JWTClaimsSet.Builder claims) throws JOSEException {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("test")
                .type(new JOSEObjectType("at+jwt"))
                .build(),
            claims.build());
    jwt.sign(new RSASSASigner(key));
    return jwt.serialize();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
