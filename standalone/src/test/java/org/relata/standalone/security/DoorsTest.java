package org.relata.standalone.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.relata.standalone.security.StandIn.Shape;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class DoorsTest {

  private static final Set<String> OPEN =
      Set.of("/docs", "/docs/page.js", "/openapi.json", "/graphiql", "/graphiql/page.js");
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

  @ParameterizedTest
  @EnumSource(Shape.class)
  void everyMappingIsShutWithoutATokenButTheOpenOnes(Shape shape) {
    var mappings =
        server(shape)
            .context()
            .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
            .getHandlerMethods()
            .keySet();
    assertThat(mappings).hasSizeGreaterThan(5);
    for (var mapping : mappings) {
      for (String path : mapping.getPatternValues()) {
        if (!OPEN.contains(path)) {
          assertUnauthenticated(server(shape).get(path));
          assertUnauthenticated(server(shape).post(path));
        }
      }
    }
  }

  @Test
  void thePagesAndTheirFilesAreOpenOnTheirSide() {
    for (String path : List.of("/docs", "/docs/page.js", "/openapi.json")) {
      assertThat(server(Shape.COMMAND_SIDE).get(path).statusCode()).isEqualTo(200);
      assertUnauthenticated(server(Shape.QUERY_SIDE).get(path));
      assertUnauthenticated(server(Shape.COMMAND_SIDE).post(path));
    }
    for (String path : List.of("/graphiql", "/graphiql/page.js")) {
      assertThat(server(Shape.QUERY_SIDE).get(path).statusCode()).isEqualTo(200);
      assertUnauthenticated(server(Shape.COMMAND_SIDE).get(path));
    }
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void aPathThatNobodyNamedIsShutEvenWithAToken(Shape shape) {
    var answer = server(shape).get("/forgotten", bearer(ISSUER.token()));

    assertRefused(answer, 403, "FORBIDDEN");
    assertUnauthenticated(server(shape).get("/error"));
    assertUnauthenticated(server(shape).get("/"));
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void aTokenWithoutTheScopeOfTheSideIsForbidden(Shape shape) {
    for (String scope : List.of("", "openid", "command", "commandsqueries")) {
      String token = ISSUER.sign(ISSUER.claims().claim("scope", scope));
      assertRefused(server(shape).post(shape.path, bearer(token)), 403, "FORBIDDEN");
    }
    String other = shape.path.equals("/commands") ? "queries" : "commands";
    String token = ISSUER.sign(ISSUER.claims().claim("scope", other));
    assertRefused(server(shape).post(shape.path, bearer(token)), 403, "FORBIDDEN");
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void healthIsOpenAndNothingElseOfTheActuator(Shape shape) {
    for (String path : List.of("", "/liveness", "/readiness")) {
      var answer = server(shape).get("/actuator/health" + path);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).doesNotContain("components");
    }
    for (String path : List.of("", "/env", "/beans", "/metrics", "/prometheus", "/shutdown")) {
      assertUnauthenticated(server(shape).get("/actuator" + path));
      assertRefused(
          server(shape).get("/actuator" + path, bearer(ISSUER.token())), 403, "FORBIDDEN");
    }
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void addressesThatTryToSlipPastAreRefused(Shape shape) {
    for (String path :
        List.of(
            "//commands",
            "/commands;a=b",
            "/x/..;/commands",
            "/commands%2f",
            "/%2e%2e/commands",
            "/graphql/",
            "/COMMANDS",
            "/commands%00",
            "/graphiql/..%2fgraphql",
            "/docs/../commands")) {
      String answer = server(shape).raw("POST " + path + " HTTP/1.1");
      assertThat(answer).as(path).matches("(?s)HTTP/1.1 40[0134].*").doesNotContain("Tomcat");
    }
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void everyKindOfAnswerHasTheHeaders(Shape shape) {
    String token = "Authorization: Bearer " + ISSUER.token();
    for (String answer :
        List.of(
            server(shape).raw("GET /actuator/health HTTP/1.1"),
            server(shape).raw("POST " + shape.path + " HTTP/1.1"),
            server(shape).raw("POST " + shape.path + " HTTP/1.1", token),
            server(shape).raw("GET /forgotten HTTP/1.1", token),
            server(shape).raw("GET //commands HTTP/1.1"),
            server(shape).raw("GET /commands/stream HTTP/1.1", token),
            server(shape).raw("GET /commands/broken HTTP/1.1", token),
            server(shape).raw("GET /commands/nothing HTTP/1.1", token),
            server(shape).raw("DELETE " + shape.path + " HTTP/1.1", token))) {
      assertThat(answer)
          .contains("X-Content-Type-Options: nosniff", "X-Frame-Options: DENY")
          .contains("Content-Security-Policy: default-src 'none'; frame-ancestors 'none'")
          .contains("Referrer-Policy: no-referrer", "Cross-Origin-Opener-Policy: same-origin")
          .contains("Cache-Control: no-cache, no-store")
          .doesNotContain("Server:", "X-Powered-By", "Set-Cookie", "internal words");
    }
  }

  @Test
  void aPageKeepsItsOwnContentPolicyAndGetsNoSecondOne() {
    var answer = server(Shape.BOTH_QUERIES).get("/graphiql");

    assertThat(answer.headers().allValues("Content-Security-Policy"))
        .containsExactly("script-src 'self'");
    assertThat(answer.headers().allValues("X-Frame-Options")).containsExactly("DENY");
  }

  @Test
  void aStreamIsAnsweredToItsEndAfterTheRequestWentAsynchronous() {
    var answer = server(Shape.COMMAND_SIDE).get("/commands/stream", bearer(ISSUER.token()));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{}\n");
  }

  @Test
  void theActorIsTheEmployeeWhomTheTokenNamesElseTheProgram() {
    var server = server(Shape.COMMAND_SIDE);
    String employee =
        ISSUER.sign(
            ISSUER.claims().claim("employee_id", "E-1").claim("roles", List.of("SECTION_HEAD")));
    String azp = ISSUER.sign(ISSUER.claims().claim("client_id", null).claim("azp", "batch"));

    assertThat(server.post("/commands", bearer(employee)).body())
        .isEqualTo("employee/E-1 [SECTION_HEAD]");
    assertThat(server.post("/commands", bearer(ISSUER.token())).body())
        .isEqualTo("client/program [INTEGRATOR]");
    assertThat(server.post("/commands", bearer(azp)).body()).startsWith("client/batch");
  }

  @Test
  void noBrowserOriginMayCallUnlessItIsConfigured() {
    try (var open =
        StandIn.start(
            Shape.QUERY_SIDE,
            ISSUER.address(),
            "--relata.security.cors-origins=https://crm.bank")) {
      assertThat(preflight(open, "https://crm.bank").statusCode()).isEqualTo(200);
      assertThat(preflight(open, "https://evil.example").statusCode()).isEqualTo(403);
    }
    var shut = preflight(server(Shape.QUERY_SIDE), "https://crm.bank");
    assertThat(shut.statusCode()).isEqualTo(401);
    assertThat(shut.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void anIssuerThatIsAwayIsToldAndKnownKeysGoOn(Shape shape) {
    var mortal = new TestIssuer();
    String token = mortal.token();
    try (var knowing = StandIn.start(shape, mortal.address());
        var ignorant = StandIn.start(shape, mortal.address())) {
      assertThat(knowing.post(shape.path, bearer(token)).statusCode()).isEqualTo(200);
      mortal.close();

      assertThat(knowing.post(shape.path, bearer(token)).statusCode()).isEqualTo(200);
      var refused = ignorant.post(shape.path, bearer(token));
      assertRefused(refused, 503, "ISSUER_AWAY");
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    }
  }

  private static HttpResponse<String> preflight(StandIn server, String origin) {
    return server.send(
        HttpRequest.newBuilder(server.address("/graphql"))
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .headers("Origin", origin, "Access-Control-Request-Method", "POST")
            .build());
  }

  private static void assertUnauthenticated(HttpResponse<String> answer) {
    assertRefused(answer, 401, "UNAUTHENTICATED");
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.uri().getPath()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
  }

  private static String[] bearer(String token) {
    return new String[] {"Authorization", "Bearer " + token};
  }

  private static StandIn server(Shape shape) {
    return Objects.requireNonNull(SERVERS.get(shape));
  }
}
