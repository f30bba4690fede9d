package org.relata.standalone.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.relata.command.platform.security.CommandSecurity;
import org.relata.query.platform.security.QuerySecurity;
import org.relata.standalone.issuer.DemoPerson;
import org.relata.standalone.issuer.EmbeddedIssuer;

class EmbeddedIssuerTest {

  private static final String VERIFIER = "v".repeat(43);
  private static final String PAGE = "http://127.0.0.1:8080/graphiql";

  @TempDir Path data;

  @Test
  void aProgramGetsATokenWithOneRequestAndItOpensBothSides() throws ParseException {
    try (var server = start()) {
      String token = integratorToken(server, "integrator-secret", "");
      var claims = SignedJWT.parse(token).getJWTClaimsSet();

      assertThat(SignedJWT.parse(token).getHeader().getAlgorithm().getName()).isEqualTo("ES256");
      assertThat(server.get("/.well-known/openid-configuration").body())
          .contains("\"id_token_signing_alg_values_supported\":[\"ES256\"]");
      assertThat(claims.getAudience()).containsExactly("relata");
      assertThat(claims.getStringClaim("client_id")).isEqualTo("integrator");
      assertThat(claims.getExpirationTime().getTime() - claims.getIssueTime().getTime())
          .isEqualTo(15 * 60 * 1000);
      assertThat(server.post("/commands", "Authorization", "Bearer " + token).body())
          .startsWith("client/integrator [")
          .contains("INTEGRATOR", "MONITORING");
      assertThat(server.post("/graphql", "Authorization", "Bearer " + token).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void aScopeThatIsNamedIsTheOnlyOneGivenAndAForeignOneIsRefused() {
    try (var server = start()) {
      String token = integratorToken(server, "integrator-secret", "&scope=queries");

      assertThat(server.post("/commands", "Authorization", "Bearer " + token).statusCode())
          .isEqualTo(403);
      assertThat(tokenAnswer(server, "integrator-secret", "&scope=admin").statusCode())
          .isEqualTo(400);
      assertThat(tokenAnswer(server, "guess", "").statusCode()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @EnumSource(DemoPerson.class)
  void aPersonSignsInWithCodeAndProofKeyAndIsThatEmployee(DemoPerson person) throws Exception {
    try (var server = start()) {
      String token = signIn(server, person.username(), "relata");

      assertThat(server.post("/commands", "Authorization", "Bearer " + token).body())
          .isEqualTo("employee/%s [%s]".formatted(person.employeeId(), person.role()));
    }
  }

  @Test
  void withoutAProofKeyThereIsNoCode() throws Exception {
    try (var server = start()) {
      var browser = browser();
      signInForm(server, browser, "manager", "relata");
      var answer = get(server, browser, "/oauth2/authorize?" + question(""));

      assertThat(answer.headers().firstValue("Location").orElseThrow())
          .contains("error=invalid_request")
          .doesNotContain("code=");
    }
  }

  @Test
  void aWrongPasswordLeadsBackToTheFormWhichHasItsOwnPolicy() throws Exception {
    try (var server = start()) {
      var browser = browser();
      var answer = signInForm(server, browser, "manager", "guess");
      var form = get(server, browser, "/login");

      assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/login?error");
      assertThat(form.headers().allValues("Content-Security-Policy"))
          .hasSize(1)
          .allMatch(policy -> policy.contains("style-src 'self'"));
      assertThat(form.headers().firstValue("X-Frame-Options")).contains("DENY");
      assertThat(form.body()).doesNotContain("https://");
    }
  }

  @Test
  void theKeyStaysInTheDataDirectoryForItsOwnerAloneSoThatTokensOutliveARestart()
      throws IOException {
    String token;
    try (var server = start()) {
      token = integratorToken(server, "integrator-secret", "");
    }
    try (var again = start()) {
      assertThat(again.post("/commands", "Authorization", "Bearer " + token).statusCode())
          .isEqualTo(200);
    }
    assertThat(Files.getPosixFilePermissions(data.resolve("issuer-key.json")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    try (Stream<Path> files = Files.list(data)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void itIsGoneAsSoonAsAnIssuerIsConfigured() {
    try (var issuer = new TestIssuer();
        var server =
            start("--spring.security.oauth2.resourceserver.jwt.issuer-uri=" + issuer.address())) {
      for (String path :
          List.of("/oauth2/token", "/oauth2/authorize", "/oauth2/jwks", "/login", "/userinfo")) {
        assertThat(server.post(path).statusCode()).isEqualTo(401);
        assertThat(server.get(path).body()).contains("UNAUTHENTICATED");
      }
      assertThat(server.get("/.well-known/openid-configuration").statusCode()).isEqualTo(401);
      assertThat(server.context().getBeanProvider(EmbeddedIssuer.class).getIfAvailable()).isNull();
      assertThat(server.post("/commands", "Authorization", "Bearer " + issuer.token()).statusCode())
          .isEqualTo(200);
      assertThat(data).isEmptyDirectory();
    }
  }

  private StandIn start(String... arguments) {
    Class<?>[] sources = {
      StandIn.Behind.class, CommandSecurity.class, QuerySecurity.class, EmbeddedIssuer.class
    };
    return StandIn.start(
        sources,
        Stream.concat(
                Stream.of(
                    "--relata.data=" + data,
                    "--relata.demo.bank=false",
                    "--relata.automation.enabled=false"),
                Stream.of(arguments))
            .toArray(String[]::new));
  }

  private static String integratorToken(StandIn server, String secret, String more) {
    return accessToken(tokenAnswer(server, secret, more));
  }

  private static HttpResponse<String> tokenAnswer(StandIn server, String secret, String more) {
    String basic =
        Base64.getEncoder()
            .encodeToString(("integrator:" + secret).getBytes(StandardCharsets.UTF_8));
    return server.send(
        form(server, "/oauth2/token", "grant_type=client_credentials" + more)
            .header("Authorization", "Basic " + basic)
            .build());
  }

  private static String signIn(StandIn server, String username, String password) throws Exception {
    var browser = browser();
    signInForm(server, browser, username, password);
    var answer =
        get(
            server,
            browser,
            "/oauth2/authorize?"
                + question("&code_challenge_method=S256&code_challenge=" + challenge()));
    String location = answer.headers().firstValue("Location").orElseThrow();
    assertThat(location).startsWith(PAGE).contains("code=");
    String code = found("code=([^&]+)", location);
    return accessToken(
        server.send(
            form(
                    server,
                    "/oauth2/token",
                    "grant_type=authorization_code&client_id=graphiql&redirect_uri=%s&code=%s&code_verifier=%s"
                        .formatted(PAGE, code, VERIFIER))
                .build()));
  }

  private static String question(String more) {
    return "response_type=code&client_id=graphiql&scope=openid%20commands%20queries&redirect_uri="
        + PAGE
        + more;
  }

  private static HttpResponse<String> signInForm(
      StandIn server, HttpClient browser, String username, String password) throws Exception {
    String page = get(server, browser, "/login").body();
    String csrf = found("name=\"_csrf\"[^>]*value=\"([^\"]+)\"", page);
    return browser.send(
        form(
                server,
                "/login",
                "username=%s&password=%s&_csrf=%s".formatted(username, password, csrf))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpClient browser() {
    return HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  }

  private static HttpResponse<String> get(StandIn server, HttpClient browser, String path)
      throws Exception {
    URI address = server.address(path);
    return browser.send(
        HttpRequest.newBuilder(address).header("Accept", "text/html").build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest.Builder form(StandIn server, String path, String body) {
    return HttpRequest.newBuilder(server.address(path))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private static String challenge() throws NoSuchAlgorithmException {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }

  private static String accessToken(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return found("\"access_token\":\"([^\"]+)\"", answer.body());
  }

  private static String found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }
}
