package org.relata.query.platform.graphiql;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The page before a GraphQL server of one field that wants a token, and an endpoint that gives one.
 * Not a component: the real program's scan must not find it.
 */
@EnableAutoConfiguration(
    excludeName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@Import({GraphiqlPage.class, StandInServer.Customers.class, StandInServer.Tokens.class})
class StandInServer {

  static final String CLIENT = "reader";
  static final String SECRET = "a secret: with 100% odd signs";
  static final String TOKEN = "stand-in-token";

  record Customer(String id, String name) {}

  static ConfigurableApplicationContext start() {
    return new SpringApplicationBuilder(StandInServer.class)
        .properties(
            Map.of(
                "spring.config.name", "graphiql-stand-in",
                "server.port", "0",
                "server.address", "127.0.0.1",
                "spring.graphql.graphiql.enabled", "false",
                "spring.graphql.schema.locations", "classpath:graphiql-stand-in/",
                "relata.graphiql.examples", "classpath*:graphiql-stand-in/examples/*.graphql"))
        .run();
  }

  static URI address(ConfigurableApplicationContext server, String path) {
    String port = server.getEnvironment().getRequiredProperty("local.server.port");
    return URI.create("http://127.0.0.1:" + port + path);
  }

  @Bean
  SecurityFilterChain security(HttpSecurity http) {
    return http.csrf(CsrfConfigurer::disable)
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers("/graphiql", "/graphiql/**", "/oauth2/token")
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .oauth2ResourceServer(server -> server.opaqueToken(token -> {}))
        .build();
  }

  @Bean
  OpaqueTokenIntrospector introspector() {
    return StandInServer::principal;
  }

  private static OAuth2AuthenticatedPrincipal principal(String token) {
    if (!TOKEN.equals(token)) {
      throw new BadOpaqueTokenException("unknown token");
    }
    return new DefaultOAuth2AuthenticatedPrincipal(CLIENT, Map.of("sub", CLIENT), List.of());
  }

  @Controller
  static class Customers {
    @QueryMapping
    @Nullable Customer customer(@Argument String id) {
      return id.equals("c-1") ? new Customer(id, "Wang Xiaoming 王小明") : null;
    }
  }

  @RestController
  static class Tokens {
    @PostMapping("/oauth2/token")
    ResponseEntity<Map<String, Object>> token(
        @RequestHeader("Authorization") String authorization,
        @RequestParam("grant_type") String grantType) {
      String encoded = CLIENT + ":a%20secret%3A%20with%20100%25%20odd%20signs";
      String expected =
          "Basic " + Base64.getEncoder().encodeToString(encoded.getBytes(StandardCharsets.UTF_8));
      if (!expected.equals(authorization) || !grantType.equals("client_credentials")) {
        return ResponseEntity.status(401).body(Map.of("error", "invalid_client"));
      }
      return ResponseEntity.ok(
          Map.of("access_token", TOKEN, "token_type", "Bearer", "expires_in", 300));
    }
  }
}
