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
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.relata.postgres.Database;

/** An issuer of tokens outside of Relata, as a bank has one: a key set and tokens signed by it. */
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
    server.start();
  }

  private void answer(String path, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
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
    Instant now = Instant.now();
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("test")
                .type(new JOSEObjectType("at+jwt"))
                .build(),
            new JWTClaimsSet.Builder()
                .issuer(url())
                .audience("relata")
                .subject(client)
                .claim("client_id", client)
                .claim("scope", "commands queries")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(TOKEN_LIFE)))
                .build());
    jwt.sign(new RSASSASigner(key));
    return jwt.serialize();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
