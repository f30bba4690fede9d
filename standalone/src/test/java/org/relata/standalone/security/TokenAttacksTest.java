package org.relata.standalone.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.PlainJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.relata.standalone.security.StandIn.Shape;

class TokenAttacksTest {

  private static final TestIssuer ISSUER = new TestIssuer();
  private static final Map<Shape, StandIn> SERVERS = new EnumMap<>(Shape.class);

  @BeforeAll
  static void start() {
    for (Shape shape : Shape.values()) {
      SERVERS.put(shape, StandIn.start(shape, ISSUER.address()));
    }
  }

  @AfterAll
  static void stop() {
    SERVERS.values().forEach(StandIn::close);
    ISSUER.close();
  }

  static Stream<Arguments> attacks() throws JOSEException {
    Map<String, String> tokens = new LinkedHashMap<>();
    signatures(tokens);
    headers(tokens);
    claims(tokens);
    garbage(tokens);
    return tokens.entrySet().stream()
        .flatMap(
            attack ->
                Stream.of(Shape.values())
                    .map(shape -> Arguments.of(attack.getKey(), shape, attack.getValue())));
  }

  private static void signatures(Map<String, String> tokens) throws JOSEException {
    RSAKey foreign = new RSAKeyGenerator(2048).keyID("rsa-1").generate();
    var claims = ISSUER.claims().build();
    var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa-1").build();
    tokens.put("no signature at all", new PlainJWT(claims).serialize());
    tokens.put("algorithm none in capitals", unsigned("NONE"));
    tokens.put("algorithm none with the signature of another", unsigned("none") + "c2ln");
    byte[] publicKey = ISSUER.rsa.toRSAPublicKey().getEncoded();
    tokens.put("the public key as a shared secret", mac(publicKey));
    tokens.put(
        "the public key's JSON as a shared secret",
        mac(ISSUER.rsa.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
    tokens.put("a foreign key of the same name", TestIssuer.sign(header, claims, foreign));
    tokens.put(
        "an algorithm that we do not take",
        TestIssuer.signed(
            new JWSHeader.Builder(JWSAlgorithm.PS256).keyID("rsa-1").build(),
            claims,
            new RSASSASigner(ISSUER.rsa)));
    String good = ISSUER.token();
    String[] parts = good.split("\\.");
    String widened = ISSUER.claims().claim("roles", List.of("GROUP_EXECUTIVE")).build().toString();
    tokens.put(
        "another payload under a good signature",
        parts[0] + "." + Base64URL.encode(widened) + "." + parts[2]);
    tokens.put("the signature cut off", parts[0] + "." + parts[1] + ".");
  }

  private static void headers(Map<String, String> tokens) throws JOSEException {
    RSAKey foreign = new RSAKeyGenerator(2048).keyID("mine").generate();
    var claims = ISSUER.claims().build();
    var embedded = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("mine");
    tokens.put("an unknown kid", TestIssuer.sign(embedded.build(), claims, foreign));
    tokens.put(
        "a key in the header (jwk)",
        TestIssuer.sign(embedded.jwk(foreign.toPublicJWK()).build(), claims, foreign));
    tokens.put(
        "a key set elsewhere (jku)",
        TestIssuer.sign(
            embedded.jwkURL(URI.create(ISSUER.address() + "/evil")).build(), claims, foreign));
    tokens.put(
        "a certificate elsewhere (x5u)",
        TestIssuer.sign(
            embedded.x509CertURL(URI.create(ISSUER.address() + "/evil")).build(), claims, foreign));
    for (String kid : List.of("../../etc/passwd", "' OR 1=1 --", "\u0000", "x".repeat(2_000))) {
      var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(kid).build();
      tokens.put(
          "kid " + kid.substring(0, Math.min(10, kid.length())).replace('\u0000', '0'),
          TestIssuer.sign(header, claims, foreign));
    }
    var critical = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa-1");
    tokens.put(
        "a critical header that nobody knows",
        TestIssuer.sign(
            critical
                .criticalParams(Set.of("http://example.org/x"))
                .customParam("http://example.org/x", true)
                .build(),
            claims,
            ISSUER.rsa));
    tokens.put(
        "a logout token",
        ISSUER.sign(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("rsa-1")
                .type(new JOSEObjectType("logout+jwt")),
            ISSUER.claims()));
  }

  private static void claims(Map<String, String> tokens) {
    Date past = Date.from(Instant.now().minusSeconds(3_600));
    Date future = Date.from(Instant.now().plusSeconds(3_600));
    tokens.put("another issuer", ISSUER.sign(ISSUER.claims().issuer("http://127.0.0.1:1")));
    tokens.put("no issuer", ISSUER.sign(ISSUER.claims().issuer(null)));
    tokens.put("another audience", ISSUER.sign(ISSUER.claims().audience("payments")));
    tokens.put("no audience", ISSUER.sign(ISSUER.claims().audience((String) null)));
    tokens.put(
        "two audiences", ISSUER.sign(ISSUER.claims().audience(List.of("relata", "payments"))));
    tokens.put("expired", ISSUER.sign(ISSUER.claims().expirationTime(past)));
    tokens.put("no end", ISSUER.sign(ISSUER.claims().expirationTime(null)));
    tokens.put(
        "an end in a thousand years",
        ISSUER.sign(
            ISSUER.claims().claim("exp", Instant.now().getEpochSecond() + 31_536_000_000L)));
    tokens.put("an end beyond numbers", ISSUER.sign(ISSUER.claims().claim("exp", Long.MAX_VALUE)));
    tokens.put("an end that is a word", ISSUER.sign(ISSUER.claims().claim("exp", "never")));
    tokens.put("an end that is a list", ISSUER.sign(ISSUER.claims().claim("exp", List.of(1))));
    tokens.put("not yet", ISSUER.sign(ISSUER.claims().notBeforeTime(future)));
    tokens.put("an ID token by its nonce", ISSUER.sign(ISSUER.claims().claim("nonce", "n")));
    tokens.put("an ID token by its hash", ISSUER.sign(ISSUER.claims().claim("at_hash", "h")));
    tokens.put("an ID token by its kind", ISSUER.sign(ISSUER.claims().claim("typ", "ID")));
    tokens.put("a refresh token", ISSUER.sign(ISSUER.claims().claim("typ", "Refresh")));
    tokens.put("nobody", ISSUER.sign(ISSUER.claims().claim("client_id", null)));
    tokens.put("a client with a line end", ISSUER.sign(ISSUER.claims().claim("client_id", "a\nb")));
    tokens.put("an employee who is a number", ISSUER.sign(ISSUER.claims().claim("employee_id", 7)));
    tokens.put(
        "an employee with a slash", ISSUER.sign(ISSUER.claims().claim("employee_id", "a/b")));
    tokens.put("roles that are a word", ISSUER.sign(ISSUER.claims().claim("roles", "ALL")));
    tokens.put(
        "roles that are numbers", ISSUER.sign(ISSUER.claims().claim("roles", List.of(1, 2))));
    tokens.put("roles within roles", ISSUER.sign(ISSUER.claims().claim("roles", Map.of("a", "b"))));
  }

  private static void garbage(Map<String, String> tokens) {
    tokens.put("garbage", "garbage");
    tokens.put("two dots", "..");
    tokens.put("five parts", "e30.e30.e30.e30.e30");
    tokens.put("arrays for objects", "W10.W10.c2ln");
    tokens.put("characters that no token has", "a$b*c");
    tokens.put("nothing after the word Bearer", "");
    tokens.put("longer than we read", "e30." + "A".repeat(9_000) + ".c2ln");
    tokens.put("10,000 brackets", Base64URL.encode("[".repeat(2_000)) + ".e30.c2ln");
    tokens.put(
        "deep claims",
        Base64URL.encode("{\"alg\":\"RS256\"}")
            + "."
            + Base64URL.encode("{\"a\":".repeat(900))
            + ".c2");
  }

  private static String unsigned(String algorithm) {
    return Base64URL.encode("{\"alg\":\"" + algorithm + "\"}")
        + "."
        + Base64URL.encode(ISSUER.claims().build().toString())
        + ".";
  }

  private static String mac(byte[] secret) throws JOSEException {
    return TestIssuer.signed(
        new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa-1").build(),
        ISSUER.claims().build(),
        new MACSigner(secret));
  }

  @ParameterizedTest(name = "{0} at {1}")
  @MethodSource("attacks")
  void isRefusedWithATypedBody(String attack, Shape shape, String token) {
    var answer = server(shape).post(shape.path, "Authorization", "Bearer " + token);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Bearer");
    assertThat(answer.body())
        .contains("\"code\":\"UNAUTHENTICATED\"", "\"status\":401")
        .doesNotContain("nimbus", "Exception", "JWT", "JWS");
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void aGoodTokenOpensTheDoorWhicheverAlgorithmWeTakeAndHoweverItIsTyped(Shape shape) {
    var untyped = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa-1");
    var typedJwt =
        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa-1").type(JOSEObjectType.JWT);
    for (String token :
        List.of(
            ISSUER.token(),
            ISSUER.signWithCurve(ISSUER.claims()),
            ISSUER.sign(untyped, ISSUER.claims()),
            ISSUER.sign(typedJwt, ISSUER.claims().claim("typ", "Bearer")))) {
      assertThat(status(shape, token)).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void aTokenThatWasGoodBeforeIsRefusedAfterItsEnd(Shape shape) throws InterruptedException {
    // Clocks may differ by half a minute, so its end is 28 seconds ago and good for two more.
    Date end = Date.from(Instant.now().minusSeconds(28));
    Date begin = Date.from(Instant.now().minusSeconds(60));
    String token = ISSUER.sign(ISSUER.claims().issueTime(begin).expirationTime(end));
    assertThat(status(shape, token)).isEqualTo(200);
    TimeUnit.SECONDS.sleep(3);
    assertThat(status(shape, token)).isEqualTo(401);
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void aTokenThatWasGoodBeforeDoesNotVouchForOneThatResemblesIt(Shape shape) {
    String good = ISSUER.token();
    assertThat(status(shape, good)).isEqualTo(200);
    String[] parts = good.split("\\.");
    String widened = ISSUER.claims().claim("roles", List.of("GROUP_EXECUTIVE")).build().toString();
    String other = parts[2].startsWith("A") ? "B" : "A";
    assertThat(status(shape, parts[0] + "." + Base64URL.encode(widened) + "." + parts[2]))
        .isEqualTo(401);
    assertThat(status(shape, parts[0] + "." + parts[1] + "." + other + parts[2].substring(1)))
        .isEqualTo(401);
    assertThat(status(shape, parts[0] + "." + parts[1] + ".")).isEqualTo(401);
    assertThat(status(shape, good)).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void aTokenInTheAddressOrInABasicHeaderIsNoToken(Shape shape) {
    var server = server(shape);
    assertThat(server.post(shape.path + "?access_token=" + ISSUER.token()).statusCode())
        .isEqualTo(401);
    assertThat(server.post(shape.path, "Authorization", "Basic YTpi").statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void aTokenOfOneMegabyteEndsAtTheServersDoor(Shape shape) {
    String start = "POST " + shape.path + " HTTP/1.1";
    // Its server reads sixteen kilobytes, answers and closes: who still sends may miss the answer.
    String answer = server(shape).raw(start, "Authorization: Bearer " + "A".repeat(1 << 20));

    assertThat(answer)
        .matches("(?s)|HTTP/1.1 4([012]\\d|3[01]) .*")
        .doesNotContain("Tomcat", "Exception");
    assertThat(server(shape).raw(start, "Authorization: Bearer " + "A".repeat(17_000)))
        .matches("(?s)HTTP/1.1 4([012]\\d|3[01]) .*")
        .doesNotContain("Tomcat", "Exception");
    assertThat(status(shape, ISSUER.token())).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void unknownKeysDoNotMakeUsAskTheIssuerAgainAndAgain(Shape shape) throws JOSEException {
    RSAKey foreign = new RSAKeyGenerator(2048).keyID("foreign").generate();
    server(shape).post(shape.path, "Authorization", "Bearer " + ISSUER.token());
    int before = ISSUER.keyRequests.get();
    for (int i = 0; i < 50; i++) {
      var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k" + i).build();
      String token = TestIssuer.sign(header, ISSUER.claims().build(), foreign);
      assertThat(status(shape, token)).isEqualTo(401);
    }
    assertThat(ISSUER.keyRequests.get() - before).isLessThanOrEqualTo(2);
  }

  private static int status(Shape shape, String token) {
    return server(shape).post(shape.path, "Authorization", "Bearer " + token).statusCode();
  }

  private static StandIn server(Shape shape) {
    return Objects.requireNonNull(SERVERS.get(shape));
  }
}
